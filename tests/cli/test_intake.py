"""`talanoa intake`: a body becomes files that the check accepts, or nothing is changed and the reason is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Command, Files, tree
from tests.intake.bodies import DAY, EVENT, FILES, ITEM, MEMBER, POST, body

TEXT = "![The well](wells.jpg)\n\nThe first bill."


@pytest.fixture
def reef(
    network: Callable[[Files], Path], tmp_path: Path, command: Command
) -> Callable[..., subprocess.CompletedProcess[str]]:
    root = network(FILES)

    def intake(sent: str, *words: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "body.md").write_text(sent, "utf-8")
        return command(root, "talanoa", "intake", str(tmp_path / "body.md"), "--now", DAY, *words)

    return intake


def test_only_without_options_something_changes(
    reef: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, command: Command
) -> None:
    root, sent = tmp_path / "network", body("post", **{**POST, "text": TEXT})
    before = tree(root)
    shown = reef(sent, "--dry-run")
    assert shown.returncode == 0 and "+title: What our wells cost\n" in shown.stdout and "check" not in shown.stdout
    checked = reef(sent, "--check")
    assert checked.returncode == 0 and "The check finds no problems in it." in checked.stdout
    assert "wells.jpg" in checked.stdout and tree(root) == before
    assert "The pictures are not in the change yet, since nothing is fetched from an address" in checked.stdout
    done = reef(sent)
    path = "posts/2026/2026-11-21-what-our-wells-cost/index.md"
    assert done.returncode == 0 and path in done.stdout and tree(root).keys() - before == {path}
    again = reef(sent)
    assert again.returncode == 1 and "a post of this title is there" in again.stdout


def test_what_the_check_refuses_changes_nothing(
    reef: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    before = tree(tmp_path / "network")
    for words in ((), ("--check",), ("--dry-run",)):
        done = reef(body("event", **EVENT, end="08:00"), *words)
        assert done.returncode == 1 and "date-order" in done.stdout
        assert "line 19, column 1: `end` is before `start`" in done.stdout
        assert tree(tmp_path / "network") == before


def test_what_was_wrong_before_is_not_theirs(
    reef: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "network/posts/old.md").write_text(
        "---\ntitle: Old\ndate: 2020-02-30\nauthors: [x]\nkind: blog\n---\n\nT\n", "utf-8"
    )
    done = reef(body("agenda-item", **ITEM))
    assert done.returncode == 0 and "1 error" in done.stderr and "bad-date" not in done.stdout


def test_a_refusal_is_a_comment(reef: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    before = tree(tmp_path / "network")
    done = reef(body("post", **{**POST, "language": "@team ``` <b>"}))
    assert done.returncode == 1 and not done.stderr
    assert "line 11, column 1: " in done.stdout and done.stdout.count("````") == 2
    assert tree(tmp_path / "network") == before


def test_standard_input(network: Callable[[Files], Path]) -> None:
    root = network(FILES)
    words = [Path(sys.executable).parent / "talanoa", "intake", "-", "--dry-run", "--now", DAY]
    sent = body("member", **MEMBER)
    done = subprocess.run(words, cwd=root, input=sent, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0 and "+  - id: example-water-watch\n" in done.stdout


@pytest.mark.parametrize(
    ("sent", "line"),
    [
        (body("post", **{**POST, "text": "One\n\n[x](javascript:alert(1))"}), "line 21, column 5: a link may not"),
        (body("post", **{**POST, "text": "---\ndraft: true\n---\n\nText"}), "line 19, column 1: a second block"),
        (
            body("correction", page="/events/open-day/", wrong="2026-12-08", right="soon"),
            "line 11, column 1: 'soon' is not a day",
        ),
    ],
)
def test_what_the_check_finds_is_located_where_it_was_typed(
    sent: str, line: str, reef: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = reef(sent, "--check")
    assert done.returncode == 1 and line in done.stdout, done.stdout


def test_a_corrected_day_has_what_calendars_need(
    reef: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    done = reef(body("correction", page="/events/open-day/", wrong="2026-12-08", right="2026-12-09"))
    assert done.returncode == 0, done.stdout
    old = "{id: open-day, title: Open day, type: workshop, start: 2026-12-08, agenda: []}"
    new = old.replace("12-08,", "12-09, sequence: 1, updated: 2026-11-21,")
    assert (tmp_path / "network/events.yml").read_text("utf-8") == FILES["events.yml"].replace(old, new)


@pytest.mark.parametrize("to", ["/members/{}quiet-shore/", "/events/{}secret-meeting/"])
def test_a_link_to_what_is_hidden_leads_to_nothing(
    to: str, reef: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    hidden, none = (
        reef(body("post", **{**POST, "text": f"See [them]({to.format(no)})."}), "--check").stdout for no in ("", "xx")
    )
    assert "broken-link" in hidden and hidden.replace("^", "") == none.replace("xx", "").replace("^", "")
