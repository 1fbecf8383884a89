"""Pages of docs/ may hold any HTML; what browsers would leave out of them is reported, and tables keep their alignment."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, Command, Files
from tests.made import built

from talanoa.outputs.policy import blocked

BLOCKED = {
    "<script>go()</script>": "browsers won't run the code in `<script>`",
    '<script type="module">go()</script>': "browsers won't run the code in `<script>`",
    '<p onclick="go()">': "browsers won't run the code in `onclick`",
    '<a href=" java\nscript:go()">': "browsers won't run the code in the address of `href`",
    "<style>p{}</style>": "browsers won't apply the styles in `<style>`",
    '<td style="text-align: right">': "browsers won't apply the `style` of `<td>`",
    '<iframe src="https://a.example/">': "browsers won't show what is in `<iframe>`",
    '<object data="a.pdf">': "browsers won't show what is in `<object>`",
    '<form action="/x">': "browsers won't send a `<form>`",
    '<base href="/x">': "browsers will ignore `<base>`",
    '<script src="https://a.example/x.js">': "browsers won't load https://a.example/x.js into this page",
    '<img src="//a.example/x.png">': "browsers won't load //a.example/x.png into this page",
    '<img src="http://[">': "browsers won't load http://[ into this page",
    '<img src="x.png" srcset="y.png 1x, https://a.example/y.png 2x">': "browsers won't load https://a.example/y.png into "
    "this page",
    '<video poster="https://a.example/p.png">': "browsers won't load https://a.example/p.png into this page",
    '<link rel="preload stylesheet" href="https://a.example/x.css">': "browsers won't load https://a.example/x.css into "
    "this page",
    '<svg><use href="https://a.example/x.svg#y">': "browsers won't load https://a.example/x.svg#y into this page",
    '<a href="/" ping="https://a.example/p">': "browsers won't load https://a.example/p into this page",
    '<script src="data:,go()">': "browsers won't load data:,go() into this page",
}
FINE = [
    '<a href="https://a.example/" title="onclick=1">javascript:go()</a>',
    '<img src="x.png"><img src="/x.png"><img src="data:image/png;base64,AA=="><img src="https://reef.example.org/x.png">',
    '<script src="x.js"></script><script type="application/ld+json">{"a": "<style>"}</script>',
    '<link rel="canonical" href="https://a.example/"><link rel="alternate" href="https://a.example/">',
    '<pre><code>&lt;script&gt;go()&lt;/script&gt; &lt;p style="x"&gt;</code></pre><!-- <style> -->',
    '<td align="right"><details open><summary>More</summary></details><input type="checkbox" disabled>',
]


@pytest.mark.parametrize("html", BLOCKED)
def test_what_browsers_leave_out_is_reported(html: str) -> None:
    assert [thing.message for thing in blocked(html, "https://reef.example.org/")] == [BLOCKED[html]]


@pytest.mark.parametrize("html", FINE)
def test_what_they_do_is_not(html: str) -> None:
    assert not [*blocked(html, "https://reef.example.org/")]


PAGE = """\
# About

