"""What people send in good faith becomes the change that they mean, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import write_network
from tests.intake.bodies import (
    CORRECTION,
    EVENT,
    FILES,
    ITEM,
    MEMBER,
    PATH,
    POST,
    PROPOSAL,
    SIGNATURE,
    body,
    front,
    letter,
)
from tests.intake.conftest import Ask

from talanoa.load import load


def test_a_post(ask: Ask) -> None:
    made = ask(
        body(
            "post",
            **POST,
            summary="Three villages\ncompared.",
            themes="Fiscal Openness, justice",
            countries="fj, Philippines",
        )
    )
    assert {*made} == {PATH}
    assert made[PATH] == (
        "---\ntitle: What our wells cost\ndate: 2026-11-21\nauthors:\n  - name: Ana Example\n    affiliation: Example Water Watch\n"
        "kind: story\nsummary: Three villages compared.\nthemes: [fiscal-openness, justice]\ncountries: [FJ, PH]\n---\n\n"
        "The first bill came on paper.\n"
    )


TEXTS = {
    "headings and lists": "## First\n\n- one\n- two\n\n### Second part\n\n1. three\n",
    "ticks": "- [x] done\n- [X] done\n- [ ] not",
    "a code block with headings of the form": "So it looks:\n\n```markdown\n### Title\n\n### Authors\n```\n\nAnd on.",
    "a code block of tildes": "~~~\n### Kind\n```\n### Text\n~~~",
    "a longer fence": "````\n```\n### Authors\n```\n````",
    "an indented heading": "    ### Authors\n\nis code.",
    "a heading that is quoted": "> ### Authors\n> Ana",
    "a fourth level": "#### Authors\n\nWe thank them.",
    "a comment as code": "Write `<!-- note -->` or `` ` <!-- ``.",
    "HTML that is Markdown": "H<sub>2</sub>O and <details><summary>More</summary>\n\nText\n\n</details>",
    "less than": "Costs fell <3 % & AT&T said 5 < 6 > 4.",
    "an address": "See <https://example.org/a_(b)>.",
    "a script as code": "```html\n<script>alert(1)</script>\n```",
    "Urdu": "یہ پہلا بل تھا۔ ہم نے‌ دیکھا کہ قیمت ۵۰۰ روپے ہے۔",
    "Burmese": "ပထမ​ဘီလ်ကို​ရတယ်။",
    "Sinhala": "ශ්‍රී ලංකාව",
    "Korean": "우리 우물의 비용은 얼마인가.",
    "Mongolian": "Худгийн зардал ᠮᠣᠩᠭᠣᠯ",
    "Arabic and English": "الميزانية (budget) 2026",
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ok",
    "a table": "| a | b |\n| - | - |\n| 1 | 2 |",
    "an office's address": "Write to info@reef.example.org or hello@reef.example.org.",
    "three hyphens": "One\n\n---\n\nTwo",
    "no answer within": "They wrote _No response_ to us.",
    "names with @": "@reef on the platform, and #12.",
    "an entity": "5 &lt; 6 &amp; more",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["", "crlf"])
def test_a_text_stays_as_it_was_written(text: str, ends: str, ask: Ask) -> None:
    made = ask(body("post", **{**POST, "text": text}).replace("\n", ends))
    assert made[PATH].partition("\n---\n\n")[2] == text.strip("\n") + "\n"


@pytest.mark.parametrize(
    "title",
    [
        'Wells: a "story" & more',
        "- not a list",
        "NO",
        "12:30",
        "2026-11-21",
        "#1: {a: b} [c]",
        "'quoted' \\n",
        "*alias & anchor",
        "!!python/object:os.system ls",
        "true",
        "مالی شفافیت کیوں",
        "ငွေကြေး",
        "پانی 💧",
        "---",
    ],
)
def test_a_title_is_a_text_whatever_is_in_it(title: str, ask: Ask) -> None:
    made = ask(body("post", **{**POST, "headline": title}))
    (text,) = made.values()
    assert front(text)["title"] == title and len(front(text)) == 4


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("open-reef", ["open-reef"]),
        ("open-reef, zinc-watch", ["open-reef", "zinc-watch"]),
        ("Open Reef", ["open-reef"]),
        ("کھلی چٹان", ["open-reef"]),
        ("Mere Example", ["mere-example"]),
        ("https://reef.example.org/people/mere-example/", ["mere-example"]),
        ("- open-reef\n- Ana Example", ["open-reef", {"name": "Ana Example"}]),
        ("Ana, A, B and C", [{"name": "Ana", "affiliation": "A, B and C"}]),
        ("مریم، تنظیم", [{"name": "مریم", "affiliation": "تنظیم"}]),
        ("@mere-example", ["mere-example"]),
        ("José (Water Watch, Inc.)", [{"name": "José (Water Watch, Inc.)"}]),
        ("José (he/him), Water, Inc.", [{"name": "José (he/him)", "affiliation": "Water, Inc."}]),
        ("Quiet Shore", [{"name": "Quiet Shore"}]),  # which is hidden
        ("O’Brien @reef", [{"name": "O’Brien @reef"}]),
    ],
)
def test_authors(written: str, authors: list[Any], ask: Ask) -> None:
    assert front(ask(body("post", **{**POST, "authors": written}))[PATH])["authors"] == authors


def test_pictures_next_to_the_text_have_names(ask: Ask) -> None:
    text = (
        "![The well](wells.jpg)\n\n"
        "![Pump](https://github.com/user-attachments/assets/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f)\n\n"
        '<img width="9" alt="Bill" src="https://github.com/user-attachments/assets/1a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f" />'
    )
    made = ask(body("post", **{**POST, "text": text}))
    path = "posts/2026/2026-11-21-what-our-wells-cost/index.md"
    assert made[path].endswith("![The well](wells.jpg)\n\n![Pump](picture-1.jpg)\n\n![Bill](picture-2.jpg)\n")
    assert [one.name for one in ask.wish.pictures] == ["picture-1.jpg", "picture-2.jpg", "wells.jpg"]


@pytest.mark.parametrize(
    "typed, written, name",
    [
        ("![A well](IMG 1.jpg)", "![A well](<IMG 1.jpg>)", "IMG 1.jpg"),
        ("![A well]( ảnh của tôi.png )", "![A well](<ảnh của tôi.png>)", "ảnh của tôi.png"),
        ("![A well](IMG%201.jpg)", "![A well](IMG%201.jpg)", "IMG 1.jpg"),
        ("`![A well](IMG 1.jpg)`", "`![A well](IMG 1.jpg)`", ""),
    ],
)
def test_names_of_pictures_may_have_spaces(typed: str, written: str, name: str, ask: Ask) -> None:
    (text,) = ask(body("post", **{**POST, "text": f"One\n\n* {typed} and more"})).values()
    assert text.endswith(f"One\n\n* {written} and more\n")
    assert [one.name for one in ask.wish.pictures] == [name] * bool(name)


def test_a_fault_of_a_picture_is_where_it_was_typed(ask: Ask) -> None:
    attached = "![Pump](https://github.com/user-attachments/assets/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f)"
    sent = body("post", **{**POST, "text": f"{attached}\n\n{attached} ![x](https://evil.example.com/x.png)"})
    (one,) = ask.refusals(sent)
    assert sent.split("\n")[one.line - 1].endswith("x.png)")


def test_a_short_name_is_the_address(ask: Ask) -> None:
    assert {*ask(body("post", **POST, short="Wells 2026"))} == {"posts/2026/2026-11-21-wells-2026.md"}


def test_an_event(ask: Ask) -> None:
    made = ask(
        body(
            "event",
            **EVENT,
            end="12:00",
            timezone="Asia/Manila",
            venue="Town hall",
            city="Suva",
            country="Fiji",
            platform="Jitsi",
            hosts="open-reef\nAna Example, Water Watch",
            registration="example.org/register",
            languages="EN, ur",
            themes="justice",
            countries="FJ",
        )
    )
    new = """\
  - id: counting-day
    title: Counting day
    type: workshop
    start: 2027-02-03 09:30
    timezone: Asia/Manila
    end: 2027-02-03 12:00
    place:
      name: Town hall
      city: Suva
      country: FJ
    online:
      platform: Jitsi
    languages: [en, ur]
    hosts:
      - open-reef
      - Ana Example, Water Watch
    countries: [FJ]
    themes: [justice]
    registration:
      url: https://example.org/register
