"""Each hostile contribution, alone and all together: it is reported where it is, no one is hurt, and no one else is held up."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import run, tree
from tests.contributions.built import Built, built, contributed, finished
from tests.contributions.hostile import characters, data, front_matter, links, markdown, paths, people, pictures
from tests.contributions.judge import Shape, judge
from tests.contributions.judge import Site as Files
from tests.contributions.network import FILES, OTHERS
from tests.contributions.story import DAY, NOW, URL, Story, write

from talanoa import report
from talanoa.build import Outputs, plan
from talanoa.images import Images
from talanoa.load import load
from talanoa.outputs.view import View
from talanoa.problems import Problem
from talanoa.site import Site

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
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


BuiltTexts = Callable[[tuple[Story, ...]], Built]
AT_ONCE = 8  # texts in one network; a problem's file says whose it is


def _companions() -> dict[str, tuple[Story, ...]]:
    """The texts that are built together, by the file of each: those with errors apart, since they have no site."""
    found = {}
    for is_error in (True, False):
        texts = [story for story in STORIES if story.is_text and story.is_error == is_error]
        for start in range(0, len(texts), AT_ONCE):
            group = tuple(texts[start : start + AT_ONCE])
            found |= {path: group for story in group for path in story.files}
    return found


COMPANIONS = _companions()


@pytest.fixture(scope="module")
def built_texts(tmp_path_factory: pytest.TempPathFactory, kept: Path) -> BuiltTexts:
    @cache
    def build_all(first: str) -> Built:
        root = write(FILES, tmp_path_factory.mktemp("texts"))
        for story in COMPANIONS[first]:
            write(story.files, root)
        return built(root, kept)

    return lambda group: build_all(next(iter(group[0].files)))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_contribution(
    story: Story, tmp_path: Path, without: Files, known: frozenset[Shape], kept: Path, built_texts: BuiltTexts
) -> None:
    if story.is_text:
        whole = built_texts(COMPANIONS[next(iter(story.files))])
        found = Built(tuple(each for each in whole.problems if each.place.file in story.files), whole.site)
    else:
        found = built(contributed(story, tmp_path), kept)
    assert found.told == story.expected, report.as_text(found.problems, tmp_path)
    for problem in found.problems:
        lies_in_the_contribution(problem, story)
    assert (found.site is None) == story.is_error
    if found.site is not None:
        judge(found.site, known)
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


def test_all_that_is_harmless_is_built_together(tmp_path: Path, known: frozenset[Shape]) -> None:
    """By the command itself, with MkDocs and everything."""
    together(tmp_path, lambda story: not story.is_error)
    before = tree(tmp_path)
    done = run(tmp_path, "talanoa", "build", "--now", DAY)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    site = tree(tmp_path / "site")
    judge(site, known)
    outside = tree(tmp_path).keys() - {f"site/{path}" for path in site} - before.keys()
    assert not outside, "a build writes nothing outside its folder"
    strict = run(tmp_path, "talanoa", "check", "--strict", "--now", DAY)
    assert strict.returncode == 1, "warnings are errors to the strict"


def test_texts_are_harmless_even_if_every_error_were_overlooked(tmp_path: Path, known: frozenset[Shape]) -> None:
    """What stops the build isn't all that is between a text and its readers."""
    write(FILES, tmp_path)
    chosen = [story for story in (*markdown.STORIES, *links.STORIES, *people.STORIES) if story.is_error]
    for story in chosen:
        write({path: data for path, data in story.files.items() if path.startswith("posts/")}, tmp_path)
    content, _ = load(tmp_path)
    assert content is not None
    site = Site.of(content, NOW, URL)
    planned = plan(site)
    view = View(site, planned.addresses)
    found = finished(Outputs(content, view, planned.pages, planned.files, Images(tmp_path)), tmp_path)
    assert sum(path.startswith("posts/html-") for path in found) > 40
    judge(found, known)


def test_all_errors_are_reported_at_once_and_nothing_is_built(tmp_path: Path) -> None:
    chosen = together(tmp_path, lambda story: story.is_error)
    done = run(tmp_path, "talanoa", "check", "--format", "json", "--now", DAY)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    problems = json.loads(done.stdout)["problems"]
    told = {(each["file"], f"{each['severity']}[{each['code']}]") for each in problems}
    for story in chosen:
        for code in story.expected:
            assert any((path, code) in told for path in (*story.files, *story.made)), f"{story.name}: {code}"
    done = run(tmp_path, "talanoa", "build", "--now", DAY)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.replace("\n", "").isprintable(), "a report steers no terminal"
    assert not (tmp_path / "site").exists()
