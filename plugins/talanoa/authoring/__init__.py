"""What people want to say → the network's files, as a person who knows them well would write it.

fields.py       what can be said of a post, a member, an event: one description, read off the model
ids.py          a title in any script → an id
differences.py  what an entry says and what it should say → the changes for it
places.py       where a new entry goes
entries.py      plain values → new files, and changes in those that are there
judged.py       what is wrong with a value before it is written
forms.py        what the forms of the site and of the repository's issues ask
decap.py        the configuration of a browser editor
defaults.py     what a new entry begins with: days, who writes, a call's agenda
"""

from talanoa.authoring.defaults import PLACEHOLDER, defaults, in_markdown, notes_of
from talanoa.authoring.entries import Values, Written, added, bytes_of, changed, ids, in_yaml
from talanoa.authoring.fields import KINDS, NOUN_OF, Field, Kind, choices_in, field_at, fields
from talanoa.authoring.ids import Taken, proposed_id
from talanoa.authoring.judged import wrong_with

__all__ = [
    "KINDS",
    "NOUN_OF",
    "PLACEHOLDER",
    "Field",
    "Kind",
    "Taken",
    "Values",
    "Written",
    "added",
    "bytes_of",
    "changed",
    "choices_in",
    "defaults",
    "field_at",
    "fields",
    "ids",
    "in_markdown",
    "in_yaml",
    "notes_of",
    "proposed_id",
    "wrong_with",
]
