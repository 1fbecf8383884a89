"""What was sent → the change of files that it asks for, or every reason why it can't be made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from talanoa.authoring.entries import Values, Written, added, bytes_of, changed, first_text
from talanoa.authoring.fields import Kind
from talanoa.authoring.ids import proposed_id
from talanoa.intake import corrections, safety, values
from talanoa.intake.answers import MAX_BODY, answers_in, has_headings
from talanoa.intake.calls import agenda_item
from talanoa.intake.corrections import Replaced
from talanoa.intake.directory import Directory, folded, linked, said
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
_FILE: Final = re.compile(r"\s*---\n")
_BY_HAND: Final = "ask the network's coordinator to make the change by hand"


@dataclass(frozen=True)
class Wish:
    """A change that was asked for: files with their new bytes, by path; what is new there wasn't there before."""

    what: str  # "post", "member" …
    is_new: bool
    id: str
    address: str
    files: Mapping[str, bytes]
    pictures: tuple[Picture, ...] = ()
    for_people: Mapping[str, str] = field(default_factory=dict)


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
    return source


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
    it = _New(source, content, today, refusals)
    given = {"date": today.isoformat(), **letter.values} if letter.kind == "post" else letter.values
    return it.entry(letter.kind, given, str(letter.values.get("id") or ""), letter.body_start)


def _of_answers(source: Source, content: Content, today: date, refusals: Refusals) -> Wish | None:
    given = answers_in(source, refusals)
    if given is None:
        return None
    refusals += safety.refused(given, content)
    it = values.Reading(given, Directory(content), refusals)
    new = _New(source, content, today, refusals)
    if given.form == "post":
        return new.entry("post", {"date": today.isoformat(), **values.post(it)}, _short(it), given.by_id["text"].start)
    if given.form == "event":
        return new.entry("event", values.event(it), _short(it))
    for_people = {label: given.text(id) for id, label in _FOR_PEOPLE.items() if given.text(id)}
    if given.form == "member":
        found = values.member(it)
        made = _changed_member(it, found) if given.text("entry") else new.entry("member", found, "", 0)
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


@dataclass(frozen=True)
class _New:
    """A new entry; what is there already is never overwritten."""

    source: Source
    content: Content
    today: date
    refusals: Refusals

    def entry(self, kind: Kind, given: Values, id: str, text_start: int = 0) -> Wish | None:
        self.refusals.extend(self._known(kind, given, id))
        body, found = attached(str(given.get("body", ""))) if kind == "post" else ("", ())
        named = self._pictures(body, text_start, found)
        if self.refusals:
            return None
        key = "slug" if kind == "post" else "id"
        chosen = {key: id} if id else {}
        if kind == "post":
            chosen["body"] = body
        try:
            written = added(self.content, kind, {**given, **chosen})
        except Wrong as wrong:
            self._refuse(wrong.message, wrong.help)
            return None
        if named:
            written = _in_a_folder(written)
        files = _bytes(self.content, written)
        if files is None:
            self._refuse(f"{written.file} is written in a way that can't be changed safely", _BY_HAND)
            return None
        return Wish(kind, True, written.id, written.address, files, named)

    def _known(self, kind: Kind, given: Values, id: str) -> Refusals:
        """Why this isn't new: an id, a name, or a title on the same day, is that of another entry."""
        directory = Directory(self.content)
        own = id or (
            proposed_id(str(given.get("short_name") or given.get("name")), (), kind) if kind == "member" else ""
        )
        if own in directory.taken:
            message = "the short name for its address is that of another entry"
            return [self._refusal(message, "give it another one; an entry is never overwritten")]
        if kind == "member":
            names = {
                folded(name) for name in (first_text(given.get("name")), str(given.get("short_name") or "")) if name
            }
            for other, member in directory.members.items():
                if names & {folded(name) for name in (*said(member.name), member.short_name or "") if name}:
                    help = f"to change its entry, write {other} below “Entry”, the last heading of the form"
                    return [self._refusal(f"the directory has an entry of this name already, {other}", help)]
        if kind == "post":
            titled = [
                post
                for post in directory.posts.values()
                if folded(post.title) == folded(first_text(given.get("title")))
            ]
            if any(str(post.date.day) == str(given.get("date")) for post in titled):
                return [self._refusal("a post of this title is there on this day", "send a correction of its page")]
        if kind == "event":
            for other, event in directory.events.items():
                same_day = str(event.start)[:16].startswith(str(given.get("start"))[:10])
                if same_day and folded(first_text(given.get("title"))) in map(folded, said(event.title)):
                    help = f"to change it, send a correction of the page /events/{other}/"
                    return [self._refusal("an event of this title is on this day already", help)]
        return []

    def _pictures(self, text: str, start: int, found: tuple[Picture, ...]) -> tuple[Picture, ...]:
        named = {picture.name: picture for picture in found}
        starts = safety.starts_of_lines(text)
        for image, fault in pictures(text) if text else ():
            if fault:
                at = min(start + starts[min(image.line, len(starts) - 1)], len(self.source.text))
                help = "write its name alone, such as ![What it shows](wells.jpg), and send the file afterwards"
                self.refusals.append(Refusal.at(self.source, at, fault, help))
            else:
                named.setdefault(image.src, Picture(image.src))
        if len(named) > MOST:
            self._refuse(f"a post may have {MOST} pictures; here are {len(named):,}", "leave some out")
        return tuple(named.values())

    def _refuse(self, message: str, help: str) -> None:
        self.refusals.append(self._refusal(message, help))

    def _refusal(self, message: str, help: str) -> Refusal:
        return Refusal.at(self.source, 0, message, help)


def _in_a_folder(written: Written) -> Written:
    """A post whose pictures lie next to it."""
    (path, text), *_ = written.files.items()
    file = f"{path.removesuffix('.md')}/index.md"
    return replace(written, file=file, files={file: text})


def _changed_member(it: values.Reading, found: Values) -> Wish | None:
    """Fields of an entry that is there; what wasn't answered stays as it is."""
    named = it.line("entry")
    kind, id, _ = linked(named) or ("members", named, "")
    member = it.directory.members.get(id) if kind == "members" else None
    if member is None:
        it.refuse("entry", "there is no entry with this id", "write the last part of the address of its page")
        return None
    given = {key: value for key, value in found.items() if value}
    if folded(str(given.get("name", ""))) in map(folded, said(member.name)):
        del given["name"]  # in whatever language it is
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
        return Wish(what, False, written.id, written.address, {written.file: found.data})
    files = _bytes(it.directory.content, found)
    first = next(iter(it.given.by_id))
    if files is None:
        it.refuse(first, f"{found.file} is written in a way that can't be changed safely", _BY_HAND)
        return None
    if not files:
        it.refuse(first, "the entry says all of this already", "nothing needs to be sent")
        return None
    return Wish(what, False, found.id, found.address, files)


def _bytes(content: Content, written: Written) -> dict[str, bytes] | None:
    """The files as they will be; None if one can't be changed safely. Raises OSError."""
    try:
        return bytes_of(content, written)
    except Wrong:
        return None
