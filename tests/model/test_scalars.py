"""Text → values, and what is said when it is none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from talanoa.model import scalars, values
from talanoa.model.reach import is_web_address
from talanoa.model.scalars import READERS
from talanoa.model.values import Authority, Markdown, MarkdownWords, Period, Stamp, ThemeRef, Words
from talanoa.model.wrong import Wrong
from talanoa.problems import CODES
from talanoa.source import Mapping, Scalar, Source, parse_yaml
from talanoa.uris import uri


def scalar(yaml: str) -> Scalar:
    node = parse_yaml(Source("f.yml", f"a: {yaml}"), [])
    assert isinstance(node, Mapping)
    value = node.get("a")
    assert isinstance(value, Scalar)
    return value


def quoted(text: str) -> Scalar:
    return Scalar(Source("f.yml", text), 0, len(text), text, plain=True)


def wrong(kind: object, text: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        READERS[kind](quoted(text))
    assert caught.value.code in CODES
    assert caught.value.help
    return caught.value


GOOD = [
    (values.Text, " a  b ", "a  b"),
    (values.Id, "open-budgets-2", "open-budgets-2"),
    (values.Language, "zh-Hant", "zh-Hant"),
    (values.Language, "pt-TL", "pt-TL"),
    (values.Language, "fil", "fil"),
    (values.CountryRef, "NO", "NO"),
    (values.TimeZone, "Asia/Kathmandu", "Asia/Kathmandu"),
    (values.Url, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    (values.Email, "ana.b+c@mail.example.org", "ana.b+c@mail.example.org"),
    (values.FilePath, "images/logo.png", "images/logo.png"),
    (values.Colour, "#0B6E6E", "#0b6e6e"),
    (values.Licence, "CC-BY-4.0", "CC-BY-4.0"),
    (values.Authority, "example.org,2026", Authority("example.org", "2026")),
    (date, "2028-02-29", date(2028, 2, 29)),
    (values.Moment, "2026-03-17", date(2026, 3, 17)),
    (values.Moment, "2026-03-17 15:00", datetime(2026, 3, 17, 15)),
    (values.Moment, "2026-03-17T15:00:30", datetime(2026, 3, 17, 15, 0, 30)),
    (Stamp, "2026-03-17", Stamp(date(2026, 3, 17))),
    (Stamp, "1850-03-17 15:00", Stamp(date(1850, 3, 17), datetime(1850, 3, 17, 15))),  # too old for Windows
    (Stamp, "2026-03-17 15:00Z", Stamp(date(2026, 3, 17), datetime(2026, 3, 17, 15, tzinfo=UTC))),
    (timedelta, "90 minutes", timedelta(minutes=90)),
    (timedelta, "1 hour 30 min", timedelta(minutes=90)),
    (timedelta, "2 days and 1 h", timedelta(hours=49)),
    (Period, "6 weeks", Period(6, "weeks")),
    (Period, "1 month", Period(1, "months")),
    (bool, "true", True),
    (int, "20", 20),
    (float, "-18.1416", -18.1416),
]


@pytest.mark.parametrize(("kind", "text", "value"), GOOD)
def test_what_is_a_value(kind: object, text: str, value: object) -> None:
    assert READERS[kind](quoted(text)) == value


BAD = [
    (values.Text, "  ", "bad-text", None),
    (values.Text, "a\u2028b", "bad-text", None),
    (values.Id, "Open Budgets!", "bad-id", "open-budgets"),
    (values.Id, "2026-plan", "bad-id", "plan"),
    (values.Id, "ภาษา", "bad-id", None),
    (values.Id, "archive", "bad-id", None),
    (values.Id, "a" * 200, "bad-id", "a" * 80),
    (values.Language, "Indonesian", "unknown-language", "id"),
    (values.Language, "EN", "unknown-language", "en"),
    (values.CountryRef, "no", "unknown-country", "NO"),
    (values.CountryRef, "UK", "unknown-country", "GB"),
    (values.CountryRef, "Philipines", "unknown-country", "PH"),
    (values.CountryRef, "EU", "unknown-country", None),
    (values.TimeZone, "Kathmandu", "unknown-timezone", "Asia/Kathmandu"),
    (values.TimeZone, "vanuatu", "unknown-timezone", "Pacific/Efate"),
    (values.TimeZone, "Samoa", "unknown-timezone", "Pacific/Apia"),  # and not US/Samoa
    (values.TimeZone, "Indonesia", "unknown-timezone", None),  # it has four
    (values.TimeZone, "../etc/passwd", "unknown-timezone", None),
    (values.TimeZone, "GMT+8", "unknown-timezone", None),  # Etc/GMT+8 is behind UTC
    (values.TimeZone, "UTC+08:00", "unknown-timezone", None),
    (values.Url, "example.org", "bad-url", "https://example.org"),
    (values.Url, "javascript:alert(1)", "bad-url", None),
    (values.Url, "https://user:secret@example.org/", "bad-url", None),
    (values.Url, "https://example.org:x/", "bad-url", None),
    (values.Url, "http://[", "bad-url", None),
    (values.Email, "ana@localhost", "bad-email", None),
    (values.FilePath, "../secret", "bad-path", None),
    (values.FilePath, "C:\\logo.png", "bad-path", None),
    (values.FilePath, ".git/config", "bad-path", None),
    (values.Colour, "red", "bad-colour", None),
    (values.Authority, "example.org", "bad-authority", None),
    (date, "17/03/2026", "bad-date", "2026-03-17"),
    (date, "2026-02-29", "bad-date", None),
    (date, "0001-01-01", "bad-date", None),
    (date, "9999-12-31", "bad-date", None),
    (values.Moment, "15:00", "bad-time", None),
    (values.Moment, "2026-03-17 24:00", "bad-time", None),
    (values.Moment, "2026-03-17 15:00+08:00", "bad-time", None),
    (Stamp, "2026-03-17 15:00+99:00", "bad-time", None),
    (timedelta, "long", "bad-duration", None),
    (timedelta, "0 minutes", "bad-duration", None),
    (timedelta, "99999 weeks", "bad-duration", None),
    (Period, "6", "bad-period", None),
    (Period, "0 weeks", "bad-period", None),
    (bool, "NO", "bad-boolean", None),
    (int, "-1", "bad-number", None),
    (int, "1e9", "bad-number", None),
    (float, "nan", "bad-number", None),
    (ThemeRef, "Open Budgets", "bad-id", "open-budgets"),
]


@pytest.mark.parametrize(("kind", "text", "code", "suggestion"), BAD)
def test_what_is_none(kind: object, text: str, code: str, suggestion: str | None) -> None:
    problem = wrong(kind, text)
    assert (problem.code, problem.suggestion) == (code, suggestion)


def test_a_quoted_true_is_a_text() -> None:
    with pytest.raises(Wrong):
        READERS[bool](scalar("'true'"))


def test_markdown_in_a_block_begins_in_the_next_line() -> None:
    text = READERS[Markdown](scalar("|\n  one\n  two\n"))
    assert (text, text.place.line) == ("one\ntwo\n", 2)
    assert READERS[Markdown](scalar("one")).place.line == 1


def test_a_title_folded_over_lines_of_a_block_is_one_line() -> None:
    assert READERS[values.Text](scalar(">\n  one\n  two\n")) == "one two"


def test_a_reference_remembers_where_it_was_written() -> None:
    ref = READERS[ThemeRef](scalar("open-budgets"))
    assert (ref.noun, str(ref.place)) == ("theme", "f.yml:1:4")


def test_a_stamp_begins_at_midnight_of_the_network() -> None:
    zone = timezone(timedelta(hours=8))
    assert Stamp(date(2026, 3, 17)).instant(zone) == datetime(2026, 3, 17, tzinfo=zone)
    naive = Stamp(date(2026, 3, 17), datetime(2026, 3, 17, 15))
    assert naive.instant(zone) == datetime(2026, 3, 17, 7, tzinfo=UTC)


@pytest.mark.parametrize("kind", [Words, MarkdownWords])
def test_words_in_the_first_language_that_there_is(kind: type[Words]) -> None:
    words = kind({"en": "Fiscal", "id": "Fiskal"})
    assert words.pick("ko", "id", "en") == ("Fiskal", "id")
    assert words.pick("ko") == ("Fiscal", "en")


def test_a_message_quotes_one_line_of_bearable_length() -> None:
    assert scalars.shown("a\n b") == "a b"
    assert len(scalars.shown("x" * 1000)) == 58


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://a-b.example.org/", "https://example.org//x/~y/..", "https://1.example.org/a_b.c-d"],
)
def test_usual_addresses_are_what_a_closer_look_says(address: str) -> None:
    assert is_web_address(address) and READERS[values.Url](scalar(address)) == uri(address)


@pytest.mark.parametrize("address", ["https://xn--pypal-4ve.example.org/", "https://example.org/" + "a" * 2_000])
def test_a_closer_look_is_taken_at_what_is_not_usual(address: str) -> None:
    with pytest.raises(Wrong):
        READERS[values.Url](scalar(address))
