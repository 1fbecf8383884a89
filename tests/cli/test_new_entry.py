"""talanoa new post, statement, notes, member, event: written where the network keeps such entries, and fit for the check."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.authoring.folders import MEMBERS, folder, read
from tests.conftest import NETWORK, NOW, REPOSITORY, run, tree, write_network

from talanoa.authoring import Kind, bytes_of
from talanoa.cli.new.entry import entry
from talanoa.load import load

EVENTS = """\
events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-09-01 15:00
    duration: 90 minutes
    hosts: [alpha-group]
    recurrence: { every: 6 weeks, count: 4 }
    agenda:
      - { title: "Who pays, and *why*", lead: gamma-group, minutes: 30 }
      - { title: Tea, break: true }
      - { title: Next steps, lead: { name: Ana Reyes, affiliation: Water Watch } }
    occurrences:
      2026-10-13:
        agenda:
          - { title: Only this, proposed_by: alpha-group, minutes: 10, notes: We agreed. }
  - { id: one-day, title: One day, type: workshop, start: 2026-12-01 }
"""
KINDS = {
    "post": ("--title", "Über uns: #1 @ 12:30", "--authors", "alpha-group", "--author", "Ana Reyes, Water Watch"),
    "statement": ("--title", "เวลาแสดงความเห็น", "--signing.addressed-to", "Ministers: all", "--theme", "open-data"),
    "notes": ("--of", "reef-call"),
    "member": ("--name", "NO", "--name.fil", "Hindi", "--country", "PH", "--social.github", "https://github.com/no"),
    "event": ("--title", "اجلاس", "--type", "meeting", "--start", "2026-12-01 15:00", "--place.city", "Suva"),
}


def new(root: Path, kind: str, *words: str) -> subprocess.CompletedProcess[str]:
    return run(root, "talanoa", "new", kind, *words, "--now", NOW)


@pytest.fixture
def reef(tmp_path: Path) -> Path:
    return folder(tmp_path, members_yml=MEMBERS, events_yml=EVENTS)


def test_the_sample_passes_the_check_with_one_of_each(tmp_path: Path) -> None:
    for path, data in sample():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    flags: dict[Kind, tuple[str, ...]] = {
        "post": ("--title", "Über uns: #1 @ 12:30", "--authors", "isagani-example, ayu-example"),
        "statement": ("--title", "เวลาแสดงความเห็น", "--signing.addressed-to", "Ministers: all"),
        "notes": (),
        "member": KINDS["member"],
        "event": KINDS["event"],
    }
    for kind, words in flags.items():
        content, _ = load(tmp_path)
        assert content
        made = entry(kind, words, {"of": "network-call/2026-06-10"}, content, date(2026, 11, 21))
        for path, data in bytes_of(content, made).items():
            (tmp_path / path).write_bytes(data)
    done = run(tmp_path, "talanoa", "check", "--strict", "--now", NOW)
    assert done.returncode == 0 and "no problems" in done.stderr, done.stdout
    names = {path.name for path in (tmp_path / "posts/2026").iterdir()}
    assert names >= {f"2026-11-21-{it}.md" for it in ("uber-uns-1-12-30", "notes-of-network-call-2026-06-10")}


def sample() -> Iterator[tuple[str, bytes]]:
    for name in ("network.yml", "members.yml", "events.yml", "mkdocs.yml"):
        yield name, (REPOSITORY / name).read_bytes()
    for name in ("posts", "docs"):
        yield from ((f"{name}/{path}", data) for path, data in tree(REPOSITORY / name).items())


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_each(reef: Path, kind: str) -> None:
    before = tree(reef)
    done = new(reef, kind, *KINDS[kind])
    assert done.returncode == 0, done.stderr
    path, address = done.stdout.splitlines()
    assert (reef / path).is_file() and address.startswith("https://reef.example.org/")
    changed = {name for name, data in tree(reef).items() if before.get(name) != data}
    assert changed == {path}
    strict = run(reef, "talanoa", "check", "--strict", "--now", NOW)
    assert (strict.returncode, strict.stdout) == (0, ""), strict.stdout


def test_a_post_is_a_draft_until_it_has_a_text(reef: Path) -> None:
    flags = ("--title", "One", "--authors", "alpha-group")
    assert "draft" in new(reef, "post", *flags).stderr
    assert new(reef, "post", *flags, "--body", "First.\n\nSecond.").stderr == ""
    one, two = sorted((reef / "posts/2026").iterdir())
    assert (one.name, two.name) == ("2026-11-21-one-2.md", "2026-11-21-one.md")
    assert "draft" not in one.read_text("utf-8") and "\ndraft: true\n" in two.read_text("utf-8")


def test_a_statement_can_be_signed(reef: Path) -> None:
    done = new(reef, "statement", *KINDS["statement"])
    top = yaml.safe_load((reef / done.stdout.split()[0]).read_text("utf-8").split("---")[1])
    assert {key: str(value) for key, value in top["signing"].items()} == {
        "opens": "2026-11-21",
        "closes": "2026-12-21",
        "addressed_to": "Ministers: all",
    }
    assert top["signatories"] == [] and top["authors"] == [{"name": "Reef Network"}]
    signed = ("--signatories.member", "alpha-group", "--signatories.date", "2026-11-20", "--signatories", "zeta-group")
    done = new(reef, "statement", "--title", "Signed", *signed)
    top = yaml.safe_load((reef / done.stdout.split()[0]).read_text("utf-8").split("---")[1])
    assert [it["member"] for it in top["signatories"]] == ["alpha-group", "zeta-group"]


@pytest.mark.parametrize(
    ("flags", "day"),
    [
        (("--of", "reef-call"), "2026-10-13"),  # the last that was
        (("--of", "reef-call/2026-09-01"), "2026-09-01"),
        (("--of", "reef-call 2026-09-01"), "2026-09-01"),
        (("--of=https://reef.example.org/events/reef-call/2026-09-01/",), "2026-09-01"),
        (("--of", "reef-call", "--date", "2026-09-01"), "2026-09-01"),
        (("--of", "one-day"), "2026-12-01"),
    ],
)
def test_notes_of_a_call(reef: Path, flags: tuple[str, ...], day: str) -> None:
    done = new(reef, "notes", *flags)
    assert done.returncode == 0, done.stderr
    text = (reef / done.stdout.split()[0]).read_text("utf-8")
    assert f", {day}\n" in text and f"\nevents: [{'one-day' if 'one-day' in flags else 'reef-call'}]\n" in text
    if day == "2026-10-13":
        assert text.endswith("\n## 1. Only this\n\n*Alpha Group, 10 min*\n\nWe agreed.\n")
        assert "\nauthors: [alpha-group]\n" in text
    if day == "2026-09-01":
        assert "## 1. Who pays, and \\*why\\*\n\n*Gamma Group, 30 min*\n\n## 2. Next steps" in text
        assert "*Ana Reyes (Water Watch)*" in text and "Tea" not in text


def test_no_hidden_name_gets_into_notes(reef: Path) -> None:
    path = reef / "members.yml"
    path.write_text(
        path.read_text("utf-8").replace("country: NZ\n    themes", "country: NZ\n    visibility: hidden\n    themes"),
        "utf-8",
    )
    done = new(reef, "notes", "--of", "reef-call/2026-09-01")
    assert done.returncode == 0 and "Gamma" not in (reef / done.stdout.split()[0]).read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "flags", "words"),
    [
        ("post", (), ("--title", "--authors")),
        ("member", ("--name", "X"), ("--country",)),
        ("event", ("--title", "X"), ("--type", "--start")),
        ("notes", (), ("--of",)),
        ("notes", ("--of", "reef-cal"), ("did you mean 'reef-call'?",)),
        ("notes", ("--of", "reef-call/2026-09-02"), ("2026-09-01",)),
        ("post", ("--titel", "X"), ("no field 'titel'", "Did you mean --title?")),
        ("event", ("--place.town", "X"), ("no field 'place.town'",)),
        ("event", ("--place", "X"), ("--place.city",)),
        ("post", ("--title",), ("--title has no value",)),
        ("post", ("--title", "A", "--title", "B"), ("twice",)),
        ("event", ("--title", "A", "--title.en", "B"), ("'en'",)),
        ("post", ("What", "wells"), ("quotation marks",)),
        ("post", ("--themes", "open-dat"), ("Did you mean open-data?",)),
        ("post", ("--authors", "alfa-group"), ("Did you mean alpha-group?",)),
        ("member", ("--country", "Fiji"), ("Did you mean FJ?",)),
        ("member", ("--kind", "NGO"), ("the choices are association, ", "Did you mean ngo?")),
        ("member", ("--website", "example"), ("--website",)),
        ("member", ("--id", "alpha-group", "--name", "A", "--country", "PH"), ("Did you mean",)),
        ("member", ("--name", "A\nB\x07", "--country", "PH"), ("--name",)),
        ("event", ("--start", "2026-02-30"), ("2026-02-30",)),
        ("event", ("--start", "2026-12-01 25:00"), ("25:00",)),
        ("post", ("--draft=maybe",), ("neither true nor false",)),
    ],
)
def test_what_cannot_be_meant(reef: Path, kind: str, flags: tuple[str, ...], words: tuple[str, ...]) -> None:
    before = tree(reef)
    done = new(reef, kind, *flags)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert all(word in done.stderr for word in words), done.stderr
    assert "Traceback" not in done.stderr and tree(reef) == before


def test_what_the_check_would_refuse_is_not_written(reef: Path) -> None:
    before = tree(reef)
    done = new(reef, "member", "--name", "A", "--country", "PH", "--joined", "2026-02-01", "--left", "2026-01-01")
    assert done.returncode == 1 and "Nothing was written" in done.stderr and tree(reef) == before
    assert "error[date-order]" in done.stderr
    done = new(reef, "event", "--title", "A", "--type", "call", "--start", "2026-12-01", "--end", "2026-11-01")
    assert done.returncode == 1 and tree(reef) == before


def test_other_problems_of_the_folder_do_not_matter(reef: Path) -> None:
    (reef / "posts").mkdir()
    (reef / "posts/old.md").write_text("---\ntitle: Old\n---\n\nText\n", "utf-8")
    assert new(reef, "member", *KINDS["member"]).returncode == 0
    assert "- id: 'no'" in (reef / "members.yml").read_text("utf-8")


def test_flags_reach_every_depth(reef: Path) -> None:
    flags = (
        *("--title", "Series", "--type", "call", "--start", "2026-12-01 15:00", "--duration=1 hour"),
        *("--recurrence.every", "6 weeks", "--recurrence.count", "4", "--interpretation", "Sign language, on request"),
        *("--occurrences.2027-01-12.agenda.title", "A", "--occurrences.2027-01-12.agenda.title", "B"),
        *(
            "--agenda.title",
            "T",
            "--agenda.lead.name",
            "Ana",
            "--place.latitude",
            "-18.1",
            "--place.longitude",
            "178.4",
            "--online.public",
        ),
        *("--description", "--- one\n\ntwo", "--languages", "en,fil", "--languages", "ko"),
    )
    assert new(reef, "event", *flags).returncode == 0
    event = next(it for it in read(reef).events if it.id == "series")
    assert event.recurrence and event.recurrence.count == 4 and event.duration
    assert event.interpretation == "Sign language, on request" and event.languages == ("en", "fil", "ko")
    [item], [override] = event.agenda, event.occurrences
    assert getattr(item.lead, "name", "") == "Ana" and [it.title for it in override.agenda or ()] == ["A", "B"]
    assert event.place and event.place.latitude == -18.1 and event.online and event.online.public
    assert event.description and event.description.pick("")[0] == "--- one\n\ntwo\n"


def test_a_dry_run_changes_nothing(reef: Path) -> None:
    before = tree(reef)
    done = new(reef, "member", *KINDS["member"], "--dry-run")
    assert done.returncode == 0 and tree(reef) == before
    added = [line[1:] for line in done.stdout.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert added[:4] == ["  - id: 'no'", "    name:", "      en: 'NO'", "      fil: Hindi"]
    assert [line for line in done.stdout.splitlines() if line.startswith("-")] == ["--- members.yml"]


def test_help_lists_every_field(reef: Path) -> None:
    done = run(reef, "talanoa", "new", "event", "--help")
    assert done.returncode == 0
    assert all(f"--{key}" in done.stdout for key in ("title", "start", "place", "attended_count", "edit"))
    assert "--of" not in done.stdout and "--of" in run(reef, "talanoa", "new", "notes", "-h").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the editor is a script of Unix")
def test_it_opens_an_editor(reef: Path) -> None:
    editor = reef.parent / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "\\n![x](nothing.png)\\n" >> "$1"\n', "utf-8")
    editor.chmod(0o755)
    words = ("new", "post", "--title", "A", "--authors", "alpha-group", "--edit", "--now", NOW)
    done = run(reef, "talanoa", *words, environment={"EDITOR": str(editor), "VISUAL": ""})
    assert done.returncode == 0 and "nothing.png" in (reef / done.stdout.split()[0]).read_text("utf-8")
    assert "nothing.png" in done.stderr, "the check says what it finds then"


def answered(root: Path, kind: str, answers: str, *flags: str) -> tuple[int, str]:
    """The command on a terminal, with someone who types these answers."""
    ours, theirs = pytest.importorskip("pty", reason="only Unix has such terminals").openpty()
    program = Path(sys.executable).parent / "talanoa"
    with subprocess.Popen(
        [str(program), "new", kind, *flags, "--now", NOW], cwd=root, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE
    ) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        status = process.wait(60)
    os.close(ours)
    return status, shown.decode()


def test_it_asks_on_a_terminal(reef: Path) -> None:
    answers = "Our wells\nnobody-here\nalpha-group, gamma-group\n\nstry\nstory\nWhat they cost.\nopen-data\nen\nOur Wells\nwells\n"
    status, shown = answered(reef, "post", answers.replace("\n\nstry", "\nstry"))
    assert status == 0, shown
    assert "no author has the id 'nobody-here'" in shown and "Did you mean story?" in shown
    assert "'Our Wells' can't be an id" in shown, "no answer is lost by it"
    assert "For a guest, write the name, a comma and the affiliation." in shown and "name: …" not in shown, "in one way"
    text = (reef / "posts/2026/2026-11-21-wells.md").read_text("utf-8")
    assert text.startswith(
        "---\ntitle: Our wells\ndate: 2026-11-21\nauthors: [alpha-group, gamma-group]\nkind: story\n"
        "language: en\nsummary: What they cost.\nthemes: [open-data]\n"
    ), text


def test_defaults_are_taken_with_the_enter_key(reef: Path) -> None:
    status, shown = answered(reef, "notes", "\n" * 6)
    assert status == 0, shown
    assert "Notes of Reef call, 2026-10-13" in shown and "notes-of-reef-call-2026-10-13" in shown
    assert read(reef).posts[0].slug == "notes-of-reef-call-2026-10-13"


def test_a_warning_is_shown_and_keeps_nothing_from_being_written(tmp_path: Path) -> None:
    """A country that the network doesn't list yet is no reason to lose an entry."""
    root = write_network(tmp_path, {"network.yml": NETWORK + "countries: [{ code: FJ }]\n"})
    done = new(root, "member", "--name", "Lake Watch", "--country", "MM")
    assert (done.returncode, "country-not-listed" in done.stderr) == (0, True), done.stderr
    assert "id: lake-watch" in (root / "members/lake-watch.yml").read_text("utf-8")