"""
    assert {*made} == {"events.yml"} and new in made["events.yml"]
    assert made["events.yml"].replace(new, "") == FILES["events.yml"]


def test_a_member(ask: Ask) -> None:
    about = "Watches *water*.\n\nSince 2020."
    made = ask(
        body("member", **MEMBER, about=about, website="https://water.example.org/", calls="5 of 8", to_learn="Law")
    )
    new = """\
  - id: example-water-watch
    name: Example Water Watch
    country: FJ
    kind: ngo
    about: |
      Watches *water*.

      Since 2020.
    website: https://water.example.org/

"""
    assert made["members.yml"].replace(new, "") == FILES["members.yml"]
    assert ask.wish.for_people == {"To learn": "Law", "Calls": "5 of 8"}


def test_a_change_of_an_entry(ask: Ask) -> None:
    given = {**MEMBER, "name": "Open Reef", "kind": "association", "website": "https://new-reef.example.org/"}
    made = ask(body("member", **given, entry="open-reef"))
    assert made == {
        "members.yml": FILES["members.yml"]
        .replace("https://open-reef.", "https://new-reef.")
        .replace("    short_name: OR\n", "    short_name: OR\n    kind: association\n")
    }


@pytest.mark.parametrize("name", ["Άνθρωποι", "کھلا پانی", "水监督", "संस्था"])
def test_a_name_in_any_script_has_an_id(name: str, ask: Ask) -> None:
    ask(body("member", **{**MEMBER, "name": name}))
    assert ask.wish.id.isascii()


def test_an_agenda_item(ask: Ask) -> None:
    made = ask(body("agenda-item", **ITEM, minutes="010", notes="An answer?\n\n```\n### Lead\n```"))
    assert made == {
        "events.yml": FILES["events.yml"].replace(
            "            minutes: 15\n",
            "            minutes: 15\n          - title: Wells\n            lead: open-reef\n            minutes: 10\n            status: proposed\n"
            "            notes: |\n              An answer?\n\n              ```\n              ### Lead\n              ```\n",
        )
    }


@pytest.mark.parametrize(
    ("event", "date", "address"),
    [
        ("network-call", "2027-01-20", "/events/network-call/2027-01-20/"),  # which has no agenda of its own yet
        ("https://reef.example.org/events/network-call/2026-12-09/", "", "/events/network-call/2026-12-09/"),
        ("network-call 2026-12-09", "", "/events/network-call/2026-12-09/"),
        ("Open day", "", "/events/open-day/"),
    ],
)
def test_the_call_of_an_item(event: str, date: str, address: str, ask: Ask) -> None:
    given = {key: value for key, value in {**ITEM, "event": event, "date": date}.items() if value}
    ask(body("agenda-item", **given))
    assert ask.wish.address == address


def test_a_series_own_agenda_is_kept_in_that_of_one_call(ask: Ask) -> None:
    made = ask(body("agenda-item", **{**ITEM, "date": "2027-01-20"}))["events.yml"]
    assert "      2027-01-20:\n        agenda:\n          - title: Welcome\n          - title: Wells\n" in made


def test_a_signature_waits_for_its_confirmation(ask: Ask) -> None:
    path = "posts/2026/2026-11-01-publish-the-budget.md"
    made = ask(body("signature", **SIGNATURE, representative="Ana Example, director"))
    new = "  - member: zinc-watch\n    representative: Ana Example, director\n    received: 2026-11-21\n"
    assert made[path].replace(new, "") == FILES[path]


def test_a_signature_under_a_translation_goes_to_the_original(tmp_path: Path) -> None:
    path = "posts/2026/2026-11-01-publish-the-budget.md"
    fields = "title: بجٹ\ndate: 2026-11-02\nauthors: [zinc-watch]\nkind: statement\nlanguage: ur\ntranslation_of: publish-the-budget"
    content, _ = load(write_network(tmp_path, {**FILES, "posts/bajat.md": f"---\n{fields}\n---\nمتن\n"}))
    assert content
    made = Ask(content)(body("signature", **{**SIGNATURE, "statement": "/posts/bajat/"}))
    assert [*made] == [path] and "received: 2026-11-21" in made[path]


@pytest.mark.parametrize("signing", ["{addressed_to: The ministry}", "{opens: 2026-12-01}", "{closes: 2026-11-20}"])
def test_what_is_not_open_for_signing_is_not_signed(tmp_path: Path, signing: str) -> None:
    path = "posts/2026/2026-11-01-publish-the-budget.md"
    text = FILES[path].replace("{opens: 2026-11-01, closes: 2026-12-31, addressed_to: The ministry}", signing)
    content, _ = load(write_network(tmp_path, {**FILES, path: text}))
    assert content
    assert "can't be signed on this day" in Ask(content).refusals(body("signature", **SIGNATURE))[0].message


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (PROPOSAL, "{title: 'Open the books: all of them', by: {name: Ana Example, affiliation: Example Water Watch}}"),
        (
            {**PROPOSAL, "headline": "Wells", "by": "Zinc Watch", "theme": "مالی شفافیت", "country": "Philippines"},
            "{title: Wells, by: zinc-watch, theme: fiscal-openness, country: PH}",
        ),
        (
            {**PROPOSAL, "headline": "Wells", "event": "https://reef.example.org/events/reef-day/", "theme": "justice"},
            "{title: Wells, by: {name: Ana Example, affiliation: Example Water Watch}, theme: justice}",
        ),
    ],
)
def test_a_proposal(given: dict[str, str], written: str, ask: Ask) -> None:
    made = ask(body("proposal", **given))
    assert made == {"events.yml": FILES["events.yml"].replace("proposals: []", f"proposals: [{written}]")}


@pytest.mark.parametrize(
    ("form", "given"),
    [
        ("post", POST), ("event", EVENT), ("member", MEMBER), ("agenda-item", ITEM), ("correction", CORRECTION),
        ("signature", SIGNATURE), ("proposal", PROPOSAL),
    ],
)  # fmt: skip
def test_a_letter_leaves_out_what_was_left_empty(form: str, given: dict[str, str], ask: Ask) -> None:
    assert ask(letter(form, **given)) == ask(body(form, **given))


def test_files_that_the_forms_compose(ask: Ask) -> None:
    post = (
        '---\ntitle: "Our reefs"\ndate: 2026-11-20\nauthors:\n  - name: "Ana"\n    affiliation: "Water, Watch"\n  - "open-reef"\n'
        'kind: "blog"\nlanguage: "en"\nthemes: ["justice"]\nfirst_published:\n  name: "example.org"\n  url: "https://example.org/"\n---\n\n'
        "Text.\n\n### Title\n\nMore.\n"
    )
    (path, text), *_ = ask(post).items()
    assert path == "posts/2026/2026-11-20-our-reefs.md" and text.endswith("Text.\n\n### Title\n\nMore.\n")
    assert front(text)["authors"] == [{"name": "Ana", "affiliation": "Water, Watch"}, "open-reef"]
    assert ask(f"\n\n{post}\n") == {path: text}
    event = 'id: "counting-day"\ntitle: "Counting day"\ntype: "workshop"\nstart: "2027-02-03 09:30"\nplace:\n  city: "Suva"\n  country: "FJ"\n'
    assert "start: 2027-02-03 09:30\n" in ask(event)["events.yml"]
    assert ask.wish.id == "counting-day"
    ask('id: "water-watch"\nname: "Water Watch"\nkind: "ngo"\nstatus: "member"\ncountry: "FJ"\nabout: "A\\n\\nB"\n')
    assert ask.wish.id == "water-watch"


@pytest.mark.parametrize("form", [True, False], ids=["headings", "file"])
def test_what_a_program_puts_below_a_letter_is_no_part_of_it(form: bool, ask: Ask) -> None:
    sent = body("member", **MEMBER) if form else "id: vanua-watch\nname: Vanua Watch\ncountry: FJ\nkind: ngo\n"
    signed = f"{sent.rstrip()}\n\n-- \nAna Example\n+679 330 1234\nana@vanua.example.org\n"
    assert ask(signed) == ask(sent)


def test_a_line_of_dashes_in_a_text_is_a_part_of_it(ask: Ask) -> None:
    text = "```sql\n-- \nselect 1\n```"
    (written,) = ask(
        f"---\ntitle: A query\ndate: 2026-11-20\nauthors: [open-reef]\nkind: blog\n---\n\n{text}\n"
    ).values()
    assert text in written


def test_spaces_behind_a_heading_say_nothing(ask: Ask) -> None:
    sent = letter("post", **POST)
    assert ask(re.sub("(?m)^(### .*)$", r"\1  ", sent)) == ask(sent)


@pytest.mark.parametrize(
    ("sent", "id"),
    [
        (body("member", **{**MEMBER, "name": "Quiet Shore"}), "quiet-shore-2"),
        ("id: quiet-shore\nname: Another\ncountry: FJ\nkind: ngo\n", "quiet-shore-2"),
        (body("event", **EVENT, short="secret-meeting"), "secret-meeting-2"),
        (body("member", **{**MEMBER, "name": "Reefs"}), "reefs"),  # which is the slug of a post
        (body("member", **{**MEMBER, "name": "Mere Example"}), "mere-example-2"),  # the id of a person
    ],
)
def test_an_id_that_is_had_already_gives_way_without_a_word_of_it(sent: str, id: str, ask: Ask) -> None:
    """No one learns whether it is hidden, or was there once."""
    ask(sent)
    assert ask.wish.id == id


def test_an_entry_is_changed_by_its_name_too(ask: Ask) -> None:
    given = {**MEMBER, "name": "Zinc Watch", "country": "PK"}
    assert "country: PK, kind: ngo}" in ask(body("member", **given, entry="zinc watch"))["members.yml"]
