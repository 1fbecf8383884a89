"""What was sent → the change of files that it asks for, or every reason why it can't be made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from talanoa.authoring.entries import Values, Written, added, bytes_of, changed, first_text, ids
from talanoa.authoring.fields import Kind
from talanoa.authoring.ids import proposed_id
from talanoa.files import read_bytes
from talanoa.intake import corrections, safety, values
from talanoa.intake.answers import MAX_BODY, answers_in, has_headings
from talanoa.intake.calls import agenda_item
from talanoa.intake.corrections import Replaced
from talanoa.intake.directory import Directory, folded, texts_of
from talanoa.intake.letters import letter_in
from talanoa.intake.pictures import MOST, Picture, attached, pictures
from talanoa.intake.proposals import proposal
from talanoa.intake.refusal import Refusal, Refusals
from talanoa.intake.signatures import signature
from talanoa.load import Content
from talanoa.model.wrong import Wrong
from talanoa.problems import Problem
from talanoa.source import MAX_BYTES, Source, decode

# Answers that are for the coordinator, and no part of an entry.
_FOR_PEOPLE: Final = {"to_learn": "To learn", "calls": "Calls", "source": "Source"}
_NO_SIGNATURE: Final = re.compile("###|```|~~~")
_MOST_LINES_BELOW: Final = 10
_FILE: Final = re.compile(r"\s*---\n")
_BY_HAND: Final = "ask the network's coordinator to make the change by hand"


class Wish(Struct, frozen=True):
    """A change that was asked for: files with their new bytes, by path; what is new there wasn't there before."""

    what: str  # "post", "member" …
    is_new: bool
    id: str
    address: str
    files: Mapping[str, bytes]
    pictures: tuple[Picture, ...] = ()
    for_people: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # where each field was, "*" for all others


def wish(data: bytes, content: Content, today: date) -> Wish | Refusals:
    """The change that a form or a letter asks for, else why there is none. Raises OSError."""
    refusals: Refusals = []
    source = _source(data, refusals)
    if source is None or refusals:
        return refusals
    if _FILE.match(source.text) or not has_headings(source):
        made = _of_letter(source, content, today, refusals)
    else:
        made = _of_answers(source, content, today, refusals)
    return made if made is not None and not refusals else refusals


def _source(data: bytes, refusals: Refusals) -> Source | None:
    problems: list[Problem] = []
    source = decode(data[: MAX_BYTES + 1], "body", problems)
    refusals += map(Refusal.of, problems[:20])
    if source and len(source.text) > MAX_BODY:
        message = f"this has {len(source.text):,} letters; the most is {MAX_BODY:,}"
        refusals.append(Refusal.at(source, MAX_BODY, message, "shorten it, or send it in parts"))
    elif source and not source.text.strip():
        refusals.append(Refusal(1, 1, "there is nothing in it", "fill in one of the network's forms"))
    return source and Source(source.file, _without_signature(source.text))


def _without_signature(text: str) -> str:
    """A letter without what programs put below it (RFC 3676, 4.3); what goes on with the form, or is code, is no signature."""
    letter, _, below = text.rpartition("\n-- \n")
    if not letter or below.count("\n") > _MOST_LINES_BELOW or _NO_SIGNATURE.search(below):
        return text
    return f"{letter}\n"


def _of_letter(source: Source, content: Content, today: date, refusals: Refusals) -> Wish | None:
    """Empty lines before the first are no part of the file, but count as lines."""
    whole = source.text.lstrip()
    above = source.text[: len(source.text) - len(whole)].count("\n")
    found: Refusals = []
    made = _of_file(Source(source.file, whole), content, today, found)
    refusals += (replace(one, line=one.line + above) for one in found)
    return made


def _of_file(source: Source, content: Content, today: date, refusals: Refusals) -> Wish | None:
    letter = letter_in(source, content, refusals)
    if letter is None:
        return None
    given = {"date": today.isoformat(), **letter.values} if letter.kind == "post" else letter.values
    made = _New(source, content, refusals, letter.starts)
    return made.entry(letter.kind, given, str(letter.values.get("id") or ""))


