"""talanoa new site: a repository that is whole, passes the check, builds, and leads nowhere that isn't there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner
from tests.conftest import REPOSITORY, run, tree
from tests.follow import Site
from tests.once import made_once

from talanoa import starters
from talanoa.amend import braces, scalar
from talanoa.cli.new import shell
from talanoa.cli.new.asking import until_right
from talanoa.cli.new.shell import typed
from talanoa.load import load
from talanoa.starters import STARTERS, Answers
from talanoa.starters.filling import AROUND, HOLES, REFERENCE, files, shifted

FOLDER = REPOSITORY / "plugins/talanoa/starters"
FLAGS = ("--name", "Reef Network", "--authority", "reef.example.com,2026", "--timezone", "Pacific/Fiji")
ANSWERS = Answers("Reef Network", "reef-network", "reef.example.com,2026", "https://reef.example.com/", "Asia/Manila")
ADDRESS = "https://reef.example.com/network/"
TODAY = date(2029, 8, 15)  # a Wednesday


def option(starter: str) -> tuple[str, ...]:
    return ("--empty",) if starter == "empty" else ("--starter", starter)


def written(root: Path, starter: str, answers: Answers = ANSWERS, today: date = TODAY) -> Path:
    for path, data in files(starter, answers, today, "1.2.3").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture(scope="session", params=STARTERS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new repository, made by the command for a project page in a sub-folder, and its site."""

    def make(folder: Path) -> None:
        done = run(folder, "talanoa", "new", "site", "new", *option(request.param), *FLAGS, "--address", ADDRESS)
        assert done.returncode == 0, done.stderr
        built = run(folder / "new", "talanoa", "build", "--strict")
        assert built.returncode == 0 and "no problems" in built.stderr, built.stderr

    return made_once(tmp_path_factory, f"new-{request.param}", make) / "new"


def test_it_passes_the_check(made: Path) -> None:
    done = run(made, "talanoa", "check", "--strict")
    assert (done.returncode, done.stdout) == (0, "")


def test_every_link_leads_somewhere(made: Path) -> None:
    assert Site(made / "site", ADDRESS).strays() == []


def test_it_holds_a_networks_content_and_nothing_of_the_program(made: Path) -> None:
    found = {*tree(made)}
    assert {"network.yml", "members.yml", "events.yml", "mkdocs.yml", "README.md", "LICENSE.md", ".gitignore"} <= found
    assert {"requirements.in", "requirements.txt", ".gitlab-ci.yml", ".github/dependabot.yml"} <= found
    assert {f".github/workflows/{name}.yml" for name in ("contribution", "preview", "publish")} <= found
    assert not [name for name in found if name.endswith((".py", ".sh", ".j2", ".toml"))]
    assert "--hash=sha256:" in (made / "requirements.txt").read_text("utf-8")


def test_the_readme_has_two_commands(made: Path) -> None:
    text = (made / "README.md").read_text("utf-8")
    assert "# Reef Network\n" in text and "Example Network" not in text
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    assert blocks[-1] == ".venv/bin/talanoa serve\n.venv/bin/talanoa check\n"


def test_examples_are_called_examples(made: Path) -> None:
    content, _ = load(made)
    assert content
    assert (
        bool(content.members) == content.network.sample == (b"sample site" in (made / "site/index.html").read_bytes())
    )
    if made.parent.name == "new-workshops":  # what the second starter is there for
        (series,) = content.series
        assert [step.state for step in series.output.steps] == ["draft", "draft", "validated", "tabled", "adopted"]
        page = (made / f"site/series/{series.id}/index.html").read_text("utf-8")
        assert "<ins>" in page and "<del>" in page, "what changed from one text to the next"
    assert all("Example" in str(member.name.pick("en", "")[0]) for member in content.members)


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_is_a_site_itself(starter: str) -> None:
    done = run(FOLDER / starter, "talanoa", "check", "--strict", "--now", REFERENCE.isoformat())
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("starter", STARTERS)
def test_every_hole_is_there(starter: str) -> None:
    for path, words, _ in HOLES:
        file = FOLDER / starter / path
        file = file if file.exists() else FOLDER / AROUND / path
        assert words in file.read_text("utf-8"), (path, words)


