"""The search: every text of the site once, and an index of it in small plain files that a browser can ask (docs.md)."""

from talanoa.search.index import FOLDER, index
from talanoa.search.records import Record, hand_written, in_words, records

__all__ = ["FOLDER", "Record", "hand_written", "in_words", "index", "records"]
