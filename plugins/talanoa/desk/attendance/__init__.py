"""Exports of video calls → the members that came. Names, addresses and minutes of people stay outside of the repository.

sheet.py     an export, whatever wrote it → its rows by their headings
stays.py     who is named in it, and when they were there
matching.py  who is named → which member they came for
aliases.py   names that someone has said the member of, in a file that git ignores
record.py    the members that came → the change of events.yml
"""

from talanoa.desk.attendance import aliases
from talanoa.desk.attendance.matching import MIN_STAY, Found, found_in
from talanoa.desk.attendance.record import changes
from talanoa.desk.attendance.sheet import table_of
from talanoa.desk.attendance.stays import stays_in

__all__ = ["MIN_STAY", "Found", "aliases", "changes", "found_in", "stays_in", "table_of"]
