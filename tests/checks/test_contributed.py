"""Private data that a contribution brings is an error; what the network stands by raises nothing anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.checks.test_privacy import MEMBERS, NOW, OURS, marked
from tests.conftest import MKDOCS, NETWORK

from talanoa import contributed
from talanoa.engine import check
from talanoa.load import load
from talanoa.problems import Problem, Severity

FRONT = "---\ntitle: {title}\ndate: 2026-11-01\nauthors: [{author}]\nkind: blog\n{more}---\n"


def post(body: str = "Text.", title: str = "A title", author: str = "open-reef", more: str = "") -> str:
    return FRONT.format(title=title, author=author, more=more) + body + "\n"


def event(lines: str) -> str:
    return f"id: e\ntitle: E\ntype: call\nstart: 2026-12-01\n{lines}\n"


def write(root: Path, files: Mapping[str, str], contacts: str = "") -> Path:
    for name, text in {
        "network.yml": NETWORK + contacts,
        "mkdocs.yml": MKDOCS,
        "members.yml": MEMBERS,
        **files,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def found(
    tmp_path: Path, files: Mapping[str, str], before: Mapping[str, str] | None = None, contacts: str = ""
) -> list[Problem]:
    """What a contribution brings; afterwards `tmp_path / "after"` has the files."""
    old, _ = load(write(tmp_path / "before", before or {}, contacts))
    assert old is not None
    new, _ = load(write(tmp_path / "after", {**(before or {}), **files}, contacts))
    return contributed.problems(old, new, NOW) if new else []


BROUGHT = {
    "text": ({"posts/a.md": post("Write to sri_wahyuni@yahoo.co.id.")}, "email-in-text"),
    "code": ({"posts/a.md": post("```\nsri.w@yahoo.co.id\n```")}, "email-in-text"),
    "code span": ({"posts/a.md": post("`0812` and `call +62 812 3456 7890`")}, "phone-number"),
    "entity": ({"posts/a.md": post("ana&commat;alphawatch&period;ph")}, "email-in-text"),
    "spelt": ({"posts/a.md": post("ana (at) alphawatch dot ph")}, "email-in-text"),
    "spelt, bold": ({"posts/a.md": post("**ana** [at] alphawatch [dot] org [dot] ph")}, "email-in-text"),
    "full width": ({"posts/a.md": post("ａｎａ＠ａｌｐｈａ．ｏｒｇ")}, "email-in-text"),
    "Arabic digits": ({"posts/a.md": post("فون: ٠٣٠٠ ١٢٣٤٥٦٧")}, "phone-number"),
    "Nepali digits": ({"posts/a.md": post("Call +९७७ ९८४१ २३४ ५६७")}, "phone-number"),
    "full-width digits": ({"posts/a.md": post("Call ＋６７９ ３３０ １２３４")}, "phone-number"),
    "mailto": ({"posts/a.md": post("[Mere](mailto:mere.tui@reef.fj)")}, "email-in-text"),
    "tel": ({"posts/a.md": post("[Mere](tel:+6793301234)")}, "phone-number"),
    "wa.me": ({"posts/a.md": post("[Mere](https://wa.me/6793301234)")}, "phone-number"),
    "t.me": ({"posts/a.md": post("[Mere](https://t.me/+6793301234)")}, "phone-number"),
    "a guest's name": ({"posts/a.md": post(author="{name: Mere (mere.tui@reef.fj)}")}, "email-in-text"),
    "an affiliation": ({"posts/a.md": post(author="{name: M, affiliation: Tel. 0812 3456 7890}")}, "phone-number"),
    "a title": ({"posts/a.md": post(title="Ask mere.tui@reef.fj")}, "email-in-text"),
    "alt": ({"posts/a.md": post("![Mere, mere.tui@reef.fj](a.png)")}, "email-in-text"),
    "credit": ({"posts/a.md": post(more="image: {src: a.png, alt: A, credit: 'mere.tui@reef.fj'}\n")}, "email-in-text"),
    "a file's name": ({"posts/a.md": post("![A reef](mere.tui@reef.fj.png)")}, "email-in-text"),
    "a lead picture's name": (
        {"posts/a.md": post(more="image: {src: mere.tui@reef.fj.png, alt: A}\n")},
        "email-in-text",
    ),
    "an agenda": ({"events/e.yml": event("agenda: [{title: 'Call Mere, +679 330 1234'}]")}, "phone-number"),
    "a document": (
        {"events/e.yml": event("documents: [{title: 'by mere.tui@reef.fj', url: 'https://a.org/'}]")},
        "email-in-text",
    ),
    "a role": (
        {"members/m.yml": "id: m\nname: M\ncountry: FJ\npeople: [{id: p, name: P, role: 'HP 0812-3456-7890'}]\n"},
        "phone-number",
    ),
    "a home": ({"events/e.yml": event("place: {latitude: -18.14161, longitude: 178.44149}")}, "exact-place"),
    "a map": (
        {"posts/a.md": post("[here](https://www.openstreetmap.org/?mlat=-18.14161&mlon=178.44149)")},
        "exact-place",
    ),
    "seconds": ({"posts/a.md": post("14°35'58\"N 120°59'03\"E")}, "exact-place"),
}


@pytest.mark.parametrize("kind", BROUGHT)
def test_a_stranger_publishes_nothing_of_anyone(kind: str, tmp_path: Path) -> None:
    files, code = BROUGHT[kind]
    problems = found(tmp_path, files)
    assert {(problem.code, problem.severity) for problem in problems} == {(code, Severity.ERROR)}


HONEST = [
    "From 2019-2023, 12,345,678 people; Rp 1.234.567.890; ISBN 978-3-16-148410-0; Law No. 14 of 2008.",
    "`git log --author=ana@example.org` and `x = a[12345678] + 1`",
    "```\nPOST /v1/contracts/20261121-000123 HTTP/1.1\nport: 8080\nvalue = 1234567.89\n```",
    "Follow @reef@mastodon.social; write to press@openreef.org.fj or through the [form](https://a.org/f).",
    "The Civic Centre is near -18.14, 178.44.",
]


@pytest.mark.parametrize("body", HONEST)
def test_honest_texts_bring_nothing(body: str, tmp_path: Path) -> None:
    assert found(tmp_path, {"posts/a.md": post(body)}) == []


def test_a_public_place_may_be_exact(tmp_path: Path) -> None:
    place = "place: {name: Civic Centre, latitude: -18.14161, longitude: 178.44149}"
    assert found(tmp_path, {"events/e.yml": event(place)}) == []


def test_what_was_there_before_is_not_the_contributions(tmp_path: Path) -> None:
    before = {"posts/a.md": post("Ask mere.tui@reef.fj."), "events/e.yml": event("summary: Call +679 330 1234")}
    after = {
        "posts/a.md": post("Do ask mere.tui@reef.fj.\n\nOr ana.cruz@reef.fj."),
        "posts/b.md": post("mere.tui@reef.fj"),
    }
    problems = found(tmp_path, after, before)
    assert [(marked(tmp_path / "after", problem.place), problem.place.file) for problem in problems] == [
        ("ana.cruz@reef.fj", "posts/a.md"),
        ("mere.tui@reef.fj", "posts/b.md"),
    ]


CONTACTS = """\
public_contacts:
  - Mere.Tui@reef.fj
  - mailto:hotline.ana@reef.fj
  - +679 330-1234
  - 0812 3456 7890
  - tel:1800123456
  - https://us02web.zoom.us/j/81112223333?pwd=AbC123
  - https://www.openstreetmap.org/?mlat=-18.14161&mlon=178.44149
  - https://chat.whatsapp.com/AbCdEfGhIjK/
