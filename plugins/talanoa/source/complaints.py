"""What the YAML parser says, in words for people who don't know YAML."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from talanoa.characters import named
from talanoa.problems import Problem
from talanoa.source.losses import quoted
from talanoa.source.text import Source

_AFTER_A_BAR = "there can't be anything else on a line after | or >"

# What the parser says, and what has usually happened; the first that fits.
_PLAIN_WORDS = (
    ("mapping values are not allowed", "there is a colon where none is expected"),
    ("tab character", "this line is indented with a tab"),
    ("expected ',' or ']'", "this list in [ ] is not closed, or a comma is missing"),
    ("expected ',' or '}'", "this group in { } is not closed, or a comma is missing"),
    ("unexpected end of stream", "this quotation mark is not closed"),
    ("unexpected document indicator", "this quotation mark is not closed"),
    ("unknown escape character", "this \\ means nothing here; use single quotation marks to keep it as it is"),
    ("while scanning a simple key", "this line has no colon, or something before it is not closed"),
    ("cannot start any token", "a text can't begin with this character"),
    ("while scanning an alias", "a text can't begin with *"),
    ("while scanning an anchor", "a text can't begin with &"),
    ("while scanning a tag", "a text can't begin with !"),
    ("while scanning a block scalar", _AFTER_A_BAR),
    ("expected node content", "a value is missing, or this bracket has no opening one"),
    ("expected key", "this does not fit what is before it: check the indentation and the quotation marks"),
    ("expected '-' indicator", "this line does not fit the list above it: check its indentation"),
    ("expected <document start>", "this line does not belong to what is above it"),
    ("block sequence entries are not allowed", "a list can't begin here; put it on lines of its own"),
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


def complaint(
    error: yaml.MarkedYAMLError, source: Source, start: int, text: str, broken: Callable[[str], int | None]
) -> Problem:
    """What is wrong with the YAML, where, and how to write it; `broken` says where a text stops being YAML.

    A fix is suggested only if it was tried: with it, the parser comes further than this line.
    """
    what, index = plain_words(error, text)
    if what == _AFTER_A_BAR:
        return _after_a_bar(source, start, text, index)
    for begin, end in _lines_near(text, index):
        for fix in _FIXES if end - begin <= _LONGEST else ():
            if found := fix(text[begin:end]):
                message, help, here, there, instead = found
                at = begin + here
                fixed = broken(text[:at] + instead + text[begin + there :])
                if fixed is None or fixed > max(index, end) + len(instead) - (there - here):
                    place = source.place(start + at, start + begin + there)
                    return Problem("yaml-syntax", message or what, place, help, instead)
    return Problem("yaml-syntax", what, source.place(start + index, start + index + 1), _HELP)


_LONGEST = 1_000  # letters of a line for which a fix is looked for
_HELP = "indent with spaces; put a text with a colon, #, @ or quotation marks in quotes; close what you open"
_Fix = tuple[str, str, int, int, str]  # message (or what the parser says), help, from, to, what to write there
_VALUE = re.compile(r"^[ \t]*(?:- +)*(?:[\w-]+:[ \t]+|- +)?(?P<value>\S.*?)[ \t]*$")
_FULL_WIDTH = re.compile(r"^[ \t]*(?:- +)*[\w-]+[ \t]*(：[ \t\u3000]*)")
_NO_SPACE = re.compile(r"^[ \t]*(?:- +)*[A-Za-z_][\w-]*(:)(?!//)\S")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
_FLOW_ITEM = re.compile(r"(?P<key>[\w-]+:[ ]+)?(?P<value>[^\[\],{}\s][^\[\],{}]*? #[^\[\],{}]*[^\[\],{}\s])")
_CLOSED_BY = {"[": "]", "{": "}"}


def _after_a_bar(source: Source, start: int, text: str, index: int) -> Problem:
    """A text in the line of the | or > that announces lines of text; it is put in quotation marks if no such lines follow."""
    begin, end = _lines_near(text, index)[0]
    line, next_line = text[begin:end], text[end + 1 :].partition("\n")[0]
    found = _VALUE.match(line)
    help = "begin the text on the next line, indented; if the | or > is part of the text, put it in quotation marks"
    if not found or found["value"][0] not in "|>":
        return Problem("yaml-syntax", _AFTER_A_BAR, source.place(start + index, start + index + 1), help)
    place = source.place(start + begin + found.start("value"), start + begin + found.end("value"))
    has_lines = _depth(next_line) > _depth(line) and next_line.strip()
    return Problem("yaml-syntax", _AFTER_A_BAR, place, help, None if has_lines else quoted(found["value"]))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _lines_near(text: str, index: int) -> list[tuple[int, int]]:
    """Where the parser stopped, and the line before: it often sees only there that something is wrong."""
    begin = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    here = (begin, len(text) if end < 0 else end)
    before = text[:begin].rstrip("\n")
    return [here, (before.rfind("\n") + 1, len(before))] if before else [here]


def _full_width(line: str) -> _Fix | None:
    found = _FULL_WIDTH.match(line)
    help = "write a half-width colon (:) and a space after it"
    return ("this line has a full-width colon", help, *found.span(1), ": ") if found else None


def _odd_space(line: str) -> _Fix | None:
    found = _ODD_SPACE.search(line)
    if not found:
        return None
    message = f"this is {named(found[0][0])}, which looks like a space but isn't one to YAML"
    return message, "type a space with the space bar", *found.span(), " " * (found.end() - found.start())


def _no_space(line: str) -> _Fix | None:
    found = _NO_SPACE.match(line)
    return ("there is no space after the colon", "write `key: value`", *found.span(1), ": ") if found else None


def _hash_in_list(line: str) -> _Fix | None:
    if " #" not in line or not (opening := re.search(r"[\[{]", line)):
        return None
    tail = line[opening.start() :]
    instead = _FLOW_ITEM.sub(lambda item: (item["key"] or "") + quoted(item["value"]), tail)
    message = "a # after a space begins a comment, so this list isn't closed"
    return message, "put the text with the # in quotation marks", opening.start(), len(line), instead


def _unquoted(line: str) -> _Fix | None:
    found = _VALUE.match(line)
    if not found or len(found["value"]) > 500 or found["value"][0] in "|>#":
        return None
    value = found["value"]
    if _CLOSED_BY.get(value[0], "") not in value:
        return None
    help = "put the whole text in quotation marks; write a ' inside ' ' twice"
    return "", help, *found.span("value"), quoted(value)


_FIXES = (_full_width, _odd_space, _no_space, _hash_in_list, _unquoted)
