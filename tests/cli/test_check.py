"""talanoa check as people and programs call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, NETWORK, Command, Files

from talanoa.load import content, load

BROKEN: Files = {
    "network.yml": NETWORK + "themes: [{id: fiscal-openness, title: Fiscal openness}]\n",
    "members.yml": "members:\n  - id: open-reef\n    name: 礁 Reef\n    country: FJ\n    themes: [fiscal-opennes]\n",
    "posts/reef.md": "---\ntitle: A: b\ndate: 2026-11-01\n---\n",
    "posts/warned.md": "---\ntitle: W\ndate: 2026-11-01\nauthors: [open-reef]\nkind: news\n---\n[x](nowhere.md)\n",
}


@pytest.fixture
def broken(network: Callable[[Files], Path]) -> Path:
    return network(BROKEN)


def test_text_shows_the_line_the_place_and_the_way_out(broken: Path, command: Command) -> None:
    done = command(broken, "talanoa", "check", "members.yml")
    assert done.returncode == 1
    assert done.stdout == (
        "members.yml:5:14: error[unknown-theme]: no theme has the id 'fiscal-opennes'\n"
        "     5 |     themes: [fiscal-opennes]\n"
        "       |              ^^^^^^^^^^^^^^ did you mean 'fiscal-openness'?\n"
        "  help: themes are listed in network.yml under `themes`\n"
    )
    assert done.stderr == "1 error\n"


def test_json_has_the_promised_fields(broken: Path, command: Command) -> None:
    done = command(broken, "talanoa", "check", "--format", "json")
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert {problem["file"] for problem in problems} == {"members.yml", "posts/reef.md", "posts/warned.md"}
    theme = next(problem for problem in problems if problem["code"] == "unknown-theme")
    assert theme == {
        "code": "unknown-theme",
        "severity": "error",
        "message": "no theme has the id 'fiscal-opennes'",
        "file": "members.yml",
        "line": 5,
        "column": 14,
        "end_line": 5,
        "end_column": 28,
        "help": "themes are listed in network.yml under `themes`",
        "suggestion": "fiscal-openness",
    }


def test_github_annotates_the_line(broken: Path, command: Command) -> None:
    done = command(broken, "talanoa", "check", "--format", "github", "members.yml")
    assert done.stdout.startswith(
        "::error file=members.yml,line=5,col=14,endLine=5,endColumn=28,title=unknown-theme::no theme"
    )


def test_sarif_is_what_code_hosts_read(broken: Path, command: Command) -> None:
    run = json.loads(command(broken, "talanoa", "check", "--format", "sarif").stdout)["runs"][0]
    assert run["tool"]["driver"]["name"] == "talanoa"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1


def test_warnings_stop_only_the_strict(broken: Path, command: Command) -> None:
    assert command(broken, "talanoa", "check", "posts/warned.md").returncode == 0
    assert command(broken, "talanoa", "check", "--strict", "posts/warned.md").returncode == 1
    (broken / "mkdocs.yml").write_text(f"{MKDOCS}strict: true\n", "utf-8")
    assert command(broken, "talanoa", "check", "posts/warned.md").returncode == 1


def test_paths_are_taken_as_people_and_programs_write_them(broken: Path, command: Command) -> None:
    for path in ("members.yml", "./posts/../members.yml", str(broken / "members.yml"), f"../{broken.name}/members.yml"):
        done = command(broken, "talanoa", "check", path)
        assert done.returncode == 1 and done.stderr == "1 error\n", path
    assert command(broken, "talanoa", "check", str(broken)).stderr == command(broken, "talanoa", "check").stderr


def test_a_path_that_is_not_there_is_not_said_to_be_in_order(broken: Path, command: Command) -> None:
    for path, words in (
        ("member.yml", "there is no file or folder 'member.yml' here"),
        ("..", "'..' is not in this folder"),
    ):
        done = command(broken, "talanoa", "check", path)
        assert done.returncode == 2 and words in done.stderr
    (broken / "network.yml").unlink()
    assert command(broken, "talanoa", "check", "network.yml").returncode == 1, "the problem is that it is missing"


def test_a_sound_network(network: Callable[[Files], Path], command: Command) -> None:
    done = command(network({}), "talanoa", "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no problems\n")


def test_nothing_is_built(broken: Path, command: Command) -> None:
    before = sorted(broken.rglob("*"))
    command(broken, "talanoa", "check")
    assert sorted(broken.rglob("*")) == before


@pytest.mark.parametrize(
    "words", [["check", "--format", "xml"], ["nonsense"], ["build", "--jobs", "0"], ["build", "--now", "soon"]]
)
def test_wrong_usage(words: list[str], network: Callable[[Files], Path], command: Command) -> None:
    assert command(network({}), "talanoa", *words).returncode == 2


def test_no_colour_where_there_is_no_terminal(broken: Path, command: Command) -> None:
    assert "\x1b" not in command(broken, "talanoa", "check").stdout


def test_a_report_shows_the_first_of_a_kind_and_says_how_many_more(
    network: Callable[[Files], Path], command: Command
) -> None:
    posts = {
        f"posts/call-{number}.md": "---\ntitle: Call\ndate: 2026-11-01\nauthors: [no-one]\nkind: news\n---\nA call.\n"
        for number in range(130)
    }
    root = network({**posts, "members.yml": "members: []\n"})
    text = command(root, "talanoa", "check")
    assert text.stdout.count("error[unknown-author]") == 100 and text.stderr == "130 errors\n"
    assert text.stdout.endswith("\n… and 30 more of the kind unknown-author; `talanoa check --format json` has all\n")
    github = command(root, "talanoa", "check", "--format", "github").stdout.splitlines()
    assert len(github) == 101 and github[-1] == "… and 30 more of the kind unknown-author"
    assert len(json.loads(command(root, "talanoa", "check", "--format", "json").stdout)["problems"]) == 130


def test_there_may_be_so_many_files(
    network: Callable[[Files], Path], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = network({f"docs/{folder}/{number}.txt": "." for folder in "abc" for number in range(4)})
    monkeypatch.setattr(content, "MAX_FILES", 13)
    assert load(root)[1] == []
    (root / "posts").mkdir()
    (root / "posts" / "one-more.txt").write_text(".", "utf-8")
    found, problems = load(root)
    assert found is None and [(problem.code, problem.place.file) for problem in problems] == [("too-large", "docs")]
