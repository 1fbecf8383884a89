"""A network of few members and events, and what a sheet would do to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import yaml

from talanoa.load import Content
from talanoa.sheets import Assumptions, Kind, Reader, Sheet, finder
from talanoa.tables import read_table

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Asia/Manila
languages: [en, ko, th]
themes:
  - {id: information, title: {en: Access to information, ko: 정보공개, th: การเข้าถึงข้อมูล}}
  - {id: water, title: "Water, sanitation and hygiene"}
  - {id: sanitation, title: Sanitation}
activities:
  - {id: outreach, title: {en: Outreach, ko: 저변 확대}}
  - {id: learning, title: Learning}
member_kinds: [{id: cso-forum, title: CSO forum}]
"""
MEMBERS = """\
# By hand.
members:
  - id: open-reef   # never changes
    name: {en: Open Reef, ko: 열린 암초}
    country: FJ
    themes: [ water, information ]
    website: https://www.openreef.org/
    joined: 2024-03-02

  - id: steppe
    name: Тал хээр
    country: MN
    formerly: [tal]
"""
EVENTS = """\
events:
  - id: reef-day
    title: {en: Reef Day, ko: 암초의 날}
    type: meeting
    start: 2024-03-02T15:00
    duration: 90 minutes
  - {id: call, title: Call, type: call, start: 2024-03-05}
"""


def read(
    files: Content,
    kind: Kind,
    rows: Sequence[Sequence[Any]] | str | bytes,
    given: dict[str, str] | None = None,
    **options: Any,
) -> Sheet:
    if isinstance(rows, str | bytes):
        data = rows.encode() if isinstance(rows, str) else rows
    else:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        data = text.getvalue().encode()
    find = finder(kind, given or {})
    table = read_table(data, "sheet", lambda heading: find(heading) is not None, [])
    assert table
    return Reader(
        kind, table, given or {}, Assumptions(options.get("timezone"), options.get("dates"), 2026), files
    ).sheet()


def entries(found: Sheet) -> dict[str, dict[str, Any]]:
    """The entries of a sheet's rows, as the new files have them."""
    (data,) = found.plan.files.values()
    (listed,) = yaml.load(data, yaml.BaseLoader).values()
    ids = {done.id for done in found.plan.done}
    return {
        entry["id"]: {key: it for key, it in entry.items() if key != "id"} for entry in listed if entry["id"] in ids
    }


def member(files: Content, heading: str, cell: str) -> Any:
    """What a cell becomes below a heading."""
    (values,) = entries(read(files, "member", [["Organisation", "Country", heading], ["New One", "FJ", cell]])).values()
    return {key: it for key, it in values.items() if key not in ("name", "country")}


def event(files: Content, headings: list[str], cells: list[str], **options: Any) -> Any:
    (values,) = entries(read(files, "event", [["Title", *headings], ["New One", *cells]], **options)).values()
    return {key: it for key, it in values.items() if key not in ("title", "type")}


def fault(found: Sheet) -> str:
    assert not found.plan.done
    (one,) = found.faults
    return str(one)
