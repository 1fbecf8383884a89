"""Problems are values: what is wrong, where, and what to do about it.

Nothing in this package raises for bad content; every reader and every rule adds problems to a list, so that one run
reports everything. A code is permanent, has one line of meaning here and a section in `manual/problems.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple, TypeVar

T = TypeVar("T")

HELP_TO_READ = "check what kind of file it is, its permissions and, on Windows, that no program has it open"


class Severity(StrEnum):
    """An error stops the publishing of the site; a warning does so only with --strict; a note never: nothing is wrong."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):
    """A stretch of text in a file; lines and columns count from 1, the end column is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @classmethod
    def start_of(cls, file: str) -> Place:
        """The place for a problem of a whole file."""
        return cls(file, 1, 1, 1, 1)


CODES: dict[str, str] = {
    # reading
    "missing-file": "a file that every network needs is not there",
    "unreadable-file": "a file can't be read",
    "too-large": "a file, or what it expands to, is larger than any real content",
    "not-utf-8": "a file is not UTF-8 text",
    "control-character": "a text has an invisible character that is not allowed in feeds and calendars",
    "bidirectional-control": "a text has a character that reverses the order in which it is read",
    "invisible-character": "a text has an invisible character that does nothing",
    "merge-conflict": "a merge left two versions of the same lines in a file",
    "yaml-syntax": "a file is not valid YAML",
    "yaml-depth": "lists and groups are nested too deeply",
    "yaml-alias": "an alias refers to nothing or to itself, or aliases become too long",
    "yaml-tag": "a value has a YAML tag",
    "duplicate-key": "an entry has the same key twice",
    "bad-key": "a key is not plain text",
    "lost-text": "YAML reads part of a text as something else, and leaves it out",
    "front-matter": "a post does not begin with a closed block of front matter",
    "stray-file": "a file is in a place where it can't be part of the site",
    "unportable-name": "some computers can't write this name",
    # shape and values
    "unknown-key": "there is no such field here",
    "missing-field": "a required field is missing or empty",
    "wrong-shape": "there is a text instead of a list, a list instead of a text, or the like",
    "bad-text": "a text is empty, or has line breaks where one line is expected",
    "bad-choice": "a value is not one of those allowed",
    "bad-boolean": "a value is neither true nor false",
    "bad-number": "a value is not a number, or is out of range",
    "bad-id": "an id is not of the form letters-and-digits-with-hyphens, or is a reserved word",
    "bad-date": "a value is not a date, or no such day exists",
    "bad-time": "a value is not a day, with or without a local time",
    "bad-duration": "a value is not a length of time",
    "bad-period": "a value is not a period such as '6 weeks'",
    "bad-url": "a value is not an http or https address",
    "bad-email": "a value is not an e-mail address",
    "bad-path": "a value is not a relative path inside the repository",
    "bad-authority": "an authority is not of the form domain,year",
    "bad-colour": "a colour is not written as # and six hexadecimal digits",
    "bad-licence": "a licence is not an SPDX id",
    "unknown-language": "a language is none of the codes of BCP 47, such as en or zh-Hant",
    "unknown-country": "a country code is not an ISO 3166-1 alpha-2 code",
    "unknown-timezone": "a time zone is none of the IANA names, such as Asia/Manila",
    # rules inside one thing
    "date-order": "dates are in the wrong order",
    "end-and-duration": "an event has both an end and a duration",
    "no-such-time": "a local time does not exist in its zone, because clocks go forward there",
    "ambiguous-time": "a local time happens twice in its zone, because clocks go back there",
    "count-and-until": "a recurrence has both a count and an end, or neither",
    "recurrence-too-long": "a recurrence has more occurrences than a calendar can show",
    "start-off-rule": "a recurring event begins on a day that doesn't fit its rule",
    "skipped-times": "a recurring event doesn't happen in months that don't have its day",
    "no-such-day": "an agenda item is on a day on which the event doesn't take place",
    "no-such-occurrence": "an exception or a change is on a day on which the event doesn't happen",
    "email-without-consent": "an e-mail address has no date on which its owner agreed to publish it",
    "name-or-member": "a partner or a funder has neither a name nor a member's id, or both",
    "duplicate-signatory": "a member has signed the same statement twice",
    "survey-results": "the answers of a survey can't be read, or would be published",
    "incomplete-step": "a step of a series' output doesn't say when it was, or in which text",
    "document-without-place": "a document has neither an address nor a file, or both",
    # rules across things
    "duplicate-id": "two things have the same id",
    "duplicate-address": "two things would have the same address",
    "look-alike": "two things, or a word's letters, look alike and are not the same",
    "unknown-theme": "no theme has this id",
    "unknown-activity": "no activity has this id",
    "unknown-status": "no status has this id",
    "unknown-member": "no member has this id",
    "unknown-author": "no member and no person has this id",
    "unknown-person": "no member and no person has this id",
    "unknown-event": "no event has this id",
    "unknown-post": "no post has this slug",
    "unknown-series": "no series has this id",
    "unknown-document": "no document has this title, file or address",
    "duplicate-number": "two events have the same number in a series",
    "described-twice": "an event repeats what the list of series says",
    "country-not-listed": "a country is not listed in network.yml",
    "not-translated": "readers of a language find words in another",
    "translation-language": "a translation has the language of its original, or of another translation",
    "left-over-example": "something from the sample or a starter was left behind",
    # files that are published
    "bad-image": "a picture can't be read, or is larger than any page needs",
    "unsafe-file": "the site does not publish this kind of file from contributors",
    "tracked-cache": "git keeps what an earlier version made when it built the site",
    # people's data
    "email-in-text": "a text has a person's e-mail address",
    "phone-number": "a text has a telephone number",
    "joining-link": "a text has the link that lets anyone join a call",
    "call-password": "a text has the password of a call",
    "exact-place": "coordinates are exact enough to show a house",
    # Markdown
    "broken-link": "a link leads to nothing on this site",
    "broken-anchor": "a link leads to a place that its page does not have",
    "hidden-link": "a link leads to a page that is not published",
    "unsafe-link": "a link has an address that is not http, https or mailto",
    "deceptive-link": "a link doesn't lead where its text or its host seems to say",
    "missing-image": "an image file does not exist, or is not an image",
    "remote-image": "an image is on another host",
    "missing-alt": "an image has no alternative text",
    "unsafe-html": "HTML in a text would run, load or send something",
    "raw-html": "HTML in a text is shown as you typed it, or loses an attribute",
    "first-level-heading": "a text has a first-level heading of its own",
    "unread-markdown": "readers see Markdown marks as you typed them",
    "missing-site-url": "mkdocs.yml does not say where the site will be",
    "unused-setting": "mkdocs.yml asks for something that only MkDocs can do",
    "markdown-extension": "mkdocs.yml names an extension of Markdown that can't be used",
    "blocked-by-policy": "a page has something that browsers will not load or run",
    # what was published before
    "sequence-not-raised": "the time, place or status of a published event changed, and its number did not go up",
    "updated-not-renewed": "the time, place or status of a published event changed, and `updated` did not",
    "vanished-id": "something that had an address is gone, and its address leads nowhere",
    "changed-id": "feeds and calendars know something by an id that it no longer has",
    "signed-text-changed": "a statement was changed after members had signed it, and doesn't say so",
    "published-answers-changed": "the answers of a survey changed after figures of them were published",
    # a contribution
    "not-a-contributors": "a contribution changes a file that contributors can't change",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; `report` renders it for a terminal, GitHub, JSON or SARIF."""

    code: str
    message: str
    place: Place
    help: str
    suggestion: str | None = None
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"problem code {self.code!r} is not documented in CODES")


