"""When one can sign, register, join or answer is decided in one place."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from talanoa.model.event import Registration
from talanoa.model.network import Convener, Join
from talanoa.model.opening import Opens
from talanoa.model.post import Post, Response, Signing
from talanoa.model.survey import Survey
from talanoa.model.values import FilePath, Reach, Text, Words
from talanoa.problems import Place

FIRST, LAST = date(2026, 5, 1), date(2026, 6, 30)
DAYS = (date(2026, 4, 30), FIRST, LAST, date(2026, 7, 1))


@pytest.mark.parametrize(
    "kind",
    [
        *(Registration, Signing),
        lambda **days: Join(Place.start_of("network.yml"), **days),
        lambda **days: Survey(Text("What hurts?"), **days),
    ],
)
def test_both_days_are_included_and_a_missing_one_is_no_bound(kind) -> None:
    def states(it: Opens) -> list[str]:
        return [it.opening(day) for day in DAYS]

    assert states(kind(opens=FIRST, closes=LAST)) == ["before", "open", "open", "closed"]
    assert states(kind(opens=FIRST)) == ["before", "open", "open", "open"]
    assert states(kind(closes=LAST)) == ["open", "open", "open", "closed"]
    assert states(kind()) == ["open"] * 4


def test_a_survey_without_a_last_day_is_closed_by_its_results() -> None:
    survey = Survey(Text("What hurts?"), opens=FIRST, results=FilePath("answers.csv"))
    assert [survey.is_open(day) for day in DAYS] == [False] * 4


@pytest.mark.parametrize(
    ("signing", "response", "said"),
    [
        (None, None, ["none"] * 4),
        (Signing(addressed_to=Text("The ministers")), None, ["none"] * 4),
        (Signing(opens=FIRST), None, ["before", "open", "open", "open"]),
        (Signing(opens=FIRST), Response(summary=Words({"": "Yes"})), ["closed"] * 4),
        (Signing(closes=LAST), Response(summary=Words({"": "Yes"})), ["open", "open", "open", "closed"]),
    ],
)
def test_when_a_statement_can_be_signed(signing: Signing | None, response: Response | None, said: list[str]) -> None:
    statement = SimpleNamespace(signing=signing, response=response)
    assert [Post.signing_on(statement, day) for day in DAYS] == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "mailbox"),
    [
        ("mailto:ana@example.org", "ana@example.org"),
        ("mailto:ana%2Breef@example.org", "ana+reef@example.org"),
        ("mailto:50%25%3F@example.org", "50%?@example.org"),
        ("https://example.org/mailto:ana@example.org", None),
        (None, None),
    ],
)
def test_the_address_of_the_convener(url: str | None, mailbox: str | None) -> None:
    assert Convener(Text("Ana"), url=Reach(url) if url else None).mailbox == mailbox