def _of_answers(source: Source, content: Content, today: date, refusals: Refusals) -> Wish | None:
    given = answers_in(source, refusals)
    if given is None:
        return None
    refusals += safety.refused(given, content)
    it = values.Reading(given, Directory(content), refusals)
    new = _New(source, content, refusals, given.starts)
    if given.form == "post":
        return new.entry("post", {"date": today.isoformat(), **values.post(it)}, _short(it))
    if given.form == "event":
        return new.entry("event", values.event(it), _short(it))
    for_people = {label: given.text(id) for id, label in _FOR_PEOPLE.items() if given.text(id)}
    if given.form == "member":
        found = values.member(it)
        made = _changed_member(it, found) if given.text("entry") else new.entry("member", found, "")
        return replace(made, for_people=for_people) if made else None
    if given.form == "agenda-item":
        return _made("agenda item", agenda_item(it, today), it)
    if given.form == "proposal":
        return _made("proposal", proposal(it, today), it)
    if given.form == "signature":
        return _made("signature", signature(it, today), it)
    made = _made("correction", corrections.correction(it), it)
    return replace(made, for_people=for_people) if made else None


def _short(it: values.Reading) -> str:
    """The id that a short name asks for."""
    return proposed_id(it.line("short"), (), it.given.form) if it.line("short") else ""


class _New(Struct, frozen=True):
    """A new entry; what is there already is never overwritten."""

    source: Source
    content: Content
    refusals: Refusals
    starts: Mapping[str, int]  # of what was typed, by the field that it goes to

    def entry(self, kind: Kind, given: Values, id: str) -> Wish | None:
        self._judge(kind, given, id)
        sent = str(given.get("body", "")) if kind == "post" else ""
        body, found = attached(sent)
        named = self._pictures(sent, body, found)
        if self.refusals:
            return None
        chosen: dict[str, str] = {"body": body} if kind == "post" else {}
        if id:  # a hidden entry's, or one that was there once, gives way without a word of it
            taken = ids(self.content, kind)
            chosen["slug" if kind == "post" else "id"] = proposed_id(id, taken, kind) if id in taken else id
        try:
            written = added(self.content, kind, {**given, **chosen})
        except Wrong as wrong:
            self._refuse("id", wrong.message, wrong.help)
            return None
        if named:
            written = _in_a_folder(written)
        files = _bytes(self.content, written)
        if files is None:
            self._refuse("", f"{written.file} is written in a way that can't be changed safely", _BY_HAND)
            return None
        typed = {key: self.source.position(at) for key, at in self.starts.items()}
        return Wish(kind, True, written.id, written.address, files, named, typed=typed)

    def _judge(self, kind: Kind, given: Values, id: str) -> None:
        """Refuses what isn't new: a name, a title on the same day, or an id, is that of an entry that everyone sees."""
        directory, title, day = Directory(self.content), folded(first_text(given.get("title"))), _day(given, kind)
        before = len(self.refusals)
        if kind == "member" and (found := named_already(directory, given)):
            key, other = found
            help = f"to change its entry, write {other} below “Entry”, the last heading of the form"
            self._refuse(key, f"the directory has an entry of this name already, {other}", help)
        for post in directory.posts.values() if kind == "post" else ():
            if folded(post.title) == title and str(post.date.day) == day:
                self._refuse("title", "a post of this title is there on this day", "send a correction of its page")
        for other, event in directory.events.items() if kind == "event" else ():
            if title in map(folded, texts_of(event.title)) and str(event.start)[:10] == day:
                help = f"to change it, send a correction of the page /events/{other}/"
                self._refuse("title", "an event of this title is on this day already", help)
        if id in directory.shown(kind) and len(self.refusals) == before:
            message = "the short name for its address is that of another entry"
            self._refuse("id", message, "give it another one; an entry is never overwritten")

    def _pictures(self, sent: str, text: str, found: tuple[Picture, ...]) -> tuple[Picture, ...]:
        """Those of a text, which has as many lines as what was sent."""
        named = {picture.name: picture for picture in found}
        start = self.starts.get("body", 0)
        starts = safety.starts_of_lines(sent)
        for image, fault in pictures(text) if text.count("<") <= safety.MOST_OF_HTML else ():
            if fault:
                at = min(start + starts[min(image.line, len(starts) - 1)], len(self.source.text))
                help = "write its name alone, such as ![What it shows](wells.jpg), and send the file afterwards"
                self.refusals.append(Refusal.at(self.source, at, fault, help))
            else:
                name = unquote(image.src)
                named.setdefault(name, Picture(name))
        if len(named) > MOST:
            self._refuse("body", f"a post may have {MOST} pictures; here are {len(named):,}", "leave some out")
        return tuple(named.values())

    def _refuse(self, key: str, message: str, help: str) -> None:
        self.refusals.append(Refusal.at(self.source, self.starts.get(key, 0), message, help))