@pytest.mark.parametrize("starter", [it for it in STARTERS if it != "empty"])
@pytest.mark.parametrize("today", [REFERENCE, TODAY, TODAY + timedelta(days=4), date(2044, 2, 29)])
def test_its_days_are_counted_from_today(tmp_path: Path, starter: str, today: date) -> None:
    content, problems = load(written(tmp_path, starter, today=today))
    assert content and not problems
    named = [post.path.rpartition("/")[2][:10] for post in content.posts]
    assert today - timedelta(days=21) < date.fromisoformat(max(named)) <= today
    starts = [date.fromisoformat(str(event.start)[:10]) for event in content.events]
    assert any(today < start < today + timedelta(days=45) for start in starts)
    assert named == [str(post.date.day) for post in content.posts]


def test_a_day_keeps_its_weekday() -> None:
    assert (
        shifted("on 2026-01-07 15:00, 2026-12-31; v12026-01-01, 2026", 3)
        == "on 2026-01-28 15:00, 2027-01-21; v12026-01-01, 2026"
    )


def test_the_same_day_gives_the_same_bytes() -> None:
    assert files("network", ANSWERS, TODAY, "1") == files("network", ANSWERS, TODAY, "1")


NAMES = (
    "Réseau: budgets & données #3",
    "NO",
    "- 'Ours', \"theirs\" \\ [x](y)",
    "مدنی معاشرے کا نیٹ ورک",
    "2026-03-17",
    "*bold* <b>_x_</b>",
    "ネットワーク",
    "0x1F",
)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_kept(tmp_path: Path, name: str) -> None:
    answers = Answers(name, "reef-network", "reef.example.com,2026", ADDRESS, "Asia/Manila", ("en", "ur"))
    content, problems = load(written(tmp_path, "empty", answers))
    assert content and not problems and content.network.name.pick("en", "")[0] == name
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))["site_name"] == name


@pytest.mark.parametrize("text", ["a: b", "a #b", "yes", "~", "1.5", "{a}", "&a", "a, b", "plain words"])
def test_yaml_reads_what_was_written(text: str) -> None:
    assert yaml.safe_load(f"key: {scalar(text)}") == {"key": text}
    assert yaml.safe_load(f"[{braces(text)}]") == [text]


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Asia/Manila", 16), ("Asia/Kathmandu", 19), ("America/Lima", 5), ("Europe/Berlin", 23), ("UTC", 0)],
)
def test_the_daily_build_is_after_midnight(zone: str, hour: int) -> None:
    answers = Answers("Reef", "reef", "reef.example.com,2026", ADDRESS, zone)
    made = files("empty", answers, TODAY, "1")[".github/workflows/publish.yml"].decode()
    assert f'- cron: "23 {hour} * * *" # after midnight in {zone}\n' in made


# Without a terminal.


