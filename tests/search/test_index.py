"""The index loses nothing: every word of every record is found, after any edit, and its bytes are those of a clean build."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import msgspec
import pytest
from babel import Locale, localedata
from hypothesis import given, settings
from hypothesis import strategies as st

from talanoa.search import Findable, Record
from talanoa.search.findable import About
from talanoa.search.words import bare, folded, words
from tests.conftest import REPOSITORY
from tests.search.made import indexed
from tests.search.reader import Reader, postings_of

DAY = date(2026, 1, 1)


def record(number: int, text: str, title: str = "", kind: str = "blog", **more: object) -> Record:
    address = f"/posts/{number}/"
    return Record(address, title or f"Title {number}", text, kind, ("en",), date=DAY + timedelta(days=number), **more)  # type: ignore[arg-type]


def read(records: list[Record], language: str = "en", cache: Path | None = None) -> Reader:
    return Reader(indexed(records, language, cache))


def forms(text: str) -> set[str]:
    return {form for word in words(text) for form in folded(bare(word)).split()}


@cache
def dense() -> tuple[Record, ...]:
    """Names of languages and countries in all locales of CLDR, and the project's own prose: tens of thousands of words in all scripts."""
    texts = []
    for tag in sorted(localedata.locale_identifiers()):
        if "_" not in tag and len(tag) == 2:
            locale = Locale.parse(tag)
            texts.append(" ".join(map(str, (*locale.languages.values(), *locale.territories.values()))))
    texts += [
        path.read_text("utf-8")
        for path in sorted([*REPOSITORY.glob("docs/*.md"), *REPOSITORY.glob("plugins/talanoa/manual/*.md")])
    ]
    texts += [path.read_text("utf-8") for path in sorted(REPOSITORY.glob("posts/**/*.md"))]
    return tuple(record(number, text) for number, text in enumerate(texts))


@cache
def dense_reader() -> Reader:
    return read([*dense()])


def test_every_word_of_a_dense_vocabulary_is_found_where_it_is() -> None:
    reader, wanted = dense_reader(), {}
    for number, one in enumerate(dense()):
        for form in forms(f"{one.title} {one.text}"):
            wanted.setdefault(form, set()).add(number)
    assert len(wanted) > 50_000 and len(reader.table["shards"]) > 40
    # A row is of a stem, so a word may also find records with another form of it, and loses none.
    assert [form for form, numbers in wanted.items() if not numbers <= reader.find(form)] == []


def test_every_beginning_is_found() -> None:
    reader, random = dense_reader(), Random(1)
    for number, one in enumerate(dense()):
        for form in random.choices(sorted(forms(one.title)) + sorted(forms(one.text)), k=5):
            for length in (3, 4, len(form) - 1):
                assert number in reader.find(form[:length] or form, beginning=True), (form, length)


def test_what_no_text_has_is_not_found() -> None:
    assert not dense_reader().find("qwertzuiop") and not dense_reader().find("ဃဃဃဈဈ", beginning=True)


def test_a_shard_is_small_and_named_by_what_is_in_it() -> None:
    reader = dense_reader()
    names = [name for _, name in reader.table["shards"]]
    assert len({*names}) == len(names) and max(len(reader.files[f"search/s/{name}.json"]) for name in names) < 200_000


def test_forms_of_a_stem_find_each_other() -> None:
    reader = read([record(0, "She went paddling"), record(1, "They paddled"), record(2, "We paddle, we elect")])
    assert reader.find("paddle") == reader.find("paddling") == {0, 1, 2}


def test_a_row_says_of_each_form_who_has_it() -> None:
    reader = read([record(0, "one signal"), record(1, "two signals"), record(2, "signal, signals")])
    (row,) = [
        row for path, rows in reader.files.items() if "/s/" in path for row in json.loads(rows) if row[:6] == "signal"
    ]
    shared, rests, *postings = row.split(" ")
    assert (shared, rests) == ("signal", ",s")
    assert [[*postings_of(text)] for text in postings] == [[0, 2], [1, 2]]


