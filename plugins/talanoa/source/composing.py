"""YAML → nodes, each with its place.

YAML is read as YAML 1.2 does, and less of it: scalars stay the text that was typed (the field decides what `NO` or
`12:30` means), tags are refused, aliases may not multiply. The parser's events are read one by one, without
recursion, so that depth and size are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import Any

import yaml
from msgspec import Struct

from talanoa import characters
from talanoa.problems import Problem, Severity
from talanoa.source.complaints import complaint, plain_words
from talanoa.source.losses import quoted
from talanoa.source.nodes import Mapping, Node, Scalar, Sequence
from talanoa.source.text import MAX_FINDINGS, Source, character_problem, nfc

MAX_DEPTH = 30
MAX_EXPANDED_NODES = 500_000  # a file of the largest size holds fewer
MORE_REPEATED = 10_000  # letters that the aliases of a file may stand for, beyond as many as it has itself

# Ends of lines to the parser, which follows YAML 1.1, and to no one who looks at the file: a key could hide behind one.
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]")
_BLOCK = ("|", ">")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(source: Source, problems: list[Problem], start: int = 0, end: int | None = None) -> Node | None:
    """The root value of a YAML document (the whole source, or the part between two character indexes).

    None stands for an empty document and for one that can't be read (then a problem says so).
    """
    text = source.text if (start, end) == (0, None) else source.text[start:end]
    if hidden := _HIDDEN_BREAK.search(text):
        place = source.place(start + hidden.start(), start + hidden.end())
        message = f"the text has the control character U+{ord(hidden[0]):04X}, an invisible line break"
        problems.append(
            Problem("control-character", message, place, "delete it, or begin a new line with the enter key")
        )
        return None
    builder = _Builder(source, start, problems)
    parser = _Loader(text)
    try:
        while (event := parser.get_event()) is not None:
            takes = _TAKES.get(type(event))
            if takes and not takes(builder, event):
                return None
    except yaml.MarkedYAMLError as error:
        problems.append(complaint(error, source, start, text, _broken))
        return None
    except yaml.YAMLError as error:  # reader errors carry no mark
        problems.append(
            Problem("yaml-syntax", " ".join(str(error).split()), source.place(start, start), "remove that character")
        )
        return None
    finally:
        parser.dispose()
    problems += (
        _nameless(name, scalar) for name, scalar in builder.unused.items() if scalar.source.text[scalar.start] == "&"
    )
    return builder.root


def _nameless(anchor: str, scalar: Scalar) -> Problem:
    message = f"'&{anchor}' is left out: YAML reads it as the name of a value"
    written = scalar.source.text[scalar.start : scalar.end]
    suggestion = quoted(written) if scalar.plain and "\n" not in written else None
    help = "put the whole text in quotation marks"
    return Problem("lost-text", message, scalar.place, help, suggestion, Severity.WARNING)


def _broken(text: str) -> int | None:
    """Where a text stops being YAML; None if it doesn't."""
    parser = _Loader(text)
    try:
        while parser.check_event():
            parser.get_event()
    except yaml.MarkedYAMLError as error:
        return plain_words(error, text)[1]
    except yaml.YAMLError:
        return 0
    finally:
        parser.dispose()
    return None


class _Open(Struct):
    """A list or a group whose end hasn't come yet."""

    node: Mapping | Sequence
    anchor: str | None
    nodes: int  # that there were when it began
    repeated: int  # letters, likewise
    key: Scalar | None = None  # whose value comes next
    skips: bool = False  # the next value, for its key can't be used


