"""Each hostile contribution, alone and all together: it is told where it is, nobody is hurt, and nobody else is held up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from talanoa import report
from talanoa.problems import Problem
from tests.conftest import run, tree
from tests.contributions.built import built, contributed
from tests.contributions.hostile import characters, data, front_matter, links, markdown, paths, people, pictures
from tests.contributions.judge import Site, judge
from tests.contributions.network import FILES, OTHERS
from tests.contributions.story import DAY, Story, write

STORIES = (
    *markdown.STORIES,
    *links.STORIES,
    *front_matter.STORIES,
    *characters.STORIES,
    *data.STORIES,
    *people.STORIES,
    *pictures.STORIES,
    *paths.STORIES,
)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site before anybody contributes."""
    found = built(write(FILES, tmp_path_factory.mktemp("without")))
    assert not found.problems and found.site is not None
    judge(found.site)
    return found.site


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_contribution(story: Story, tmp_path: Path, without: Site) -> None:
    root = contributed(story, tmp_path)
    found = built(root)
    assert found.told == story.expected, report.as_text(found.problems, root)
    for problem in found.problems:
        lies_in_the_contribution(problem, story)
    assert (found.site is None) == story.is_error
    if found.site is not None:
        judge(found.site)
        for path in OTHERS:
            if path not in story.changes:
                assert found.site[path] == without[path], f"{path} is another's, and has changed"


def lies_in_the_contribution(problem: Problem, story: Story) -> None:
    place = problem.place
    assert place.file in {*story.files, *story.made}, f"told at {place}"
    first, last = story.lines
    assert first <= place.line <= last, f"told at {place}: {problem.message}"
    data = story.files.get(place.file)
    if isinstance(data, str):
        lines = data.replace("\r\n", "\n").split("\n")
        assert place.line <= len(lines) and place.column <= len(lines[place.line - 1]) + 1


def together(root: Path, wanted: Callable[[Story], bool]) -> list[Story]:
    """Many contributions in one network."""
    write(FILES, root)
    chosen = [story for story in STORIES if not story.alone and wanted(story)]
    for story in chosen:
        write(story.files, root)
        if story.make:
            story.make(root)
    return chosen


def test_all_that_is_harmless_is_built_together(tmp_path: Path) -> None:
    """By the command itself, with MkDocs and everything."""
    together(tmp_path, lambda story: not story.is_error)
    before = tree(tmp_path)
    done = run(tmp_path, "talanoa", "build", "--now", DAY)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    site = tree(tmp_path / "site")
    judge(site)
    outside = tree(tmp_path).keys() - {f"site/{path}" for path in site} - before.keys()
    assert all(path.startswith(".cache/") for path in outside), "a build writes nothing outside its folder"
    strict = run(tmp_path, "talanoa", "check", "--strict", "--now", DAY)
    assert strict.returncode == 1, "warnings are errors to the strict"


def test_all_errors_are_told_at_once_and_nothing_is_built(tmp_path: Path) -> None:
    chosen = together(tmp_path, lambda story: story.is_error)
    for format in ("text", "github", "json", "sarif"):
        done = run(tmp_path, "talanoa", "check", "--format", format, "--now", DAY)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr and "Traceback" not in done.stdout
        if format == "json":
            problems = json.loads(done.stdout)["problems"]
        elif format == "sarif":
            json.loads(done.stdout)
        else:
            assert done.stdout.replace("\n", "").isprintable(), "a report steers no terminal"
    told = {(each["file"], f"{each['severity']}[{each['code']}]") for each in problems}
    for story in chosen:
        for code in story.expected:
            assert any((path, code) in told for path in (*story.files, *story.made)), f"{story.name}: {code}"
    done = run(tmp_path, "talanoa", "build", "--now", DAY)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()
