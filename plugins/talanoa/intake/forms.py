"""The forms: which answers each has, in which order, and what each answer may be.

Ids and headings are those of the issue forms and of the pages (`outputs/pages/take_part.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from talanoa.model.event import EventType
from talanoa.model.post import PostKind
from talanoa.outputs.pages.take_part import ASKED
from talanoa.source import MAX_LETTERS

Shape = Literal[
    "line",  # plain text in one line
    "folded",  # plain text, whose lines become one
    "markdown",
    "words",  # of a page, as they are there
    "choice",
    "number",
    "ids",  # with commas or line ends between them
    "person",  # an id, or a name and an organisation
    "people",  # one a line
]
# Letters that an answer may have; the pages' own forms let type less.
MOST: Final[Mapping[Shape, int]] = {
    "line": 500,
    "folded": 2_000,
    "markdown": 20_000,
    "words": 20_000,
    "choice": 100,
    "number": 10,
    "ids": 2_000,
    "person": 500,
    "people": 10_000,
}
ADDRESSES: Final = frozenset({"website", "registration", "first_published", "source", "page"})
MOST_OF_AN_ADDRESS: Final = 2_000

_SHAPES: Final[Mapping[str, Shape]] = {
    "kind": "choice",
    "type": "choice",
    "status": "choice",
    "visibility": "choice",
    "summary": "folded",
    "text": "markdown",
    "about": "markdown",
    "notes": "markdown",
    "to_learn": "folded",
    "wrong": "words",
    "right": "words",
    "minutes": "number",
    "authors": "people",
    "hosts": "people",
    "lead": "person",
    "by": "person",
    "themes": "ids",
    "countries": "ids",
    "activities": "ids",
    "languages": "ids",
}
_REQUIRED: Final[Mapping[str, frozenset[str]]] = {
    "post": frozenset({"headline", "kind", "text", "authors"}),
    "event": frozenset({"headline", "type", "start"}),
    "member": frozenset({"name", "country", "kind"}),
    "agenda-item": frozenset({"event", "headline", "lead"}),
    "proposal": frozenset({"headline", "event", "by"}),
    "signature": frozenset({"statement", "member"}),
    "correction": frozenset({"page", "wrong"}),
}
_CHOICES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("post", "kind"): get_args(PostKind),
    ("event", "type"): get_args(EventType),
    ("member", "status"): ("member", "partner", "observer"),
    ("member", "visibility"): ("public", "name-only", "hidden"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for under a heading of a form."""

    id: str
    label: str
    shape: Shape
    required: bool
    choices: tuple[str, ...] = ()  # () where the network says which there are

    @property
    def heading(self) -> str:
        return f"### {self.label}"

    @property
    def most(self) -> int:
        if self.id == "text":
            return MAX_LETTERS
        return MOST_OF_AN_ADDRESS if self.id in ADDRESSES else MOST[self.shape]

    @property
    def is_one_line(self) -> bool:
        return self.shape in ("line", "choice", "number", "person")


FORMS: Final[Mapping[str, tuple[Asked, ...]]] = {
    form: tuple(
        Asked(
            id,
            label,
            _SHAPES.get(id, "line"),
            id in _REQUIRED[form],
            _CHOICES.get((form, id), ()),
        )
        for id, label in asked.items()
    )
    for form, asked in ASKED.items()
}


def form_of(labels: Iterable[str]) -> str | None:
    """The form that begins with the first of these labels, and has most of them."""
    found = list(dict.fromkeys(labels))
    begun = [form for form, asked in FORMS.items() if found and asked[0].label == found[0]]
    return max(begun, key=lambda form: len({it.label for it in FORMS[form]}.intersection(found)), default=None)
