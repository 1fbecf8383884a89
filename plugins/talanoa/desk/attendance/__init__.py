"""Exports of video calls → the members that came. Names, addresses and minutes of people stay outside of the repository.

headings.py  how programs call the columns of their exports
clocks.py    times, lengths and days as they write them
sheet.py     an export, whatever wrote it → its rows by their headings
stays.py     who is named in it, and when they were there
matching.py  who is named → which member they came for
aliases.py   names that someone has said the member of, in a file that git ignores
record.py    the members that came → the change of events.yml
"""

from talanoa.desk.attendance import aliases
from talanoa.desk.attendance.clocks import Order
from talanoa.desk.attendance.matching import MIN_STAY, Found, found_in
from talanoa.desk.attendance.record import changes
from talanoa.desk.attendance.sheet import Row, has_unknown_headings, rows_of, table_of
from talanoa.desk.attendance.stays import other_day, stays_in

__all__ = [
    "MIN_STAY",
    "Found",
    "Order",
    "Row",
    "aliases",
    "changes",
    "found_in",
    "has_unknown_headings",
    "other_day",
    "rows_of",
    "stays_in",
    "table_of",
]