def nearest(word: str, known: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The known word that `word` was probably meant to be, or None; a bad guess is worse than none."""
    # Beyond a few thousand words or letters a guess costs more than it helps.
    if len(word) > 100:
        return None
    folded = {candidate.casefold(): candidate for candidate in sorted(known)[:5000]}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def over_budget(costs: Mapping[T, int], budget: int) -> list[T]:
    """What to leave out so that the rest fits a budget: what costs most first. What costs less than nothing saves nothing."""
    total = sum(max(cost, 0) for cost in costs.values())
    found = []
    for thing in sorted(costs, key=lambda thing: costs[thing], reverse=True):
        if total <= budget:
            break
        total -= costs[thing]
        found.append(thing)
    return found


def added(found: Iterable[Problem], known: Iterable[Problem]) -> list[Problem]:
    """Those that aren't among the known ones as often, wherever in their file they are."""
    left = Counter((problem.code, problem.place.file, problem.message) for problem in known)

    def is_known(problem: Problem) -> bool:
        said = problem.code, problem.place.file, problem.message
        left[said] -= 1
        return left[said] >= 0

    return [problem for problem in found if not is_known(problem)]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By place; each once, and what is an error for one rule is no warning for another."""
    found = list(dict.fromkeys(problems))
    errors = {(it.code, it.place, it.message) for it in found if it.severity is Severity.ERROR}
    kept = [it for it in found if it.severity is Severity.ERROR or (it.code, it.place, it.message) not in errors]
    return sorted(kept, key=lambda problem: (problem.place, problem.code, problem.message))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """True when the site may not be published."""
    stops = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(problem.severity in stops for problem in problems)
