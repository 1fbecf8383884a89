"""The rule of a recurring event in words, and in calendar files."""

from __future__ import annotations

import pytest

from talanoa.outputs.calendars import calendar
from talanoa.outputs.pages import events

NETWORK = "id: n\nauthority: example.org,2026\nname: N\ntimezone: Asia/Manila\nlanguages: [{}]\n"
EVENT = "events:\n  - {{id: call, title: C, type: call, start: {} 15:00, recurrence: {{every: {}, count: 3}}}}\n"


@pytest.mark.parametrize(
    ("start", "every", "words", "rule"),
    [
        ("2026-03-03", "first tuesday", "Every month: first Tuesday", "FREQ=MONTHLY;COUNT=3;INTERVAL=1;BYDAY=1TU"),
        (
            "2026-03-27",
            "last friday of every 2 months",
            "Every 2 months: last Friday",
            "FREQ=MONTHLY;COUNT=3;INTERVAL=2;BYDAY=-1FR",
        ),
        ("2026-03-02", "2 weeks on monday", "Every 2 weeks: Monday", "FREQ=WEEKLY;COUNT=3;INTERVAL=2;BYDAY=MO"),
        (
            "2026-03-31",
            "last day of the month",
            "Every month: last day",
            "FREQ=MONTHLY;COUNT=3;INTERVAL=1;BYMONTHDAY=-1",
        ),
        ("2026-03-03", "6 weeks", "Every 6 weeks", "FREQ=WEEKLY;COUNT=3;INTERVAL=6"),
        ("2026-03-03", "1 year", "Every year", "FREQ=YEARLY;COUNT=3;INTERVAL=1"),
    ],
)
def test_a_rule_in_words_and_for_programs(view_of, html, start, every, words, rule):
    view = view_of({"network.yml": NETWORK.format("en"), "events.yml": EVENT.format(start, every)})
    assert f"<dt>How often</dt><dd>{words}</dd>" in html(events.pages, view)["/events/call/"]
    (text,) = (file.made(view).decode() for file in calendar.files(view) if file.address == "/events/call/event.ics")
    (found,) = (
        line.removeprefix("RRULE:")
        for line in text.replace("\r\n ", "").split("\r\n")
        if line.startswith("RRULE:") and "COUNT" in line
    )
    assert sorted(found.split(";")) == sorted(rule.split(";"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", "Selasa pertama"),
        ("ko", "첫째 화요일"),
        ("mn", "эхний мягмар"),
        ("ur", "پہلا منگل"),
        ("fil", "unang Martes"),
    ],
)
def test_in_every_catalogue(view_of, html, language, words):
    files = {"network.yml": NETWORK.format(language), "events.yml": EVENT.format("2026-03-03", "first tuesday")}
    assert words in html(events.pages, view_of(files))["/events/call/"]
