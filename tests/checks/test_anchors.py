"""Anchors of hand-written pages are named as those of posts."""

from __future__ import annotations

import re

import markdown
import pytest
from markdown.extensions.toc import TocExtension

from talanoa.checks.anchors import of_doc
from talanoa.markup.convert import convert
from talanoa.markup.headings import HeadingIds, given_ids


@pytest.mark.parametrize(
    "text",
    [
        "# About us\n\n## Who we are\n\n## Who we are\n\n## Who we are_1\n",
        "## Café: plans & *hopes*\n\n## `code` and [a link](x.md)\n",
        "## 投稿\n\n## 2026\n\n## !?\n",
        "## 우리가 하는 일\n\n## 우리가 하는 일\n\n## เกี่ยวกับ\n\n## ကျွန်ုပ်တို့\n",
        "## A {#b}\n\n## B\n\n## A  –  B\n",
        "Setext\n------\n\n### What's next?\n",
    ],
)
def test_the_check_knows_the_anchors_that_a_page_has(text: str) -> None:
    ids = HeadingIds(given_ids(text))
    toc = TocExtension(slugify=lambda words, separator: ids.name(words))  # as mkdocs_plugin.py asks for it
    html = markdown.markdown(text, extensions=["attr_list", toc])
    made = set(re.findall(r'id="([^"]+)"', html))
    assert made
    assert made == of_doc(text, convert(text))
    assert "_1" not in made


def test_anchors_that_are_written() -> None:
    text = '## A { #one .x }\n\n<a id="two"></a> [^n]\n\n[^n]: Note\n'
    assert {"one", "two", "fn:n"} <= of_doc(text, convert(text))
