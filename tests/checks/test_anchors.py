"""Anchors of hand-written pages are named as MkDocs names them."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify, slugify_unicode

from talanoa.checks.anchors import of_doc, slug_of_any, slug_of_ascii
from talanoa.markup.convert import convert


@given(st.text(max_size=60))
def test_slugs_are_those_of_python_markdown(text: str) -> None:
    assert slug_of_ascii(text) == slugify(text, "-")
    # Ours leaves compatibility forms as they are; both are composed when a file is read.
    assert slug_of_any(text) == slugify_unicode(text, "-") or not text.isascii()


@pytest.mark.parametrize(
    "text",
    [
        "# About us\n\n## Who we are\n\n## Who we are\n\n## Who we are_1\n",
        "## Café: plans & *hopes*\n\n## `code` and [a link](x.md)\n",
        "## 投稿\n\n## 2026\n\n## ---\n",
        "Setext\n------\n\n### What's next?\n",
    ],
)
def test_every_anchor_that_python_markdown_makes_is_known(text: str) -> None:
    html = markdown.markdown(text, extensions=["toc"])
    made = set(re.findall(r'id="([^"]+)"', html))
    assert made
    assert made <= of_doc(text, convert(text))


def test_anchors_that_are_written() -> None:
    text = '## A { #one .x }\n\n<a id="two"></a> [^n]\n\n[^n]: Note\n'
    assert {"one", "two", "fn:n"} <= of_doc(text, convert(text))
