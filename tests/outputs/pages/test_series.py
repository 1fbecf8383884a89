"""A series shows where its output is today; what later events are to reach is a plan."""

from __future__ import annotations

import pytest

from talanoa.outputs import structured
from talanoa.outputs.feeds.feed import Feeds
from talanoa.outputs.pages import series
from talanoa.search.records import records

EVENTS = """\
events:
  - id: third
    title: Third workshop
    type: workshop
    start: 2026-09-01
    series:
      id: framework
      number: 3
      output: { title: Framework, state: adopted, url: "https://example.org/adopted" }
  - id: first
    title: First workshop
    type: workshop
    start: 2026-03-01
    documents: [{ title: Paper, url: "https://example.org/paper" }]
    series: { id: framework, title: Making the framework, number: 1, output: { title: Framework, state: draft } }
  - id: second
    title: Second workshop
    type: workshop
    start: 2026-06-01
    status: confirmed
    series: { id: framework, number: 2, output: { title: Framework, state: validated } }
"""

REACHED = '<li aria-current="step"><span class="t-steps__name">{}</span>'


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-03-01", "Draft"), ("2026-05-31", "Draft"), ("2026-06-02", "Validated"), ("2026-09-02", "Adopted")],
)
def test_the_state_is_that_of_the_latest_event_that_is_not_to_come(view_of, html, day, state):
    page = html(series.pages, view_of({"events.yml": EVENTS}, now=f"{day}T04:00"))["/series/framework/"]
    assert REACHED.format(state) in page
    assert page.count("aria-current") == 1


def test_before_the_first_event_nothing_is_reached_and_nothing_linked(view_of, html):
    view = view_of({"events.yml": EVENTS}, now="2026-02-01")
    page = html(series.pages, view)["/series/framework/"]
    assert "aria-current" not in page and "No step has been reached yet." in page
    assert "https://example.org/adopted" not in page
    assert page.count("To reach:") == 3


def test_a_cancelled_event_reached_nothing(view_of, html):
    files = {"events.yml": EVENTS.replace("confirmed", "cancelled")}
    page = html(series.pages, view_of(files, now="2026-07-01"))["/series/framework/"]
    assert REACHED.format("Draft") in page


def test_events_stand_in_their_order_with_their_documents(view_of, html):
    page = html(series.pages, view_of({"events.yml": EVENTS}))["/series/framework/"]
    places = [page.index(f"{name} workshop") for name in ("First", "Second", "Third")]
    assert places == sorted(places)
    assert '<li value="1">' in page and 'href="https://example.org/paper"' in page
    assert "<h1>Making the framework</h1>" in page


def test_no_series_no_page(view_of, html):
    assert html(series.pages, view_of({})) == {}


LISTED = """\
series:
  - id: charter
    title: { en: A river charter, ur: دریا کا منشور }
    description: From what we **saw** to a text.
    output:
      title: The charter
      steps:
        - { state: draft, event: second, document: Draft of the charter }
        - { state: validated, date: 2026-06-10, document: { title: Clean copy, file: docs/clean.txt, kind: validated } }
        - { state: tabled, event: assembly }
events:
  - id: second
    title: Second meeting
    type: meeting
    start: 2026-05-02
    end: 2026-05-04
    documents:
      - { title: Draft of the charter, file: docs/draft.txt, kind: draft }
      - { title: Photographs, url: "https://example.org/photographs", kind: other }
    series: { id: charter, number: 2 }
  - { id: first, title: First meeting, type: meeting, start: 2026-04-01, series: { id: charter, number: 1 } }
  - { id: assembly, title: Assembly, type: summit, start: 2026-09-01 }
"""
TEXTS = {
    "docs/draft.txt": "The river is ours.\n\nAnyone may ask the office about its water.\n\nนี่คือแม่น้ำ\n",
    "docs/clean.txt": "The river is ours.\n\nAnyone may ask any office about the water.\n\nนี่คือทะเล\n",
}


def listed(view_of, html, day="2026-06-15", events=LISTED, **more):
    return html(series.pages, view_of({"events.yml": events, **TEXTS, **more}, now=f"{day}T04:00"))


def test_a_listed_series_shows_its_steps_with_days_events_and_texts(view_of, html):
    page = listed(view_of, html)["/series/charter/"]
    assert "<strong>saw</strong>" in page and REACHED.format("Validated") in page
    assert page.index("4 May 2026") < page.index("10 June 2026") < page.index("1 September 2026")
    assert 'href="site:clean.txt"' in page and 'href="site:draft.txt"' in page
    assert [page.index(name) for name in ("First meeting", "Second meeting")]
    assert (
        page.index("<h3>Drafts</h3>") < page.index("<h3>Validated texts</h3>") < page.index("<h3>Other documents</h3>")
    )


@pytest.mark.parametrize(("day", "state"), [("2026-05-03", None), ("2026-05-04", "Draft"), ("2026-09-01", "Tabled")])
def test_a_step_is_reached_on_its_day_or_on_the_last_of_its_event(view_of, html, day, state):
    page = listed(view_of, html, day)["/series/charter/"]
    assert (REACHED.format(state) in page) if state else ("aria-current" not in page)