"""
PUBLIC = [
    "Ask mere.tui@REEF.fj or hotline.ana@reef.fj.",
    "mere.tui (at) reef.fj, or [Mere](mailto:mere.tui@reef.fj).",
    "ｍｅｒｅ．ｔｕｉ＠ｒｅｅｆ．ｆｊ",
    "Call (+679) 3301234, tel. 330 1234 or 00679 330 1234.",
    "[Call](https://wa.me/6281234567890), WhatsApp +62 812-3456-7890, HP: ０８１２ ３４５６ ７８９０.",
    "Hotline: 1800 123 456",
    "Join: https://us02web.zoom.us/j/81112223333?pwd=AbC123.",
    "[Join](http://US02web.zoom.us/j/81112223333/?pwd=AbC123), or us02web.zoom.us/j/81112223333",
    "[Here](https://www.openstreetmap.org/?mlat=-18.14161&mlon=178.44149), https://chat.whatsapp.com/AbCdEfGhIjK",
]
NOT_PUBLIC = {
    "mere.tui@reef.fj.org": "email-in-text",
    "xmere.tui@reef.fj": "email-in-text",
    "tel. 330 1235": "phone-number",
    "+679 930 1234": "phone-number",
    "https://us02web.zoom.us/j/81112223334?pwd=AbC123": "joining-link",
    "https://us02web.zoom.us/j/81112223333?pwd=Other1": "joining-link",
    "[Here](https://www.openstreetmap.org/?mlat=-18.14162&mlon=178.44149)": "exact-place",
}


@pytest.mark.parametrize("body", PUBLIC)
def test_what_the_network_stands_by_may_be_anywhere(body: str, tmp_path: Path) -> None:
    assert found(tmp_path, {"posts/a.md": post(body)}, contacts=CONTACTS) == []
    assert [problem for problem in check(tmp_path / "after", NOW) if problem.code in OURS] == []


@pytest.mark.parametrize("body", NOT_PUBLIC)
def test_and_nothing_else(body: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"posts/a.md": post(body)}, CONTACTS)
    assert NOT_PUBLIC[body] in {problem.code for problem in check(root, NOW)}


@pytest.mark.parametrize("wrong", ["someone", "ana@", "https://", "12", "call 330 1234", "@reef", "tel:"])
def test_a_public_contact_is_an_address_a_number_or_a_link(wrong: str, tmp_path: Path) -> None:
    problems = check(write(tmp_path, {}, f"public_contacts: ['{wrong}']\n"), NOW)
    assert [problem.code for problem in problems if problem.severity == Severity.ERROR] in (
        ["bad-email"],
        ["bad-url"],
        ["bad-number"],
    )
