"""talanoa check --against REV, in real repositories: what was, what is, and what is said."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NETWORK, NOW, Command, Files
from tests.fuzz import limits, seeds
from tests.fuzz.conftest import fuzzed
from tests.fuzz.mutations import spoiled
from tests.fuzz.readers import lies_inside
from tests.history.stories import (
    CALL,
    LATER,
    NEWER,
    REEFS,
    SERIES,
    changed,
    compared,
    fixed,
    said,
)
from tests.repositories import commit, git, write

from talanoa import history
from talanoa.amend import amend
from talanoa.load import load

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def test_an_unchanged_network(repository: Callable[[Files], Path], command: Command) -> None:
    root = repository({"events.yml": CALL, **REEFS})
    done = command(root, "talanoa", "check", "--now", NOW, "--against", "main")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no problems\n")


def test_fixing(repository: Callable[[Files], Path], command: Command) -> None:
    """The comments, the order and the line ends stay; what can't be fixed stays a problem."""
    was = "# Ours\r\n" + changed(CALL, ("sequence: 2", "sequence: 2  # rises")).replace("\n", "\r\n")
    root = repository({"events.yml": b"\xef\xbb\xbf" + was.encode(), **REEFS})
    (root / "events.yml").write_bytes(b"\xef\xbb\xbf" + changed(was, LATER).encode())
    (root / "events.yml").chmod(0o640)
    (root / "posts/reefs.md").unlink()
    words = "talanoa", "check", "--now", NOW, "--against", "main"
    before = command(root, *words)
    assert (before.returncode, before.stderr) == (1, "3 errors\n")
    assert (
        "help: write `sequence: 3`: calendars accept a change only with a higher number (--fix does it)"
        in before.stdout
    )
    done = command(root, *words, "--fix")
    assert done.returncode == 1
    assert done.stderr == "events.yml:9: sequence 2 → 3\nevents.yml:10: updated 2026-11-01 → 2026-11-21\n1 error\n"
    assert done.stdout.startswith("posts/reefs.md:1:1: error[vanished-id]")
    now = changed(was, LATER, ("sequence: 2", "sequence: 3"), ("2026-11-01", "2026-11-21"))
    assert (root / "events.yml").read_bytes() == b"\xef\xbb\xbf" + now.encode()
    assert os.name == "nt" or (root / "events.yml").stat().st_mode & 0o777 == 0o640, "Windows has no such permissions"
    again = command(root, *words, "--fix")
    assert (again.stdout, again.stderr) == (done.stdout, "1 error\n")
    assert (root / "events.yml").read_bytes() == b"\xef\xbb\xbf" + now.encode()


def test_fixing_what_is_not_written(repository: Callable[[Files], Path]) -> None:
    """In a block, in braces, in a file of its own, and in an occurrence."""
    fair = "{id: fair, title: Fair, type: other, start: 2026-12-05} # in braces\n"
    talk = "title: Talk  # first\ntype: other\n\n# When\nstart: 2026-12-06\nid: talk"
    call = changed(CALL, ("    sequence: 2\n    updated: 2026-11-01\n", "    # the end\n"))
    calls = changed(SERIES, ("id: call", "id: calls"), ("events:\n", ""))
    root = repository({"events.yml": f"{call}  - {fair}{calls}", "events/talk.yml": talk})
    fair, talk = changed(fair, ("12-05", "12-06")), changed(talk, ("12-06", "12-07"))
    call, calls = changed(call, LATER), changed(calls, ("01-13 10:00", "01-14 10:00"))
    write(root, "events.yml", f"{call}  - {fair}{calls}")
    write(root, "events/talk.yml", talk)
    assert fixed(root) == [
        "events.yml:6: sequence none → 1",
        "events.yml:7: updated none → 2026-11-22",
        "events.yml:11: sequence none → 1",
        "events.yml:11: updated none → 2026-11-22",
        "events.yml:20: sequence none → 4",
        "events.yml:20: updated none → 2026-11-22",
        "events/talk.yml:6: sequence none → 1",
        "events/talk.yml:7: updated none → 2026-11-22",
    ]
    call = changed(call, ("11:00\n", "11:00\n    sequence: 1\n    updated: 2026-11-22\n"))
    fair = changed(fair, ("12-06}", "12-06, sequence: 1, updated: 2026-11-22}"))
    calls = changed(calls, ("01-14 10:00}", "01-14 10:00, sequence: 4, updated: 2026-11-22}"))
    assert (root / "events.yml").read_text("utf-8") == f"{call}  - {fair}{calls}"
    talk = changed(talk, ("12-07\n", "12-07\nsequence: 1\nupdated: 2026-11-22\n"))
    assert (root / "events/talk.yml").read_text("utf-8") == talk
    assert said(root) == []
    assert fixed(root) == []


