"""The stylesheets: what is in them, which of them a page links, and that publishing them loses nothing but spaces."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from tests.outputs.conftest import SiteOf

from talanoa.outputs import styles
from talanoa.outputs.output import File
from talanoa.outputs.view import THEME

NETWORK = "id: reef\nauthority: example.org,2026\nname: Reef\ntimezone: Pacific/Fiji\nlanguages: [en]\n"
SOURCES = sorted((THEME / "styles").glob("*.css"))


@pytest.fixture
def files(site_of: SiteOf) -> tuple[File, ...]:
    return styles.stylesheets(site_of({"network.yml": NETWORK}))


def name_of(address: str) -> str:
    return address.removeprefix("/assets/").partition(".")[0]


def test_every_file_of_the_theme_is_published(files: tuple[File, ...]) -> None:
    assert {path.stem for path in SOURCES} == {*styles.ALL, *styles.SOME}
    assert [name_of(file.address) for file in files] == ["talanoa", *styles.SOME]


def test_together_they_are_light(files: tuple[File, ...]) -> None:
    """What every page has, and what the heaviest has, in bytes over the line."""
    weights = {name_of(file.address): len(gzip.compress(file.data, 6, mtime=0)) for file in files}
    assert weights["talanoa"] <= 4_100
    assert max(weights[name] for name in styles.SOME) <= 2_500


@pytest.mark.parametrize(
    ("content", "names"),
    {
        "<p>Only words, of class=t-hero</p>": [],
        '<h3 class="t-card__title">A post</h3>': ["posts"],
        '<div class="t-time"><span class="t-tile">25</span></div>': ["parts", "event"],
        '<div class="language-yaml highlight"><pre>a: 1</pre></div>': ["written"],
        '<div class="grid cards"></div><span class="keys"></span>': ["written"],
        '<svg class="t-map"></svg><section class="t-hero t-band"></section><p class="t-cards">': [
            "posts",
            "map",
            "home",
        ],
        '<p class="t-postal t-gridlock">Other words that begin so</p>': [],
    }.items(),
)
def test_a_page_links_what_its_content_needs(content: str, names: list[str]) -> None:
    assert [name_of(address) for address in styles.needed(content)] == names


@pytest.mark.parametrize("name", styles.SOME)
def test_a_class_that_needs_a_file_is_styled_in_it(name: str) -> None:
    text = (THEME / "styles" / f"{name}.css").read_text("utf-8")
    assert [word for word in styles.SOME[name].split() if not re.search(rf"\.{word}\b", text)] == []


def test_every_class_of_a_template_is_in_a_style_or_a_script() -> None:
    ours = re.compile(r"(?<![\w-])t-[a-z][\w-]*")
    acts = "".join(path.read_text("utf-8") for path in (*SOURCES, *(THEME / "scripts").rglob("*.js")))
    known = {*ours.findall(acts)}
    templates = "".join(path.read_text("utf-8") for path in (THEME / "pages").glob("*.html"))
    written = {word for words in re.findall(r'class="([^"]*)"', templates) for word in ours.findall(words)}
    begun = {word for word in written if word.endswith(("-", "_"))}  # {{ what follows }} comes from the page
    assert sorted(written - begun - known) == []
    assert sorted(word for word in begun if not any(it.startswith(word) for it in known)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_what_is_published_says_the_same(path: Path) -> None:
    """Word for word, but for comments; and strings keep their spaces."""
    written, published = path.read_text("utf-8"), styles._source(path.stem)
    words = re.sub(r"\s+", "", re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)).replace(";}", "}")
    assert re.sub(r"\s+", "", published) == words
    assert re.findall(r'"[^"]*"', published) == re.findall(
        r'"[^"]*"', re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    )
    assert published.count("{") == published.count("}") and "/*" not in published


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_file_names_a_colour_or_a_side(path: Path) -> None:
    """Colours are variables of the network's one; sides are logical, or a page from right to left would be wrong."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"[ :]#[0-9a-f]{3,8}\b(?![^{}]*\{)|\brgba?\(", text) == []
    assert (
        re.findall(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|float: (?:left|right)", text)
        == []
    )
