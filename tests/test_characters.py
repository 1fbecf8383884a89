"""Characters that deceive are found, and no script that needs an invisible sign is blamed for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.characters import findings, is_blank, is_deceptive_host, shape


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
def test_a_text_of_nothing_but_invisible_signs_is_empty(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "。", "လ", "👍", "-", "١"])
def test_any_visible_sign_is_a_text(text: str) -> None:
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


def test_ids_of_one_shape() -> None:
    assert shape("pearl-rnodern") == shape("pearl-modern")
    assert shape("open-data") == shape("opendata")
    assert shape("call-10-1") != shape("call-101"), "numbers are told apart by their hyphens"
