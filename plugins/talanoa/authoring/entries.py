"""Plain values → an entry in the network's files: a new one where the network keeps such entries, or fields of one that is there.

Values are texts, lists and groups by the names of fields, as forms and sheets give them. Nothing is judged here but the id:
what else is wrong with them, `check` says of the files that come out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from talanoa import addresses
from talanoa.amend import Change, InLine, Plain, Value, amended, entry_at, lines, root_of
from talanoa.authoring.differences import differences
from talanoa.authoring.fields import NOUN_OF, PLAIN, Field, Kind, fields
from talanoa.authoring.ids import is_refused, proposed_id
from talanoa.authoring.places import files_for, into_the_list, the_list
from talanoa.files import read_bytes
from talanoa.load import Content
from talanoa.model.scalars import is_id, is_slug
from talanoa.model.wrong import Wrong, shown
from talanoa.problems import Place, nearest
from talanoa.source import MAX_BYTES, nfc
from talanoa.source import Mapping as Group

Values = Mapping[str, Any]

_PLAIN = re.compile(
    r"[0-9][0-9:T -]*|[-+]?[0-9]+(?:\.[0-9]+)?|[0-9]+ [A-Za-z]+|[0-9-]+[ T][0-9:]+(?:Z|[+-][0-9:]+)|true|false"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_BRACKETS = frozenset({"reference", "person", "country", "language", "id", "choice", "day"})
_WIDEST = 100  # characters of a list between brackets
_TO_SIGN = """\
# Who has signed, one line each: - { member: an-id, date: 2026-03-17, representative: Who signed for it }
signatories: []
"""
_YEAR_FOLDER = re.compile(r"posts/\d{4}/")
_DATED = re.compile(r"\d{4}-\d\d-\d\d-[^/]+(?:/index)?\.md$")


class Written(Struct, frozen=True):
    """What has to be written for an entry: new files by their paths, and changes in those that are there."""

    id: str
    file: str  # in which the entry is
    address: str  # of its page
    files: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


def added(files: Content, kind: Kind, values: Values) -> Written:
    """A new entry; without an `id` (a post: `slug`) it gets one of its title or name. Raises Wrong if its id can't be had."""
    noun = NOUN_OF[kind]
    id = _new_id(files, kind, values)
    if noun == "post":
        return _new_post(files, kind, id, values)
    entry = written(kind, {"id": id, **values})
    address = addresses.member(id) if noun == "members" else addresses.event(id)
    if change := _in_the_list(files, noun, id, entry):
        return Written(id, change.file, address, changes=(change,))
    file = files_for(files, noun, [id])[id]
    return Written(id, file, address, {file: text_of(entry)})


def changed(files: Content, kind: Kind, id: str, values: Values) -> Written:
    """Other values for fields of an entry; an empty one takes the field away, and what is so already changes nothing.

    Fields of a group and languages that aren't among the values stay. Raises Wrong if there is no such entry, or if its file
    can't be changed safely.
    """
    file, place, address = _found(files, kind, id)
    data = read_bytes(files.root, file, MAX_BYTES + 1)
    root = root_of(data, file, [])
    node = entry_at(root, place)
    if not isinstance(node, Group):
        raise _unsafe(file)
    wished = written(kind, values, keep_empty=True)
    for whole_lists in (False, True):
        made = tuple(
            differences(file, place, node, wished, fields(kind), str(files.network.language), whole_lists=whole_lists)
        )
        if len(amended(data, file, made)[1]) == len(made):
            return Written(id, file, address, changes=made)
    raise _unsafe(file)


def bytes_of(files: Content, written: Written) -> dict[str, bytes]:
    """The files as they will be, by their paths."""
    made = {path: text.encode() for path, text in written.files.items()}
    for path in sorted({change.file for change in written.changes}):
        of_file = [change for change in written.changes if change.file == path]
        made[path], done = amended(read_bytes(files.root, path, MAX_BYTES + 1), path, of_file)
        if len(done) < len(of_file):
            raise _unsafe(path)
    return made


def ids(files: Content, kind: Kind) -> frozenset[str]:
    """Those that a new entry can't have any more."""
    if NOUN_OF[kind] == "post":
        found = {name for post in files.posts for name in (post.slug, post.permanent_id, *post.formerly)}
    elif kind == "member":
        found = {
            name
            for member in files.members
            for name in (member.id, *member.formerly, *(person.id for person in member.people))
        }
    else:
        found = {name for event in files.events for name in (event.id, *event.formerly)}
    return frozenset(map(str, found)) | files.dropped


def written(kind: Kind, values: Values, *, keep_empty: bool = False) -> dict[str, Value]:
    """The values as YAML has them, in the order of the model; empty ones aren't there."""
    return _group(values, fields(kind), keep_empty=keep_empty)


def text_of(entry: Mapping[str, Value]) -> str:
    return "".join(f"{lines(key, value, 0)}\n" for key, value in entry.items())


# --- ids and files ----------------------------------------------------------------------------------------------------


def _new_id(files: Content, kind: Kind, values: Values) -> str:
    if given := str(values.get("slug" if NOUN_OF[kind] == "post" else "id") or "").strip():
        return free_id(files, kind, given)
    return proposed_id(first_text(values.get("name" if kind == "member" else "title")), ids(files, kind), kind)


