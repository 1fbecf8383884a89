"""What the forms ask: of the site, of the repository's issues, and of letters; each question with the field that its answer goes to.

Words, choices and whether an answer is needed are the field's, unless a question has its own. The issue forms under
.github/ISSUE_TEMPLATE are made of this (tests/authoring/test_forms.py writes them).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from talanoa.amend import InLine, Plain, Value
from talanoa.authoring.entries import text_of
from talanoa.authoring.fields import Field, Kind, field_at, fields, paths

_PUBLIC = "Everything here is public at once, and stays"
_SECRETS = f"{_PUBLIC}: no e-mail addresses, telephone numbers, links or passwords of calls."
_BY_MAIL = 'The page "Contribute" of the site writes an e-mail instead.'
_IDS = "Ids, with commas between them."
_WHERE = "Its id: the last part of the address of its page."
_SHORT = "Some words in Latin letters for the address."


class Question(Struct, frozen=True):
    """Something that a form asks; `path` is the field that the answer goes to, "" if it goes to none as it is."""

    id: str  # in the address of an issue form, and in the page's form
    label: str  # the heading above the answer
    about: str = ""
    field: Field | None = None
    path: str = ""
    required: bool = False
    lines: bool = False  # typed in several lines
    verbatim: bool = False  # words of a page, which stay as they are there
    options: tuple[str, ...] = ()  # what an issue form lets choose from
    by_mail: bool = False  # not asked in public, before they agree: a person's name

    @property
    def choices(self) -> tuple[str, ...]:
        """Those that are the same in every network."""
        if self.options and not (self.field and self.field.names_kinds):
            return self.options
        return self.field.choices if self.field and not self.field.names_kinds else ()


class AskingForm(Struct, frozen=True):
    """A form: what it is called, what it begins with, and what it asks, in this order."""

    name: str
    description: str
    title: str
    note: str
    questions: tuple[Question, ...]


def _of(
    kind: Kind,
    id: str,
    path: str,
    about: str = "",
    label: str = "",
    *,
    lines: bool = False,
    required: bool = False,
    options: tuple[str, ...] | None = None,
    by_mail: bool = False,
) -> Question:
    field = field_at(kind, path)
    assert field, f"{kind} has no field {path}"
    chosen = (field.choices if options is None else options) if field.shape == "choice" else ()
    needed = required or field.required
    many_lines = lines or field.shape == "text"
    return Question(id, label or field.words, about, field, path, needed, many_lines, options=chosen, by_mail=by_mail)


FORMS: Final[Mapping[str, AskingForm]] = {
    "post": AskingForm(
        "A post",
        "A story, a blog, an op-ed, news, an opportunity, for the network's site",
        "Post: ",
        f'{_PUBLIC}. A text that isn\'t for the public yet goes by e-mail; the page "Contribute" of the site writes it.',
        (
            _of("post", "headline", "title", "One line of plain text."),
            _of("post", "kind", "kind"),
            _of("post", "language", "language", "Such as en, id or ko."),
            _of("post", "summary", "summary", "One or two sentences, for lists and feeds.", lines=True),
            _of("post", "text", "body", "Markdown. Pictures can be added afterwards.", required=True),
            _of(
                "post",
                "authors",
                "authors",
                "One a line: the id of a person or a member, or a name and an organisation with a comma between them.",
                lines=True,
            ),
            _of("post", "themes", "themes", _IDS),
            _of("post", "countries", "countries", "Two letters each, such as FJ, ID."),
            _of("post", "activities", "activities", _IDS),
            _of(
                "post",
                "first_published",
                "first_published.url",
                "The address where it was first published.",
                "First published",
            ),
            Question("short", "Short name", _SHORT),
        ),
    ),
    "event": AskingForm(
        "An event",
        "Anything of interest to members in more than one country",
        "Event: ",
        f"{_SECRETS} {_BY_MAIL}",
        (
            _of("event", "headline", "title", "One line of plain text."),
            _of("event", "type", "type"),
            _of("event", "summary", "summary", "One or two sentences.", lines=True),
            _of("event", "start", "start", "2026-12-08, or 2026-12-08 15:45 where it takes place."),
            _of("event", "end", "end", "In the same form."),
            _of("event", "timezone", "timezone", "Such as Asia/Kathmandu."),
            _of("event", "venue", "place.name", "A public place, not someone's home.", "Venue"),
            _of("event", "city", "place.city"),
            _of("event", "country", "place.country", "Two letters, such as FJ."),
            _of("event", "platform", "online.platform", "Online, by what program. No links to closed calls."),
            _of("event", "hosts", "hosts", "One a line: the id of a member, or a name.", lines=True),
            _of("event", "registration", "registration.url", "The address at which people register.", "Registration"),
            _of("event", "languages", "languages", "Such as en, id."),
            _of("event", "themes", "themes", _IDS),
            _of("event", "countries", "countries", "That it is about: two letters each."),
            Question("short", "Short name", _SHORT),
        ),
    ),
    "member": AskingForm(
        "An entry in the directory",
        "For an organisation that joins, or to change an entry that is there",
        "Entry: ",
        f"{_SECRETS} {_BY_MAIL}",
        (
            _of("member", "name", "name", "As you write it yourselves."),
            _of("member", "short_name", "short_name"),
            _of("member", "country", "country", "Two letters, such as FJ."),
            _of("member", "kind", "kind", required=True),
            _of("member", "website", "website", "A whole address."),
            _of("member", "status", "status", options=("member", "partner", "observer")),
            _of("member", "about", "about", "A few sentences."),
            _of(
                "member",
                "activities",
                "activities",
                "What you would like to contribute: ids, with commas between them.",
            ),
            _of("member", "themes", "themes", _IDS),
            _of("member", "languages", "languages", "In which you can be reached, such as en, id."),
            Question("to_learn", "To learn", "From other members.", lines=True),
            Question("calls", "Calls", "How many you mean to join."),
            _of(
                "member",
                "visibility",
                "visibility",
                "public. If you want to show less, write an e-mail, since this is public.",
                options=(),
            ),
            Question(
                "entry",
                "Entry",
                "Only to change an entry that is there: its id, the last part of the address of its page. What you leave empty "
                "stays as it is.",
            ),
        ),
    ),
    "agenda-item": AskingForm(
        "An item for the agenda",
        "What a coming call should talk about, and who leads it",
        "Agenda item: ",
        f"{_SECRETS} {_BY_MAIL}",
        (
            Question("event", "Event", _WHERE, required=True),
            Question("date", "Date", "Of the call, such as 2026-12-02."),
            _of("event", "headline", "agenda.title", "One line, as it will be in the agenda."),
            _of("event", "minutes", "agenda.minutes", "That it needs."),
            _of("event", "notes", "agenda.notes", "What should come of it: an answer, a decision, help?"),
            _of(
                "event",
                "lead",
                "agenda.lead",
                "Who proposes an item leads it: an id, or a name and an organisation.",
                required=True,
            ),
        ),
    ),
    "proposal": AskingForm(
        "A proposal for an event",
        "What an event that collects proposals should take up, such as a Civil Society Day",
        "Proposal: ",
        f"{_SECRETS} {_BY_MAIL}",
        (
            _of(
                "event", "headline", "proposals.title", "One line, as it will be on the page of the event.", "Proposal"
            ),
            Question("event", "Event", _WHERE, required=True),
            _of("event", "by", "proposals.by", "An id, or a name and an organisation.", "Proposed by", required=True),
            _of("event", "theme", "proposals.theme", "The theme that fits best, by its id or title."),
            _of("event", "country", "proposals.country", "The country that it is about, if it is about one."),
        ),
    ),
    "signature": AskingForm(
        "A signature under a statement",
        "For a member that signs a statement of the network",
        "Signature: ",
        f"{_SECRETS} So it asks for the organisation alone: the coordinator asks its representative to confirm the signature, and nothing "
        'is shown before that. To say who signs for it, use the form on the page "Contribute", which writes an e-mail to the coordinator.',
        (
            Question("statement", "Statement", "The address of its page.", required=True),
            _of(
                "post",
                "member",
                "signatories.member",
                "Who signs: the id of a member, or its name as the directory has it.",
            ),
            _of(
                "post",
                "representative",
                "signatories.representative",
                "Who signs for it: a name, and a role if you like. It is published.",
                by_mail=True,
            ),
        ),
    ),
    "correction": AskingForm(
        "A correction",
        "Something on the site is wrong, out of date, or missing",
        "Correction: ",
        f"{_SECRETS} {_BY_MAIL}",
        (
            Question("page", "Page", "Its address.", required=True),
            Question("wrong", "What is wrong", required=True, lines=True, verbatim=True),
            Question("right", "What is right", lines=True, verbatim=True),
            Question("source", "Source", "How it can be checked."),
        ),
    ),
}


# What the site's form adds itself to what is typed.
_ADDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "post": ("date", "first_published.name"),
    "event": ("id",),
    "member": ("id",),
}


def filed(form: str) -> dict[str, str]:
    """The question whose answer goes to each field of a new entry, by the field's path, in the order of files."""
    kind = next(kind for kind in _ADDED if kind == form)
    asked = {question.path: question.id for question in FORMS[form].questions if question.path}
    asked |= {path: path for path in _ADDED[kind]}
    return {path: asked[path] for path in paths(fields(kind)) if path in asked}


def options(form: str, id: str) -> tuple[str, ...]:
    """What a question of a form lets choose from, the same in every network."""
    return next(question.options for question in FORMS[form].questions if question.id == id)


def issue_form(name: str) -> str:
    """The issue form of the repository's host, as YAML."""
    form = FORMS[name]
    note: Value = {"type": "markdown", "attributes": {"value": form.note}}
    fields: dict[str, Value] = {
        "name": form.name,
        "description": form.description,
        "title": form.title,
        "body": [note, *(_asked(question) for question in form.questions if not question.by_mail)],
    }
    return f"# Made of the forms in talanoa/authoring/forms.py: ids and labels are how answers are read.\n{text_of(fields)}"


def _asked(question: Question) -> Value:
    kind = "dropdown" if question.options else "textarea" if question.lines else "input"
    attributes: dict[str, Value] = {"label": question.label}
    if question.about:
        attributes["description"] = question.about
    if question.options:
        attributes["options"] = InLine(question.options)
    needed: dict[str, Value] = {"validations": {"required": Plain("true")}} if question.required else {}
    return {"type": kind, "id": question.id, "attributes": attributes, **needed}
