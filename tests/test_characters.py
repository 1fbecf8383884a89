"""Characters that deceive are found, and no script that needs an invisible character is blamed for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from talanoa.characters import findings, is_blank, is_deceptive_host, shape
from talanoa.characters.mixing import mixed_words
from tests.pace import grows_too_much


@pytest.mark.parametrize(
    "text",
    [
        "ශ්\u200dරී ලංකාව",  # Sinhala: the joiner makes the letter
        "မြန်မာ\u200bပြည်",  # Burmese: where a line may break
        "ភាសា\u200bខ្មែរ ភាសា\u200b",  # Khmer
        "ภาษา\u200bไทย (\u200bไทย)",  # Thai
        "می\u200cخواهم، گے\u200c",  # Persian and Urdu: letters that don't join
        "बुनियादी क्\u200dष और क्\u200cष",  # Hindi
        "বাংলা র\u200d্য",  # Bengali
        "عدد \u200f12\u200f اور \u200eOGP\u200e",  # marks beside numbers and Latin words
        "ᠮᠣᠩᠭᠣᠯ\u180b ᠬᠡᠯᠡ",  # Mongolian: another form of the letter
        "👩\u200d👩\u200d👧 🏳️\u200d🌈 ❤️ 👍🏽",  # emoji
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
        "葛\U000e0100飾区",  # a variant of a Han character
        "ความโปร่งใส Āotearoa Māori café naïve Łódź",
        "Москва OGPийн COVID-ийн ХХК",
        "Ελλάδα, 5 µm, 3 kΩ, α-helix, x² ½ №",
        "Tiếng Việt e\u0302\u0301",  # letters taken apart
        "a soft\u00adhyphen, a no\u00a0break space, a\u202fnarrow one",
        "@handle #tag I <3 AT&T “quotes” …",
        "Açık Bütçe Vakfı, Ɖeka ɔ ŋuti ɣe, ʻŌlelo, Ƹ ʒ, Azərbaycan, Țară, [ˈɪɡɑɡɩ]",
        "PDFと Aさん APIの NGO들 PDF를 OGPㄅ 台灣NGO",  # as TR39 allows, and Bopomofo
        "COVIDке OCHAның НҮО-дан PDFтің OGPа SMSом ҮЕУ",  # suffixes of Kazakh, Serbian, Russian
        "Вчера в Facebookе писали про Zoomе",  # in a text of that script
        "NGOն PDFով الـOGP الPDF ОГПийн ΜΚΟ",
        "NFκB, TNFα, ρgh, νx, 5 μSv, 3 kΩ, MΩ, αSynuclein",
        "çавра çĕр æхсæв гIалгIай бiздiң eБилет",  # Chuvash, Ossetian, Ingush, Kazakh as people type them
        "ᏣᎳᎩ ꓡꓲ-ꓢꓴ ⲙⲉⲧⲣⲉⲙ ထ၀ဝ",  # scripts whose letters look Latin, in their own words
    ],
)
def test_honest_texts_of_every_script(text: str) -> None:
    assert list(findings(text)) == []


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("a\x07b", "control-character", "\x07"),
        ("a\x9fb", "control-character", "\x9f"),
        ("photo\u202egnp.exe", "bidirectional-control", "\u202e"),
        ("اردو \u2067متن\u2069", "bidirectional-control", "\u2067"),
        ("Pay\u200bments", "invisible-character", "\u200b"),
        ("\u200bPayments", "invisible-character", "\u200b"),
        ("Payments\u200d", "invisible-character", "\u200d"),
        ("Платежи\u200c!", "invisible-character", "\u200c"),
        ("wo\u2060rd", "invisible-character", "\u2060"),
        ("wo\ufeffrd", "invisible-character", "\ufeff"),
        ("ㅤ", "invisible-character", "ㅤ"),
        ("hi\U000e0068\U000e0069", "invisible-character", "\U000e0068\U000e0069"),
        ("👍\ufe0f\ufe0f\ufe0f", "invisible-character", "\ufe0f\ufe0f\ufe0f"),
        ("about Trаnsparency", "look-alike", "Trаnsparency"),
        ("Οpen data", "look-alike", "Οpen"),
        ("pаypal, раypal", "look-alike", "pаypal"),
        ("the Аррlе shop", "look-alike", "Аррlе"),
        ("NGОs", "look-alike", "NGОs"),
        ("Amnestу called", "look-alike", "Amnestу"),
        ("сегодня на paуpal", "look-alike", "paуpal"),
        ("pа́ypal", "look-alike", "pа́ypal"),
        ("ꓐank and gဝogle", "look-alike", "ꓐank"),
        ("cօmmunity", "look-alike", "cօmmunity"),
        ("Οткрытые данные", "look-alike", "Οткрытые"),
    ],
)
def test_what_deceives_is_found_where_it_is(text: str, code: str, marked: str) -> None:
    found = next(iter(findings(text)))
    assert (found.code, text[found.start : found.end]) == (code, marked)


@given(st.text())
def test_every_finding_lies_in_its_text(text: str) -> None:
    for found in findings(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "ㅤ", "\u115f\u1160", "⠀", "\u00ad\u2060"])
def test_a_text_of_nothing_but_invisible_characters_is_empty(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "。", "လ", "👍", "-", "١"])
def test_any_visible_character_is_a_text(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    "host",
    "example.org москва.рф пример.example.org xn--e1afmkfd.xn--p1ai 日本語.jp bücher.de 예시.한국 مثال.پاکستان উদাহরণ.বাংলা монгол.мон "
    "ไทย.ไทย xn--!!.org 127.0.0.1".split(),
)
def test_a_host_in_one_script_is_honest(host: str) -> None:
    assert not is_deceptive_host(host)


@pytest.mark.parametrize("host", ["аррӏе.com", "xn--80ak6aa92e.com", "pаypal.com", "οrg.example.org", "ｐaypal.com"])
def test_a_host_that_passes_for_another_is_not(host: str) -> None:
    assert is_deceptive_host(host)


@pytest.mark.parametrize("character", ["\ud800", "\u202e", "\x90", "\u2060", "\ufffe"])
def test_no_host_has_a_character_that_no_one_sees(character: str) -> None:
    assert is_deceptive_host(f"a{character}.example")
    assert is_deceptive_host(f"xn--{f'a{character}'.encode('punycode').decode()}.example")


def test_ids_of_one_shape() -> None:
    assert shape("pearl-rnodern") == shape("pearl-modern")
    assert shape("open-data") == shape("opendata")
    assert shape("call-10-1") != shape("call-101"), "numbers are told apart by their hyphens"


def test_a_look_alike_is_named_with_what_it_looks_like() -> None:
    (found,) = findings("the pаypal page")
    assert "the Cyrillic 'а' (U+0430 CYRILLIC SMALL LETTER A)" in found.message
    assert "the Latin 'a' (U+0061 LATIN SMALL LETTER A)" in found.message
    assert "'paypal'" in found.help


def test_what_is_invisible_is_named() -> None:
    assert ["U+200B ZERO WIDTH SPACE" in found.message for found in findings("Pay\u200bments")] == [True]
    assert ["U+202E RIGHT-TO-LEFT OVERRIDE" in found.message for found in findings("a\u202eb")] == [True]


def test_the_words_of_every_language_of_cldr_are_honest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(localedata, "_cache", {})  # it keeps what isn't whole, and gives it to whatever is tested next
    languages = [name for name in localedata.locale_identifiers() if name.count("_") < 2]
    found = {
        (name, one.message)
        for name in languages
        for one in findings("\n".join(_words(localedata.load(name, merge_inherited=False))))
    }
    assert len(languages) > 500 and not found


def _words(data: Any) -> Iterator[str]:
    """The names of languages, countries, months and days, and of their parts."""
    waiting = [
        data.get(kind, {}) for kind in ("languages", "territories", "scripts", "months", "days", "eras", "variants")
    ]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif hasattr(value, "values"):
            waiting += value.values()


@pytest.mark.parametrize("word", ["аb", "аbа\u0301", "\u0301аb", "αа"])
def test_a_word_without_end_is_walked_through_once(word: str) -> None:
    assert sum(1 for _ in mixed_words(word * 5_000)) == 1
    assert not grows_too_much(lambda text: list(mixed_words(text)), (word * 1_250, word * 5_000))
