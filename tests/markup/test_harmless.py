"""HTML in posts: what works, what shows as it was typed, and what no one gets past it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talanoa.addresses import rebased
from talanoa.markup.convert import convert
from talanoa.markup.converted import Image, Link
from talanoa.markup.harmless import ADMONITIONS, ATTRIBUTES, MAX_DEPTH, SUBSET


def html(text: str) -> str:
    """The HTML, with an underscore for each gap."""
    return "_".join(convert(text).html)


def refused(text: str) -> list[tuple[str, int, str]]:
    return [(found.what, found.line, found.how) for found in convert(text).refused]


@pytest.mark.parametrize(
    "text",
    [
        "H<sub>2</sub>O and E = mc<sup>2</sup>",
        '<kbd>Ctrl</kbd> <mark>new</mark> <abbr title="Open Government Partnership">OGP</abbr>',
        '<span lang="my" dir="ltr">မြန်မာ</span> <bdi>اردو</bdi>',
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
        'a<br>b <time datetime="2026-03-17">17 March</time>',
    ],
)
def test_harmless_html_works_as_it_is_written(text: str) -> None:
    assert html(text) == f"<p>{text}</p>\n"
    assert refused(text) == []


def test_a_box_that_opens_keeps_its_markdown() -> None:
    text = "<details open>\n<summary>More</summary>\n\nSome *text* and [a link](a.md)\n\n</details>\n"
    assert html(text) == (
        '<details open="">\n<summary>More</summary>\n<p>Some <em>text</em> and <a_>a link</a></p>\n</details>\n'
    )
    assert refused(text) == []


def test_typed_links_and_pictures_are_those_of_markdown() -> None:
    converted = convert('<a href="../b.md" title="T">b</a>\n<img src="c.png" alt="See &amp; hear">')
    assert converted.gaps == (Link("../b.md", 0, 1, "b"), Image("c.png", "See & hear", "", 0, 1))
    assert converted.refused == ()


@pytest.mark.parametrize(
    ("text", "shown", "told"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n", [("<script>", 0, "active")]),
        (
            "a <img src=x.png onerror=alert(1)>",
            "<p>a _</p>\n",
            [("<img src=x.png onerror=alert(1)>", 0, "active")],
        ),
        (
            'a\nb <iframe src="https://example.org"></iframe>',
            '<p>a\nb &lt;iframe src="https://example.org"&gt;&lt;/iframe&gt;</p>\n',
            [('<iframe src="https://example.org">', 1, "active")],
        ),
        (
            '<meta http-equiv="refresh" content="0; url=https://example.org">',
            '<p>&lt;meta http-equiv="refresh" content="0; url=https://example.org"&gt;</p>\n',
            [('<meta http-equiv="refresh" content="0; url=https://example.org">', 0, "active")],
        ),
        ("write <your name> here", "<p>write &lt;your name&gt; here</p>\n", [("<your name>", 0, "shown")]),
        (
            "<font color=red>x</font>",
            "<p>&lt;font color=red&gt;x&lt;/font&gt;</p>\n",
            [("<font color=red>", 0, "shown")],
        ),
        ('<p class="x" id="__config">{}</p>', "<p>{}</p>", [("class=", 0, "left out")]),
        ('<div style="position:fixed">x</div>', "<div>x</div>", [("style=", 0, "left out")]),
        ("a <!-- call the minister --> b", "<p>a  b</p>\n", [("<!-- call the minister -->", 0, "left out")]),
        ("<!-- alone -->", "", [("<!-- alone -->", 0, "left out")]),
        ("<?php echo 1 ?>", "<p>&lt;?php echo 1 ?&gt;</p>\n", [("<?php echo 1 ?>", 0, "shown")]),
        ("so <b>bold\n\nnext", "<p>so &lt;b&gt;bold</p>\n<p>next</p>\n", [("<b>", 0, "shown")]),
        ("<b><i>x</b></i>", "<p><b>&lt;i&gt;x</b>&lt;/i&gt;</p>\n", [("<i>", 0, "shown"), ("</i>", 0, "shown")]),
        (
            '<a name="top">x</a>',
            '<p>&lt;a name="top"&gt;x&lt;/a&gt;</p>\n',
            [('<a name="top">', 0, "shown"), ("</a>", 0, "shown")],
        ),
        ("I <3 AT&T, 1<2 and `<script>`", "<p>I &lt;3 AT&amp;T, 1&lt;2 and <code>&lt;script&gt;</code></p>\n", []),
    ],
)
def test_nothing_is_lost_and_everything_is_reported(text: str, shown: str, told: list[tuple[str, int, str]]) -> None:
    assert html(text) == shown
    assert refused(text) == told


def test_elements_nest_only_as_deep_as_any_text_does() -> None:
    assert html("<div>\n\n" * 1000).count("<div>") == MAX_DEPTH


def test_a_gap_cannot_be_forged() -> None:
    converted = convert('"><img src="gap:0"> <a href="gap:1">a</a> [t](u "<img src=gap:0>")')
    assert [getattr(gap, "href", "") or getattr(gap, "src", "") for gap in converted.gaps] == ["gap:0", "gap:1", "u"]
    assert len(converted.html) == len(converted.gaps) + 1


class Seen(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


OURS = {"aria-labelledby", "class", "id", "role", "tabindex"}
CLASSES = re.compile(
    r"admonition|admonition-title|align-\w+|contains-task-list|footnote[\w-]*|highlight|table-scroll|task-list-item|[a-z0-9]{1,3}"
)
ELEMENTS = [f"<{slash}{name}>" for name in sorted(SUBSET) for slash in ("", "/")]
HOSTILE = """<script> </script> <style> <svg onload=x> <math> <a href='javascript:x'> <a href=x> </a> <img src=x onerror=y>
<p id=__config class=mermaid> <h2 id=t-nav class=t-menu name=t-clock data-form=x form=x> <!-- --> <![CDATA[ ]]> <? ?> <x y=z> <template> <noscript> <plaintext> <xmp> <select> <title>
&lt;script&gt; " ' ` * [^1] word"""
MARKS = [
    "## T nav\n",
    "## __t-clock\n",
    "```\n",
    "> ",
    "- ",
    "\n",
    "\n\n",
    "    ",
    "| a |\n|--|\n",
    "!!! note\n    ",
    "[^1]: ",
    " ",
]
PARTS = st.sampled_from([*ELEMENTS, *re.split(r"\s(?![a-z]+=)", HOSTILE), *MARKS])


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=20))
def test_whatever_is_typed_only_the_subset_comes_out(parts: list[str]) -> None:
    made = " ".join(convert("".join(parts)).html)
    for name, attributes in Seen(made).elements:
        assert name in SUBSET | {"a", "img", "section"}
        assert attributes.keys() <= ATTRIBUTES["*"] | ATTRIBUTES.get(name, frozenset()) | OURS
        for word in (attributes.get("class") or "").split():
            assert word in ADMONITIONS or CLASSES.fullmatch(word)
        assert not (attributes.get("id") or "").startswith(("_", "t-"))
        assert not [word for word in (attributes.get("class") or "").split() if word.startswith("t-")]
        assert (attributes.get("href") or "#").startswith("#")


@pytest.mark.parametrize("word", ['<a href="#top">', '<img src="site:x">', 'so href="site:posts/" works'])
def test_words_that_look_like_our_links_stay_words(word: str) -> None:
    """In code and in sentences they were rewritten, as if they were links within the site."""
    for text in (f"`{word}`", f"    {word}", f"`{word}` and [a note](#x)[^1]\n\n[^1]: y"):
        made = html(text)
        assert word.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in made
        assert rebased(made, "../../").count("../../") == 0
