"""A network that takes a newer version keeps its addresses, and its subscribers get nothing twice."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.conftest import NOW, REPOSITORY, run
from tests.earlier import promises

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
