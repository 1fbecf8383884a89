"""What people want to say → the network's files, as a person who knows them well would write it.

fields.py       what can be said of a post, a member, an event: one description, read off the model
ids.py          a title in any script → an id
differences.py  what an entry says and what it should say → the changes for it
entries.py      plain values → new files, and changes in those that are there
"""

from talanoa.authoring.entries import Values, Written, added, changed, ids
from talanoa.authoring.fields import KINDS, NOUN_OF, Field, Kind, Shape, choices_in, field_at, fields
from talanoa.authoring.ids import proposed_id

__all__ = [
    "KINDS",
    "NOUN_OF",
    "Field",
    "Kind",
    "Shape",
    "Values",
    "Written",
    "added",
    "changed",
    "choices_in",
    "field_at",
    "fields",
    "ids",
    "proposed_id",
]
