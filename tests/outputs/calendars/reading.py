"""A calendar as programs read it."""

from __future__ import annotations

from typing import Any

import icalendar
from tests.outputs.expansions import Times, ours

from talanoa.outputs.calendars.calendar import files
from talanoa.outputs.view import View

NETWORK = """
id: a-network
authority: network.example.org,2016
name: A network
timezone: Asia/Manila
languages: [en]
themes:
  - { id: water, title: "Water, rivers; rain" }
"""


def ics(view: View) -> bytes:
    """The calendar of everything."""
    return made(view)["/events/calendar.ics"]


def made(view: View) -> dict[str, bytes]:
    """Every calendar by its address."""
    return {file.address: file.made(view) for file in files(view)}


def lines(view: View) -> list[str]:
    """The content lines, unfolded."""
    return ics(view).decode().replace("\r\n ", "").split("\r\n")


def parsed(view: View) -> list[Any]:
    """The VEVENTs."""
    return list(icalendar.Calendar.from_ical(ics(view)).walk("VEVENT"))


def our_times(view: View) -> Times:
    """Start and (exclusive) end of everything that the site shows, cancelled things left out."""
    return ours(view.site.occurrences)
