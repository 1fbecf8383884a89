"""What people write for a day is suggested as the files have it; what could be two days isn't."""

from __future__ import annotations

import pytest

from talanoa.model import guess


@pytest.mark.parametrize(
    "text, day",
    [
        *((it, "2016-03-15") for it in ("15 March 2016", "March 15th, 2016", "Tue 15 Mar. 2016", "15/03/2016", "3/15/2016", "2016.3.15", "2016/03/15")),
        ("5.5.2016", "2016-05-05"),
        *((it, None) for it in ("5/6/2016", "March 2016", "15 March", "31/02/2016", "15/03/16", "15 Marchand 2016", "soon", "", "15 16 17 March 2016")),
    ],
)  # fmt: skip
def test_a_day(text: str, day: str | None) -> None:
    assert guess.day(text) == day


@pytest.mark.parametrize(
    "text, moment",
    [
        ("2026-11-17 1pm", "2026-11-17 13:00"),
        ("17 November 2026 at 12:30 a.m.", "2026-11-17 00:30"),
        ("17 November 2026, 15.30", "2026-11-17 15:30"),
        ("17 November 2026", "2026-11-17"),
        ("2026-11-17 13pm", None),
        ("2026-11-17 25:00", None),
        ("3pm", None),
    ],
)
def test_a_day_with_a_time(text: str, moment: str | None) -> None:
    assert guess.moment(text) == moment


@pytest.mark.parametrize(
    "text, period, licence",
    [
        ("six weeks", "6 weeks", None),
        ("Two Months", "2 months", None),
        ("six of them", None, None),
        ("CC BY 4.0", None, "CC-BY-4.0"),
        ("cc by-nc-sa 3.0", None, "CC-BY-NC-SA-3.0"),
        ("CC BY", None, None),
    ],
)
def test_a_period_and_a_licence(text: str, period: str | None, licence: str | None) -> None:
    assert (guess.period(text), guess.licence(text)) == (period, licence)
