"""A change → which characters of the text give way to which others.

What can't be done safely is None: an alias, whose value is elsewhere; a text over several lines in a group between braces.
Whether an edit does what was wished is judged afterwards, by reading the new text.
"""

from __future__ import annotations

import re

from msgspec import Struct

from talanoa.amend.changes import Change, Insert, Put, Step
from talanoa.amend.written import Value, braces, entry, lines
from talanoa.source import Mapping, Node, Scalar, Sequence, has_value

_FLOW = re.compile(r"(?:[&!]\S*\s+)*[\[{]")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_KEEPS = re.compile(r"[|>]\d?\+")  # a text to which all empty lines below it belong
_COLON = re.compile(r"\s*:")
# The same between quotation marks as without.
_EASY = re.compile(r"[^'\"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


class Edit(Struct, frozen=True):
    """Characters of the source (from 0) that give way to a text. A line break in it becomes one of the file's."""

    start: int
    end: int
    text: str

    @property
    def order(self) -> tuple[int, int]:
        """Of two at one place, the one that is further in comes first: it belongs to what ends here."""
        bare = self.text.lstrip("\n")
        return self.start, len(bare.lstrip(" ")) - len(bare)


def edit(node: Node, change: Change) -> Edit | None:
    """How to make a change whose path begins at a node, and leads to what is there."""
    for step in change.path[:-1]:
        found = child(node, step)
        if found is None:
            return None
        node = found
    last = change.path[-1]
    if isinstance(change, Insert):
        items = child(node, last)
        return _insert(items, change) if isinstance(items, Sequence) else None
    if isinstance(change, Put):
        if isinstance(node, Mapping) and isinstance(last, str):
            return _replace(node, last, change.value) if last in node.entries else _add(node, last, change)
        return None
    if isinstance(node, Mapping) and isinstance(last, str) and last in node.entries:
        return _remove_field(node, last)
    return _remove_item(node, last) if isinstance(node, Sequence) and isinstance(last, int) else None


def whole(node: Node, change: Change) -> Change:
    """The same change with what has to be made on the way to it: groups, and a list for the first item."""
    for depth, step in enumerate(change.path[:-1]):
        if not _is_there(node, step):
            value: Value = [change.value] if isinstance(change, Insert) else getattr(change, "value", {})
            for inner in reversed(change.path[depth + 1 :]):
                value = {str(inner): value}
            return Put(change.file, change.entry, change.path[: depth + 1], value)
        found = child(node, step)
        if found is None:  # an alias
            return change
        node = found
    if isinstance(change, Insert) and not _is_there(node, change.path[-1]):
        return Put(change.file, change.entry, change.path, [change.value])
    return change


def _is_there(node: Node, step: Step) -> bool:
    """True if there is something that can be changed within; False for nothing, and for an empty field."""
    if not isinstance(node, Mapping):
        return True
    return has_value(node.get(str(step)))


def child(node: Node, step: Step) -> Node | None:
    """The value of a field, or an item; None if there is none, or if it is an alias."""
    if isinstance(node, Mapping) and isinstance(step, str):
        key, value = node.entries.get(step, (None, None))
        return value if key and value and _is_here(key, value) else None
    if isinstance(node, Sequence) and isinstance(step, int):
        item = node.items[step] if step < len(node.items) else None
        is_here = item is not None and _is_in(node, item) and node.items.index(item) == step
        return item if is_here else None  # an alias is elsewhere
    return None


# --- fields -----------------------------------------------------------------------------------------------------------


def _replace(group: Mapping, name: str, value: Value) -> Edit | None:
    text = group.source.text
    key, old = group.entries[name]
    colon = _COLON.match(text, key.end)
    if colon is None or not _is_here(key, old):
        return None
    if isinstance(value, str) and isinstance(old, Scalar) and _is_in_quotes(old) and _EASY.fullmatch(value):
        return Edit(old.start + 1, old.end - 1, value)
    if _is_flow(group):
        new = braces(value)
        return Edit(old.start, old.end, new) if old.end > old.start else Edit(colon.end(), colon.end(), f" {new}")
    indent = _column(key) - 1
    _, _, new = lines(name, value, indent).partition(":")
    single = "\n" not in new
    if old.end == old.start:
        return Edit(colon.end(), colon.end(), new) if single else Edit(colon.end(), _line_end(text, colon.end()), new)
    if single and isinstance(old, Scalar) and not old.block and "\n" not in text[old.start : old.end]:
        return Edit(old.start, old.end, new.lstrip())
    end = _content_end(old)
    if end is None:
        return None
    return Edit(colon.end(), end, f"{new}\n" if _is_new_line(text, end) else new)


def _is_in_quotes(value: Scalar) -> bool:
    text = value.source.text
    return not value.plain and text.startswith(("'", '"'), value.start) and "\n" not in text[value.start : value.end]


def _add(group: Mapping, name: str, change: Put) -> Edit | None:
    if _is_flow(group):
        return _add_in_braces(group, name, change)
    text = group.source.text
    if not group.entries:
        return None
    first = next(iter(group.entries.values()))[0]
    indent = _column(first) - 1
    new = lines(name, change.value, indent)
    for behind in (*change.after, *reversed(group.entries)):
        key, value = group.entries.get(behind, (None, None))
        if key and value and _is_here(key, value) and (end := _end_of_field(key, value)) is not None:
            if _is_new_line(text, end):  # behind a text in lines of its own
                return Edit(end, end, f"{' ' * indent}{new}\n")
            end = _line_end(text, end)
            return Edit(end, end, f"\n{' ' * indent}{new}")
    return Edit(first.start, first.start, f"{new}\n{' ' * indent}")


def _add_in_braces(group: Mapping, name: str, change: Put) -> Edit | None:
    pair = f"{name}: {braces(change.value)}"
    for behind in (*change.after, *reversed(group.entries)):
        key, value = group.entries.get(behind, (None, None))
        if key and value and value.end > value.start and _is_here(key, value):
            return Edit(value.end, value.end, f", {pair}")
    opening = group.source.text.index("{", group.start) + 1
    return None if group.entries else Edit(opening, opening, pair)


def _remove_field(group: Mapping, name: str) -> Edit | None:
    text = group.source.text
    names = [*group.entries]
    place = names.index(name)
    key, value = group.entries[name]
    end = _end_of_field(key, value)
    if end is None or not _is_here(key, value) or len(names) == 1:
        return None
    if _is_flow(group):
        return _between(key.start, max(end, value.end), group.entries, names, place)
    if place == 0:  # behind a dash, perhaps
        return Edit(key.start, group.entries[names[1]][0].start, "")
    return Edit(_line_start(text, key.start), _next_line(text, end), "")


def _between(start: int, end: int, entries: dict[str, tuple[Scalar, Node]], names: list[str], place: int) -> Edit:
    """Without the comma in front, or behind the first."""
    if place:
        key, value = entries[names[place - 1]]
        return Edit(max(key.end, value.end) if _is_here(key, value) else key.end, end, "")
    return Edit(start, entries[names[1]][0].start, "")


# --- items ------------------------------------------------------------------------------------------------------------


def _insert(items: Sequence, change: Insert) -> Edit | None:
    text = items.source.text
    at = len(items.items) if change.at is None else min(change.at, len(items.items))
    if _is_flow(items):
        if not items.items:
            opening = text.index("[", items.start) + 1
            return Edit(opening, opening, braces(change.value))
        if at == 0:
            return Edit(items.items[0].start, items.items[0].start, f"{braces(change.value)}, ")
        behind = items.items[at - 1].end
        return Edit(behind, behind, f", {braces(change.value)}")
    indent = items.place.column - 1
    new, gap = entry(change.value, indent), _gap(items, at)
    if at == 0:
        return Edit(items.start, items.start, f"{new}\n{gap}{' ' * indent}")
    before = items.items[at - 1]
    end = _content_end(before)
    if end is None:
        return None
    if not _is_new_line(text, end):
        end = _line_end(text, end)
        return Edit(end, end, f"\n{gap}{' ' * indent}{new}")
    # Behind a text in lines of its own, to which blank lines below it belong.
    is_apart = text.endswith("\n\n", None, end) or _KEEPS.search(text, before.start, end)
    below = gap if is_apart and text[end:].strip() else ""
    return Edit(end, end, f"{'' if is_apart else gap}{' ' * indent}{new}\n{below}")


def _gap(items: Sequence, at: int) -> str:
    """A line break, if an empty line is between the entries of a list there."""
    first = min(max(at - 1, 0), len(items.items) - 2)
    if not isinstance(items.items[first], Mapping):
        return ""
    end = _content_end(items.items[first])
    between = items.source.text[end - 2 : items.items[first + 1].start] if end is not None else ""
    return "\n" if _EMPTY_LINE.search(between) else ""


def _remove_item(items: Sequence, at: int) -> Edit | None:
    if not 0 <= at < len(items.items) or len(items.items) == 1:
        return None
    text, item = items.source.text, items.items[at]
    if _is_flow(items):
        if at:
            return Edit(items.items[at - 1].end, item.end, "")
        return Edit(item.start, items.items[1].start, "")
    if at == 0:
        dash = text.rfind("-", items.start, items.items[1].start)
        return Edit(items.start, dash, "")
    end = _content_end(item)
    dash = text.rfind("-", items.start, item.start)
    return Edit(_line_start(text, dash), _next_line(text, end), "") if end is not None else None


# --- where things end -------------------------------------------------------------------------------------------------


def _end_of_field(key: Scalar, value: Node) -> int | None:
    """Where a field's own characters end; None for an alias inside."""
    return _content_end(value) if _is_here(key, value) else None


def _content_end(node: Node) -> int | None:
    """Where a value's last own character is; behind the line's end for a text in lines of its own. None if it isn't known."""
    if isinstance(node, Scalar) or _is_flow(node):
        return node.end
    if isinstance(node, Sequence):
        last = node.items[-1]
        return _content_end(last) if _is_in(node, last) else None
    assert isinstance(node, Mapping)
    *_, (key, value) = node.entries.values()
    return _end_of_field(key, value)


def _line_end(text: str, at: int) -> int:
    """The end of a line, behind its comment."""
    end = text.find("\n", at)
    return len(text) if end == -1 else end


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", None, at) + 1


def _is_new_line(text: str, end: int) -> bool:
    """True behind a text in lines of its own."""
    return text.startswith("\n", end - 1)


def _next_line(text: str, end: int) -> int:
    """Where the next line begins, or the text ends."""
    return end if _is_new_line(text, end) else min(_line_end(text, end) + 1, len(text))


def _is_flow(node: Node) -> bool:
    """True for `{ … }` and `[ … ]`, perhaps with an anchor in front."""
    return not isinstance(node, Scalar) and _FLOW.match(node.source.text, node.start) is not None


def _is_here(key: Scalar, value: Node) -> bool:
    """False for an alias, whose value is where its anchor is."""
    return value.start >= key.end


def _is_in(items: Sequence, item: Node) -> bool:
    """False for an alias, whose value is above."""
    return item.start > items.start


def _column(node: Node) -> int:
    return node.place.column
