"""A digest as HTML and as text: whole, harmless, small enough, in the reader's direction."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from tests.digest.conftest import NETWORK, Told, post
from tests.digest.test_what_is_told import CALLS

from talanoa.digest import Digest, NotMade
from talanoa.digest.made import MOST

STRANGE = 'Rain & <wells> "in" Tonga’s \\ villages — ශ්‍රී ลานา &amp; <script>alert(1)</script>'


def digest(found: Digest | NotMade) -> Digest:
    assert isinstance(found, Digest)
    return found


class _Seen(HTMLParser):
    """Which attributes lead or load, and the text that is shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("language", ["en", "id", "ur"])
def test_it_loads_nothing_and_leads_to_whole_addresses(language: str, told: Told) -> None:
    files = {
        "events.yml": CALLS,
        "posts/wells.md": post("Wells", "2026-11-10"),
        "digests/greeting.md": "Hello, [all](/events/) of ![the reef](docs/assets/reef.png) and ![it](https://e.example.org/x.gif).\n",
        "docs/assets/reef.png": b"\x89PNG",
    }
    seen = _Seen(digest(told(files, language=language)).html)
    assert not {"img", "script", "link", "iframe", "svg", "object", "video", "form"} & {tag for tag, _ in seen.tags}
    assert not [attributes for _, attributes in seen.tags if {"src", "srcset", "background"} & {*attributes}]
    leads = [attributes["href"] or "" for tag, attributes in seen.tags if tag == "a"]
    assert leads and all(address.startswith("https://") for address in leads), leads
    assert "url(" not in digest(told(files, language=language)).html


def test_whatever_is_written_is_shown_as_it_is(told: Told) -> None:
    quoted = "'" + STRANGE.replace("'", "''") + "'"
    files = {"posts/wells.md": post(quoted, "2026-11-10", f"summary: {quoted}")}
    found = digest(told(files))
    assert _Seen(found.html).words.count(STRANGE) == 2
    assert "* " + STRANGE in " ".join(found.text.split())


def test_each_block_has_its_direction_and_its_language(told: Told) -> None:
    files = {
        "posts/wells.md": post("Wells", "2026-11-10"),
        "posts/kunwen.md": post("کنویں", "2026-11-11", "language: ur"),
    }
    to_left, to_right = digest(told(files, language="ur")).html, digest(told(files)).html
    assert '<div lang="ur" dir="rtl" style="direction:rtl">' in to_left and "text-align:right" in to_left
    assert '<bdi lang="en" dir="ltr">Wells</bdi>' in to_left and "<bdi>کنویں</bdi>" in to_left
    assert '<div lang="en" dir="ltr" style="direction:ltr">' in to_right
    assert '<bdi lang="ur" dir="rtl">کنویں</bdi>' in to_right


def test_a_text_that_reads_the_other_way_is_on_its_own_side(told: Told) -> None:
    """Its title with what is known of it, and its summary; an item of an agenda and the network's name, whose languages aren't said, by their letters."""
    files = {
        "events.yml": CALLS.replace("Any other business", "دیگر امور"),
        "posts/wells.md": post("Wells", "2026-11-10", "summary: Of wells."),
        "posts/kunwen.md": post("کنویں", "2026-11-11", "language: ur\nsummary: کنوؤں کے بارے میں"),
        "posts/bir.md": post("بئر", "2026-11-12", "language: ar\nsummary: عن الآبار"),
    }
    left, right = ";direction:ltr;text-align:left", ";direction:rtl;text-align:right"
    in_urdu, in_english = (digest(told(files, language=language)).html for language in ("ur", "en"))
    for title, there in (("Wells", 1), ("کنویں", 0), ("بئر", 0)):
        heading = next(it for it in in_urdu.split("<h3")[1:] if title in it.partition("</h3>")[0])
        assert heading.partition("</h3>")[0].count(left) == there, title
    assert f'<p lang="en" dir="ltr" style="margin:0 0 4px{left}">Of wells.' in in_urdu
    assert right not in in_urdu and in_english.count(right) == 7 and left not in in_english
    assert in_urdu.count(f'<li dir="ltr" style="margin:0 0 2px{left}">') == 1 and in_urdu.count("<li style") == 1
    english = digest(told({**files, "network.yml": NETWORK.replace(", ur: ریف نیٹ ورک", "")}, language="ur")).html
    assert f'{left}">Reef Network</h1>' in english and f'{left}">' not in in_urdu.partition("</h1>")[0]


def test_a_line_of_the_text_is_on_the_side_of_what_it_belongs_to(told: Told) -> None:
    """A mail program looks at each line alone, and the second may begin with a name in other letters."""
    named = "".join(f"\n  - {{name: Example Person {number}, affiliation: Open Reef}}" for number in range(6))
    wells = post("Wells", "2026-11-10").replace("authors: [sefa]", f"authors:{named}")
    text = digest(told({"posts/wells.md": wells}, language="ur")).text
    first, *more = [it for it in text.split("\n") if "Example Person" in it]
    assert first.startswith("  خبریں") and more and all(it.startswith("\u200f  ") for it in more)
    assert "\u200f" not in digest(told({"posts/wells.md": wells})).text


