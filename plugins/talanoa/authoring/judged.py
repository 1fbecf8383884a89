"""What is wrong with a value before it is written: what the model's own reader says of it, and ids that nothing has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talanoa.amend import Value, root_of
from talanoa.authoring.entries import text_of
from talanoa.authoring.fields import Field, choices_in
from talanoa.load import Content
from talanoa.model.fields import read_value
from talanoa.model.wrong import Wrong, shown
from talanoa.problems import Problem, Severity, nearest
from talanoa.source import Mapping as Group


def wrong_with(field: Field, value: Value, files: Content) -> Wrong | None:
    """The first thing that is wrong with a field's value, as it would be written; None if it can be used."""
    problems: list[Problem] = []
    node = root_of(text_of({field.key: value}).encode("utf-8", "surrogatepass"), "value", problems)
    if field.hint and isinstance(node, Group) and not problems:
        read_value(field.whole, node.entries[field.key][1], problems)
    errors = [problem for problem in problems if problem.severity is not Severity.NOTE]
    if errors:
        first = min(errors, key=lambda problem: problem.severity is not Severity.ERROR)
        return Wrong(first.code, first.message, first.help, first.suggestion)
    return next(_unknown(field, value, files), None)


def _unknown(field: Field, value: Value, files: Content) -> Iterator[Wrong]:
    """Ids that nothing has, and kinds of members that aren't there."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            groups = [one] if field.shape == "by_day" and isinstance(one, Mapping) else []
            for group in groups:
                yield from _unknown(Field("", "", "", "group", fields=field.fields), group, files)
            if not groups and (below := field.at(key)):
                yield from _unknown(below, one, files)
    elif not isinstance(value, str):
        for item in value:
            yield from _unknown(field, item, files)
    elif field.names_kinds and value not in (known := choices_in(field, files)):
        help = f"the choices are {', '.join(known)}; add others in network.yml under `member_kinds`"
        yield Wrong("bad-choice", f"'{shown(value)}' is not one of the choices", help, nearest(value, known))
    elif field.refers and value not in (known := choices_in(field, files)) and value not in files.dropped:
        article = "an" if field.noun[0] in "aeiou" else "a"
        help = f"write the id of {article} {field.noun}"
        if known and len(known) <= 20:
            help += f": {', '.join(known)}"
        yield Wrong(
            f"unknown-{field.noun}", f"no {field.noun} has the id '{shown(value)}'", help, nearest(value, known)
        )
