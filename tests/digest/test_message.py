"""The bytes of the mail: as other programs read them, and the same each time."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from datetime import date
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from tests.digest.conftest import NETWORK, post
from tests.digest.test_what_is_told import CALLS

from talanoa.digest import Digest, Ends, Span, digest, message
from talanoa.digest.message import mailbox
from talanoa.outputs.view import View

Seen = Callable[..., View]
ENDS = Ends("coordinator@reef.example.org", "list@lists.example.org")


def mail(view: View, language: str = "en", ends: Ends = ENDS) -> bytes:
    found = digest(view, view.greetings, Span(date(2026, 11, 1), date(2026, 11, 21)), language)  # type: ignore[attr-defined]
    assert isinstance(found, Digest)
    return message(found, view, ends)


def read(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage) and not found.defects
    return found


def named(name: str, url: str = "https://lists.example.org/reef") -> dict[str, str]:
    text = NETWORK.replace("{en: Reef Network, id: Jejaring Karang, ur: ریف نیٹ ورک}", name)
    return {"network.yml": f'{text}mailing_list: {{name: L, url: "{url}"}}\n', "events.yml": CALLS}


def head(data: bytes) -> bytes:
    return data.partition(b"\r\n\r\n")[0] + b"\r\n"


def unquoted(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if name.startswith('"') else name


def test_other_programs_read_what_was_made(seen: Seen) -> None:
    view = seen({"events.yml": CALLS, "posts/kunwen.md": post("کنویں", "2026-11-11", "language: ur")})
    found = read(mail(view, "ur"))
    plain, html = found.iter_parts()
    assert found.get_content_type() == "multipart/alternative"
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    made = digest(view, {}, Span(date(2026, 11, 1), date(2026, 11, 21)), "ur")
    assert isinstance(made, Digest)
    for part, text in ((plain, made.text), (html, made.html)):
        assert part.get_content().replace("\r\n", "\n") == text
    assert (found["To"], found["From"]) == ("list@lists.example.org", "ریف نیٹ ورک <coordinator@reef.example.org>")
    assert found["Message-ID"] == "<digest-2026-11-21.ur@reef.example.org>"
    assert found["Date"].datetime.isoformat() == "2026-11-21T00:00:00+13:00", "of the last day, by the network's clocks"
    assert found["Content-Language"] == "ur"


def test_every_line_is_one_that_any_server_takes(seen: Seen) -> None:
    data = mail(seen(named("Réseau des récifs d’Océanie — " + "très " * 30)), "en")
    assert data.isascii() and data.endswith(b"--\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    start, _, body = data.partition(b"\r\n\r\n")
    assert [line for line in body.split(b"\r\n") if len(line) > 76] == []
    assert [line for line in start.split(b"\r\n") if len(line) > 78] == []


@pytest.mark.parametrize(
    "name",
    [
        "Réseau",
        "Fédération des coopératives de pêche d’Océanie et d’Asie du Sud-Est",
        "நீர் வலையமைப்பு 🌊🐚 " * 3,
        'Plain, but with a comma; "quotes" and a dot.',
        "เครือข่าย" * 12,
        "=?utf-8?B?Zm9v?= of the reef",
        "A name of many plain words " * 8,
    ],
)
def test_subjects_and_names_of_any_letters_come_back_as_they_were(name: str, seen: Seen) -> None:
    quoted = "'" + name.strip().replace("'", "''") + "'"
    data = mail(seen(named(quoted)))
    found = read(data)
    assert found["Subject"] == f"{name.strip()}: news of 21 November 2026"
    written = re.search(
        rb"^From: (.*) <coordinator@reef.example.org>\r$", re.sub(rb"\r\n ", b" ", head(data)), re.MULTILINE
    )
    assert written and unquoted(str(make_header(decode_header(written[1].decode())))) == name.strip()
    assert b"?==?" not in head(data), "blanks part encoded words"
    assert all(len(word) <= 75 for word in re.findall(rb"=\?[^ \r\n]*\?=", head(data)))
    assert not re.search(rb"^\S+:[ ]*\r?$", head(data), re.MULTILINE), "no header begins with an empty line"


@pytest.mark.parametrize("letters", [20, 109, 400, 900])
def test_how_to_leave_is_on_one_line_whatever_its_length(letters: int, seen: Seen) -> None:
    url = "https://lists.example.org/" + "l" * letters
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in mail(seen(named("Reef", url)))


def test_no_list_header_says_what_no_one_can_do(seen: Seen) -> None:
    assert b"List-Unsubscribe-Post" not in mail(seen(named("Reef")))
    assert b"List-" not in mail(seen({"events.yml": CALLS}))


def test_the_same_files_make_the_same_bytes_and_others_do_not(seen: Seen) -> None:
    files = {"events.yml": CALLS, "posts/wells.md": post("Wells", "2026-11-10")}
    first = mail(seen(files))
    assert mail(seen(files)) == first
    assert mail(seen(files, now="2026-11-22T09:30")) == first, "a digest made on the next day is the same"
    assert mail(seen({**files, "posts/wells.md": post("Well", "2026-11-10")})) != first


def test_a_test_is_another_message(seen: Seen) -> None:
    view = seen({"events.yml": CALLS})
    found = read(mail(view, ends=Ends(ENDS.sender, "me@example.org", is_test=True)))
    assert found["Message-ID"] == "<digest-2026-11-21.en.test@reef.example.org>"
    assert found["Subject"].startswith("[Test] ") and found["To"] == "me@example.org"


def test_without_a_list_it_is_to_no_one(seen: Seen) -> None:
    assert read(mail(seen({"events.yml": CALLS}), ends=Ends("a@reef.example.org")))["To"] is None


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("list@example.org", "list@example.org"),
        (" o'hara+reef@mail.example.org ", "o'hara+reef@mail.example.org"),
        ("liste@récifs.example", "liste@xn--rcifs-bsa.example"),
        ("Reef <list@example.org>", None),
        ("a@example.org, b@example.org", None),
        ("a@example.org\r\nBcc: b@example.org", None),
        ("örn@example.org", None),
        ("a@localhost", "a@localhost"),
        ("a@", None),
        ("@example.org", None),
    ],
)
def test_addresses_that_servers_take(written: str, taken: str | None) -> None:
    assert mailbox(written) == taken