def test_times_do_not_turn_round_among_letters_from_right_to_left(told: Told) -> None:
    found = digest(told({"events.yml": CALLS}, language="ur"))
    assert '<bdi dir="ltr" class="span">10:00–11:30</bdi>' in found.html
    assert "\u206610:00–11:30\u2069" in found.text
    assert "\u2066" not in digest(told({"events.yml": CALLS})).text


def test_the_greeting_is_the_readers_own(told: Told) -> None:
    files = {
        "posts/wells.md": post("Wells", "2026-11-10"),
        "digests/greeting.md": "Dear *members*,\n\n- one\n- [two](https://two.example.org/)\n",
        "digests/greeting.id.md": "Anggota **yang terhormat**\n",
    }
    found = digest(told(files))
    assert "<em>members</em>" in found.html and "Dear members,\n\n- one\n- two (https://two.example.org/)" in found.text
    assert "<strong>yang terhormat</strong>" in digest(told(files, language="id")).html
    in_urdu = digest(told(files, language="ur")).html
    assert '<div lang="en" dir="ltr" style="direction:ltr;text-align:left"><p>Dear <em>members</em>' in in_urdu


def test_a_greeting_hides_what_a_page_would_hide(told: Told) -> None:
    words = '<script>x</script><img src=x onerror="y">\n\n[a](javascript:z) [draft](/posts/draft/) <!-- note -->\n'
    files = {
        "posts/wells.md": post("Wells", "2026-11-10"),
        "posts/draft.md": post("Secret", "2026-11-10", "draft: true"),
        "digests/greeting.md": words,
    }
    html = digest(told(files)).html
    assert not re.search(r'<script|<img|href="javascript|posts/draft|<!-- note|Secret', html)


def test_what_does_not_fit_is_counted_and_never_lost(told: Told) -> None:
    thai = "ทุกหมู่บ้านนับบ่อน้ำของตน " * 12
    files = {f"posts/p{n}.md": post(f"Post {n} {thai[:60]}", "2026-11-10", f"summary: {thai}") for n in range(150)}
    found = digest(told({**files, "events.yml": CALLS}))
    size = len(found.html.encode())
    assert 0.9 * MOST < size <= MOST, "as much as fits"
    told_of = found.text.count("* Post ")
    assert 0 < told_of < 150 and found.cut == 150 - told_of
    assert f"and {found.cut} more on the site" in found.html and f"and {found.cut} more on the site" in found.text
    assert "Assembly" in found.text, "many posts push no event out"


def test_of_a_long_agenda_and_of_many_days_the_rest_is_counted(told: Told) -> None:
    items = ", ".join(f"{{title: Item {n}}}" for n in range(30))
    events = f"events: [{{id: days, title: Days, type: call, start: 2026-11-22, recurrence: {{every: 1 day, count: 60}}, agenda: [{items}]}}]\n"
    found = digest(told({"events.yml": events}))
    assert "- Item 11\n    and 18 more on the site" in found.text and "Item 12" not in found.text
    assert "and 53 more on the site" in " ".join(found.text.split())


def test_a_greeting_that_fills_a_mail_is_a_problem_at_its_file(told: Told) -> None:
    files = {"posts/wells.md": post("Wells", "2026-11-10"), "digests/greeting.md": "many words\n\n" * 7000}
    found = told(files)
    assert isinstance(found, NotMade) and found.problem
    assert (found.problem.code, found.problem.place.file) == ("too-large", "digests/greeting.md")


def test_no_address_is_ever_wrapped(told: Told) -> None:
    long = "https://forms.example.org/" + "a-very-long-way/" * 12
    events = f'events: [{{id: a, title: A, type: call, start: 2026-11-25, registration: {{url: "{long}"}}}}]\n'
    files = {
        "events.yml": events,
        "network.yml": NETWORK + f'mailing_list: {{name: L, url: "{long}?leave"}}\n',
        "digests/greeting.md": f"Words before it, so that it stands at the end of a line [there]({long}#x).\n",
    }
    text = digest(told(files)).text
    assert f"\n  Register: {long}\n" in text and f"({long}#x)" in text and f"{long}?leave\n" in text


def test_the_styles_are_inline_but_for_a_few_that_mail_programs_may_drop(told: Told) -> None:
    html = digest(told({"events.yml": CALLS})).html
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(style) < 1000 and len(html.encode()) < 16_000
    layout = [tag for tag in re.findall(r"<table[^>]*>", re.sub(r"<!--.*?-->", "", html)) if "max-width:600px" in tag]
    assert len(layout) == 1 and 'role="presentation"' in layout[0]
    assert "<th scope=" in html, "the table of times is one"


def test_headings_in_nastaliq_do_not_run_into_each_other(told: Told) -> None:
    files = {"posts/a.md": post("Wells", "2026-11-10"), "events.yml": CALLS}
    for language, tall in (("en", "1.35"), ("id", "1.35"), ("ur", "1.9")):
        html = digest(told(files, language=language)).html
        headings = re.findall(
            r"<h[123] style=\"[^\"]*line-height:([\d.]+)\"|<h[123] style=\"[^\"]*?line-height:([\d.]+);", html
        )
        assert len(headings) == html.count("<h1") + html.count("<h2") + html.count("<h3")
        assert {"".join(it) for it in headings} == {tall}