def free_id(files: Content, kind: Kind, given: str) -> str:
    """An id that someone has chosen for a new entry; raises Wrong if it can't be had."""
    taken = ids(files, kind)
    if given in taken:
        help = "give it another one; one that has been published is never used again"
        raise Wrong("duplicate-id", f"'{given}' is the id of another entry", help, proposed_id(given, taken, kind))
    if is_refused(given) or not (is_slug(given) if NOUN_OF[kind] == "post" else is_id(given)):
        help = "write small letters a–z and digits, in words joined by hyphens"
        raise Wrong("bad-id", f"'{shown(given)}' can't be an id", help, proposed_id(given, taken, kind))
    return given


def first_text(words: Any) -> str:
    """A text, or the one of the first language."""
    if isinstance(words, Mapping):
        return str(next(iter(words.values()), ""))
    return str(words or "")


def _new_post(files: Content, kind: Kind, slug: str, values: Values) -> Written:
    as_kind = {"kind": kind} if kind != "post" else {}
    body = _long(str(values.get("body") or "")).strip("\n")
    entry = written(kind, {**as_kind, **{key: value for key, value in values.items() if key not in ("slug", "body")}})
    rest = _TO_SIGN if kind == "statement" and not entry.get("signatories") else ""
    paths = [post.path for post in files.posts]
    day = str(entry.get("date", ""))[:10]
    is_dated = _DAY.fullmatch(day) and (not paths or sum(map(bool, map(_DATED.search, paths))) * 2 >= len(paths))
    by_year = day[:4].isdigit() and (not paths or any(map(_YEAR_FOLDER.match, paths)))
    name = f"{day}-{slug}" if is_dated else slug
    file = f"posts/{day[:4]}/{name}.md" if by_year else f"posts/{name}.md"
    return Written(slug, file, addresses.post(slug), {file: f"---\n{text_of(entry)}{rest}---\n\n{body}\n"})


def _in_the_list(files: Content, noun: str, id: str, entry: Mapping[str, Value]) -> Change | None:
    """The entry in the one list of the network; None if each has a file of its own, or the list can't be changed."""
    file = the_list(files, noun)
    if not file:
        return None
    data = read_bytes(files.root, file, MAX_BYTES + 1)
    (change,) = into_the_list(noun, file, root_of(data, file, []), [(id, entry)])
    return change if amended(data, file, [change])[1] else None


def _found(files: Content, kind: Kind, id: str) -> tuple[str, Place | None, str]:
    """The file of an entry, its place there, and its address."""
    if NOUN_OF[kind] == "post":
        post = next((post for post in files.posts if id in (post.slug, *post.formerly)), None)
        if post:
            return post.path, None, addresses.post(post.slug)
    elif kind == "member":
        member = next((member for member in files.members if id in (member.id, *member.formerly)), None)
        if member:
            return member.id.place.file, member.id.place, addresses.member(member.id)
    else:
        event = next((event for event in files.events if id in (event.id, *event.formerly)), None)
        if event:
            return event.id.place.file, event.id.place, addresses.event(event.id)
    noun = "post" if NOUN_OF[kind] == "post" else kind
    near = nearest(id, ids(files, kind))
    raise Wrong("unknown-id", f"there is no {noun} '{shown(id)}'", "write the id of one that is there", near)


def _unsafe(file: str) -> Wrong:
    return Wrong("unsafe", f"{file} is written in a way that can't be changed safely", "change it by hand")


# --- values -----------------------------------------------------------------------------------------------------------


def _group(values: Values, known: tuple[Field, ...], *, keep_empty: bool = False) -> dict[str, Value]:
    asked = [field for field in known if field.key in values]
    if len(asked) < len(values):
        keys = {field.key for field in asked}
        asked += (Field(key, key, "", "line") for key in values if key not in keys)
    made = {field.key: in_yaml(values[field.key], field, keep_empty) for field in asked}
    return made if keep_empty else {key: value for key, value in made.items() if value}


def in_yaml(value: Any, field: Field, keep_empty: bool = False) -> Value:
    """A field's value as YAML has it."""
    if value is None:
        return ""
    if not isinstance(value, str) and isinstance(value, Mapping):
        if field.shape == "by_day":
            return {
                _plain(str(day)): _group(it, field.fields, keep_empty=keep_empty) for day, it in value.items() if it
            }
        if field.by_language:
            texts = {str(language): _scalar(text, field) for language, text in value.items()}
            return {language: text for language, text in texts.items() if text or keep_empty}
        return _group(value, field.fields, keep_empty=keep_empty)
    if isinstance(value, (list, tuple)):
        one = field if all(isinstance(item, str) for item in value) else replace(field, many=False)
        items = [made for item in value if (made := _scalar(item, one) if one is field else in_yaml(item, one))]
        are_short = all(isinstance(item, str) for item in items) and sum(map(len, map(str, items))) <= _WIDEST
        return InLine(items) if are_short and field.shape in _BRACKETS else items
    text = _scalar(value, field)
    return InLine([text]) if field.many and text and not field.or_text else text


def _scalar(value: Any, field: Field) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    if field.shape == "text":
        return _long(text)
    if not text.isprintable():
        text = " ".join(part.strip() for part in _LINE_ENDS.sub("\n", text).split("\n"))
    text = text.strip()
    return _plain(text) if field.shape in PLAIN else text


def _long(text: str) -> str:
    """A text of several lines ends in a line break, as it would in an editor."""
    text = nfc(_LINE_ENDS.sub("\n", text)).rstrip()
    return f"{text}\n" if "\n" in text else text.strip()


def _plain(text: str) -> str:
    """A day, a time or a number without quotation marks; anything else is a text."""
    return Plain(text) if _PLAIN.fullmatch(text) else text
