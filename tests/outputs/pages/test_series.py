"""A series shows where its output stands today; what later events are to reach is a plan."""

from __future__ import annotations

import pytest

from talanoa.outputs.pages import series

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