def new(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(root, "talanoa", "new", "site", *words)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ((), ["--name", "--address", "--timezone"]),
        (("--name", "Reef"), ["--address", "--timezone"]),
        (("--name", "ネット", "--address", ADDRESS, "--timezone", "UTC"), ["--id"]),
        (("--name", "Reef", "--address", "http://127.0.0.1/", "--timezone", "UTC"), ["--authority"]),
    ],
)
def test_it_says_what_is_missing(tmp_path: Path, given: tuple[str, ...], asked: list[str]) -> None:
    done = new(tmp_path, "x", *given)
    assert done.returncode == 2 and re.findall(r"^  (--\w+)", done.stderr, re.MULTILINE) == asked
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--timezone", "Manila"), "Did you mean Asia/Manila?"),
        (("--languages", "en,indonesian; KO"), "'indonesian' is not the code of a known language"),
        (("--languages", "en,indonesian; KO"), "Did you mean en,id,ko?"),
        (("--languages", "French and English"), "BCP 47).\n"),  # no guess that has only some of the words
        (("--authority", "Reef"), "not an authority"),
        (("--address", "reef.example.com"), "Did you mean https://reef.example.com?"),
        # What can't be a site's address is no guess that the enter key could take.
        *(
            (("--address", said), "beginning with https:// or http://.\n")
            for said in ("Pacific/Fiji", "fr,en", "Reef", "not yet")
        ),
        (("--address", "https://reef.example.com/?a=b"), "leave out what follows"),
        (("--colour", "teal"), "not a colour"),
        (("--id", "Reef Network"), "Did you mean reef-network?"),
        (("--name", " "), "the text is empty"),
        (("--name", "Re\u202eef"), "U+202E"),
        (("--repository", "git@github.com:reef/site"), "not a web address"),
        (("--starter", "network", "--empty"), "not both"),
    ],
)
def test_a_bad_answer_is_refused_in_plain_words(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = new(tmp_path, "x", *FLAGS, *words)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr
    assert [*tmp_path.iterdir()] == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    for name in ("full/posts", "hidden"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "full/network.yml").write_text("mine\n", "utf-8")
    (tmp_path / "hidden/.gitignore").write_text("mine\n", "utf-8")
    (tmp_path / "file").write_text("mine\n", "utf-8")
    before = tree(tmp_path)
    for name in ("full", "hidden", "file", "file/below"):
        done = new(tmp_path, name, *FLAGS)
        assert done.returncode in (1, 2) and "Traceback" not in done.stderr and done.stderr.strip()
    assert tree(tmp_path) == before


def test_an_empty_folder_with_git_in_it_is_taken(tmp_path: Path) -> None:
    (tmp_path / "clone/.git").mkdir(parents=True)
    assert new(tmp_path, "clone", "--empty", *FLAGS).returncode == 0
    assert (tmp_path / "clone/network.yml").exists() and [*tmp_path.iterdir()] == [tmp_path / "clone"]


# On a terminal.


def asked(root: Path, *answers: str) -> str:
    """Everything that a terminal shows while these lines are typed."""
    screen, terminal = pytest.importorskip("pty", reason="only Unix has such terminals").openpty()
    command = [Path(sys.executable).parent / "talanoa", "new", "site", "mine"]
    process = subprocess.Popen(command, cwd=root, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    os.write(screen, "".join(f"{answer}\n" for answer in answers).encode())
    shown = b""
    while True:
        try:
            part = os.read(screen, 10_000)
        except OSError:  # its end
            break
        if not part:
            break
        shown += part
    os.close(screen)
    assert process.wait(60) == 0, shown.decode()
    return shown.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="it needs a terminal of Unix")
def test_it_asks_again_until_an_answer_can_be_used(tmp_path: Path) -> None:
    shown = asked(
        tmp_path,
        "empty",
        "Ours: a net",
        "ours",
        "https://ours.example.com/x",
        "en, xx",
        "en,ur",
        "Karachi",
        "",  # what it suggests
        "",
        "",
    )
    assert (
        "Did you mean Asia/Karachi?" in shown
        and "[Asia/Karachi]" in shown
        and "not the code of a known language" in shown
    )
    assert "'ours' is not a web address" in shown and "checked: no problems" in shown
    content, _ = load(tmp_path / "mine")
    assert content and (content.network.id, content.network.languages) == ("ours-a-net", ("en", "ur"))
    assert content.network.timezone == "Asia/Karachi" and "# repo_url" in (tmp_path / "mine/mkdocs.yml").read_text(
        "utf-8"
    )


def test_questions_are_those_of_the_options() -> None:
    assert {question.key for question in starters.QUESTIONS} == {*Answers.__struct_fields__}


@pytest.mark.parametrize(
    ("found", "command"), [("/usr/bin/talanoa", "talanoa"), (None, os.path.abspath("/home/a b/talanoa"))]
)
def test_it_says_commands_that_work_here(
    found: str | None, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an environment that isn't active, `talanoa` alone is not found."""
    site = import_module("talanoa.cli.new.site")
    monkeypatch.setattr(site.shutil, "which", lambda _: found)
    monkeypatch.setattr(sys, "argv", ["/home/a b/talanoa", "new", "site", "new"])
    site._say_what_next(tmp_path / "new", {}, ANSWERS, "network")
    said = capsys.readouterr().err
    assert f"See it:    {typed(command, 'serve')}\n" in said and f"Check it:  {typed(command, 'check')}\n" in said


@pytest.mark.parametrize(
    ("words", "unix", "windows"),
    [
        (("talanoa", "serve"), "talanoa serve", "talanoa serve"),
        (("cd", "our network"), "cd 'our network'", "cd 'our network'"),
        ((r"C:\net\talanoa", "check"), r"'C:\net\talanoa' check", r"C:\net\talanoa check"),
        (("/Mere's/talanoa", "check"), """'/Mere'"'"'s/talanoa' check""", "& '/Mere''s/talanoa' check"),
    ],
)
def test_commands_are_said_as_people_type_them(
    words: tuple[str, ...], unix: str, windows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_windows, said in ((False, unix), (True, windows)):
        monkeypatch.setattr(shell, "IN_POWERSHELL", is_windows)
        assert typed(*words) == said


def test_what_is_needed_is_asked_for_again_with_a_word() -> None:
    runner = CliRunner()

    @click.command()
    def ask() -> None:
        click.echo(until_right("Its name?", str.upper))
        click.echo(repr(until_right("Its web site?", str.upper, default="")))

    asked = runner.invoke(ask, input="\n  \nOpen Reef\n\n")
    assert asked.stdout == "OPEN REEF\n''\n"
    assert asked.stderr.count("This can't be left empty.") == 2 and asked.stderr.count("Its name?") == 3
