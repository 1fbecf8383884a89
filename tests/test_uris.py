"""Addresses that people type, and the URIs that programs get."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.model.reach import is_web_address
from talanoa.uris import mail, readable, uri

_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
# RFC 3986, appendix A, for addresses with a host; names are those of DNS and registered ones.
STRICT = re.compile(
    rf"https?://(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{{2}})+)(?::\d*)?(?:/{_PCHAR}*)*"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("https://example.org", "https://example.org"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        (
            "https://例え.テスト:8080/道?問=答#節",
            "https://xn--r8jz45g.xn--zckzah:8080/%E9%81%93?%E5%95%8F=%E7%AD%94#%E7%AF%80",
        ),
        ("https://भारत.भारत/", "https://xn--h2brj9c.xn--h2brj9c/"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://example.org/a[1]?b[]=c", "https://example.org/a%5B1%5D?b%5B%5D=c"),
        ("https://example.org/100%/50%zz", "https://example.org/100%25/50%25zz"),
        ("https://example.org/a|b?q={c}^d`#{e}", "https://example.org/a%7Cb?q=%7Bc%7D%5Ed%60#%7Be%7D"),
        ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
        ("https://[2001:db8::1]:8080/", "https://[2001:db8::1]:8080/"),
        ("https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/"),
        ("mailto:a@example.org?subject=A [b] é", "mailto:a@example.org?subject=A%20%5Bb%5D%20%C3%A9"),
    ],
)
def test_whatever_is_typed_becomes_a_uri(typed: str, expected: str) -> None:
    assert uri(typed) == expected == uri(expected)
    assert typed.startswith("mailto:") or STRICT.fullmatch(expected)


@pytest.mark.parametrize(
    "typed", ["https://exa|mple.org/", "https://{x}/", "https://a^b/", "https://a\\@b/", "https://a/<b>"]
)
def test_what_a_host_cannot_have_is_no_address(typed: str) -> None:
    assert not is_web_address(typed)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.text("äб例.-a1", min_size=1, max_size=12))
def test_every_address_that_the_check_accepts_is_one(rest: str, host: str) -> None:
    for typed in (f"https://{host}/{rest}", f"https://{host}{rest}", f"http://example.org?{rest}#{rest}"):
        if is_web_address(typed):
            assert STRICT.fullmatch(uri(typed)), (typed, uri(typed))
            assert uri(uri(typed)) == uri(typed)


def test_people_read_letters() -> None:
    for typed in ("https://münchen.example/straße/", "https://मेघालय.भारत/लग", "https://example.org/a%20b%2F%FF"):
        assert readable(uri(typed)) == typed


@pytest.mark.parametrize("code", ["xn--a-rc4g", "xn--a-qin", "xn--googlecom-vn0e", "xn--\ud800", "xn--0"])
def test_a_host_that_is_more_than_letters_is_shown_in_its_codes(code: str) -> None:
    """Half of a character, a change of the reading direction, what looks like a slash, and what is no code at all."""
    assert readable(f"https://{code}.example/") == f"https://{code}.example/"


@pytest.mark.parametrize(
    ("mailbox", "expected"),
    [
        ("a@example.org", "mailto:a@example.org"),
        ("a%41{b}^|&=?@example.org", "mailto:a%2541%7Bb%7D%5E%7C%26%3D%3F@example.org"),
    ],
)
def test_a_mailbox_stays_what_it_is(mailbox: str, expected: str) -> None:
    assert mail(mailbox) == expected
