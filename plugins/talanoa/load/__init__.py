"""A folder → its content and every problem of shape and value in it: the only reader of content.

files.py    which files there are, and their bytes, without following a link
content.py  files → entries → the model
"""

from talanoa.load.content import MAX_TIMES, STAND_IN, Content, load, slug_of
from talanoa.load.files import (
    DOCUMENT_ENDINGS,
    IMAGE_ENDINGS,
    MAX_FOLDERS,
    ending_of,
    is_image,
    may_be_published,
    read_bytes,
)
from talanoa.load.names import FOLDERS, meant_path, misnamed

__all__ = [
    "DOCUMENT_ENDINGS",
    "FOLDERS",
    "IMAGE_ENDINGS",
    "MAX_FOLDERS",
    "MAX_TIMES",
    "STAND_IN",
    "Content",
    "ending_of",
    "is_image",
    "load",
    "may_be_published",
    "meant_path",
    "misnamed",
    "read_bytes",
    "slug_of",
]
