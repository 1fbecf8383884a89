"""What is wrong with the entries that rows become, each alone, as the model reads it; and which rows that is enough for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from talanoa.amend import root_of
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.fields import read
from talanoa.model.member import Member
from talanoa.problems import Problem, Severity
from talanoa.sheets.changes import Plan
from talanoa.sheets.readings import Reading
from talanoa.sheets.words import Kind
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar
from talanoa.source import Sequence as List

# Letters and what is between them in prose; no mark of Markdown or HTML, no address, no number that could be dialled.
_PROSE = re.compile(r"(?:[^\W_]|\s|[,;'’\"“”()&/–—-]|\.(?!\w))*+")
_DIALLED = re.compile(r"\d(?:[\s().-]{0,3}\d){6}")
_JUDGED_ALONE = ("website", "social", "registration", "timezone", "duration")  # whose values are no texts


def is_prose(reading: Reading) -> bool:
    """True if no rule on texts can find more in a row than `problems_of`: all of its texts are plain words."""
    values = [it for path, it in reading.values.items() if path.partition(".")[0] not in _JUDGED_ALONE]
    texts = [text for it in values for text in (it if isinstance(it, list) else [it]) if isinstance(text, str)]
    return all(_PROSE.fullmatch(text) and not _DIALLED.search(text) for text in texts)


def problems_of(kind: Kind, plan: Plan, files: Content) -> list[Problem]:
    """Of those that are new or changed; not whether what they refer to is there."""
    touched = {done.id for done in plan.done if done.is_new or done.changed}
    found: list[Problem] = []
    for file, data in plan.files.items():
        root = plan.read[file] if file in plan.read else root_of(data, file, found)
        for entry in _entries(kind, root):
            id = entry.get("id")
            if isinstance(id, Scalar) and id.text in touched:
                _read(kind, entry, found, files)
    return [problem for problem in found if problem.severity is not Severity.NOTE]


def _read(kind: Kind, entry: Group, found: list[Problem], files: Content) -> None:
    if kind == "member":
        read(Member, entry, found)
    else:
        defaults: dict[str, Any] = {"timezone": files.network.timezone}
        read(Event, entry, found, defaults=defaults)


def _entries(kind: Kind, root: Node | None) -> Iterator[Group]:
    """Those of a list, or the one that a file is."""
    if not isinstance(root, Group):
        return
    listed = root.get(f"{kind}s")
    items = listed.items if isinstance(listed, List) else [root]
    yield from (item for item in items if isinstance(item, Group))
