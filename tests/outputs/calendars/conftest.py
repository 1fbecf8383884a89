"""A network with a calendar."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.outputs.calendars.reading import NETWORK
from tests.outputs.conftest import SiteOf

from talanoa.outputs.view import View


@pytest.fixture
def view_of(site_of: SiteOf) -> Callable[..., View]:
    """A network with these events."""

    def build(events: str, now: str = "2026-11-21", network: str = NETWORK) -> View:
        return site_of({"network.yml": network, "events.yml": "events:\n" + events}, now=now)

    return build
