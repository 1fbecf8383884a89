"""The store of conversions: right, bounded, and never in the way."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from talanoa import cache
from talanoa.files import sealed
from talanoa.markup import conversions
from talanoa.markup.convert import convert, remember

TEXT = "## A *heading*\n\nA [link](a.md), ![an image](b.png 'title'), <b>text</b>[^1].\n\n[^1]: Note\n"


def test_what_was_kept_is_found_and_what_is_not_kept_again_goes(tmp_path: Path) -> None:
    one, two = cache.key(b"one"), cache.key(b"two")
    cache.Cache(tmp_path).keep([one, two], {one: b"1", two: b"2"}.__getitem__)
    store = cache.Cache(tmp_path)
    assert store.get([one, two, cache.key(b"three")]) == {one: b"1", two: b"2"}
    store.keep([one], {}.__getitem__)
    assert cache.Cache(tmp_path).get([one, two]) == {one: b"1"}
    assert b"2" not in (tmp_path / "conversions").read_bytes()[16:].replace(one, b"")


def test_a_key_names_its_parts() -> None:
    assert cache.key(b"ab", b"c") != cache.key(b"a", b"bc")


def test_what_is_damaged_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    entry = {cache.key(b"one"): b"1"}
    cache.Cache(tmp_path).keep(entry, entry.__getitem__)
    whole = (tmp_path / "conversions").read_bytes()
    flipped = bytearray(whole)
    flipped[-1] ^= 1
    for damage in (
        b"",
        b"SQLite format 3\0",
        whole[:-1],
        whole + b"1",
        bytes(flipped),
        sealed(whole[16:-1]),
        sealed(whole[16:] + b"1"),
    ):
        (tmp_path / "conversions").write_bytes(damage)
        store = cache.Cache(tmp_path)
        assert store.get(entry) == {}, damage
        store.keep(entry, entry.__getitem__)
        assert cache.Cache(tmp_path).get(entry) == entry


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    entry = {cache.key(b"one"): b"1"}
    cache.Cache(tmp_path).keep(entry, entry.__getitem__)
    before = (tmp_path / "conversions").stat().st_ino
    cache.Cache(tmp_path).keep(entry, entry.__getitem__)
    assert (tmp_path / "conversions").stat().st_ino == before


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    cache.Cache(tmp_path / "file").keep([cache.key(b"one")], lambda name: b"1")
    assert cache.Cache(tmp_path / "file").get([cache.key(b"one")]) == {}


def test_a_kept_conversion_is_the_same(tmp_path: Path) -> None:
    remember({}, {})
    fresh = convert(TEXT)
    for _ in range(2):  # filled, then used
        remember({}, {})
        conversions.convert_all([TEXT], cache.Cache(tmp_path), 1)
        assert convert(TEXT) == fresh


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    remember({}, {})
    fresh = convert(TEXT)
    cache.Cache(tmp_path).keep([cache.key(conversions._salt(), TEXT.encode())], lambda name: b'{"html": 3}')
    conversions.convert_all([TEXT], cache.Cache(tmp_path), 1)
    assert convert(TEXT) == fresh


def test_several_processes_say_the_same(tmp_path: Path) -> None:
    texts = [f"{TEXT}\n{number}" for number in range(conversions.MANY + 5)]
    remember({}, {})
    alone = [convert(text) for text in texts]
    remember({}, {})
    conversions.convert_all(texts, cache.Cache(None), 2)
    assert [convert(text) for text in texts] == alone


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=200))
def test_any_conversion_survives_the_store(text: str) -> None:
    made = convert(text)
    assert conversions._loaded(conversions._dumped(made)) == made
