"""The manual's tables of headings are those of the program. TALANOA_REFRESH=1 writes them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import get_args

import pytest

import talanoa.manual
from talanoa.sheets import Kind, aliases, paths
from talanoa.sheets.headings import words

PAGE = Path(talanoa.manual.__file__).parent / "sheets.md"
SHOWN = 9  # of the words for a field; the program knows more


def table(kind: Kind) -> str:
    rows = [f"| `{path}` | {', '.join(aliases(kind, path)[:SHOWN])} |\n" for path in paths(kind) if aliases(kind, path)]
    others = ", ".join(f"`{path}`" for path in paths(kind) if not aliases(kind, path))
    return f"\n| Field | Other headings, such as |\n| --- | --- |\n{''.join(rows)}\nBy their own names alone: {others}.\n\n"


def test_the_tables_are_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    made = text
    for kind in get_args(Kind):
        before, mark, rest = made.partition(f"<!-- {kind} -->\n")
        made = before + mark + table(kind) + rest[rest.index("<!-- end -->") :]
    if os.environ.get("TALANOA_REFRESH"):
        PAGE.write_text(made, "utf-8")
    else:
        assert text == made


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_field_has_its_own_name_as_a_heading(kind: Kind) -> None:
    known = words(kind)
    for path in paths(kind):
        assert known[" ".join(re.sub(r"[_.]", " ", path).split())] == path
        assert all(path in paths(kind) for path in known.values())