def named_already(directory: Directory, given: Values, but: str = "") -> tuple[str, str] | None:
    """The field that says the name of another member that everyone sees, or asks for its id; and that member's id."""
    for key in ("name", "short_name"):
        name = first_text(given.get(key))
        asked = proposed_id(name, (), "member") if name else ""
        for other, member in directory.members.items() if name else ():
            theirs = map(folded, (*texts_of(member.name), member.short_name or ""))
            if other != but and (folded(name) in theirs or other == asked):
                return key, other
    return None


def _day(given: Values, kind: Kind) -> str:
    return str(given.get("date" if kind == "post" else "start", ""))[:10]


def _in_a_folder(written: Written) -> Written:
    """A post whose pictures lie next to it."""
    (path, text), *_ = written.files.items()
    file = f"{path.removesuffix('.md')}/index.md"
    return replace(written, file=file, files={file: text})


def _changed_member(it: values.Reading, found: Values) -> Wish | None:
    """Fields of an entry that is there; what wasn't answered stays as it is."""
    id = it.directory.id_of(it.line("entry")) or ""
    member = it.directory.members.get(id)
    if member is None:
        it.refuse("entry", "there is no entry with this id", "write the last part of the address of its page")
        return None
    given = {key: value for key, value in found.items() if value}
    if folded(str(given.get("name", ""))) in map(folded, texts_of(member.name)):
        del given["name"]  # in whatever language it is
    if other := named_already(it.directory, given, id):
        message = f"another entry of the directory has this name, {other[1]}"
        it.refuse(other[0], message, "write the name as it is in the directory, or ask the coordinator")
        return None
    try:
        return _made("member", changed(it.directory.content, "member", id, given), it)
    except Wrong as wrong:
        it.refuse("entry", wrong.message, wrong.help)
        return None


def _made(what: str, found: Written | Replaced | None, it: values.Reading) -> Wish | None:
    if found is None:
        return None
    if isinstance(found, Replaced):
        written = found.written
        if found.data == read_bytes(it.directory.content.root, written.file, MAX_BYTES + 1):
            it.refuse("right", "the page says this already", "nothing needs to be sent")
            return None
        return Wish(what, False, written.id, written.address, {written.file: found.data}, typed=_typed(it))
    files = _bytes(it.directory.content, found)
    first = next(iter(it.given.by_id))
    if files is None:
        it.refuse(first, f"{found.file} is written in a way that can't be changed safely", _BY_HAND)
        return None
    if not files:
        it.refuse(first, "the entry says all of this already", "nothing needs to be sent")
        return None
    return Wish(what, False, found.id, found.address, files, typed=_typed(it))


def _typed(it: values.Reading) -> dict[str, tuple[int, int]]:
    starts = {"*": it.given.by_id["right"].start} if it.given.form == "correction" else it.given.starts
    return {key: it.given.source.position(at) for key, at in starts.items()}


def _bytes(content: Content, written: Written) -> dict[str, bytes] | None:
    """The files as they will be; None if one can't be changed safely. Raises OSError."""
    try:
        return bytes_of(content, written)
    except Wrong:
        return None
