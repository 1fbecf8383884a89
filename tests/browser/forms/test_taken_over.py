"""What a form composed is taken over by the real commands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Page, expect
from tests.browser.forms.filling import (
    MAILBOX,
    MEMBER,
    address,
    form,
    parts,
    prepare,
    wished,
)
from tests.browser.sites import CONTENT
from tests.browser.tab import Opened
from tests.cli.test_workflows import needs_git
from tests.conftest import NOW, REPOSITORY, run
from tests.intake.bodies import body as body_of
from tests.repositories import commit, git

from talanoa.engine import check
from talanoa.files import put_all
from talanoa.intake import Wish, wish
from talanoa.load import load
from talanoa.problems import Severity


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The network's own files, on the day of the site that the browser shows."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(f"{NOW}T00:00Z").timestamp())))
    for name in CONTENT:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, tmp_path / name)
        elif (REPOSITORY / name).exists():
            shutil.copy(REPOSITORY / name, tmp_path / name)
    return tmp_path


def taken(root: Path, *words: str, sent: str = "") -> str:
    """What a command says that goes well; `sent` is what it reads."""
    if sent:
        (root / "letter.txt").write_text(sent, "utf-8", newline="")
        words = (*words, "letter.txt")
    done = run(root, "talanoa", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_signature_from_the_form_to_the_signatories(opened: Opened, copied: Path) -> None:
    """As a member types it, as the coordinator's mail program gets it, and after the answer of the representative."""
    sign = form(opened("/contribute/?statement=time-to-comment#sign"), "sign")
    expect(sign.get_by_label("Which statement")).to_have_value("time-to-comment")
    sign.get_by_label("Your organisation").fill("Example Public Documents Clinic")
    sign.get_by_label("Who signs for it").fill("Ayu “A” Example, head: all of it")
    ways = prepare(sign)
    expect(ways.get_by_role("link", name="Open GitHub")).to_have_count(0)
    mail = address(ways, "Write the e-mail")
    assert urlsplit(mail)[:3] == ("mailto", "", MAILBOX) and parts(mail)["subject"].startswith("Signature: ")

    taken(copied, "intake", sent=parts(mail)["body"])
    statement = copied / "posts/2026/2026-09-30-time-to-comment.md"
    (signed,) = [it for it in _fields(statement)["signatories"] if it["member"] == MEMBER]
    assert signed == {
        "member": MEMBER,
        "representative": "Ayu “A” Example, head: all of it",
        "received": date(2026, 11, 21),
    }
    taken(copied, "confirm", "time-to-comment", MEMBER)
    (signed,) = [it for it in _fields(statement)["signatories"] if it["member"] == MEMBER]
    assert "received" not in signed and signed["date"] == date(2026, 11, 21)
    assert statement.read_text("utf-8").partition("\n---\n")[2] == _original(statement).partition("\n---\n")[2]


def test_a_proposal_from_the_form_to_the_event(opened: Opened) -> None:
    """By e-mail, and by the issue that the same form opens."""
    page = opened("/events/civil-society-day-2027/")
    page.get_by_role("link", name="Propose something").click()
    propose = form(page, "propose")
    expect(propose.get_by_label("For which event")).to_have_value("civil-society-day-2027")
    propose.get_by_label("What you propose").fill("Publish “who owns what”: all of it, #1")
    propose.get_by_role("combobox", name="Name").fill("Ayu Example")
    propose.get_by_label("Theme").select_option("fiscal-openness")
    propose.get_by_label("Country").select_option("Norway")
    ways = prepare(propose)

    issue = parts(address(ways, "Open GitHub"))
    assert issue.pop("template") == "proposal.yml" and issue.pop("title").startswith("Proposal: ")
    for sent in (parts(address(ways, "Write the e-mail"))["body"], body_of("proposal", **issue)):
        (data,) = wished(sent).values()
        (day,) = [it for it in yaml.safe_load(data)["events"] if it["id"] == "civil-society-day-2027"]
        assert day["proposals"][-1] == {
            "title": "Publish “who owns what”: all of it, #1",
            "by": "ayu-example",
            "theme": "fiscal-openness",
            "country": "NO",
        }


