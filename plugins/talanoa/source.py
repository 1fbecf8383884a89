"""Text → located entries: YAML and front matter in which every key and value keeps its place.

YAML is read as YAML 1.2 does, and less of it: scalars stay the text that was typed (the field decides what `NO` or
`12:30` means), tags are refused, aliases may not multiply. The parser's events are read one by one, without
recursion, so that depth and size are bounded before anything is built.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import yaml

from talanoa import characters
from talanoa.problems import Place, Problem, Severity

MAX_BYTES = 5_000_000
_NEAR = 2_000
MAX_LETTERS = 200_000  # of one Markdown text: a small book
MAX_DEPTH = 30
MAX_EXPANDED_NODES = 500_000  # a file of the largest size holds fewer
MAX_FINDINGS = 200  # deceptive characters that are told of one file; those that are errors come first

# Ends of lines to the parser, which follows YAML 1.1, and to nobody who looks at the file: a key could hide behind one.
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A sign that only looks wrong, or does nothing, spoils nothing.
_HARMLESS = frozenset({"invisible-character", "look-alike"})

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


def _plain_words(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int]:
    """What is wrong with the YAML, and at which character: where something opens, if it is never closed."""
    said = " ".join(part for part in (error.problem, error.context) if part)
    plain = next((plain for words, plain in _PLAIN_WORDS if words in said), said or "this is not valid YAML")
    mark = (error.context_mark if "not closed" in plain and plain.startswith("this ") else None) or error.problem_mark
    index = min(mark.index if mark else 0, len(text))
    if text[index : index + 1] == "\t":
        plain = "this line is indented with a tab"
    return plain, index


class Source:
    """The text of one file, or of the part of it that begins after `offset` characters."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a character index."""
        if index < _NEAR:  # nearly all of a post's fields: counting is quicker than a table of the whole text
            return self.text.count("\n", 0, index) + 1, index - self.text.rfind("\n", 0, index)
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def place(self, start: int, end: int) -> Place:
        """The place of the characters from `start` up to, not including, `end`."""
        return Place(self.file, *self.position(start), *self.position(max(start, end)))


@dataclass(slots=True, eq=False)
class Node:
    """A value of a YAML file and where it stands (character indexes into its source)."""

    source: Source
    start: int
    end: int

    @property
    def place(self) -> Place:
        return self.source.place(self.start, self.end)


@dataclass(slots=True, eq=False)
class Scalar(Node):
    """A text. `plain` means unquoted; `block` that it stands in lines of its own after `|` or `>`."""

    text: str
    plain: bool
    block: bool = False

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True, eq=False)
class Sequence(Node):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping(Node):
    """Keys with their values, in the order of the file."""

    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry[1] if entry else None

    def key_place(self, key: str) -> Place:
        return self.entries[key][0].place


