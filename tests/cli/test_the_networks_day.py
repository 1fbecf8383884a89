"""What day it is, is the network's to say: its clocks, not those of the computer or of UTC."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NETWORK, Command, Files
from tests.intake.bodies import FILES, POST, body

# 20:00 UTC: in Auckland it is the morning of the 22nd, in Honolulu still that of the 21st.
EVENING = "1795291200"
ZONES = [("Pacific/Auckland", "2026-11-22"), ("Pacific/Honolulu", "2026-11-21"), ("Asia/Kathmandu", "2026-11-22")]
EVENTS = "events:\n  - {id: call, title: Call, type: call, start: 2026-10-01 10:00, recurrence: {every: 6 weeks, count: 3}}\n"
TERM = "term: {start: 2026-09-01, end: 2027-08-31}\nparticipation: {event: call, expected: 2, of: 3}\n"


def named(zone: str) -> str:
    return NETWORK.replace("Pacific/Auckland", zone)


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EVENING)


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_reports(zone: str, day: str, network: Callable[[Files], Path], command: Command) -> None:
    root = network({"network.yml": named(zone) + TERM, "events.yml": EVENTS})
    for what in ("desk", "review", "participation"):
        done = command(root, "talanoa", "report", what, "--format", "json")
        assert json.loads(done.stdout)["as_of"] == day, (what, done.stderr)


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_a_digest_goes_up_to_that_day(zone: str, day: str, network: Callable[[Files], Path], command: Command) -> None:
    root = network({"network.yml": named(zone), "events.yml": EVENTS})
    done = command(root, "talanoa", "digest", "--since", "2026-11-01")
    assert done.returncode == 0, done.stderr
    assert f"<digest-{day}.en@" in (root / ".talanoa/digest/digest.en.eml").read_text("utf-8")


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_what_an_issue_asks_for_is_dated_by_it(
    zone: str, day: str, network: Callable[[Files], Path], tmp_path: Path, command: Command
) -> None:
    settings = str(FILES["network.yml"]).splitlines()
    kept = [line for line in settings if not line.startswith("timezone:")]
    root = network({**FILES, "network.yml": "\n".join([*kept, f"timezone: {zone}", ""])})
    (tmp_path / "body.md").write_text(body("post", **POST), "utf-8")
    done = command(root, "talanoa", "intake", str(tmp_path / "body.md"), "--now", "2026-11-21T20:00:00+00:00")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [*(root / "posts").rglob(f"{day}-*.md")], done.stdout
