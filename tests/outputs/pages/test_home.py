"""The home page leads with what the network has: what is next, the newest posts; else what was made."""

from __future__ import annotations

from io import BytesIO

import pytest
from lxml.html import document_fromstring
from PIL import Image
from tests.outputs.pages.conftest import NETWORK

from talanoa.outputs.pages import home
from talanoa.outputs.pages.home import latest

SERIES = """\
events:
  - { id: one, title: First workshop, type: workshop, start: 2015-11-15, end: 2015-11-18,
      documents: [{ title: Concept note, url: "https://example.org/note" }],
      series: { id: framework, title: Making the framework, number: 1, output: { title: The framework, state: draft } } }
  - { id: two, title: Second workshop, type: workshop, start: 2016-03-01,
      series: { id: framework, number: 2, output: { title: The framework, state: adopted } } }
"""

COMING = """\
  - { id: call, title: The next call, type: call, start: 2026-07-01 }
"""


def post(title: str, day: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\nauthors: [{{ name: Ana }}]\nkind: blog\n{more}---\n\nText.\n"


PICTURED = 'image: { src: a.png, alt: "A market" }\n'


@pytest.fixture
def with_picture(view_of, tmp_path):
    """A view of these posts, beside which is a picture."""
    shown = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(shown, "PNG")

    def make(posts: dict[str, str]):
        (tmp_path / "1" / "posts").mkdir(parents=True, exist_ok=True)
        (tmp_path / "1" / "posts" / "a.png").write_bytes(shown.getvalue())
        return view_of({f"posts/{name}.md": text for name, text in posts.items()})

    return make


def slugs(view) -> list[str]:
    return [post.slug for post in latest(view)]


def test_the_newest_with_a_picture_leads_and_the_rest_follows_by_day(with_picture):
    view = with_picture(
        {
            "plain": post("Plain", "2026-06-03"),
            "market": post("Market", "2026-06-02", PICTURED),
            "older": post("Older", "2026-06-01", PICTURED),
        }
    )
    assert slugs(view) == ["market", "plain", "older"]


def test_without_pictures_the_newest_is_first(view_of):
    view = view_of({f"posts/{name}.md": post(name, f"2026-06-0{day}") for day, name in ((1, "a"), (3, "b"), (2, "c"))})
    assert slugs(view) == ["b", "c", "a"]


def test_a_picture_above_a_text_in_another_language_does_not_lead(with_picture):
    urdu = PICTURED + "language: ur\n"
    view = with_picture({"urdu": post("Urdu", "2026-06-03", urdu), "plain": post("Plain", "2026-06-01")})
    assert slugs(view) == ["urdu", "plain"]


def test_a_translation_is_no_news(view_of):
    view = view_of(
        {
            "posts/old.md": post("Old", "2026-01-01"),
            "posts/new.md": post("New", "2026-05-01"),
            "posts/old-ur.md": post("Old in Urdu", "2026-06-01", "language: ur\ntranslation_of: old\n"),
        }
    )
    assert slugs(view) == ["new", "old"]


def test_a_translation_into_the_language_of_the_page_is_the_version_shown(view_of):
    view = view_of(
        {
            "posts/asal.md": post("Original in Urdu", "2026-01-01", "language: ur\n"),
            "posts/new.md": post("New", "2026-05-01"),
            "posts/origin.md": post("The same in English", "2026-06-01", "translation_of: asal\n"),
            "posts/origin-id.md": post("The same in Indonesian", "2026-06-02", "language: id\ntranslation_of: asal\n"),
        }
    )
    assert slugs(view) == ["origin", "new"]


def headings(page: str) -> list[str]:
    return [heading.text_content() for heading in document_fromstring(page).findall(".//h2")]


def test_a_network_whose_series_is_finished_leads_with_it(view_of, html):
    page = html(home.pages, view_of({"events.yml": SERIES}))["/"]
    assert headings(page)[:3] == ["What we worked on", "Past events", "Documents"]
    said = " ".join(document_fromstring(page).text_content().split())
    assert "2 events · 15 November 2015 – 1 March 2016 What it worked towards: The framework" in said
    assert "The framework" in page and "Adopted" in page and "Concept note" in page
    assert "Nothing is planned" not in page and "No posts yet" not in page


def test_where_something_is_planned_it_comes_first_and_an_old_series_is_left_to_its_page(view_of, html):
    page = html(home.pages, view_of({"events.yml": SERIES + COMING}))["/"]
    assert headings(page)[0] == "Next event"
    assert "Making the framework" not in page


def test_a_series_of_these_days_is_shown_next_to_what_is_planned(view_of, html):
    recent = SERIES.replace("2016-03-01", "2026-03-01")
    assert "Series" in headings(html(home.pages, view_of({"events.yml": recent + COMING}))["/"])


def test_a_network_of_past_calls_shows_the_last_one(view_of, html):
    events = "events:\n" + "".join(
        f"  - {{ id: call-{month}, title: Call of month {month}, type: call, start: 2026-0{month}-01 }}\n"
        for month in range(1, 6)
    )
    page = html(home.pages, view_of({"events.yml": events}))["/"]
    assert headings(page)[:2] == ["Last event", "Past events"]
    assert page.count("Call of month 5") == 1 and "Call of month 3" in page and "Call of month 2" not in page


def test_the_only_event_that_there_was_is_said_once(view_of, html):
    event = "events:\n  - { id: forum, title: The forum, type: meeting, start: 2026-01-10 }\n"
    page = html(home.pages, view_of({"events.yml": event}))["/"]
    assert page.count("The forum") == 1 and "Past events" not in headings(page)


def test_a_series_that_goes_on_says_from_when_to_when_and_what_it_works_towards(view_of, html):
    going = SERIES.replace("2016-03-01", "2026-09-01")
    said = " ".join(document_fromstring(html(home.pages, view_of({"events.yml": going}))["/"]).text_content().split())
    assert "15 November 2015 – 1 September 2026 What it works towards: The framework" in said


@pytest.mark.parametrize(
    ("join", "invited"),
    [
        ("", False),
        ("join: { opens: 2026-01-01, closes: 2026-02-01 }\n", False),
        ("join: { opens: 2026-01-01, closes: 2027-02-01 }\n", True),
        ("join: { criteria: Everyone. }\n", True),
    ],
)
def test_the_first_member_is_invited_while_people_can_join(view_of, html, join, invited):
    page = html(home.pages, view_of({"network.yml": NETWORK + join}))["/"]
    assert ("Be the first member" in page) is invited


def test_a_network_that_says_nothing_of_itself_has_no_empty_heading(view_of, html):
    described = NETWORK + "description: We meet by the sea.\n"
    assert "Who we are" not in headings(html(home.pages, view_of({}))["/"])
    assert "Who we are" in headings(html(home.pages, view_of({"network.yml": described}))["/"])


def test_the_first_day_of_a_network_counts_nothing_and_asks_for_the_first_post(view_of, html):
    page = html(home.pages, view_of({}))["/"]
    assert "0 members" not in page and "0 countries" not in page
    assert "Write the first one" in page


def test_those_who_joined_last_are_shown(view_of, html):
    members = "members:\n" + "".join(
        f"  - {{ id: m{number}, name: Member {number}, country: FJ, joined: 20{10 + number}-01-01 }}\n"
        for number in range(9)
    )
    page = html(home.pages, view_of({"members.yml": members}))["/"]
    assert "Member 8" in page and "Member 3" in page and "Member 2<" not in page
