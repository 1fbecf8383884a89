"""Changes in the text of a YAML file itself: comments, order, quotation marks, line ends and blank lines are the author's.

changes.py  what can be asked, and what the file says then
written.py  values → YAML, the one place that writes it
edits.py    a change → which characters give way to which
applied.py  files changed whole or not at all
"""

from talanoa.amend.applied import amend, amended, amended_from, entries, entry_at, preview, root_of
from talanoa.amend.changes import Change, Insert, Put, Remove
from talanoa.amend.written import InLine, Plain, Value, braces, entry, in_quotes, lines, scalar

__all__ = [
    "Change",
    "InLine",
    "Insert",
    "Plain",
    "Put",
    "Remove",
    "Value",
    "amend",
    "amended",
    "amended_from",
    "braces",
    "entries",
    "entry",
    "entry_at",
    "in_quotes",
    "lines",
    "preview",
    "root_of",
    "scalar",
]
