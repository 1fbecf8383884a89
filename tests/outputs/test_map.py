"""The map: every country has its place on it, whatever part of the world a network is in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from lxml import etree
from tests.made import made_pages
from tests.outputs.conftest import SiteOf

from talanoa import addresses
from talanoa.model.scalars import countries
from talanoa.outputs.map import Region
from talanoa.outputs.map.capitals import CAPITALS
from talanoa.outputs.map.frame import MERIDIANS, WIDTH, Frame
from talanoa.outputs.map.land import POINTS, outlines
from talanoa.outputs.map.marks import RADIUS
from talanoa.outputs.map.projection import HIGHEST, WIDEST, east_of, equal_earth
from talanoa.outputs.view import View

ASIA_PACIFIC = tuple("AU BD FJ ID IN JP KG KH KR LK MM MN MV MY NP NZ PG PH PK TH TL VU".split())
PACIFIC = tuple("AU CK FJ FM KI MH NC NR NU NZ PF PG PW SB TK TO TV VU WF WS".split())
SOUTH_EAST_ASIA = tuple("BN ID KH LA MM MY PH SG TH TL VN".split())
EUROPE = tuple("AT BE BG CH CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV NL NO PL PT RO SE SI SK".split())
AMERICAS = tuple("AR BR CA CL CO CR DO HN JM MX PY US UY".split())
REGIONS = {"Asia and the Pacific": ASIA_PACIFIC, "Pacific": PACIFIC, "ASEAN": SOUTH_EAST_ASIA, "Europe": EUROPE}
REGIONS |= {"Americas": AMERICAS, "one country": ("FJ",), "Europe's smallest": ("VA",), "world": tuple(CAPITALS)}


# What d3-geo 3.1.2 says: geoEqualEarth().rotate([-150, 0]).scale(1).translate([0, 0]).precision(0)
@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "x", "y"),
    [
        ("Suva", 178.4, -18.1, 0.416914, -0.363462),
        ("Apia", -171.8, -13.8, 0.566470, -0.278144),
        ("Tarawa", 173, 1.3, 0.345805, 0.026334),
        ("Islamabad", 73, 33.7, -1.063742, 0.661589),
        ("Wellington", 174.8, -41.3, 0.327788, -0.797257),
        ("Ulaanbaatar", 106.9, 47.9, -0.543567, 0.907957),
        ("Greenwich", 0, 51.5, -1.837573, 0.964991),
        ("Brasília", -47.9, -15.8, 2.393355, -0.317947),
    ],
)
def test_places_are_where_equal_earth_puts_them(
    name: str, longitude: float, latitude: float, x: float, y: float
) -> None:
    assert equal_earth(east_of(150, longitude), latitude) == pytest.approx((x, y), abs=1e-6), name


def test_the_plane_ends_where_the_globe_does() -> None:
    assert equal_earth(180, 0)[0] == pytest.approx(WIDEST, abs=1e-5)
    assert equal_earth(0, 90)[1] == pytest.approx(HIGHEST, abs=1e-5)


def test_every_country_that_can_be_named_has_a_capital() -> None:
    assert {*CAPITALS} == {*countries()}
    assert all(-90 < latitude < 90 and -180 < longitude <= 180 for latitude, longitude in CAPITALS.values())
    assert [*CAPITALS] == sorted(CAPITALS)


@pytest.mark.parametrize("code", CAPITALS)
def test_a_network_of_one_country_has_its_dot_on_its_map(code: str) -> None:
    region = Region((code,))
    (dot,) = region.dots([code])
    assert 0 < dot.x < WIDTH and 0 < dot.y < region.height, "whatever edge of the globe it is at"
    assert region.frame.shows(code)


@pytest.mark.parametrize("codes", REGIONS.values(), ids=REGIONS)
def test_a_map_is_fitted_to_its_countries(codes: tuple[str, ...]) -> None:
    region = Region(codes)
    assert region.shown(codes) == codes
    assert 480 <= region.height <= 910, "neither a strip nor taller than a phone shows at once"
    dots = region.dots(codes)
    if 1 < len(codes) < 100:
        spans = (
            (max(d.x for d in dots) - min(d.x for d in dots)) / WIDTH,
            (max(d.y for d in dots) - min(d.y for d in dots)) / region.height,
        )
        assert max(spans) > 0.5, "they fill it"


@pytest.mark.parametrize(
    ("codes", "meridian"), [(ASIA_PACIFIC, 150), (PACIFIC, 150), (EUROPE, 30), (AMERICAS, -90), (("MN",), 150)]
)
def test_the_central_meridian_is_that_of_the_part_of_the_world(codes: tuple[str, ...], meridian: int) -> None:
    assert Region(codes).frame.meridian == meridian


def test_the_pacific_is_not_torn_at_the_date_line() -> None:
    """Fiji, Tonga, Samoa and Kiribati are on both sides of 180°, and are neighbours on the map."""
    region = Region(PACIFIC)
    at = {dot.code: (dot.x, dot.y) for dot in region.dots(PACIFIC)}
    for one, other in (("FJ", "TO"), ("TO", "WS"), ("TV", "KI"), ("WS", "TK")):
        assert math.dist(at[one], at[other]) < WIDTH / 5, (one, other)
    assert at["FJ"][0] < at["WS"][0] < at["CK"][0] < at["PF"][0], "eastwards is to the right"


@pytest.mark.parametrize("meridian", MERIDIANS)
def test_no_outline_crosses_the_map(meridian: int) -> None:
    """A ring that jumped from one side of the date line to the other would draw a line right across."""
    whole = Frame(meridian, -WIDEST, HIGHEST, WIDTH / (2 * WIDEST), round(WIDTH * HIGHEST / WIDEST))
    for piece in outlines(whole):
        for (x1, y1), (x2, y2) in pairwise((*piece, piece[0])):
            along_the_pole = min(y1, y2) > whole.height - 3
            assert along_the_pole or abs(x1 - x2) < WIDTH / 12, (x1, y1, x2, y2)


def test_land_is_where_it_should_be() -> None:
    frame = Region(ASIA_PACIFIC).frame
    assert _is_land(frame, 134, -25), "Alice Springs"
    assert _is_land(frame, 114, 0), "the middle of Borneo"
    assert _is_land(frame, 178.0, -17.8), "Viti Levu"
    assert not _is_land(frame, 90, 10) and not _is_land(frame, 160, -40), "the Gulf of Bengal, the Tasman Sea"
    europe = Region(EUROPE).frame
    assert _is_land(europe, 10, 50) and not _is_land(europe, 5, 40)


def _is_land(frame: Frame, longitude: float, latitude: float) -> bool:
    x, y = frame.point(longitude, latitude)
    crossings = 0
    for piece in outlines(frame):
        for (x1, y1), (x2, y2) in pairwise((*piece, piece[0])):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


def test_a_land_border_is_no_line_of_the_map() -> None:
    """The outlines are those of the land alone: no point lies far inside it, where only borders are."""
    for codes, longitude, latitude in ((ASIA_PACIFIC, 103, 45), (ASIA_PACIFIC, 75, 33.5), (EUROPE, 15, 49)):
        frame = Region(codes).frame
        x, y = frame.point(longitude, latitude)
        nearest = min(math.dist((x, y), point) for piece in outlines(frame) for point in piece)
        assert nearest > 3 * frame.scale * math.radians(1), (longitude, latitude)


@pytest.mark.parametrize("codes", REGIONS.values(), ids=REGIONS)
def test_land_stays_in_the_frame_and_weighs_little(codes: tuple[str, ...]) -> None:
    region = Region(codes)
    points = [point for piece in outlines(region.frame) for point in piece]
    assert all(0 <= x <= WIDTH and 0 <= y <= region.height for x, y in points)
    assert len(points) <= POINTS * 1.2, "corners at the frame's edge come to those that were chosen"
    assert len(region.land) < 6_000
    assert re.fullmatch(r"(M\d+ \d+l-?\d+( |(?=-))-?\d+(( |(?=-))-?\d+)*z)*", region.land)


@pytest.mark.parametrize("name", [name for name in REGIONS if name != "world"])
def test_marks_stand_apart_and_on_the_map(name: str) -> None:
    codes = REGIONS[name]
    region = Region(codes)
    marks = region.marks(codes)
    assert [mark.dot.code for mark in marks] == [*codes]
    assert region.scale(len(codes)) == 1, "17 pixels across on a phone"
    for i, mark in enumerate(marks):
        for other in marks[:i]:
            assert math.dist((mark.x, mark.y), (other.x, other.y)) >= 2 * RADIUS, (mark, other)
        assert math.dist((mark.x, mark.y), (mark.dot.x, mark.dot.y)) < 5 * RADIUS, mark
        assert RADIUS / 2 < mark.x < WIDTH - RADIUS / 2 and RADIUS / 2 < mark.y < region.height - RADIUS / 2, mark
    for mark in marks:
        covered = [m for m in marks if m is not mark and math.dist((m.x, m.y), (mark.dot.x, mark.dot.y)) < RADIUS]
        assert not (mark.moved and covered), "the end of a line can be seen"


def test_a_world_of_marks_is_drawn_smaller() -> None:
    region = Region(tuple(CAPITALS))
    assert 0.3 < region.scale(len(CAPITALS)) < 1
    assert len(region.marks(tuple(CAPITALS))) == len(CAPITALS)


NETWORK = """\
id: example
authority: example.org,2016
name: Example
timezone: Pacific/Fiji
languages: [{language}]
statuses:
  - {{ id: in, title: In }}
  - {{ id: out, title: "<Out> & about" }}
