"""The search: every text of the site once, and an index of it in small plain files that a browser can ask (docs.md)."""

from talanoa.search.findable import Findable, findables, position, written_by_hand
from talanoa.search.index import FOLDER, PARTS, TABLE, index
from talanoa.search.records import Record, hand_written

__all__ = [
    "FOLDER",
    "PARTS",
    "TABLE",
    "Findable",
    "Record",
    "findables",
    "hand_written",
    "index",
    "position",
    "written_by_hand",
]
