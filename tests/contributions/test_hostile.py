"""Each hostile contribution, with a few others and with all of them: it is reported where it is, no one is hurt, and no one else is held up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import run, tree
from tests.contributions.built import built, contributed, finished
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


AT_ONCE = 24  # stories in one network; a problem's file says whose it is


def _groups() -> Iterator[tuple[Story, ...]]:
    """What is sent in at the same time: with errors apart, since then there is no site, and what changes the same of other people's."""
    yield from ((story,) for story in STORIES if story.alone)
    alike: dict[object, list[Story]] = {}
    for story in STORIES:
        if not story.alone:
            alike.setdefault((story.is_error, story.changes), []).append(story)
    for stories in alike.values():
        for start in range(0, len(stories), AT_ONCE):
            yield tuple(stories[start : start + AT_ONCE])


GROUPS = tuple(_groups())


@pytest.fixture(scope="module")
def sent_in(
    tmp_path_factory: pytest.TempPathFactory, without: Files, known: frozenset[Shape]
) -> Callable[[int], tuple[Problem, ...]]:
    """What is told of a group, whose site is harmless."""
    kept = tmp_path_factory.mktemp("kept")

    @cache
    def told(number: int) -> tuple[Problem, ...]:
        group, root = GROUPS[number], tmp_path_factory.mktemp("group")
        found = built(contributed(group, root), kept)
        shutil.rmtree(root)
        strays = {each.place.file for each in found.problems}.difference(*({*it.files, *it.made} for it in group))
        assert not strays, report.as_text(found.problems, root)
        assert (found.site is None) == group[0].is_error
        if found.site is not None:
            judge(found.site, known)
            changed = {path for path in OTHERS if found.site[path] != without[path]}
            assert changed <= group[0].changes, "another's has changed"
        return found.problems

    return told


@pytest.mark.parametrize(
    ("group", "story"),
    [pytest.param(number, story, id=story.name) for number, group in enumerate(GROUPS) for story in group],
)
def test_a_contribution(group: int, story: Story, sent_in: Callable[[int], tuple[Problem, ...]]) -> None:
    """Each as if alone: what is told is told of its files."""
    problems = [each for each in sent_in(group) if each.place.file in {*story.files, *story.made}]
    assert {f"{each.severity}[{each.code}]" for each in problems} == story.expected, problems
    for problem in problems:
        lies_in_the_contribution(problem, story)


def lies_in_the_contribution(problem: Problem, story: Story) -> None:
    place = problem.place
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