def test_fixing_only_where_it_is_asked_for(repository: Callable[[Files], Path], command: Command) -> None:
    other = changed(CALL, ("events:\n  - ", "    "), ("id: call", "id: other"))
    other = "\n".join(line[4:] for line in other.split("\n"))
    root = repository({"events.yml": CALL, "events/other.yml": other})
    write(root, "events.yml", changed(CALL, LATER))
    write(root, "events/other.yml", changed(other, LATER))
    words = "talanoa", "check", "--now", NOW, "--against", "main", "--fix"
    done = command(root, *words, "events")
    assert (done.returncode, done.stderr.count("→"), done.stderr.count("events/other.yml")) == (0, 2, 2)
    assert (root / "events.yml").read_text("utf-8") == changed(CALL, LATER)
    done = command(root, *words, "--format", "json")
    assert json.loads(done.stdout) == {"problems": []}
    assert done.stderr.count("events.yml") == 2


def test_what_can_not_be_fixed_stays(repository: Callable[[Files], Path], command: Command) -> None:
    """A number that another entry shares by an alias."""
    two = "  - {id: two, title: Two, type: other, start: 2026-12-09, sequence: *n}\n"
    root = repository({"events.yml": changed(CALL, ("sequence: 2", "sequence: &n 2")) + two})
    text = changed((root / "events.yml").read_text("utf-8"), LATER, NEWER[1])
    write(root, "events.yml", text)
    done = command(root, "talanoa", "check", "--now", NOW, "--against", "main", "--fix")
    assert (done.returncode, "→" in done.stderr) == (1, False)
    assert "sequence-not-raised" in done.stdout
    assert (root / "events.yml").read_text("utf-8") == text


def test_every_format_reports_it(repository: Callable[[Files], Path], command: Command) -> None:
    root = repository({"events.yml": CALL})
    write(root, "events.yml", changed(CALL, LATER))
    for format_ in ("text", "github", "json", "sarif"):
        done = command(root, "talanoa", "check", "--now", NOW, "--against", "main", "--format", format_)
        assert done.returncode == 1
        assert "sequence-not-raised" in done.stdout
        assert "updated-not-renewed" in done.stdout
    reported = json.loads(
        command(root, "talanoa", "check", "--now", NOW, "--against", "main", "--format", "json").stdout
    )
    assert [problem["suggestion"] for problem in reported["problems"]] == ["3", "2026-11-21"]
    assert command(root, "talanoa", "check", "--now", NOW).returncode == 0


def test_a_warning_fails_only_the_strict(repository: Callable[[Files], Path], command: Command) -> None:
    root = repository({"events.yml": CALL})
    write(root, "events.yml", changed(CALL, ("id: call", "id: big-call\n    formerly: [call]")))
    words = "talanoa", "check", "--now", NOW, "--against", "main"
    done = command(root, *words)
    assert (done.returncode, "warning[changed-id]" in done.stdout) == (0, True)
    assert command(root, *words, "--strict").returncode == 1


@pytest.mark.parametrize("was", [None, "", "[]", "just a text"])
def test_nothing_to_compare_with(network: Callable[[Files], Path], command: Command, was: str | None) -> None:
    root = network({"network.yml": was or ""})
    if was is None:
        (root / "network.yml").unlink()
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    write(root, "network.yml", NETWORK)
    for words in ([], ["--fix"], ["--contribution"]):
        done = command(root, "talanoa", "check", "--now", NOW, "--against", "main", *words)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "no network.yml" in done.stderr


@pytest.mark.parametrize("option", ["--contribution", "--fix"])
def test_an_option_that_needs_a_revision(repository: Callable[[Files], Path], command: Command, option: str) -> None:
    done = command(repository({}), "talanoa", "check", option)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{option} needs --against REV" in done.stderr


def test_a_file_that_can_not_be_written_is_reported(
    repository: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({"events.yml": CALL})
    write(root, "events.yml", changed(CALL, LATER))
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        fixed(root)
    assert (root / "events.yml").read_text("utf-8") == changed(CALL, LATER)
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == [".git"]


def refuse(*_: object) -> None:
    raise PermissionError("no")


@given(st.data())
@fuzzed(60)
def test_whatever_a_network_was_and_is(data: st.DataObject) -> None:
    """No comparison ends in a traceback; what is fixed is fixed at once, and the rest of the file is as it was."""
    sites = seeds.sites()
    was = data.draw(st.just(sites[0]) | st.sampled_from(sites))
    now = data.draw(st.just(sites[0]) | st.sampled_from(sites))
    file = data.draw(st.sampled_from(["events.yml", "events.yml", "members.yml", "network.yml", "posts/hello.md"]))
    text = now.get(file, sites[0].get(file, b"")).decode("utf-8", "replace")
    now = {**now, file: data.draw(spoiled([text], (*seeds.VALUES, *seeds.SIGNS))).encode("utf-8", "surrogatepass")}
    with tempfile.TemporaryDirectory() as folder:
        limits.write(was, Path(folder) / "was")
        limits.write(now, Path(folder) / "now")
        before, _ = load(Path(folder) / "was")
        if before is None:
            return
        root = Path(folder) / "now"
        found = compared(root, before)
        for one in found:
            lies_inside(one.problem, now)
        done = list(amend(root, history.wishes(found)))
        left = {one.wish for one in compared(root, before) if one.wish}
        assert len(left) <= len(found) - len(done)
        assert list(amend(root, left)) == []
