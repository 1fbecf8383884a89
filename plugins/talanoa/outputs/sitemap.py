"""The sitemap: every listed page, with the day of its last real change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from talanoa.outputs.output import File
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View


def sitemap(view: View, pages: Iterable[tuple[str, date | None]]) -> File:
    """`pages` are addresses with their days; hand-written pages have none."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, day in sorted(pages, key=lambda entry: entry[0]):
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(absolute(view, address), quote=False)}</loc>{changed}</url>")
    return File("/sitemap.xml", "\n".join([*lines, "</urlset>", ""]).encode())
