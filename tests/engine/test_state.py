"""The preview finds each file of a site, and makes no other for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from tests.conftest import NETWORK, Files
from tests.images.samples import photo

from talanoa.engine import Request
from talanoa.engine.assembly import assemble
from talanoa.engine.preview.state import State
from talanoa.engine.routes import Parts, routes

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def drawn(height: int) -> bytes:
    data = BytesIO()
    photo((700, height)).save(data, "JPEG")
    return data.getvalue()


FILES: Files = {
    "network.yml": f"{NETWORK}brand: {{logo: {{src: members/pictures/ours.jpg, alt: A reef}}}}\n",
    "members/pictures/ours.jpg": drawn(503),
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ, logo: {src: members/pictures/logo.jpg, alt: A fish}}\n"
    "  - {id: other, name: Other, country: FJ, about: '![a boat](posts/pictures/boat.jpg)'}\n",
    "members/pictures/logo.jpg": drawn(500),
    "posts/pictures/boat.jpg": drawn(501),
    "posts/pictures/unseen.exe": b"MZ",
    "posts/2026/pictures/well.jpg": drawn(502),
    "posts/2026/bill.pdf": b"%PDF-1.4\n",
    "posts/2026/wells.md": "---\ntitle: Wells\ndate: 2026-01-02\nauthors: [open-reef]\nkind: news\n"
    "image: {src: posts/pictures/boat.jpg, alt: A boat}\n---\n![A well](pictures/well.jpg) and [the bill](bill.pdf)\n",
    "docs/about.md": "# About\n\n![A boat](../posts/pictures/boat.jpg) and [a file](files/rules.txt)\n",
    "docs/files/rules.txt": "Be kind.\n",
    "docs/_headers": "/*\n  X-Ours: 1\n",
}


def shown(root: Path) -> tuple[State, Parts]:
    state = State.of(assemble(root, Request(NOW, cache=False, drafts=True)))
    assert state.assembly.parts
    return state, state.assembly.parts


def test_each_file_of_a_site_is_found(network: Callable[[Files], Path]) -> None:
    state, parts = shown(network(FILES))
    files = {route.path: route.make() for route in routes(parts)}
    assert {path: state.file(path) for path in files} == files
    assert {
        "assets/members/pictures/ours.jpg",
        "posts/wells/pictures/well.jpg",
        "posts/wells/bill.pdf",
        "search/index.json",
        "_headers",
    } <= {*files}


@pytest.mark.parametrize(
    "path",
    [
        "posts/wells/pictures/unseen.exe",
        "nothing/pictures/boat.jpg",
        "assets/posts/pictures/boat.jpg",
        "members.yml",
        "docs/files/rules.txt",
        "../members.yml",
    ],
)
def test_nothing_else_is(network: Callable[[Files], Path], path: str) -> None:
    assert shown(network(FILES))[0].file(path) is None


def test_a_picture_costs_no_page(network: Callable[[Files], Path]) -> None:
    root = network(FILES)
    _, other = shown(root)
    pictures = [route.path for route in routes(other) if route.path.endswith((".jpg", ".webp"))]
    state, parts = shown(root)
    assert len(pictures) > 5 and all(state.file(path) for path in pictures)
    assert not parts.summaries, "no page was made"
