"""What can't be understood for certain, hides something or would hurt someone is refused, where it was typed."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from datetime import date

import pytest
from tests.intake.bodies import CORRECTION, EVENT, ITEM, MEMBER, POST, SIGNATURE, body, letter
from tests.intake.conftest import Ask

from talanoa.intake import refused, wish

GIVEN: Mapping[str, Mapping[str, str]] = {
    "post": POST,
    "event": EVENT,
    "member": MEMBER,
    "agenda-item": ITEM,
    "signature": SIGNATURE,
    "correction": CORRECTION,
}


def spoiled(form: str, **given: str) -> str:
    return body(form, **{**GIVEN[form], **given})


# A body, where it is refused, and a word of the reason.
CASES: dict[str, tuple[str, int, str]] = {
    # headings
    "a heading typed into a text": (spoiled("agenda-item", notes="First.\n\n### Lead\n\nzinc-watch"), 21, "line 25"),
    "a heading of before": (spoiled("post", text="A\n\n### Kind\n\nstatement"), 21, "line 5"),
    "a heading that comes too early": (
        letter("correction", page="/posts/reefs/") + "\n### Source\n\nx\n\n### What is wrong\n\ncounted\n",
        9,
        "comes before",
    ),
    "with more blanks": (spoiled("agenda-item", notes="###  Lead\n\nzinc-watch"), 19, "taken for"),
    "indented": (spoiled("agenda-item", notes="a\n   ### Lead"), 20, "taken for"),
    "closed": (spoiled("agenda-item", notes="### Lead ###"), 19, "taken for"),
    "with a Cyrillic letter": (spoiled("agenda-item", notes="### Lеad"), 19, "scripts"),
    "with an invisible letter": (spoiled("agenda-item", notes="### Le\u00adad"), 19, "taken for"),
    "in capitals": (spoiled("agenda-item", notes="### LEAD"), 19, "taken for"),
    "in bold": (spoiled("agenda-item", notes="### **Lead**"), 19, "taken for"),
    "in HTML": (spoiled("post", text="<h3>Authors</h3>"), 19, "taken for"),
    "with a hard blank": (spoiled("post", text="###\u00a0Authors"), 19, "taken for"),
    "with wide marks": (spoiled("agenda-item", notes="＃＃＃ Lead"), 19, "taken for"),
    "without a blank": (spoiled("agenda-item", notes="###Lead"), 19, "taken for"),
    "with blanks behind it": (spoiled("agenda-item", notes="a\n\n### Lead  \n\nb"), 21, "line 25"),
    "two forms": (spoiled("post") + "\n\n" + spoiled("event"), 45, "line 1"),
    "a long greeting": ("Dear all,\nhello.\n\nBest\n\n" + spoiled("post"), 1, "no answer"),
    "a code block that never ends": (spoiled("post", summary="```"), 15, "code block"),
    "a comment": (spoiled("post", text="A <!-- ### Authors\nb -->"), 19, "comment"),
    "a comment over a heading": (spoiled("post", summary="<!--", text="-->\nA"), 15, "comment"),
    "no form": ("### Something\n\nx", 1, "none of the forms"),
    "a text before the form": ("Hello!\n\n" + spoiled("post"), 1, "no answer"),
    "no heading at all": ("Please publish my text.", 1, "neither"),
    "nothing": (" \n", 1, "nothing"),
    "a heading is lacking": (letter("post", headline="A", kind="blog", text="B"), 1, "“Authors” is missing"),
    "an answer is lacking": (body("post", headline="A", kind="blog", text="B"), 21, "no answer"),
    # lines and lengths
    "a second line of a title": (spoiled("post", headline="One\nTwo"), 4, "is one line"),
    "an absurd title": (spoiled("post", headline="a " * 3000), 3, "letters"),
    "an absurd number of authors": (spoiled("post", authors="A\n" * 101), 23, "100"),
    "an absurd text": (spoiled("post", text="a" * 300_000), 19, "letters"),
    "too many minutes": (spoiled("agenda-item", minutes="100000"), 15, "so many"),
    "minutes in words": (spoiled("agenda-item", minutes="ten"), 15, "ten"),
    "a start with its end": (spoiled("event", start="2026-12-08 15:45-17:00"), 15, "from one time to another"),
    "days in one answer": (spoiled("event", start="8-10 December 2026"), 15, "from one time to another"),
    # HTML, characters
    "a script": (spoiled("post", text="A\n\n<script>alert(1)</script>"), 21, "HTML"),
    "a frame": (spoiled("member", about="<iframe src=x></iframe>"), 27, "HTML"),
    "an attribute that runs": (spoiled("post", text="<details onclick=alert(1)>a</details>"), 19, "HTML"),
    "HTML in a title": (spoiled("post", headline="A <b>bold</b> title"), 3, "HTML"),
    "HTML in a name": (spoiled("member", name='Watch <img src=x onerror="alert(1)">'), 3, "HTML"),
    "HTML in a summary": (spoiled("event", summary="</p><script src=//evil.example></script>"), 11, "HTML"),
    "HTML in what is right": (spoiled("correction", right="<svg/onload=alert(1)>"), 11, "HTML"),
    "an override of direction": (spoiled("post", headline="A\u202egpj.exe"), 3, "U+202E"),
    "an isolate": (spoiled("post", text="A\u2066b"), 19, "U+2066"),
    "a control character": (spoiled("member", name="A\x1b[31mB"), 3, "U+001B"),
    "an invisible character": (spoiled("post", headline="Pub\u200blic"), 3, "U+200B"),
    "letters of two scripts": (spoiled("member", name="Oреn Rееf"), 3, "scripts"),
    # people
    "an address": (spoiled("post", text="Write to mere@open-reef.example.com."), 19, "e-mail"),
    "an address in a link": (spoiled("post", authors="Ana <ana@example.org>"), 23, "e-mail"),
    "an address in words": (spoiled("event", summary="ana [at] reef [dot] org"), 11, "e-mail"),
    "an address in a title": (spoiled("agenda-item", headline="Ask ana.reef@example.net"), 11, "e-mail"),
    "a telephone number": (spoiled("event", summary="Call +679 555 01 23"), 11, "telephone"),
    "a password": (spoiled("event", summary="Zoom passcode: 83-Ab#9"), 11, "password"),
    "a link into a call": (spoiled("event", summary="https://zoom.us/j/98765432101?pwd=abc"), 11, ""),
    # ids of others
    "the short name of an entry": (spoiled("member", short_name="open-reef"), 7, "already, open-reef"),
    "the name of an entry": (spoiled("member", name="کھلی چٹان"), 3, "open-reef"),
    "the short name of a post": (spoiled("post", short="reefs"), 43, "another entry"),
    "the short name of an event": (spoiled("event", short="network-call"), 63, "another entry"),
    "an event that is there": (spoiled("event", headline="Open Day", start="2026-12-08"), 3, "already"),
    "a change of a hidden entry": (spoiled("member", entry="quiet-shore"), 55, "no entry"),
    "a change to the name of another": (spoiled("member", name="Zinc Watch", entry="open-reef"), 3, "another entry"),
    "a change to the name of another, otherwise": (spoiled("member", name="Open Reef", short_name="zinc watch", entry="open-reef"), 7, "zinc-watch"),
    "an item that is there": (spoiled("agenda-item", headline="budgets"), 11, "already"),
    "a change of none": (spoiled("member", entry="../network"), 55, "no entry"),
    "an item for a hidden event": (spoiled("agenda-item", event="secret-meeting"), 3, "no event"),
    "an item for a call that is over": (spoiled("agenda-item", date="2026-01-07"), 7, "over"),
    "an item for no call": (spoiled("agenda-item", date="2026-12-10"), 7, "2026-12-09"),
    "a signature of no member": (spoiled("signature", member="Evil Corp"), 7, "no member"),
    "a signature of a hidden member": (spoiled("signature", member="quiet-shore"), 7, "no member"),
    "a second signature": (spoiled("signature", member="Open Reef"), 7, "already"),
    "a signature under a blog": (spoiled("signature", statement="/posts/reefs/"), 3, "no statement"),
    # pictures
    "a path of a picture": (spoiled("post", text="A\n\n![x](../../docs/assets/logo.png)"), 21, "another folder"),
    "a path from the top": (spoiled("post", text="![x](/etc/passwd.png)"), 19, "another folder"),
    "a path with escapes": (spoiled("post", text="![x](..%2f..%2fx.png)"), 19, "another folder"),
    "a path of Windows": (spoiled("post", text="![x](<..\\x.png>)"), 19, "another folder"),
    "a picture elsewhere": (spoiled("post", text="![x](https://tracker.example/x.png)"), 19, "another host"),
    "a drawing": (spoiled("post", text="![x](x.svg)"), 19, "no name of a picture"),
    "a hidden picture": (spoiled("post", text="![x](.x.png)"), 19, "not every computer"),
    # values
    "no such kind": (spoiled("post", kind="blog\u2028draft: true"), 7, "choices"),
    "no such type": (spoiled("event", type="rave"), 7, "choices"),
    "no such kind of member": (spoiled("member", kind="bank"), 15, "choices"),
    "no such country": (spoiled("member", country="Atlantis"), 11, "Atlantis"),
    "no such language": (spoiled("post", language="xx-evil"), 11, "xx"),
    "no such zone": (spoiled("event", timezone="Mars/Base"), 23, "Mars"),
    "no such theme": (spoiled("member", themes="justice; fiscal-opennes"), 35, "did you mean fiscal-openness"),
    "a time of two zones": (spoiled("event", start="2027-02-03 09:00 WIB", timezone="Asia/Tokyo"), 15, "zone"),
    "a day of two readings": (spoiled("event", start="03/04/2027"), 15, "03/04/2027"),
    "no such day": (spoiled("event", start="2027-02-31"), 15, "2027-02-31"),
    "a script as an address": (spoiled("member", website="javascript:alert(1)"), 19, "web address"),
    "a host of look-alikes": (spoiled("member", website="https://оpen.example/"), 19, ""),
    # corrections
    "words that aren't there": (spoiled("correction", wrong="The date is wrong"), 7, "doesn't have these words"),
    "words that are there twice": (spoiled("correction", page="/posts/publish-the-budget/", wrong="budget"), 7, "times"),
    "a correction of an id": (spoiled("correction", page="/members/zinc-watch/", wrong="zinc-watch", right="x"), 7, "doesn't have"),
    "a correction of what is seen": (spoiled("correction", page="/events/open-day/", wrong="public", right="hidden"), 7, "doesn't have"),
    "a correction of the settings": (spoiled("correction", page="network.yml"), 3, "no page"),
    "a correction of a hand-written page": (spoiled("correction", page="https://reef.example.org/about/"), 3, "no page"),
    "what is right already": (spoiled("correction", wrong="counted", right="counted"), 11, "already"),
    "a correction that was made": (spoiled("correction", wrong="counted", right="counted on 3 March"), 11, "already"),
    "a picture in a correction": (spoiled("correction", right="![x](https://tracker.example/x.png)"), 11, "another host"),
    "nothing is right": (letter("correction", page="/posts/reefs/", wrong="counted"), 7, "isn't said"),
    # files
    "a file with other fields": ("---\ntitle: A\ndate: 2026-11-20\nauthors: [open-reef]\nkind: blog\npublish_at: 2020-01-01\n---\n\nT\n", 6, "field"),
    "a file with a bomb": ("title: A\nhosts:\n" + "".join(f"  - &a{n} [{f'*a{n - 1}, ' * 9 if n else 'x'}]\n" for n in range(9)), 6, "longer"),
    "a file with a tag": ("title: !!python/object:os.system ls\ntype: call\nstart: 2027-01-01\n", 1, "tag"),
    "a file twice the same": ("title: A\ntitle: B\ntype: call\nstart: 2027-01-01\n", 2, ""),
    "a file of an id of another": ("id: open-reef\nname: Evil\ncountry: FJ\nkind: ngo\n", 1, "another entry"),
    "a file of consent": ("id: evil\nname: Evil\ncountry: FJ\ncontact: {email: a@b.example, consent: 2026-01-01}\n", 4, "field"),
    "a file below empty lines": ("\n\nid: open-reef\nname: Evil\ncountry: FJ\nkind: ngo\n", 3, "another entry"),
    "a file of many entries": ("members:\n  - {id: a, name: A, country: FJ}\n", 1, "neither"),
    "a reply": ("> id: reef-watch\n> name: Reef Watch\n> country: FJ\n> kind: ngo\n", 1, "take away the >"),
    "a file without its text": ("---\ntitle: A\ndate: 2026-11-20\nauthors: [open-reef]\nkind: blog\n---\n", 7, "no text"),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "line", "word"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["", "crlf"])
def test_it_is_refused_where_it_is(sent: str, line: int, word: str, ends: str, ask: Ask) -> None:
    found = ask.refusals(sent.replace("\n", ends))
    assert any(one.line == line and word in one.message + one.help for one in found), found
    assert len(found) < 4, "one cause, and not a list of what follows from it"


def test_bytes_that_are_no_text(ask: Ask) -> None:
    assert "UTF-8" in ask.refusals(b"### Title\n\n\xff\xfe")[0].message


def test_what_is_hidden_looks_like_what_is_not_there(ask: Ask) -> None:
    hidden, absent = (
        ask.refusals(spoiled("agenda-item", event=event)) for event in ("secret-meeting", "no-such-meeting")
    )
    assert hidden == absent
    hidden, absent = (ask.refusals(spoiled("member", entry=entry)) for entry in ("quiet-shore", "no-such-shore"))
    assert hidden == absent


@pytest.mark.parametrize(
    "text",
    ["@team", "```\n@team", "`````", "#1 and https://evil.example/", "<b>", "[x](https://evil.example)", "\u202e"],
)
def test_a_comment_calls_no_one_and_shows_nothing_of_theirs(text: str, ask: Ask) -> None:
    said = refused(ask.refusals(spoiled("member", country=text)))
    before, fence, after = said.partition("```")
    fence += after[: len(after) - len(after.lstrip("`"))]
    inside, end, behind = after.lstrip("`").partition(f"\n{fence}\n")
    assert end and fence not in inside and "@" not in before + behind and "\u202e" not in said
    assert "evil" not in before + behind


@pytest.mark.parametrize(
    "text",
    ["### Lead ###\n", "```\n", "` `` ", "<!-- ", "[a](", "<b ", "<b>", "<i>x</i>", "a < b ", "a@b.c ", "**a ", f"{'> ' * 50}\n", "- a\n", "![a](b.jpg) ", "word ", "0 ", "#"],
)  # fmt: skip
def test_a_body_as_long_as_hosts_allow_takes_less_than_a_second(text: str, ask: Ask) -> None:
    sent = spoiled("post", text=(text * (64_000 // len(text))).strip()).encode()
    start = time.process_time()
    wish(sent, ask.content, date(2026, 11, 21))
    assert time.process_time() - start < 3, "three times as long, for a machine that is busy"


HIDDEN, NONE = "quiet-shore", "quiet-shores"


@pytest.mark.parametrize(
    "form, given",
    [
        ("post", {"authors": "ID"}),
        ("post", {"authors": "/members/ID/"}),
        ("event", {"hosts": "ID"}),
        ("agenda-item", {"lead": "ID"}),
        ("member", {"entry": "ID"}),
        ("signature", {"member": "ID"}),
        ("correction", {"page": "/members/ID/"}),
    ],
)
def test_a_hidden_member_is_as_if_it_were_not_there(form: str, given: dict[str, str], ask: Ask) -> None:
    hidden, none = (
        ask.refusals(spoiled(form, **{key: text.replace("ID", id) for key, text in given.items()}))
        for id in (HIDDEN, NONE)
    )
    assert hidden == none


@pytest.mark.parametrize(
    "sent",
    [
        "title: A day\ntype: meeting\nstart: 2026-12-08\nhosts: [ID]\n",
        "---\ntitle: A post\nauthors: [ID]\nkind: blog\n---\n\nText.\n",
        "title: A day\ntype: meeting\nstart: 2026-12-08\nhosts:\n  - open-reef\n  - ID\n",
    ],
)
def test_nor_is_it_in_a_letter(sent: str, ask: Ask) -> None:
    hidden, none = (ask.refusals(sent.replace("ID", id)) for id in (HIDDEN, NONE))
    assert hidden == none


@pytest.mark.parametrize("unit", ["<div>\n", "<b>", "![a](../b.jpg)\n\n", "<iframe>\n\n", "[a](b) ", "a@b.cd "])
def test_four_times_as_much_is_four_times_the_work(unit: str, ask: Ask) -> None:
    """Counted in calls, not in seconds: 64 KB of <div> took fifteen."""

    def work(letters: int) -> int:
        sent = spoiled("post", text=(unit * letters)[:letters]).encode()
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            wish(sent, ask.content, date(2026, 11, 21))
        finally:
            sys.setprofile(None)
        return counted

    work(100)  # what is made once
    assert work(16_000) < 6 * work(4_000)
