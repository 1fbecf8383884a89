"""The store of conversions: right, bounded, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talanoa import cache
from talanoa.markup import conversions
from talanoa.markup.convert import convert, remember

TEXT = "## A *heading*\n\nA [link](a.md), ![an image](b.png 'title'), <b>text</b>[^1].\n\n[^1]: Note\n"


def test_what_was_kept_is_found_and_what_is_not_used_goes(tmp_path: Path) -> None:
    one, two = cache.key(b"one"), cache.key(b"two")
    with cache.opened(tmp_path) as store:
        store.keep({one: b"1", two: b"2"}, ())
    with cache.opened(tmp_path) as store:
        assert store.get([one, two, cache.key(b"three")]) == {one: b"1", two: b"2"}
        store.keep({}, [one])
    with cache.opened(tmp_path) as store:
        assert store.get([one, two]) == {one: b"1"}


def test_a_key_names_its_parts() -> None:
    assert cache.key(b"ab", b"c") != cache.key(b"a", b"bc")


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "talanoa.sqlite").write_bytes(damage)
    with cache.opened(tmp_path) as store:
        store.keep({b"k": b"v"}, ())
        assert store.get([b"k"]) == {b"k": b"v"}


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with cache.opened(tmp_path / "file") as store:
        store.keep({b"k": b"v"}, ())
        assert store.get([b"k"]) == {}


def test_a_kept_conversion_is_the_same(tmp_path: Path) -> None:
    remember({}, {})
    fresh = convert(TEXT)
    for _ in range(2):  # filled, then used
        remember({}, {})
        with cache.opened(tmp_path) as store:
            conversions.convert_all([TEXT], store, 1)
        assert convert(TEXT) == fresh


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    remember({}, {})
    fresh = convert(TEXT)
    with cache.opened(tmp_path) as store:
        store.keep({cache.key(conversions._salt(), TEXT.encode()): b'{"html": 3}'}, ())
        conversions.convert_all([TEXT], store, 1)
    assert convert(TEXT) == fresh


def test_several_processes_say_the_same(tmp_path: Path) -> None:
    texts = [f"{TEXT}\n{number}" for number in range(conversions.MANY + 5)]
    remember({}, {})
    alone = [convert(text) for text in texts]
    remember({}, {})
    with cache.opened(None) as store:
        conversions.convert_all(texts, store, 2)
    assert [convert(text) for text in texts] == alone


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=200))
def test_any_conversion_survives_the_store(text: str) -> None:
    made = convert(text)
    assert conversions._loaded(conversions._dumped(made)) == made
