"""Workbooks part by part: as spreadsheets write them, and as no one should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="165"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="10"/></cellXfs></styleSheet>'
)
_FIRST = datetime(1899, 12, 30)


def serial(day: date, first: datetime = _FIRST) -> float:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return (moment - first).total_seconds() / 86_400


def cell(value: Any, at: str = "") -> str:
    """A cell as programs write it that keep no list of texts; a `str` that begins with < is the cell itself."""
    place = f" r={quoteattr(at)}" if at else ""
    if value is None:
        return f"<c{place}/>"
    if isinstance(value, bool):
        return f'<c{place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, time):
        return f'<c{place} s="3"><v>{(value.hour * 60 + value.minute) / 1440}</v></c>'
    if isinstance(value, date):
        return f'<c{place} s="{2 if isinstance(value, datetime) else 1}"><v>{serial(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c{place}><v>{value}</v></c>"
    if value.startswith("<"):
        return str(value)
    return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet(rows: Sequence[Sequence[Any]], before: str = "", after: str = "") -> str:
    lines = (f'<row r="{number}">{"".join(map(cell, row))}</row>' for number, row in enumerate(rows, start=1))
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'


def book(
    sheets: Mapping[str, Sequence[Sequence[Any]] | str],
    *,
    hidden: Sequence[str] = (),
    texts: Sequence[str] = (),
    properties: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook with these sheets; `more` parts come to those, or instead of them."""
    named = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"{" state=" + quoteattr("hidden") if name in hidden else ""}/>'
        for n, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    related += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>'
    related += f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in texts)}</sst>',
    }
    for number, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = rows if isinstance(rows, str) else sheet(rows)
    return archive({**parts, **(more or {})})


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            # What a document is stands in its first part, unpacked.
            file.writestr(zipfile.ZipInfo(name) if name == "mimetype" else name, part)
    return made.getvalue()
