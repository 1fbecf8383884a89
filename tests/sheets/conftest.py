"""The network that sheets of these tests are about."""

from __future__ import annotations

import pytest
from tests.conftest import write_network
from tests.sheets.reading import EVENTS, MEMBERS, NETWORK

from talanoa.load import Content, load


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Content:
    there = {"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS}
    content, problems = load(write_network(tmp_path_factory.mktemp("sheets"), there))
    assert content and not problems
    return content
