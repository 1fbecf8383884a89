"""A folder → its content and every problem of shape and value in it: the only reader of content.

files.py    which files there are
reading.py  a file → its bytes, its text, its YAML
ids.py      the ids that files have, also where nothing else in them can be used
content.py  files → entries → the model
reading_cache.py  what was read, for the next time: in the same process, and from one build to the next
"""

from talanoa.load.content import MAX_TIMES, STAND_IN, Content, load, post_again, text_again
from talanoa.load.files import MAX_FOLDERS, may_be_published
from talanoa.load.ids import slug_of
from talanoa.load.names import is_copy, misnamed, suggested_path
from talanoa.load.reading_cache import RECORDS, ReadingCache

__all__ = [
    "MAX_FOLDERS",
    "MAX_TIMES",
    "RECORDS",
    "STAND_IN",
    "Content",
    "ReadingCache",
    "is_copy",
    "load",
    "may_be_published",
    "misnamed",
    "post_again",
    "slug_of",
    "suggested_path",
    "text_again",
]