def test_a_step_at_an_event_that_was_called_off_is_not_reached(view_of, html):
    off = LISTED.replace("start: 2026-09-01", "start: 2026-09-01, status: cancelled")
    assert REACHED.format("Validated") in listed(view_of, html, "2026-10-01", off)["/series/charter/"]


def test_readers_see_what_changed_from_one_text_to_the_next(view_of, html):
    page = listed(view_of, html)["/series/charter/"]
    assert "ask <del>the </del><ins>any </ins>office about <del>its </del><ins>the </ins>water." in page
    assert "1 paragraph without a change" in page
    assert "<del>แม่น้ำ</del>" in page or "<ins>ทะเ" in page  # not the whole sentence


def test_texts_are_escaped_and_pages_of_docs_are_compared_as_well(view_of, html):
    events = LISTED.replace("file: docs/draft.txt", "file: docs/draft.md").replace("docs/clean.txt", "docs/clean.md")
    docs = {
        "docs/draft.md": "---\ntitle: x\n---\n# Charter\n\nA <script>alert(1)</script> & more of it here.\n",
        "docs/clean.md": "# Charter\n\nB <script>alert(1)</script> & more of it here.\n",
    }
    page = listed(view_of, html, events=events, **docs)["/series/charter/"]
    assert "<del>A </del><ins>B </ins>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
    assert 'href="site:draft/"' in page and "<script" not in page


def test_all_series_are_listed(view_of, html):
    pages = listed(view_of, html, events=LISTED.replace("events:\n", "  - { id: bare, title: Nothing yet }\nevents:\n"))
    assert pages["/series/"].index("A river charter") < pages["/series/"].index("Nothing yet")
    assert "No event of this series is known yet." in pages["/series/bare/"]


def test_a_series_of_hidden_events_is_hidden_and_so_is_what_only_they_say_of_a_step(view_of, html):
    hidden = LISTED.replace("    type: meeting\n    start", "    visibility: hidden\n    type: meeting\n    start")
    page = listed(view_of, html, events=hidden)["/series/charter/"]
    assert "4 May" not in page and "Draft of the charter" not in page and "draft.txt" not in page
    assert "10 June 2026" in page and "Second meeting" not in page
    both = hidden.replace("start: 2026-04-01,", "start: 2026-04-01, visibility: hidden,")
    assert listed(view_of, html, events=both) == {}


def test_machines_read_which_series_an_event_belongs_to(view_of):
    view = view_of({"events.yml": LISTED, **TEXTS})
    data = structured.event(view, view.site.occurrences_of["first"][0])
    assert data["superEvent"]["@id"] == "https://example.org/net/series/charter/"
    whole = structured.event_series(view, view.site.series["charter"])
    assert whole["@type"] == "EventSeries" and len(whole["subEvent"]) == 2
    assert (whole["startDate"], whole["endDate"]) == ("2026-04-01", "2026-05-04")


def news(view_of, day, events=LISTED):
    view = view_of({"events.yml": events, **TEXTS}, now=f"{day}T04:00")
    return [item for item in Feeds(view).feed(("events", "")).items if "/series/" in item.id]


def test_each_step_that_is_reached_is_news(view_of):
    found = news(view_of, "2026-06-15")
    assert [item.title for item in found] == ["The charter: Validated", "The charter: Draft"]
    assert [item.id.partition("/series/")[2] for item in found] == [
        "charter/validated/2026-06-10",
        "charter/draft/2026-05-04",
    ]
    assert all(item.url.endswith("/series/charter/") for item in found)
    assert "Clean copy" in found[0].html and "Second meeting" in found[1].html
    assert "Assembly" not in "".join(item.html for item in found), "what is to come is no news"


def test_news_of_a_step_stays_what_it_was(view_of):
    more = LISTED.replace("      steps:\n", "      steps:\n        - { state: draft, date: 2026-01-10 }\n")
    more = more.replace("title: The charter\n", "title: The charter of our river\n")
    before, after = ([item.id for item in news(view_of, "2026-06-15", events)] for events in (LISTED, more))
    assert before == after[:2] and len(after) == 3


def test_a_step_at_a_hidden_or_cancelled_event_is_no_news(view_of):
    for status in ("status: cancelled", "visibility: hidden"):
        events = LISTED.replace("start: 2026-09-01", f"start: 2026-09-01, {status}")
        assert [item.title for item in news(view_of, "2026-10-01", events)] == [
            "The charter: Validated",
            "The charter: Draft",
        ]


def test_a_series_is_found_by_its_title_its_output_and_its_texts(view_of):
    view = view_of({"events.yml": LISTED, **TEXTS}, now="2026-06-15T04:00")
    (record,) = (make() for noun, _, make in records(view) if noun == "series")
    assert (record.address, record.title) == ("/series/charter/", "A river charter")
    assert {*record.languages} == {"en", "ur"}
    for words in ("A river charter", "دریا کا منشور", "saw", "The charter", "Clean copy", "Draft of the charter"):
        assert words in record.text
