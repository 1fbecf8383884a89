"""A network that takes a newer version keeps its addresses, and its subscribers get nothing twice."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from talanoa.model.schema import NOUNS, Noun, schema
from talanoa.problems import CODES
from tests.conftest import NOW, REPOSITORY, run
from tests.earlier import promises

NAMES = REPOSITORY / "tests/earlier/names/fields-and-codes.txt"
RECORDS = sorted((REPOSITORY / "tests/earlier").glob("*.txt"))
CONTENT = ("network.yml", "members.yml", "events.yml", "mkdocs.yml", "posts", "docs")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_what_a_version_promised_is_kept(record: Path, tmp_path: Path) -> None:
    """Content of then, built now."""
    archived = subprocess.run(
        ["git", "archive", record.stem, "--", *CONTENT], cwd=REPOSITORY, capture_output=True, check=False
    )
    if archived.returncode:
        pytest.skip("this copy of the repository has no history")
    with tarfile.open(fileobj=io.BytesIO(archived.stdout)) as content:
        content.extractall(tmp_path, filter="data")
    done = run(tmp_path, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    promised = record.read_text("utf-8").splitlines()
    assert len(promised) > 500
    assert set(promised) - set(promises(tmp_path / "site")) == set()


def test_a_broken_promise_would_be_seen(tmp_path: Path) -> None:
    for name, text in {
        "posts/a/index.html": "",
        "rss.xml": "<guid isPermaLink='false'>tag:a</guid>",
        "feed.json": '{"items": [{"id": "tag:b"}]}',
        "calendar.ics": "BEGIN:VEVENT\r\nUID:call-2026-01-\r\n 02@reef.example.org\r\nEND:VEVENT\r\n",
        "site.0123456789.css": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    assert promises(tmp_path) == [
        "address /calendar.ics",
        "address /feed.json",
        "address /posts/a/",
        "address /rss.xml",
        "id tag:a",
        "id tag:b",
        "uid call-2026-01-02@reef.example.org",
    ]


def names() -> list[str]:
    """What networks may write and what the check may say: every field by its path, every word to choose, every problem code."""
    return sorted({*(f"code {code}" for code in CODES), *(name for noun in NOUNS for name in _of_schema(noun))})


def _of_schema(noun: Noun) -> Iterator[str]:
    made = schema(noun, "https://example.org/")
    waiting: list[tuple[str, Any, tuple[str, ...]]] = [(noun, made, ())]
    while waiting:
        path, node, above = waiting.pop()
        if isinstance(node, list):
            waiting += [(path, each, above) for each in node]
        elif isinstance(node, dict):
            if len(words := node.get("enum", ())) < 50:  # more are the world's: countries, languages
                yield from (f"word {path}: {word}" for word in words if isinstance(word, str))
            reference = str(node.get("$ref", "")).removeprefix("#/$defs/")
            if reference and reference not in above:
                waiting.append((path, made["$defs"][reference], (*above, reference)))
            for key, below in node.get("properties", {}).items():
                yield f"field {path}.{key}"
                waiting.append((f"{path}.{key}", below, above))
            waiting += [
                (path, node[key], above)
                for key in ("then", "else", "items", "anyOf", "oneOf", "allOf", "additionalProperties")
                if key in node
            ]


def test_every_name_that_a_network_may_have_written_is_still_read() -> None:
    """At a release, TALANOA_REFRESH=1 adds new ones. One that is gone needs more: the old name is still read, with a warning whose `--fix` writes
    the new one.
    """
    if os.environ.get("TALANOA_REFRESH"):
        NAMES.write_text(
            "".join(f"{name}\n" for name in sorted({*NAMES.read_text("utf-8").split("\n"), *names()} - {""})), "utf-8"
        )
    known = NAMES.read_text("utf-8").splitlines()
    assert "field events.events.agenda.title" in known and len(known) > 300
    assert set(known) - set(names()) == set(), "networks have written these"
