"""The forms: which answers each has, in which order, and what each answer may be.

Ids, headings, choices and what is required are those of the issue forms and of the pages (`authoring/forms.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from msgspec import Struct

from talanoa.authoring import Field, forms
from talanoa.authoring.forms import Question
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


class Asked(Struct, frozen=True):
    """What is asked for under a heading of a form."""

    id: str
    label: str
    shape: Shape
    required: bool
    choices: tuple[str, ...] = ()  # () where the network says which there are
    field: Field | None = None  # that the answer goes to
    path: str = ""  # of the field

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


_SHAPES: Final[Mapping[str, Shape]] = {"choice": "choice", "text": "markdown", "number": "number", "person": "person"}


def _shape(question: Question) -> Shape:
    field = question.field
    if question.verbatim:
        return "words"
    if field is None or (field.shape == "line" and not field.many):
        return "folded" if question.lines else "line"
    if field.many:
        return "ids" if field.shape in ("reference", "country", "language") else "people"
    return _SHAPES.get(field.shape, "line")


FORMS: Final[Mapping[str, tuple[Asked, ...]]] = {
    name: tuple(Asked(it.id, it.label, _shape(it), it.required, it.choices, it.field, it.path) for it in form.questions)
    for name, form in forms.FORMS.items()
}


def form_of(labels: Iterable[str]) -> str | None:
    """The form that begins with the first of these labels, and has most of them."""
    found = list(dict.fromkeys(labels))
    begun = [form for form, asked in FORMS.items() if found and asked[0].label == found[0]]
    return max(begun, key=lambda form: len({it.label for it in FORMS[form]}.intersection(found)), default=None)
