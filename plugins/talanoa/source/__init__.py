"""Text → located entries: YAML and front matter in which every key and value keeps its place.

text.py          bytes → text, whose characters are judged
conflicts.py     what a merge left in a file
nodes.py         what a YAML file holds
composing.py     YAML → nodes
complaints.py    what the YAML parser says, in plain words
losses.py        what YAML takes away from a text without a word
front_matter.py  a post's file → its fields and its text
"""

from talanoa.source.composing import parse_yaml
from talanoa.source.conflicts import may_conflict
from talanoa.source.front_matter import parse_front_matter
from talanoa.source.losses import commented_out, losses, quoted, unfolded
from talanoa.source.nodes import Mapping, Node, Scalar, Sequence, has_value
from talanoa.source.text import MAX_BYTES, MAX_LETTERS, Source, decode, nfc

__all__ = [
    "MAX_BYTES",
    "MAX_LETTERS",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "commented_out",
    "decode",
    "has_value",
    "losses",
    "may_conflict",
    "nfc",
    "parse_front_matter",
    "parse_yaml",
    "quoted",
    "unfolded",
]
