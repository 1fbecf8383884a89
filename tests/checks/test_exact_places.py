"""A home is no place to publish; a hall is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.test_privacy import problems_of

HOMES = [
    "{latitude: -18.14161, longitude: 178.44149}",
    "{city: Suva, latitude: -18.1416, longitude: 178.4415}",
    "{name: Mere's house, latitude: -18.14161, longitude: 178.44149}",
    "{name: Meeting, address: At the home of Mere, latitude: -18.14161, longitude: 178.44149}",
    "{name: Rumah Bu Sri, latitude: -6.20876, longitude: 106.84513}",
    "{name: 김민준 자택, latitude: 37.56654, longitude: 126.97801}",
    "{name: 김민준 씨 집, latitude: 37.56654, longitude: 126.97801}",
    "{name: عائشہ کا گھر, latitude: 33.68443, longitude: 73.04792}",
    "{name: บ้านของสมชาย, latitude: 13.75633, longitude: 100.50177}",
    "{name: 王さんの家, latitude: 35.67621, longitude: 139.65031}",
    "{name: Nhà riêng, latitude: 21.02851, longitude: 105.80481}",
    "{name: हाम्रो घर, latitude: 27.71724, longitude: 85.32401}",
]
VENUES = [
    "{latitude: -18.14, longitude: 178.44}",
    "{city: Suva, latitude: -18.141, longitude: 178.442}",
    "{latitude: -18.14161, longitude: 178}",
    "{name: Civic Centre, latitude: -18.14161, longitude: 178.44149}",
    "{name: Parliament House, latitude: -35.30824, longitude: 149.12443}",
    "{name: Sydney Opera House, latitude: -33.85678, longitude: 151.21531}",
    "{name: Ministry of Home Affairs, latitude: 28.61393, longitude: 77.20902}",
    "{name: Rumah Sakit Umum, latitude: -6.20876, longitude: 106.84513}",
    "{name: Rumah Budaya, latitude: -6.20876, longitude: 106.84513}",
    "{name: 시민의집, latitude: 37.56654, longitude: 126.97801}",
    "{name: 집회 광장, latitude: 37.56654, longitude: 126.97801}",
    "{name: ڈاک گھر, latitude: 33.68443, longitude: 73.04792}",
    "{name: บ้านแพ้ว, latitude: 13.75633, longitude: 100.50177}",
]


def event_at(place: str) -> str:
    return (
        f"events:\n  - id: meeting\n    title: Meeting\n    type: meeting\n    start: 2026-12-01\n    place: {place}\n"
    )


@pytest.mark.parametrize("place", HOMES)
def test_a_home_is_found(place: str, tmp_path: Path) -> None:
    found = problems_of(tmp_path, {"events.yml": event_at(place)})
    assert [problem.code for problem in found] == ["exact-place"]
    assert found[0].place.line == 6
    assert found[0].place.column > len("    place: {latitude")


@pytest.mark.parametrize("place", VENUES)
def test_a_public_place_may_be_exact(place: str, tmp_path: Path) -> None:
    assert problems_of(tmp_path, {"events.yml": event_at(place)}) == []
