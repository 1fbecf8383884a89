"""The catalogues of the interface's words: whole, up to date with the code, with the plural forms of their languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from tests.conftest import REPOSITORY

from talanoa.outputs import catalogues
from talanoa.outputs.catalogues import SOURCE, TRANSLATIONS, catalogue, catalogue_name, path, untranslated

LANGUAGES = sorted(folder.name for folder in TRANSLATIONS.iterdir())
HOLE = re.compile(r"%\((\w+)\)[ds]")


@cache
def written() -> frozenset[str]:
    """Every word of the interface that the code says."""
    mappings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    found = extract_from_dir(
        REPOSITORY / "plugins/talanoa",
        method_map=[(mapping["pattern"], mapping["method"]) for mapping in mappings],
        options_map={mapping["pattern"]: mapping for mapping in mappings},
    )
    return frozenset(message if isinstance(message, str) else message[0] for _, _, message, _, _ in found)


@cache
def read(language: str) -> Catalog:
    with path(language).open("rb") as file:
        return read_po(file)


def entries(language: str) -> Iterator[tuple[Message, str]]:
    """Each entry with each form of its translation."""
    for message in read(language):
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and text:
                yield message, text


def sources(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def test_the_languages_of_the_start_are_there() -> None:
    assert {"id", "fil", "ko", "mn", "ur"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_word_of_the_code_and_no_other(language: str) -> None:
    known = {sources(message)[0] for message in read(language) if message.id}
    assert known == written(), "run `make translations`, and translate what is new"


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_cldr(language: str) -> None:
    """Of the forms that CLDR has, each number takes the one that CLDR gives it."""
    rule = Locale.parse(language).plural_form
    forms = catalogue(language)
    message = next(message for message in read(language) if message.id and message.pluralizable)
    one, many = sources(message)
    by_form: dict[str, set[str]] = {}
    for number in range(201):
        by_form.setdefault(rule(number), set()).add(forms.ngettext(one, many, number))
    assert all(len(texts) == 1 for texts in by_form.values()), by_form
    assert len(by_form) == read(language).num_plurals


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_holes_of_its_source_and_no_html(language: str) -> None:
    """A hole that no one fills would stop the build, and what catalogues say is not escaped."""
    for message, text in entries(language):
        allowed = {hole for source in sources(message) for hole in HOLE.findall(source)}
        needed = set.intersection(*(set(HOLE.findall(source)) for source in sources(message)))
        assert needed <= set(HOLE.findall(text)) <= allowed, text
        assert "%" not in HOLE.sub("", text), text
        assert not set("<>&") & set(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_begins_and_ends_as_its_source_does(language: str) -> None:
    """A colon stays a colon, and no space is lost at an end, where something else follows."""
    for message, text in entries(language):
        for source in sources(message)[:1]:
            assert text.endswith(":") or not source.endswith(":"), text
            assert text[-1].isspace() == source[-1].isspace(), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice_in_a_row(language: str) -> None:
    assert [text for _, text in entries(language) if re.search(r"(.{12,})\s?\1", text)] == []


def test_urdu_has_its_own_punctuation() -> None:
    for _, text in entries("ur"):
        plain = HOLE.sub("", text)
        assert not set(",;?") & set(plain), text
        assert not plain.endswith("."), text


def said_otherwise(language: str, words: str) -> list[str]:
    return [text for _, text in entries(language) if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]


def test_filipino_speaks_to_everyone_as_kayo() -> None:
    """It is polite, and right for an organisation too."""
    assert said_otherwise("fil", "ikaw|ka|kang|mo|mong|iyo|iyong") == []
    assert said_otherwise("fil", "ninyo|inyong")


def test_urdu_has_one_word_for_a_call() -> None:
    assert said_otherwise("ur", "(?<!کانفرنس )(?:کال|کالیں|کالوں)") == []
    assert said_otherwise("ur", "کانفرنس کال")


def test_a_machines_words_are_marked_and_shown() -> None:
    """`fuzzy` is the mark of entries that wait for a reviewer; readers see them meanwhile."""
    posts = next(message for message in read("ko") if message.id == "Posts")
    assert catalogue("ko").gettext("Posts") == posts.string == "글"
    assert posts.fuzzy, "reviewed? then take another entry for this test"


def test_zero_one_two_and_five_in_each_language() -> None:
    def members(language: str) -> list[str]:
        say = catalogue(language).ngettext
        return [
            say("%(num)d member", "%(num)d members", number) % {"num": number} for number in (0, 1, 2, 4, 5, 6, 9, 14)
        ]

    assert members("en")[:3] == ["0 members", "1 member", "2 members"]
    assert members("id") == [f"{number} anggota" for number in (0, 1, 2, 4, 5, 6, 9, 14)]
    assert members("ko") == [f"회원 {number}곳" for number in (0, 1, 2, 4, 5, 6, 9, 14)]
    assert members("mn")[:3] == ["0 гишүүн", "1 гишүүн", "2 гишүүн"]
    assert members("ur")[:3] == ["0 اراکین", "1 رکن", "2 اراکین"]
    assert members("fil") == [
        *("0 kasapi", "1 kasapi", "2 kasapi", "4 na kasapi"),
        *("5 kasapi", "6 na kasapi", "9 na kasapi", "14 na kasapi"),
    ]


def test_which_catalogue_a_tag_is_spoken_with() -> None:
    assert catalogue_name("ko") == catalogue_name("ko-KR") == "ko"
    assert catalogue_name("en") == catalogue_name("en-AU") == SOURCE
    assert catalogue_name("th") is None
    assert catalogue_name("mn-Mong") is None, "Mongolian in its own script is read by others"
    assert catalogue_name("../../../../etc") is None
    assert catalogue("th").gettext("Posts") == "Posts"


def test_what_a_catalogue_lacks_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert untranslated("en") == 0
    before = untranslated("ko")
    incomplete = tmp_path / "ko.po"
    text = path("ko").read_text("utf-8")
    lacking = text.replace('msgstr "글"', 'msgstr ""').replace('msgstr[0] "글 ', 'msgstr[0] ""\n"글 ')
    incomplete.write_bytes(lacking.encode())
    monkeypatch.setattr(catalogues, "path", lambda name: incomplete)
    assert untranslated("ko") - before == text.count('msgstr "글"') > 0