def test_forms_without_common_letters_are_in_the_group_of_each() -> None:
    reader = read(
        [
            record(0, "go " + " ".join(f"goa{chr(97 + n // 26)}{chr(97 + n % 26)}x" * 40 for n in range(600))),
            record(1, "going"),
        ]
    )
    assert len(reader.table["shards"]) > 1
    assert reader.find("go") == reader.find("going") == {0, 1}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "La loi a été publiée après l’assemblée", ["publiee", "assemblee"]),
        ("id", "Warga membacakan anggaran", ["membacakan", "anggaran"]),
        ("ko", "시민단체는 예산을 본다", ["시민단체는", "예산을"]),
        ("xx", "Nothing known of this language", ["known"]),
        ("", "No language at all", ["language"]),
    ],
)
def test_every_first_language_has_an_index(language: str, text: str, found: list[str]) -> None:
    reader = read([record(0, text)], language)
    assert all(reader.find(form) == {0} for form in found)


def test_filters_name_the_records_that_have_a_value() -> None:
    records = [
        record(
            n,
            ("blog", "page")[n % 2],
            kind=("blog", "page")[n % 2],
            countries=("FJ",) if n % 3 else (),
            themes=("water", "air"),
        )
        for n in range(9)
    ]
    reader = read(records)
    for value in ("blog", "page"):
        assert {reader.record(n)["text"] for n in reader.having("kind", value)} == {value}
    assert len(reader.having("country", "fj")) == 6 and len(reader.having("theme", "air")) == 9


def test_a_new_post_leaves_the_numbers_and_fragments_of_all_others_as_they_were() -> None:
    before = [record(number, f"text {number}") for number in range(20)]
    old, new = read(before), read([*before, record(30, "the new one")])
    fragments = {path for path in old.files if path.startswith("search/r/")}
    assert fragments < {*new.files} and len(new.files) > len(old.files)


def test_a_changed_text_has_another_address() -> None:
    """So a copy that a browser kept is never shown with another record's words."""
    old, new = read([record(0, "one")]), read([record(0, "two")])
    assert not [path for path in old.files if path.startswith("search/r/") and path in new.files]


@pytest.mark.parametrize(
    "made",
    [
        record(0, "text"),
        record(1, "", kind="page"),
        Record("/events/x/", "“Ā” \\ \x7f \u2028", "line\nand more", "event", ("mn", "en"), ("FJ", "WS"), ("water",), None, ("Event",)),
    ],
)  # fmt: skip
def test_what_can_be_found_is_the_same_when_it_was_taken_over(made: Record) -> None:
    first = Findable.of(made)
    assert About.from_text(first.about.as_text()) == first.about and first.words == (made.title, made.text)
    assert {"\n", "\t", ","} & {*first.about.key} == set()


def test_nothing_to_index() -> None:
    reader = read([])
    assert len(reader.files) == 3 and reader.find("anything") == set(), "the table and its two parts"


EDITS = st.lists(
    st.tuples(st.sampled_from(["change", "rename", "remove", "add", "insert"]), st.integers(0, 60), st.sampled_from(["zebra", "going go", "Dänemark", "ตรวจสอบ", ""])),
    max_size=6,
)  # fmt: skip


@settings(max_examples=40)
@given(EDITS)
def test_after_any_edits_the_index_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    records = [record(number, f"word{number % 5} common goes {number}") for number in range(0, 60, 2)]
    assert indexed(records, "en", folder) == indexed(records)
    for what, at, text in edits:
        place = at % max(1, len(records))
        if what == "change" and records:
            records[place] = msgspec.structs.replace(records[place], text=text)
        elif what == "rename" and records:
            records[place] = msgspec.structs.replace(records[place], title=text or "Title")
        elif what == "remove" and records:
            del records[place]
        elif what == "add":
            records.append(record(1000 + len(records) + at * 100, text))
        elif what == "insert" and all(one.address != f"/posts/{at}/" for one in records):
            records.append(record(at, text))
        assert indexed(records, "en", folder) == indexed(records)


@pytest.mark.parametrize("damage", [b"", b"nothing of the kind", b"\0" * 200, b"\n\n\n", "é\nü".encode("latin-1")])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: bytes) -> None:
    records = [record(number, f"text {number}") for number in range(5)]
    clean = indexed(records, "en", tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    assert indexed(records, "en", tmp_path) == clean == indexed(records, "en", tmp_path)
    whole = kept.read_bytes()
    for at in (3, 40, len(whole) // 2, len(whole) - 1):
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert indexed(records, "en", tmp_path) == clean
        kept.write_bytes(whole[:at])
        assert indexed(records, "en", tmp_path) == clean
    assert kept.read_bytes() == whole


def test_what_was_kept_for_another_language_is_not_used(tmp_path: Path) -> None:
    records = [record(0, "paddled")]
    indexed(records, "en", tmp_path)
    assert indexed(records, "fr", tmp_path) == indexed(records, "fr")