def decode(data: bytes, file: str, problems: list[Problem]) -> Source | None:
    """Bytes → text with plain line ends; None when it isn't text at all."""
    if len(data) > MAX_BYTES:
        problems.append(
            Problem(
                "too-large",
                f"the file has {len(data):,} bytes; the limit is {MAX_BYTES:,}",
                Place.start_of(file),
                "split it: members/ and events/ may hold one file each",
            )
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _plain_lines(data[: error.start].decode("utf-8-sig"))
        place = Source(file, before).place(len(before), len(before))
        problems.append(
            Problem(
                "not-utf-8",
                f"the file is not UTF-8 text: here is the byte 0x{data[error.start]:02x}",
                place,
                "open it in your editor and save it with the encoding UTF-8",
            )
        )
        return None
    source = Source(file, text := _plain_lines(text))
    found = islice(characters.findings(text), MAX_FINDINGS)
    problems += (_told(finding, source.place(finding.start, finding.end)) for finding in found)
    return Source(file, characters.FORBIDDEN.sub(" ", text)) if characters.FORBIDDEN.search(text) else source


def _told(finding: characters.Finding, place: Place) -> Problem:
    severity = Severity.WARNING if finding.code in _HARMLESS else Severity.ERROR
    return Problem(finding.code, finding.message, place, finding.help, severity=severity)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_PILED = re.compile(r"([^\w\s\x00-\x7f]{200,})")


def nfc(text: str) -> str:
    """The text in Unicode's composed form."""
    if text.isascii():
        return text
    # What is neither a letter, a digit nor a space, piled up: putting n marks into their order takes n² steps.
    return "".join(
        part if _PILED.fullmatch(part) else unicodedata.normalize("NFC", part) for part in _PILED.split(text)
    )


def parse_yaml(source: Source, problems: list[Problem], start: int = 0, end: int | None = None) -> Node | None:
    """The root value of a YAML document (the whole source, or the part between two character indexes).

    None stands for an empty document and for one that can't be read (then a problem says so).
    """
    text = source.text if (start, end) == (0, None) else source.text[start:end]
    if hidden := _HIDDEN_BREAK.search(text):
        place = source.place(start + hidden.start(), start + hidden.end())
        message = f"the text has the control character U+{ord(hidden[0]):04X}, an end of a line that nobody sees"
        problems.append(
            Problem("control-character", message, place, "delete it, or begin a new line with the enter key")
        )
        return None
    builder = _Builder(source, start, problems)
    parser = _Loader(text)
    try:
        while parser.check_event():
            if not builder.take(parser.get_event()):
                return None
    except yaml.MarkedYAMLError as error:
        what, index = _plain_words(error, text)
        problems.append(
            Problem(
                "yaml-syntax",
                what,
                source.place(start + index, start + index + 1),
                "indent with spaces; put a text with a colon, #, @ or quotation marks in quotes; close what you open",
            )
        )
        return None
    except yaml.YAMLError as error:  # reader errors carry no mark
        problems.append(
            Problem("yaml-syntax", " ".join(str(error).split()), source.place(start, start), "remove that character")
        )
        return None
    finally:
        parser.dispose()
    return builder.root


class _Builder:
    """Builds located nodes from parser events, with an explicit stack and bounds."""

    def __init__(self, source: Source, offset: int, problems: list[Problem]) -> None:
        self.source = source
        self.offset = offset
        self.problems = problems
        self.root: Node | None = None
        self.documents = 0
        self.nodes = 0
        self.stack: list[tuple[Mapping | Sequence, str | None]] = []
        self.keys: list[Scalar | None] = []
        self.skip_value: list[bool] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open_anchors: list[tuple[str | None, int]] = []

    def take(self, event: yaml.Event) -> bool:
        """Reads one event; False stops the reading, with a problem told."""
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            return self._open(event)
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            return self._close(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                return self._refuse("yaml-syntax", "a second document begins here", event, "keep one document a file")
        return True

    def _refuse(self, code: str, message: str, event: yaml.Event, help: str) -> bool:
        start, end = self._span(event)
        self.problems.append(Problem(code, message, self.source.place(start, end), help))
        return False

    def _span(self, event: yaml.Event) -> tuple[int, int]:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None, "the parser marks every event"
        return self.offset + start.index, self.offset + end.index

    def _count(self, event: yaml.Event, nodes: int = 1) -> bool:
        self.nodes += nodes
        if self.nodes > MAX_EXPANDED_NODES:
            return self._refuse(
                "too-large", f"the file has more than {MAX_EXPANDED_NODES:,} values", event, "split the file"
            )
        return True

    def _tagged(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse("yaml-tag", f"the tag {tag} is not allowed", event, "write the value without a tag")

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        self._tagged(event)
        start, end = self._span(event)
        block = event.style in ("|", ">")
        text = self._unescaped(event.value, start, end) if event.style == '"' else event.value
        scalar = Scalar(self.source, start, end, nfc(text), not event.style, block)
        if event.anchor:
            self.anchors[event.anchor] = (scalar, 1)
        return self._count(event) and self._add(scalar, event)

    def _unescaped(self, text: str, start: int, end: int) -> str:
        """The text of double quotation marks, in which an escape such as \\u202e may have hidden what the file doesn't show."""
        written = self.source.text[start:end]
        if "\\" not in written:
            return text
        place = self.source.place(start, end)
        found = (finding for finding in characters.findings(text) if finding.code != "look-alike")
        self.problems += (_told(finding, place) for finding in islice(found, MAX_FINDINGS))
        return characters.FORBIDDEN.sub(" ", text)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        self._tagged(event)
        if len(self.stack) >= MAX_DEPTH:
            return self._refuse(
                "yaml-depth", f"more than {MAX_DEPTH} levels of nesting", event, "no field needs more than a few levels"
            )
        start, end = self._span(event)
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node = kind(self.source, start, end)
        if not (self._count(event) and self._add(node, event)):
            return False
        self.stack.append((node, event.anchor))
        self.keys.append(None)
        self.skip_value.append(False)
        self.open_anchors.append((event.anchor, self.nodes))
        return True

    def _close(self, event: yaml.Event) -> bool:
        node, _ = self.stack.pop()
        self.keys.pop()
        self.skip_value.pop()
        anchor, before = self.open_anchors.pop()
        _, end = self._span(event)
        # A block ends where the next thing begins; its place should end with its own text.
        text = self.source.text[node.start : end]
        node.end = node.start + len(text.rstrip())
        if anchor:
            self.anchors[anchor] = (node, self.nodes - before + 1)
        return True

    def _alias(self, event: yaml.AliasEvent) -> bool:
        known = self.anchors.get(event.anchor or "")
        if known is None:
            inside = any(anchor == event.anchor for anchor, _ in self.open_anchors)
            what = "refers to the value that it stands in" if inside else "refers to nothing"
            return self._refuse("yaml-alias", f"the alias *{event.anchor} {what}", event, "write the value out")
        node, size = known
        if self.nodes + size > MAX_EXPANDED_NODES:
            return self._refuse(
                "yaml-alias", f"the alias *{event.anchor} expands without bound", event, "write the values out"
            )
        return self._count(event, size) and self._add(node, event)

    def _add(self, node: Node, event: yaml.Event) -> bool:
        if not self.stack:
            self.root = node
            return True
        parent, _ = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return True
        key = self.keys[-1]
        if key is None and not self.skip_value[-1]:
            if isinstance(node, Scalar):
                self._key(parent, node)
            else:
                self.skip_value[-1] = True
                self._refuse("bad-key", "a key must be a plain text", event, "write `key: value`")
        else:
            if key is not None:
                parent.entries[key.text] = (key, node)
            self.keys[-1] = None
            self.skip_value[-1] = False
        return True

    def _key(self, parent: Mapping, key: Scalar) -> None:
        if key.text in parent.entries:
            first = parent.entries[key.text][0].place
            self.problems.append(
                Problem(
                    "duplicate-key",
                    f"the key '{key.text}' already stands in line {first.line}",
                    key.place,
                    "keep one of the two",
                )
            )
            self.skip_value[-1] = True
        else:
            self.keys[-1] = key


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A post's file, taken apart: its fields, and the line (from 1) on which its text begins."""

    fields: Mapping
    body: str
    body_line: int


_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def parse_front_matter(source: Source, problems: list[Problem]) -> FrontMatter | None:
    """Fields between two lines of `---` at the very start, then the text."""
    fences: Iterator[re.Match[str]] = _FENCE.finditer(source.text)
    opening = next(fences, None)
    closing = next(fences, None)
    if opening is None or opening.start() != 0 or closing is None:
        if opening is not None and opening.start() == 0:
            message, place = "the front matter is never closed", source.place(0, 3)
        else:
            message, place = "the post does not begin with front matter", source.place(0, 0)
        problems.append(
            Problem(
                "front-matter",
                message,
                place,
                "the first line is `---`, then the fields, then a second line `---`, then the text",
            )
        )
        return None
    fields = parse_yaml(source, problems, opening.end() + 1, closing.start())
    if fields is None:
        if not any(problem.place.file == source.file for problem in problems):
            problems.append(
                Problem(
                    "front-matter",
                    "the front matter is empty",
                    source.place(0, 3),
                    "write at least title, date, authors and kind",
                )
            )
        return None
    if not isinstance(fields, Mapping):
        problems.append(
            Problem("front-matter", "the front matter has no fields", fields.place, "write one `key: value` a line")
        )
        return None
    line, _ = source.position(closing.end())
    return FrontMatter(fields, nfc(source.text[closing.end() + 1 :]), line + 1)