countries:
  - {{ code: FJ, status: in }}
  - {{ code: KI, status: out }}
  - {{ code: WS, status: in }}
  - {{ code: TO }}
"""
EVENT = """\
events:
  - { id: summit, title: A summit far away, type: summit, start: 2026-12-01, place: { country: ES } }
"""


@pytest.fixture(params=["en", "ur"])
def view(site_of: SiteOf, request: pytest.FixtureRequest) -> View:
    return site_of({"network.yml": NETWORK.format(language=request.param), "events.yml": EVENT})


def _page(view: View, address: str) -> str:
    _, pages = made_pages(view.site)
    return str(next(page for page in pages if page.address == address).render(False))


def _svg(html: str) -> etree._Element:
    return next(etree.HTML(html).iter("svg"))


def test_numbers_and_shapes_of_the_map_are_those_of_the_list(view: View) -> None:
    html = _page(view, "/countries/")
    on_map = [(group.get("class"), group.findtext("text")) for group in _svg(html).iter("g") if group.get("class")]
    in_list = [
        (mark.get("class"), mark.text) for mark in etree.HTML(html).iter("span") if "t-mark" in mark.get("class", "")
    ]
    assert on_map == in_list
    shapes = {number: shape.split("--")[1] for shape, number in in_list}
    assert [number for _, number in in_list] == ["1", "2", "3", "4"]
    assert [*shapes.values()] == ["disc", "disc", "ring", "square"], "one for each status, and one for none"


def test_an_event_far_away_does_not_move_the_map(view: View) -> None:
    """Spain is in the list, since a summit is there, but the map stays that of the network's countries."""
    html = _page(view, "/countries/")
    assert addresses.link("/countries/es/") in html
    region = Region.of(view.site)
    assert region is not None and region.around == ("FJ", "KI", "TO", "WS") and not region.frame.shows("ES")
    assert html.count("t-mark--") == 2 * 4


def test_a_map_says_what_it_shows_and_has_no_words_of_the_data(view: View) -> None:
    for address in ("/countries/", "/"):
        html = _page(view, address)
        if "<svg" not in html:
            continue
        svg = _svg(html)
        assert svg.get("role") == "img"
        named = svg.get("aria-labelledby"), svg.get("aria-describedby")
        assert all(html.count(f'id="{id}"') == 1 for id in named)
        assert {*_texts(svg)} <= {"1", "2", "3", "4", svg.findtext("title")}


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element.iter():
        if (child.text or "").strip():
            yield str(child.text)


def test_a_site_without_countries_has_no_map(site_of: SiteOf) -> None:
    view = site_of({"network.yml": NETWORK.format(language="en").partition("statuses:")[0]})
    assert "<svg" not in _page(view, "/countries/") + _page(view, "/")


def test_the_map_of_a_region_weighs_eight_kilobytes(site_of: SiteOf) -> None:
    listed = "\n".join(f"  - {{ code: {code}, status: in }}" for code in ASIA_PACIFIC)
    network = NETWORK.format(language="en").partition("countries:")[0] + f"countries:\n{listed}\n"
    html = _page(site_of({"network.yml": network}), "/countries/")
    (svg,) = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(svg) <= 8_000
