"""What is left of the sample or of a starter is reported once the site no longer says that it is an example."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NETWORK, REPOSITORY, Command, write_network

from talanoa.checks.examples import _QUICK, LIST, signature
from talanoa.engine import check
from talanoa.files import is_image
from talanoa.load import Content, load
from talanoa.starters import STARTERS, Answers, files
from talanoa.starters.filling import REFERENCE

FOLDERS = (REPOSITORY, *(REPOSITORY / "plugins/talanoa/starters" / name for name in STARTERS))
PHRASES = (
    "(An example.)",
    "This is an example: replace it",
    "Say here in a few sentences who you are",
    "Say who pays for what",
)
# Hosts that others use in their examples as well.
COMMON = {"www", "forms", "lists", "library", "social", "code", "video", "webinars", "github"}
_HOST = re.compile(r"([a-z0-9-]+)\.example\.(?:org|com|net)")


def names(content: Content) -> Iterator[str]:
    for member in content.members:
        yield from member.name.texts.values()
        yield from (person.name for person in member.people)
    if content.network.convener:
        yield content.network.convener.name


def listed() -> str:
    """The list as the sample and the starters have it today."""
    words, posts, pictures = {*PHRASES}, set(), set()
    for root in FOLDERS:
        content, _ = load(root)
        assert content
        words |= {
            str(event.survey.title) for event in content.events if event.survey and "xample" in event.survey.title
        }
        words |= {name for name in names(content) if "xample" in name or "Sample" in name}
        posts |= {post.slug for post in content.posts}
        pictures |= {signature((root / path).read_bytes()) for path in content.files if is_image(path)}
        for name in ("network.yml", "members.yml", "events.yml", "mkdocs.yml"):
            text = (root / name).read_text("utf-8")
            words |= {found[0] for found in _HOST.finditer(text) if found[1] not in COMMON}
    parts = {"words": words, "posts": posts, "pictures": pictures}
    return "\n".join(f"[{name}]\n{chr(10).join(sorted(found))}\n" for name, found in parts.items())


def test_the_list_is_that_of_the_sample_and_the_starters() -> None:
    """TALANOA_REFRESH=1 writes it."""
    if os.environ.get("TALANOA_REFRESH"):
        LIST.write_text(listed(), "utf-8")
    assert LIST.read_text("utf-8") == listed()
    words = listed().partition("[words]\n")[2].partition("\n\n")[0].split("\n")
    assert all(any(quick in word for quick in _QUICK) for word in words), "else they are never looked for"


def left_over(root: Path) -> dict[str, set[str]]:
    """What is reported of each file."""
    found: dict[str, set[str]] = {}
    for problem in check(root):
        if problem.code == "left-over-example":
            lines = (root / problem.place.file).read_bytes().decode("utf-8", "replace").split("\n")
            text = lines[problem.place.line - 1][problem.place.column - 1 : problem.place.end_column - 1]
            found.setdefault(problem.place.file, set()).add(text)
    return found


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_that_no_longer_says_so(tmp_path: Path, starter: str) -> None:
    answers = Answers("Reef Network", "reef-network", "reef.example.org,2026", "https://reef.example.org/", "UTC")
    for path, data in files(starter, answers, REFERENCE, "1").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data.replace(b"sample: true\n", b""))
    found = left_over(tmp_path)
    content, _ = load(tmp_path)
    assert content
    members = {str(member.name.pick("en", "")[0]) for member in content.members}
    assert members <= found.get("members.yml", set())
    assert {post.path for post in content.posts} <= found.keys()
    assert bool(found) == (starter != "empty")


def test_the_sample_that_no_longer_says_so(tmp_path: Path) -> None:
    for name in ("network.yml", "members.yml", "events.yml", "mkdocs.yml"):
        shutil.copy(REPOSITORY / name, tmp_path)
    for name in ("docs", "posts"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    assert left_over(tmp_path) == {}
    text = (tmp_path / "network.yml").read_text("utf-8")
    (tmp_path / "network.yml").write_text(re.sub(r"^sample: true.*\n", "", text, flags=re.MULTILINE), "utf-8")
    found = left_over(tmp_path)
    assert "Coordinator Example" in found["network.yml"] and "ogp-asia-pacific.example.org" in found["mkdocs.yml"]
    assert "posts/2026/the-well.png" in found and "docs/assets/members/example-public-media.png" in found
    assert "docs/privacy.md" in found and "posts/2026/2026-11-20-whose-hour-is-it.md" in found


HONEST = (
    "# About\n\nFor example, we are an Example of ours. Say hello. Samples: a free Sample.\n",
    "# About\n\nWrite to <https://www.example.org/> or ana@forms.example.org.\n",
    "# About\n\nAna Exampleton and the Example Harbour Forums of Oceania.\n",
)


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_pass(tmp_path: Path, text: str) -> None:
    assert left_over(write_network(tmp_path, {"docs/about.md": text})) == {}


def test_remarks_are_not_published(tmp_path: Path) -> None:
    remark = "# before, it was the Example Harbour Forum\n"
    assert left_over(write_network(tmp_path, {"network.yml": remark + NETWORK})) == {}


def test_the_command_says_where(tmp_path: Path, command: Command) -> None:
    members = "members:\n  - {id: forum, name: Example Harbour Forum, country: FJ}\n"
    done = command(write_network(tmp_path, {"members.yml": members}), "talanoa", "check", "--strict")
    assert done.returncode == 1
    assert (
        "members.yml:2:23: warning[left-over-example]: 'Example Harbour Forum' is left over from the example"
        in done.stdout
    )


def test_the_reference_is_a_monday() -> None:
    assert date.weekday(REFERENCE) == 0
