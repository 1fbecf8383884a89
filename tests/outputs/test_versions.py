"""What changed between two texts: nothing is lost, and no input makes it slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.outputs.versions import Changes, changes


def said(found: Changes | None, *kinds: str) -> str:
    assert found is not None
    return "|".join("".join(text for kind, text in part.pieces if kind in kinds) for part in found.parts if part.pieces)


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("The sea is wide.", "The sea is deep.", "wide.", "deep."),
        ("ဒီမြစ်က ကျယ်တယ် ။", "ဒီမြစ်က နက်တယ် ။", "ျယ", "န"),
        ("川は広いです。", "川は深いです。", "広", "深"),
        ("دریا چوڑا ہے۔", "دریا گہرا ہے۔", "چوڑا ", "گہرا "),
    ],
)
def test_words_and_in_scripts_without_spaces_letters(before: str, after: str, removed: str, added: str) -> None:
    found = changes(before, after)
    assert removed in said(found, "removed") and added in said(found, "added")
    assert (said(found, "same", "removed"), said(found, "same", "added")) == (before, after)


def test_other_texts_and_long_ones_are_not_compared() -> None:
    assert changes("Minutes of the board.", "A poem about rain and the sea") is None
    assert changes("a " * 60_000, "a " * 60_000) is None
    assert changes("", "Text") is None


def test_the_same_but_for_its_line_breaks_is_the_same() -> None:
    found = changes("One text\r\nof two lines.\n\nEnd", "One text of\ntwo lines.\n\n\nEnd")
    assert found and found.is_none


WORDS = st.lists(st.sampled_from(["sea", "reef", "law", "ทะเล", "\n\n"]), min_size=1, max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_in_what_changed(before: str, after: str) -> None:
    found = changes(before, after)
    if found:
        kept = sum(part.unchanged for part in found.parts)
        assert kept + sum(bool(part.pieces) for part in found.parts) >= 1


def test_repeated_lines_cost_little() -> None:
    found = changes("a\n\n" * 399 + "b", "b\n\n" + "a\n\n" * 399)
    assert found is None or found.parts