@needs_git
def test_what_forms_ask_for_on_one_day_is_merged_without_a_conflict(opened: Opened, copied: Path) -> None:
    """A member, a change of one, an event, an item, a correction: each issue has a branch from the same day, and all are merged."""
    git(copied, "init", "--quiet", "--initial-branch=main")
    commit(copied)
    git(copied, "tag", "start")
    files, _ = load(copied)
    assert files
    for number, (name, sent) in enumerate(_issues(opened("/contribute/"))):
        git(copied, "switch", "--quiet", "--create", f"intake/{number}", "start")
        found = wish(sent.encode(), files, date.fromisoformat(NOW))
        assert isinstance(found, Wish), (name, found)
        put_all(copied, found.files)
        commit(copied)
    git(copied, "switch", "--quiet", "main")
    for number in range(5):
        git(copied, "merge", "--quiet", "--no-edit", f"intake/{number}")

    changed = git(copied, "diff", "--unified=0", "start").splitlines()
    gone = [line[1:].strip() for line in changed if line.startswith("-") and not line.startswith("---")]
    assert len(gone) == 2 and "what they learn" in gone[0] and gone[1].startswith("website: "), gone
    read = {noun: yaml.safe_load((copied / f"{noun}.yml").read_text("utf-8"))[noun] for noun in ("members", "events")}
    members, events = ({it["id"]: it for it in listed} for listed in read.values())
    new = {"id": "blue-wells-1", "name": "Blue “Wells”: #1", "country": "FJ", "kind": "ngo", "status": "member"}
    assert members["blue-wells-1"] == new
    assert members[MEMBER]["website"] == "https://clinic.example.net/"
    assert "publish what they found" in members[MEMBER]["about"]["en"]
    day = {"id": "open-wells-day", "title": "Open wells: day", "type": "workshop", "start": "2027-02-08 15:45"}
    assert day.items() <= events["open-wells-day"].items() and events["open-wells-day"]["place"]["country"] == "NP"
    (item,) = [it for it in events["network-call"]["occurrences"][date(2027, 1, 6)]["agenda"] if "50%" in it["title"]]
    assert item == {"title": "Budgets: 50% & more?", "lead": "ayu-example", "minutes": 15, "status": "proposed"}
    problems = check(copied, datetime.fromisoformat(f"{NOW}T00:00Z"))
    assert [problem for problem in problems if problem.severity is not Severity.NOTE] == []


def _issues(page: Page) -> Iterator[tuple[str, str]]:
    """What the issues say that the page's forms open."""

    def filled(id: str, **typed: str) -> dict[str, str]:
        page.goto(f"/contribute/#{id}")
        it = form(page, id)
        for control, text in typed.items():
            field = it.locator(f"#{id}-{control.replace('_', '-')}")
            if field.evaluate("it => it.matches('select')"):
                field.select_option(text)
            else:
                field.fill(text)
        link = address(prepare(it), "open an issue" if id in ("member", "event") else "Open GitHub")
        return {key: text for key, text in parts(link).items() if key not in ("template", "title")}

    yield "member", body_of("member", **filled("member", name="Blue “Wells”: #1", country="FJ", kind="ngo"))
    clinic = {"name": "Example Public Documents Clinic", "country": "JP", "kind": "academia"}
    changed = filled("member", **clinic, website="clinic.example.net")
    yield "change", body_of("member", **{**changed, "status": "partner"}, entry=MEMBER)
    day = {"headline": "Open wells: day", "type": "workshop", "start": "2027-02-08", "start_time": "15:45"}
    yield "event", body_of("event", **filled("event", **day, timezone="Asia/Kathmandu", country="NP", city="Lalitpur"))
    item = {"headline": "Budgets: 50% & more?", "minutes": "15", "lead": "Ayu Example"}
    yield "item", body_of("agenda-item", **filled("agenda", event="network-call 2027-01-06", **item))
    words = {"wrong": "residents and publish what they learn", "right": "residents and publish what they found"}
    yield "correction", body_of("correction", **filled("correction", page=f"/members/{MEMBER}/", **words))


def _fields(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    assert isinstance(found, dict)
    return found


def _original(path: Path) -> str:
    return (REPOSITORY / "posts" / path.parent.name / path.name).read_text("utf-8")
