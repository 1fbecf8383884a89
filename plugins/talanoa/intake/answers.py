"""The body of an issue form, or of a letter with the same headings → the answers, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from talanoa.intake.forms import FORMS, Asked, form_of
from talanoa.intake.headings import Line, lines
from talanoa.intake.refusal import Refusal, Refusals
from talanoa.sheets.options import NOTHING
from talanoa.source import Source

NO_RESPONSE: Final = "_No response_"
MAX_BODY: Final = 250_000  # letters; the longest text with all other answers

_EMPTY_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_ASKS_FOR: Final = {"short": "id"}
_FORGED = "write it another way, such as with #### in front; the form's own headings are written by the form"
_WHICH = "fill in one of the network's forms and leave its headings as they are"


class Answer(Struct, frozen=True):
    """What was typed under a heading, and the index at which it begins."""

    asked: Asked
    text: str
    start: int


class Answers(Struct, frozen=True):
    """A form that was filled in; what was left empty isn't there."""

    form: str
    source: Source
    by_id: Mapping[str, Answer]

    def text(self, id: str) -> str:
        """What was answered, "" for nothing."""
        return self.by_id[id].text if id in self.by_id else ""

    @property
    def starts(self) -> dict[str, int]:
        """Where answers begin, by the field of the entry that they go to; the id is what a short name asks for."""
        given = reversed([*self.by_id.values()])
        return {it.asked.path.partition(".")[0] or _ASKS_FOR.get(it.asked.id, ""): it.start for it in given}

    def refusal(self, id: str, message: str, help: str, offset: int = 0) -> Refusal:
        """At an answer, or at the top if there is none."""
        start = self.by_id[id].start + offset if id in self.by_id else 0
        return Refusal.at(self.source, start, message, help)


def has_headings(source: Source) -> bool:
    return any(line.is_heading for line in lines(source.text))


def is_form(text: str) -> bool:
    """True for a text that begins like one of the forms; most issues are about something else."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return form_of(line.heading[4:] for line in lines(plain) if line.is_heading) is not None


def answers_in(source: Source, refusals: Refusals) -> Answers | None:
    """The answers under the form's headings; None, and why, where they can't be separated."""
    before = len(refusals)
    read = list(lines(source.text))
    refusals += _comments(source, read)
    form = form_of(line.heading[4:] for line in read if line.is_heading)
    if form is None:
        first = next((line.start for line in read if line.is_heading), 0)
        refusals.append(Refusal.at(source, first, "none of the forms begins with this", _WHICH))
        return None
    found = _headings(source, FORMS[form], read, refusals)
    if len(refusals) > before:
        return None
    ends = [heading.start for _, heading in found[1:]] + [len(source.text)]
    answers = [_answer(source, asked, line.end, end) for (asked, line), end in zip(found, ends, strict=True)]
    given = Answers(form, source, {answer.asked.id: answer for answer in answers if answer})
    refusals += _missing(given, {asked.id: line for asked, line in found})
    refusals += (one for answer in given.by_id.values() for one in _shapeless(source, answer))
    return given if len(refusals) == before else None


def _comments(source: Source, read: list[Line]) -> Refusals:
    message = "a comment begins here, which people who read this don't see"
    help = "take it out, or put it between backticks"
    found = ((line.start, line.comment) for line in read if line.comment >= 0)
    return [Refusal.at(source, start + column, message, help) for start, column in found][:10]


def _headings(
    source: Source, asked: tuple[Asked, ...], read: list[Line], refusals: Refusals
) -> list[tuple[Asked, Line]]:
    """The form's headings, in its order and each once."""
    by_heading = {it.heading: it for it in asked}
    found: list[tuple[Asked, Line]] = []
    known: dict[str, Line] = {}
    in_code: dict[int, tuple[Asked, Line]] = {}
    has_text_before = False
    for line in read:
        it = by_heading.get(line.heading)
        if it is None:
            if label := line.imitated([it.label for it in asked]):
                message = f"this would be taken for the form's heading “{label}”"
                refusals.append(Refusal.at(source, line.start, message, _FORGED))
            elif not known and not has_text_before and line.text.strip():
                has_text_before = True
                message = "here is a text that is no answer of the form"
                refusals.append(Refusal.at(source, line.start, message, f"put it below “{asked[0].label}”, or below"))
        elif line.fence is not None:
            in_code.setdefault(line.fence, (it, line))
        elif it.id in known:
            for one, other in ((known[it.id], line), (line, known[it.id])):
                message = f"the heading “{it.label}” is here and in line {_line(source, other)}"
                refusals.append(Refusal.at(source, one.start, message, _FORGED))
            return found  # what follows from it says no more
        elif found and asked.index(it) < asked.index(found[-1][0]):
            message = f"the heading “{it.label}” comes before “{found[-1][0].label}” in the form, not after it"
            refusals.append(Refusal.at(source, line.start, message, _FORGED))
            return found
        else:
            found.append((it, line))
            known[it.id] = line
        if len(refusals) > 20:
            break
    for fence, (it, line) in in_code.items():
        if it.id not in known:
            message = (
                f"a code block begins here and takes in the form's heading “{it.label}”, in line {_line(source, line)}"
            )
            help = "end the code block before the next heading, with as many ` or ~ as it begins with"
            refusals.append(Refusal.at(source, fence, message, help))
    return found


def _line(source: Source, line: Line) -> int:
    return source.position(line.start)[0]


def _answer(source: Source, asked: Asked, start: int, end: int) -> Answer | None:
    written = source.text[start:end]
    text = written.strip()
    if text.casefold() == NO_RESPONSE.casefold() or (asked.shape != "words" and text.casefold() in NOTHING):
        return None
    if asked.shape == "markdown":  # whose first line may be indented
        text = _EMPTY_LINES.sub("", written).rstrip()
    return Answer(asked, text, start + written.index(text))


def _missing(given: Answers, headings: Mapping[str, Line]) -> Refusals:
    return [
        Refusal.at(
            given.source,
            headings[it.id].start if it.id in headings else 0,
            f"there is no answer below “{it.label}”" if it.id in headings else f"the heading “{it.label}” is missing",
            "this is needed; write it below the heading" if it.id in headings else _WHICH,
        )
        for it in FORMS[given.form]
        if it.required and it.id not in given.by_id
    ]


def _shapeless(source: Source, answer: Answer) -> Refusals:
    """What is too long, and a second line where one is meant."""
    asked = answer.asked
    if len(answer.text) > asked.most:
        message = f"the answer to “{asked.label}” has {len(answer.text):,} letters; the most is {asked.most:,}"
        return [Refusal.at(source, answer.start + asked.most, message, "shorten it")]
    if asked.is_one_line and "\n" in answer.text:
        second = answer.start + answer.text.index("\n") + 1
        second += len(source.text[second:]) - len(source.text[second:].lstrip())
        message = f"“{asked.label}” is one line, and here is another"
        return [Refusal.at(source, second, message, "write it in one line")]
    return []
