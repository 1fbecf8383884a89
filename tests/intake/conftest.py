"""A small network, and what becomes of a body in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import write_network
from tests.intake.bodies import DAY, FILES

from talanoa.intake import Refusals, Wish, wish
from talanoa.load import Content, load


class Ask:
    """`ask(body)` → the files that a body changes, by path, and their texts; the wish is kept."""

    wish: Wish

    def __init__(self, content: Content) -> None:
        self.content = content

    def __call__(self, body: str) -> dict[str, str]:
        found = wish(body.encode(), self.content, date.fromisoformat(DAY))
        assert isinstance(found, Wish), found
        self.wish = found
        return {path: data.decode() for path, data in found.files.items()}

    def refusals(self, body: str | bytes) -> Refusals:
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        found = wish(data, self.content, date.fromisoformat(DAY))
        assert isinstance(found, list) and found, found
        lines = (data.decode("utf-8", "replace")).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for one in found:
            assert 1 <= one.line <= len(lines) and 1 <= one.column <= len(lines[one.line - 1]) + 1, one
        return found


@pytest.fixture(scope="session")
def reef(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_network(tmp_path_factory.mktemp("reef"), FILES)


@pytest.fixture
def ask(reef: Path) -> Ask:
    content, problems = load(reef)
    assert content and not problems, problems
    return Ask(content)
