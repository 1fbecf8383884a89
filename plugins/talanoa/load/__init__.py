"""A folder → its content and every problem of shape and value in it: the only reader of content.

files.py          which files there are
names.py          files that are named nearly right
ids.py            the ids that files have, also where nothing else in them can be used
reading.py        a file → its bytes, its text, its YAML
network.py        network.yml → the network
lists.py          members and events, of their lists or of a file each → things
posts.py          posts/ → posts
answers.py        answers to surveys → figures that may be shown
digests.py        digests/ → greetings, and what was sent
content.py        all of it together
reading_cache.py  what was read, for the next time: in the same process, and from one build to the next
"""

from talanoa.load.content import Content, load
from talanoa.load.files import MAX_FOLDERS, may_be_published
from talanoa.load.ids import slug_of
from talanoa.load.names import is_copy, suggested_path
from talanoa.load.network import STAND_IN
from talanoa.load.posts import post_again
from talanoa.load.reading import text_of
from talanoa.load.reading_cache import RECORDS, ReadingCache

__all__ = [
    "MAX_FOLDERS",
    "RECORDS",
    "STAND_IN",
    "Content",
    "ReadingCache",
    "is_copy",
    "load",
    "may_be_published",
    "post_again",
    "slug_of",
    "suggested_path",
    "text_of",
]
