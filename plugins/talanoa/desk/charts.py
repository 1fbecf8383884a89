"""Tables as bar charts in SVG: figures as text beside bars, readable without colours, in light, in dark and in print.

Colours are variables, so that a page that has a chart in it can set them; programs that know none of these, as those that print, take the
defaults in the attributes.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from talanoa.desk.papers import Table, one_line

COLOURS = {"paper": "#ffffff", "ink": "#1a1a1a", "now": "#1b5e8a", "before": "#9fb3c1"}
DRAWN = (
    *("members-by-country", "members-by-kind", "members-by-status", "members-by-status-of-country", "taking-part"),
    *("posts-by-kind", "posts-by-country", "posts-by-language", "activities", "calls"),
)
"""The tables of which a picture says something."""
_COLUMNS = {"activities": (1, 3), "calls": (3,)}  # which columns are drawn; of all others, the last two
_LABEL, _BAR, _ROW, _TOP = 260, 320, 34, 56
_LONGEST = 38  # letters of a label


def charts(tables: Iterable[Table]) -> dict[str, bytes]:
    """A file for each of the tables that can be drawn, by its name without the ending."""
    return {table.id: chart(table) for table in tables if table.id in DRAWN and _rows(table)}


def chart(table: Table) -> bytes:
    rows, columns = _rows(table), _columns(table)
    most = max((value for _, values in rows for value in values), default=1) or 1
    height = _TOP + _ROW * len(rows) + 12
    width = _LABEL + _BAR + 60
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}", "role": "img"})
    svg.set("width", str(width))
    svg.set("height", str(height))
    svg.set("font-family", "system-ui, sans-serif")
    styles = (f".{name} {{ fill: var(--chart-{name}, {colour}) }}" for name, colour in COLOURS.items())
    ET.SubElement(svg, "style").text = " ".join(styles)
    ET.SubElement(svg, "title").text = one_line(table.title)
    ET.SubElement(svg, "desc").text = one_line("; ".join(f"{name}: {', '.join(map(str, it))}" for name, it in rows))
    _bar(svg, 0, 0, width, height, "paper")
    _text(svg, 0, 20, table.title, size=16, weight="bold")
    for number, column in enumerate(columns):
        colour = _colour(number, len(columns))
        _bar(svg, _LABEL + 150 * number, 32, 10, 10, colour)
        _text(svg, _LABEL + 150 * number + 16, 41, table.heads[column], size=12)
    for number, (name, values) in enumerate(rows):
        top = _TOP + _ROW * number
        _text(svg, _LABEL - 8, top + 17, _short(name), size=13, anchor="end")
        tall = 24 // len(values)
        for place, value in enumerate(values):
            long = round(_BAR * value / most)
            _bar(svg, _LABEL, top + tall * place, long, tall - 2, _colour(place, len(values)))
            _text(svg, _LABEL + long + 6, top + tall * place + tall - 3, str(value), size=11 if len(values) > 1 else 13)
    text: bytes = ET.tostring(svg, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _columns(table: Table) -> tuple[int, ...]:
    return _COLUMNS.get(table.id, (len(table.heads) - 2, len(table.heads) - 1))


def _rows(table: Table) -> list[tuple[str, list[int]]]:
    """Rows with a figure in each column; the sum of all others is none of them."""
    found = []
    for row in table.rows:
        values = [cell for column in _columns(table) if isinstance(cell := row[column], int)]
        if row[0] != "All" and len(values) == len(_columns(table)):
            found.append((str(row[0]), values))
    return found


def _colour(number: int, of: int) -> str:
    return "now" if number == of - 1 else "before"


def _short(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _bar(svg: ET.Element, x: int, y: int, width: int, height: int, colour: str) -> None:
    words = {"x": x, "y": y, "width": width, "height": height, "class": colour, "fill": COLOURS[colour]}
    ET.SubElement(svg, "rect", {name: str(value) for name, value in words.items()})


def _text(
    svg: ET.Element, x: int, y: int, text: str, *, size: int, anchor: str = "start", weight: str = "normal"
) -> None:
    words = {"x": x, "y": y, "font-size": size, "text-anchor": anchor, "font-weight": weight}
    words |= {"class": "ink", "fill": COLOURS["ink"]}
    ET.SubElement(svg, "text", {name: str(value) for name, value in words.items()}).text = one_line(text)
