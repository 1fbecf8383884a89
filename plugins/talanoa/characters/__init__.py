"""Characters that deceive: ones that no one sees, ones that turn a line around, ones that look like another; and how wide they are.

deceiving.py  what is found in a text, an id, a host
mixing.py     words in which a letter of one script passes for one of another
columns.py    how wide a text is on a screen, and what of it may go there
"""

from talanoa.characters.columns import columns, printable
from talanoa.characters.deceiving import (
    BIDIRECTIONAL,
    FORBIDDEN,
    Finding,
    findings,
    is_blank,
    is_deceptive_host,
    may_deceive,
    named,
    readable_host,
    shape,
)
from talanoa.characters.mixing import like_latin

__all__ = [
    "BIDIRECTIONAL",
    "FORBIDDEN",
    "Finding",
    "columns",
    "findings",
    "is_blank",
    "is_deceptive_host",
    "like_latin",
    "may_deceive",
    "named",
    "printable",
    "readable_host",
    "shape",
]