class _Builder:
    """Builds located nodes from parser events, with an explicit stack and bounds."""

    def __init__(self, source: Source, offset: int, problems: list[Problem]) -> None:
        self.source = source
        self.offset = offset
        self.problems = problems
        self.root: Node | None = None
        self.documents = 0
        self.nodes = 0
        self.stack: list[_Open] = []
        self.repeated = 0  # letters that aliases stand for
        # By anchor: the value, its nodes, its letters with those of its aliases.
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        self.unused: dict[str, Scalar] = {}

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self.documents += 1
        if self.documents > 1:
            return self._refuse("yaml-syntax", "a second document begins here", event, "keep one document in each file")
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
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(
                "yaml-tag", f"the tag {tag} is not allowed", event, "put a text that begins with ! in quotation marks"
            )

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        if event.tag is not None:
            self._tagged(event)
        assert event.start_mark and event.end_mark  # not by _span: nearly all events are texts
        start, end = self.offset + event.start_mark.index, self.offset + event.end_mark.index
        text, style = event.value, event.style
        if style == '"':
            text = self._unescaped(text, start, end)
        text = text if text.isascii() else nfc(text)
        scalar = Scalar(self.source, start, end, text, not style, style in _BLOCK)
        if event.anchor:
            self.anchors[event.anchor] = (scalar, 1, end - start)
            self.unused[event.anchor] = scalar
        self.nodes += 1
        return (self.nodes <= MAX_EXPANDED_NODES or self._count(event, 0)) and self._add(scalar, event)

    def _unescaped(self, text: str, start: int, end: int) -> str:
        """The text of double quotation marks, in which an escape such as \\u202e may have hidden what the file doesn't show."""
        written = self.source.text[start:end]
        if "\\" not in written:
            return text
        place = self.source.place(start, end)
        found = (finding for finding in characters.findings(text) if finding.code != "look-alike")
        help = "an escape writes it: in single quotation marks, \\ is only itself"
        self.problems += (
            character_problem(replace(finding, help=help), place) for finding in islice(found, MAX_FINDINGS)
        )
        return characters.FORBIDDEN.sub(" ", text)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        self._tagged(event)
        if len(self.stack) >= MAX_DEPTH:
            return self._refuse(
                "yaml-depth",
                f"nested too deeply: more than {MAX_DEPTH} levels",
                event,
                "no field needs more than a few levels",
            )
        start, end = self._span(event)
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node = kind(self.source, start, end)
        if not (self._count(event) and self._add(node, event)):
            return False
        self.stack.append(_Open(node, event.anchor, self.nodes, self.repeated))
        return True

    def _close(self, event: yaml.Event) -> bool:
        closed = self.stack.pop()
        node = closed.node
        _, end = self._span(event)
        # A block ends where the next thing begins; its place should end with its own text.
        text = self.source.text[node.start : end]
        node.end = node.start + len(text.rstrip())
        if closed.anchor:
            size, letters = self.nodes - closed.nodes + 1, len(text) + self.repeated - closed.repeated
            self.anchors[closed.anchor] = (node, size, letters)
        return True

    def _alias(self, event: yaml.AliasEvent) -> bool:
        known = self.anchors.get(event.anchor or "")
        self.unused.pop(event.anchor or "", None)
        if known is None:
            inside = any(each.anchor == event.anchor for each in self.stack)
            what = "refers to the value that it is in" if inside else "refers to nothing"
            help = "write the value in full, or put a text that begins with * in quotation marks"
            return self._refuse("yaml-alias", f"the alias *{event.anchor} {what}", event, help)
        node, size, letters = known
        self.repeated += letters
        if self.nodes + size > MAX_EXPANDED_NODES or self.repeated > len(self.source.text) + MORE_REPEATED:
            message = f"with *{event.anchor}, the aliases become longer than the whole file"
            return self._refuse("yaml-alias", message, event, "write the values in full")
        return self._count(event, size) and self._add(node, event)

    def _add(self, node: Node, event: yaml.Event) -> bool:
        if not self.stack:
            self.root = node
            return True
        inner = self.stack[-1]
        parent, key = inner.node, inner.key
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is not None:
            parent.entries[key.text] = (key, node)
            inner.key = None
        elif inner.skips:
            inner.skips = False
        elif not isinstance(node, Scalar):
            inner.skips = True
            self._refuse("bad-key", "a key must be plain text", event, "write `key: value`")
        elif node.text in parent.entries:
            inner.skips = True
            first = parent.entries[node.text][0].place
            message = f"the key '{node.text}' is already in line {first.line}"
            self.problems.append(Problem("duplicate-key", message, node.place, "keep one of the two"))
        else:
            inner.key = node
        return True


# What reads an event; those of the document itself say nothing.
_TAKES: dict[type[yaml.Event], Callable[[_Builder, Any], bool]] = {
    yaml.ScalarEvent: _Builder._scalar,
    yaml.MappingStartEvent: _Builder._open,
    yaml.SequenceStartEvent: _Builder._open,
    yaml.MappingEndEvent: _Builder._close,
    yaml.SequenceEndEvent: _Builder._close,
    yaml.AliasEvent: _Builder._alias,
    yaml.DocumentStartEvent: _Builder._document,
}
