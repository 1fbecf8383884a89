"""What people type as a day or a time, in many languages, and which order a column has."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.model.wrong import Wrong
from talanoa.sheets.days import ORDERS, Order, Typed, clock_of, names, order_in, order_of, parts, typed
from talanoa.sheets.options import ELSEWHERE

NAMES = names(["en", "id", "fil", "ko", "mn", "ur", "th", "de", "fr", "es"])
SECOND = date(2024, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-03-02",
            "2024/3/2",
            "2024.03.02",
            "20240302",
            "45353",
            "2024-03-02T00:00:00",
            "2024年3月2日",
            "2024년 3월 2일",
        ),
        *(
            "2 March 2024",
            "March 2, 2024",
            "2nd of March, 2024",
            "Sat, 2 Mar 2024",
            "2-Mar-24",
            "2 Mar '24",
            "MAR 2 2024",
        ),
        *(
            "2 Maret 2024",
            "Sabtu, 2 Maret 2024",
            "ika-2 ng Marso 2024",
            "2 มีนาคม 2567",
            "วันที่ 2 มีนาคม พ.ศ. 2567",
            "۲ مارچ ۲۰۲۴",
        ),
        *(
            "2024 оны 3-р сарын 2",
            "2024 оны гуравдугаар сарын 2",
            "le 2 mars 2024",
            "2. März 2024",
            "2 de marzo de 2024",
            "২০২৪-০৩-০২",
        ),
    ],
)
def test_one_day_in_many_words(text: str) -> None:
    found = typed(text, NAMES)
    assert found and found.is_plain and found.days["dmy"] == SECOND


@pytest.mark.parametrize(
    "text, clock",
    [
        ("2 Mar 2024 15:00", time(15)),
        ("2024-03-02 3:30 PM", time(15, 30)),
        ("March 2 2024 at 3pm", time(15)),
        ("2 Maret 2024 pukul 14.00", time(14)),
        ("2024년 3월 2일 오후 3시", time(15)),
        ("2. März 2024, 14:30 Uhr", time(14, 30)),
        ("le 2 mars 2024 à 14h30", time(14, 30)),
        ("2 March 2024, 12:15 a.m.", time(0, 15)),
        ("45353.625", time(15)),
        ("2 มี.ค. 67 15.00 น.", time(15)),
    ],
)
def test_a_day_with_a_time(text: str, clock: time) -> None:
    found = typed(text, NAMES)
    assert found and found.days["dmy"] == SECOND and found.clock == clock


@pytest.mark.parametrize("text", ["2nd to 4th March 2024", "2 a 4 March 2024", "2 p 4 March 2024", "2, 4 March 2024"])
def test_the_first_of_two_days_is_no_time(text: str) -> None:
    """In some language each of these words is short for a half of the day."""
    assert typed(text, names(["en", *ELSEWHERE])) is None


@pytest.mark.parametrize(
    "text", ["", "soon", "31/02/2024", "March 2024", "12", "2024", "tbc March 2 2024", "2/3", "1.5", "99/99/9999"]
)
def test_what_is_no_day(text: str) -> None:
    assert typed(text, NAMES) is None


def test_a_day_of_the_week_that_is_wrong() -> None:
    with pytest.raises(Wrong):
        typed("Monday 2 March 2024", NAMES)


@pytest.mark.parametrize(
    "texts, order",
    [
        (["29/02/24", "02/03/24"], "dmy"),
        (["02/29/24", "03/02/24"], "mdy"),
        (["03/03/2024", "2024-03-02"], "dmy"),  # the same in each order
        (["24/02/29", "99/12/31"], "ymd"),
        (["Fri 01/03/2024", "02/03/2024"], "dmy"),  # 3 January was a Wednesday
        (["01/02/2024", "03/04/2024"], (0, 1)),
        (["29/02/24", "02/29/24"], (0, 1)),
        (["13/01/2024", "02/03/2024", "01/13/2024"], (0, 2)),
    ],
)
def test_a_column_has_one_order(texts: list[str], order: Order | tuple[int, ...]) -> None:
    column = [(row, found) for row, text in enumerate(texts) if isinstance(found := typed(text, NAMES), Typed)]
    assert order_of(column, None) == order
    assert order_of(column, "mdy") == "mdy"


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2060, 12, 31)), min_size=1, max_size=12),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y"]),
)
def test_no_day_is_ever_taken_for_another(column: list[date], form: str) -> None:
    """Whatever is read, is read as it was meant, or asked about."""
    cells = [(row, found) for row, day in enumerate(column) if (found := typed(day.strftime(form), NAMES))]
    assert len(cells) == len(column)
    order = order_of(cells, None)
    if order in ORDERS:
        assert [found.days.get(order) for _, found in cells] == column  # type: ignore[call-overload]
    else:
        assert not any(day.day > 12 for day in column)


@pytest.mark.parametrize(
    "text, sides",
    [
        ("2-4 March 2024", ("2 March 2024", "4 March 2024")),
        ("March 2-4, 2024", ("March 2, 2024", "March 4, 2024")),
        ("2024-03-02 – 2024-03-04", ("2024-03-02", "2024-03-04")),
        ("2 March 2024 10:00-12:30", ("2 March 2024 10:00", "12:30")),
        ("2024-03-02 10:00-12:30", ("2024-03-02 10:00", "12:30")),
        ("10:00 to 12:00", ("10:00", "12:00")),
        ("1 Maret 2024 sampai 3 Maret 2024", ("1 Maret 2024", "3 Maret 2024")),
        ("2nd to 4th March 2024", ("2 March 2024", "4 March 2024")),
        ("2 s/d 4 Maret 2024", ("2 Maret 2024", "4 Maret 2024")),
        ("March 2nd–4th, 2024", ("March 2, 2024", "March 4, 2024")),
        ("March 2 & 3, 2024", ("March 2, 2024", "March 3, 2024")),
        ("2 a 4 de marzo de 2024", ("2 de marzo de 2024", "4 de marzo de 2024")),
        ("2 and 9 March 2024", ("2 and 9 March 2024", "")),  # which are two events
        ("2024-03-02/2024-03-04", ("2024-03-02", "2024-03-04")),
        ("2/3/24 7pm-9pm", ("2/3/24 7pm", "9pm")),
        ("2 March 2024 from 7 to 9 pm", ("2 March 2024 from 7pm", "9pm")),
        ("10-11:30 a.m.", ("10am", "11:30am")),
        ("10-12 pm", ("10am", "12pm")),
        ("11.30–1 pm", ("11.30am", "1pm")),
        ("12-2 PM", ("12Pm", "2Pm")),
        ("2 March 2024", ("2 March 2024", "")),
    ],
)
def test_from_one_to_another(text: str, sides: tuple[str, str]) -> None:
    assert parts(text) == sides


@pytest.mark.parametrize(
    "text, clock",
    [
        ("15:00", time(15)),
        ("3pm", time(15)),
        ("3:05 p.m.", time(15, 5)),
        ("오후 3시", time(15)),
        ("15h30", time(15, 30)),
        ("9", None),
        ("12 NN", time(12)),
        ("noon", time(12)),
        ("jam 7 malam", time(19)),
        ("12 malam", None),
        ("jam 2 malam", None),  # the night before, or the one after
        ("25:00", None),
        ("24:00", None),
        ("noon-ish", None),
    ],
)
def test_times(text: str, clock: time | None) -> None:
    assert clock_of(text, NAMES) == clock


@pytest.mark.parametrize(
    "heading, order",
    [
        ("Date (DD/MM/YYYY)", "dmy"),
        ("Start [mm/dd/yy]", "mdy"),
        ("Datum (TT.MM.JJJJ)", "dmy"),
        ("Date (YYYY-MM-DD)", "ymd"),
        ("Date", None),
        ("Today", None),
        ("Tag", None),
    ],
)
def test_a_heading_can_say_the_order(heading: str, order: str | None) -> None:
    assert order_in(heading) == order


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["2", "03", "/", "-", " ", "March", "2024", "15:00", "pm", "to", "."]), max_size=10).map(
        "".join
    )
)
def test_whatever_is_typed(text: str) -> None:
    with suppress(Wrong):
        typed(text, NAMES)
    parts(text)
    clock_of(text, NAMES)
