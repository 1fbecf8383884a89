"""The network before anyone contributes."""

from __future__ import annotations

import pytest
from tests.contributions.built import built
from tests.contributions.judge import Shape, Site, shapes
from tests.contributions.network import FILES
from tests.contributions.story import write


@pytest.fixture(scope="session")
def without(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = built(write(FILES, tmp_path_factory.mktemp("without")))
    assert not found.problems and found.site is not None
    return found.site


@pytest.fixture(scope="session")
def known(without: Site) -> frozenset[Shape]:
    """The elements that the site has of its own. Escaped text makes none, whatever it says."""
    return shapes(without)
