"""What the YAML parser says, in words for people who don't know YAML."""

from __future__ import annotations

import yaml

# What the parser says, and what has usually happened; the first that fits.
_PLAIN_WORDS = (
    ("mapping values are not allowed", "there is a colon where none is expected"),
    ("tab character", "this line is indented with a tab"),
    ("expected ',' or ']'", "this list in [ ] is not closed, or lacks a comma"),
    ("expected ',' or '}'", "this group in { } is not closed, or lacks a comma"),
    ("unexpected end of stream", "this quotation mark is not closed"),
    ("unexpected document indicator", "this quotation mark is not closed"),
    ("unknown escape character", "this \\ means nothing here; single quotation marks take it as it is"),
    ("while scanning a simple key", "this line has no colon, or something before it is not closed"),
    ("cannot start any token", "a text can't begin with this character"),
    ("while scanning an alias", "a text can't begin with *"),
    ("while scanning an anchor", "a text can't begin with &"),
    ("while scanning a tag", "a text can't begin with !"),
    ("while scanning a block scalar", "nothing else may stand in a line after | or >"),
    ("expected node content", "a value is missing, or this bracket closes nothing"),
    ("expected key", "this does not fit what stands before it: look at the indentation and at quotation marks"),
    ("expected '-' indicator", "this line does not fit the list above it: look at its indentation"),
    ("expected <document start>", "this line does not belong to what stands above it"),
    ("block sequence entries are not allowed", "a list can't begin here; put it into lines of its own"),
)


def plain_words(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int]:
    """What is wrong with the YAML, and at which character: where something opens, if it is never closed."""
    said = " ".join(part for part in (error.problem, error.context) if part)
    plain = next((plain for words, plain in _PLAIN_WORDS if words in said), said or "this is not valid YAML")
    mark = (error.context_mark if "not closed" in plain and plain.startswith("this ") else None) or error.problem_mark
    index = min(mark.index if mark else 0, len(text))
    if text[index : index + 1] == "\t":
        plain = "this line is indented with a tab"
    return plain, index