A chart: ![A chart](https://charts.example.com/chart.png)

<button onclick="go()">Go</button>
<button onclick="go()">Go</button>

<p>
  <video poster='https://a.example/x.png'></video>
</p>

| Name | Number |
| :--- | -----: |
| A    |      1 |
"""


def test_a_page_is_reported_at_the_very_words_and_published(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"docs/about.md": PAGE})
    done = command(root, "talanoa", "build")
    assert done.returncode == 0, done.stderr
    assert "docs/about.md:3:21: warning[remote-image]" in done.stderr
    assert "docs/about.md:9:3: warning[blocked-by-policy]: browsers won't load https://a.example/x.png" in done.stderr
    assert "docs/about.md:5:1: warning[blocked-by-policy]: browsers won't run the code in `onclick`" in done.stderr
    assert "3 warnings" in done.stderr, "each once"
    assert "blocked-by-policy" in command(root, "mkdocs", "build").stderr


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("talanoa", '<button onclick="go()">Go</button>'),
        ("mkdocs", '<video poster="https://a.example/x.png"></video>'),
        ("talanoa", '<object data="https://a.example/x.swf"></object>'),
    ],
)
def test_strictly_it_is_not_published(
    network: Callable[[Files], Path], command: Command, program: str, text: str
) -> None:
    """Even if nothing else is wrong with the page."""
    root = network({"docs/about.md": f"# About\n\n{text}\n"})
    done = command(root, program, "build", "--strict")
    assert done.returncode == 1 and "blocked-by-policy" in done.stdout + done.stderr
    assert not (root / "site").exists()


EXTENSIONS = ["", "[tables]", "[extra]", "[markdown.extensions.extra]", "[pymdownx.extra]", "[{tables: {}}]"]


@pytest.mark.parametrize("extensions", EXTENSIONS)
def test_columns_are_aligned_without_styles(network: Callable[[Files], Path], extensions: str) -> None:
    markdown = f"markdown_extensions: {extensions}\n" if extensions else ""
    root = network({"mkdocs.yml": MKDOCS + markdown, "docs/about.md": PAGE.partition("A chart")[0] + TABLE})
    page = built(root, strict=True)["about/index.html"].decode()
    assert '<td align="right">1</td>' in page
    assert '<div class="table-scroll" role="group" tabindex="0"><table>' in page, "keyboards can scroll it"
    assert "style=" not in page


TABLE = PAGE[PAGE.index("| Name") :]


def test_a_script_from_elsewhere_is_reported_and_not_asked_for(
    network: Callable[[Files], Path], command: Command
) -> None:
    extra = "extra_javascript: [assets/own.js, https://cdn.example.com/x.js, //cdn.example.com/y.js]\n"
    root = network({"mkdocs.yml": MKDOCS + extra, "docs/assets/own.js": "go()"})
    done = command(root, "talanoa", "build")
    assert done.returncode == 0, done.stderr
    assert "warning[blocked-by-policy]: no page loads https://cdn.example.com/x.js" in done.stderr
    page = (root / "site/about/index.html").read_text("utf-8")
    assert '<script src="../assets/own.js" defer></script>' in page
    assert "cdn.example.com" not in page


def test_a_page_says_which_language_it_is_in(network: Callable[[Files], Path]) -> None:
    """In one that the interface speaks, all of it is; in another, only the text, inside a page of the site's language."""
    root = network(
        {
            "docs/about.md": "---\nlanguage: ko\n---\n# 소개\n\n산호를 지킵니다.\n",
            "docs/join.md": "---\nlanguage: ko\n---\n# 가입\n",
            "docs/history.md": "---\nlanguage: ps\n---\n# تاریخ\n",
        }
    )
    site = built(root)

    def page(name: str) -> str:
        return site[f"{name}/index.html"].decode()

    assert '<html lang="ko" dir="ltr">' in page("about") and ">본문으로 건너뛰기<" in page("about")
    assert '<div lang="en" dir="ltr">' in page("join"), "what the core has to say stays in the site's language"
    assert '<html lang="en" dir="ltr">' in page("history")
    assert '<div lang="ps" dir="rtl"><h1' in page("history") and ">Skip to the content<" in page("history")


def test_a_page_says_what_it_is_about(network: Callable[[Files], Path]) -> None:
    """To search engines and in previews: its own description, or else what it says first."""
    root = network(
        {
            "docs/about.md": "# About\n\nWe keep **coral** & [fish](index.md).\n\nSince 2016.\n",
            "docs/history.md": "---\ndescription: How it began\n---\n# History\n\nWe met.\n",
            "docs/table.md": "# Table\n\n- A list alone\n",
        }
    )
    site = built(root)

    def description(name: str) -> list[str]:
        page = site[f"{name}/index.html"].decode()
        return re.findall('<meta name="description" content="(.*?)">', page)

    assert description("about") == ["We keep coral &amp; fish."]
    assert description("history") == ["How it began"]
    assert description("table") == []
