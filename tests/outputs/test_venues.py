"""Where people meet: each place is named once, on pages and in calendars."""

from __future__ import annotations

import re

import pytest
from tests.made import made_pages
from tests.outputs.conftest import SiteOf

from talanoa.model.event import Venue
from talanoa.outputs.calendars.entry import entry_of
from talanoa.outputs.venues import named_once

NETWORK = "id: n\nauthority: network.example.org,2016\nname: N\ntimezone: Asia/Manila\nlanguages: [{language}]\n"
EVENT = "events:\n  - {{ id: e, title: E, type: meeting, start: 2026-12-03 14:00, place: {{ {place} }} }}\n"


@pytest.mark.parametrize(
    ("place", "page", "calendar", "language"),
    [
        ("name: Bangkok, city: Bangkok, country: TH", "Bangkok, Thailand", "Bangkok, Thailand", "en"),
        ("city: Singapore, country: SG", "Singapore", "Singapore", "en"),
        ("city: 싱가포르, country: SG", "싱가포르", "싱가포르", "ko"),
        ("city: Luxembourg, country: LU", "Luxembourg", "Luxembourg", "en"),
        ("city: Hong Kong, country: HK", "Hong Kong", "Hong Kong", "en"),
        ("city: Kuwait City, country: KW", "Kuwait City, Kuwait", "Kuwait City, Kuwait", "en"),
        ("city: São Tomé, country: ST", "São Tomé, São Tomé & Príncipe", "São Tomé, São Tomé & Príncipe", "en"),
        ("name: 'Forum House, Suva', city: suva", "Forum House, suva", "Forum House, suva", "en"),
        ("name: 'Suva, Fiji', city: Suva, country: FJ", "Suva, Fiji", "Suva, Fiji", "en"),
        (
            "name: Hall, address: '1 High Street, Apia, Samoa', city: Apia, country: WS",
            "Hall, Apia, Samoa",
            "Hall, 1 High Street, Apia, Samoa",
            "en",
        ),
        ("name: Bishkek State Hall, city: Bishkek", "Bishkek State Hall, Bishkek", "Bishkek State Hall, Bishkek", "en"),
        ("name: 'Manila Bay, Hall 3'", "Manila Bay, Hall 3", "Manila Bay, Hall 3", "en"),
    ],
)
def test_each_place_is_named_once(site_of: SiteOf, place: str, page: str, calendar: str, language: str) -> None:
    view = site_of({"network.yml": NETWORK.format(language=language), "events.yml": EVENT.format(place=place)})
    (html,) = (str(it.render(False)) for it in made_pages(view.site)[1] if it.address == "/events/types/meeting/")
    (where,) = re.findall(r'<p class="t-event__where">(.*?) <span class="t-tag">', html)
    assert re.sub("<[^>]+>", "", where).replace("&amp;", "&") == page
    assert ('href="site:countries/' in where) is ("country:" in place), "the country keeps its link"
    assert entry_of(view, view.site.occurrences[0]).location == calendar


def test_in_other_scripts_marks_make_another_word() -> None:
    assert named_once(Venue(name="ป่า", city="ปา"), "") == ("ป่า", "ปา")
