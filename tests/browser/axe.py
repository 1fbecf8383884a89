"""axe-core, asked of a page that is open."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page
from tests.conftest import REPOSITORY

_PROGRAM = REPOSITORY / "tests/validators/node_modules/axe-core/axe.min.js"
_FIND = """
async options => (await axe.run(document, {...options, resultTypes: ["violations"], preload: false})).violations.flatMap(
    violation => violation.nodes.map(node => `${violation.id}: ${node.target.join(" ")}  ${node.html.slice(0, 120)}`))
"""
# All of axe's rules of WCAG A and AA, its best practices, and the size of targets, which it leaves off unless it is asked.
ALL: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
_COLOURED = ("color-contrast", "link-in-text-block")
# What depends on how a page is drawn, and not on its elements alone.
DRAWN: dict[str, Any] = {"runOnly": [*_COLOURED, "target-size"]}
BUT_COLOURS: dict[str, Any] = {"rules": ALL["rules"] | {rule: {"enabled": False} for rule in _COLOURED}}


@cache
def _program() -> str:
    return _PROGRAM.read_text("utf-8")


def faults(page: Page, options: dict[str, Any] = ALL) -> list[str]:
    """What it finds. It isn't part of the page: no policy of ours is about what a test evaluates."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(_program())
    found: list[str] = page.evaluate(_FIND, options)
    return found
