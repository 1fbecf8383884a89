"""A folder → its content and every problem of shape and value in it: the only reader of content.

files.py    which files there are
reading.py  a file → its bytes, its text, its YAML
content.py  files → entries → the model
kept.py     what was read, for the next time: in the same process, and from one build to the next
"""

from talanoa.load.content import MAX_TIMES, STAND_IN, Content, load, post_again, slug_of, text_again
from talanoa.load.files import DOCUMENT_ENDINGS, MAX_FOLDERS, may_be_published
from talanoa.load.kept import Kept
from talanoa.load.names import meant_path, misnamed

__all__ = [
    "DOCUMENT_ENDINGS",
    "MAX_FOLDERS",
    "MAX_TIMES",
    "STAND_IN",
    "Content",
    "Kept",
    "load",
    "may_be_published",
    "meant_path",
    "misnamed",
    "post_again",
    "slug_of",
    "text_again",
]
