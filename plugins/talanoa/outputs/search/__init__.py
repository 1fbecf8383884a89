"""What the search finds: every text of the site once, as plain text, with what it can be filtered by."""

from talanoa.outputs.search.records import Record, hand_written, records

__all__ = ["Record", "hand_written", "records"]
