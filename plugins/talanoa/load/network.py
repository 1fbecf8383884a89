"""network.yml → the network: who it is, and what its other files may name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from talanoa import source
from talanoa.files import fingerprint
from talanoa.load.reading import bytes_of, yaml_of
from talanoa.load.reading_cache import ReadingCache
from talanoa.model.fields import Problems, read
from talanoa.model.network import Network
from talanoa.model.values import Authority, Id, Language, TimeZone, Words
from talanoa.problems import Place, Problem

STAND_IN: Mapping[str, Any] = {
    "id": Id("network"),
    "authority": Authority("example.org", "2026"),
    "name": Words({"": "Network"}),
    "timezone": TimeZone("UTC"),
    "languages": (Language("en"),),
}


def network_of(root: Path, readings: ReadingCache, problems: Problems) -> tuple[Network | None, str]:
    """The network, and the fingerprint of what it was read from."""
    if not os.path.lexists(root / "network.yml"):
        problems.append(
            Problem(
                "missing-file",
                "network.yml is missing",
                Place.start_of("network.yml"),
                "run this in the folder that has it; to begin a network: talanoa new site our-network",
            )
        )
        return None, ""
    data = bytes_of(root, "network.yml", problems)
    if data is None:
        return None, ""
    return readings.once(("network", data), partial(_read_network, data), problems), fingerprint(data)


def _read_network(data: bytes, problems: Problems) -> Network | None:
    before = len(problems)
    node = yaml_of(data, "network.yml", problems)
    if node is None:
        if len(problems) == before:
            problems.append(
                Problem(
                    "missing-field",
                    "network.yml is empty",
                    Place.start_of("network.yml"),
                    "write id, authority, name, timezone, languages",
                )
            )
        return None
    network = read(Network, node, problems)
    if isinstance(node, source.Mapping) and (network is None or not network.languages):
        # What is missing is reported; with something in its place everything else can be judged in the same run.
        network = read(Network, node, [], defaults=STAND_IN)
        if network and not network.languages:
            network = replace(network, languages=STAND_IN["languages"])
    return network
