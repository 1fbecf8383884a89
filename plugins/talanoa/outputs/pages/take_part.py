"""Join and contribute, below the hand-written pages at the same addresses: dates, and forms that need no server.

A form composes what a reader typed (theme/scripts/compose.js) and gives it three ways: to a page of the repository's host
that has everything filled in, to the reader's own mail program, or as a text to copy and a file to save (decision 0019).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from talanoa import addresses
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages import skeletons
from talanoa.outputs.pages.choices import Choices
from talanoa.outputs.repository import filled
from talanoa.outputs.scripts import script
from talanoa.outputs.view import View
from talanoa.uris import mail

if TYPE_CHECKING:
    from talanoa.authoring.fields import Kind

COMPOSE = "compose"


@cache
def headings() -> Mapping[str, Mapping[str, str]]:
    """Each question's id in an issue form, and the heading above the answer. A letter that a form here composes has the same headings, so
    that one reader of them is enough (`talanoa.intake`).
    """
    from talanoa.authoring.forms import FORMS  # what writes entries is needed for these pages alone

    return {name: {question.id: question.label for question in form.questions} for name, form in FORMS.items()}


def _fields(form: str) -> str:
    """`title=headline place.city=city`: fields of an entry and the questions whose answers go there, in the order of files."""
    from talanoa.authoring.forms import filed

    return " ".join(f"{path}={id}" for path, id in filed(form).items())


def _options(noun: Kind, field: str) -> tuple[str, ...]:
    from talanoa.authoring.forms import options

    return options(noun, field)


class Form(Struct, frozen=True):
    """A form, and where what it composes can go: addresses with holes (`repository.py`), "" where there is no such way."""

    id: str  # the anchor on its page
    issue: str  # the name of the repository's issue form for the same
    headings: Mapping[str, str]
    subject: str  # of a letter or an issue; `{title}` is a hole
    file: str
    ask: str
    mail: str
    folder: str = ""  # of the file that it makes, if it makes one
    fields: str = ""  # of that file, with the questions of the form
    skeleton: str = ""  # the text to begin from, for those who don't use the form
    skeleton_name: str = ""

    @property
    def holes(self) -> dict[str, str]:
        """What fills the holes where nothing has been typed."""
        title = self.subject.replace("{title}", "").strip(": ")
        return {"name": self.skeleton_name, "text": self.skeleton, "title": title}

    @property
    def skeleton_file(self) -> str:
        return filled(self.file, **self.holes)

    @property
    def skeleton_ask(self) -> str:
        return filled(self.ask, **self.holes)

    @property
    def skeleton_mail(self) -> str:
        holes = self.holes
        return filled(self.mail, **{**holes, "text": holes["text"].replace("\n", "\r\n")})


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.JOIN, _join)
    yield Planned(addresses.CONTRIBUTE, _contribute)


def _join(view: View) -> Page:
    gettext = view.localizer().gettext
    state = view.site.joining
    shown: dict[str, Any] = {"join": view.site.network.join, "state": state}
    if state == "open":
        # A request to join isn't a file yet: it is answered first.
        form = _form(view, "request", "member", gettext("Joining: {title}"))
        shown |= {"form": form, "choices": Choices.of(view), **_of_members(view)}
    return view.page(
        addresses.JOIN,
        gettext("Join"),
        "join.html",
        shown,
        section=addresses.JOIN,
        description=gettext("Who can join, what is asked, and until when"),
        scripts=(COMPOSE,) if state == "open" else (),
    )


def _contribute(view: View) -> Page:
    gettext = view.localizer().gettext
    return view.page(
        addresses.CONTRIBUTE,
        gettext("Contribute"),
        "contribute.html",
        {
            "forms": _forms(view),
            "compose": script(COMPOSE).address,
            "choices": Choices.of(view),
            "kinds": _options("post", "kind"),
            "types": _options("event", "type"),
            **_of_members(view),
            "manual": [(addresses.manual(name), title) for name, title in _manual(view).items()],
            "has_privacy": "docs/privacy.md" in view.site.docs,
        },
        section=addresses.CONTRIBUTE,
        description=gettext("How to send a post, an event or a correction"),
        scripts=("forms",),
    )


def _of_members(view: View) -> dict[str, Any]:
    """What an organisation can be."""
    return {"member_kinds": view.site.network.kinds_of_members, "member_statuses": _options("member", "status")}


def _manual(view: View) -> dict[str, str]:
    """The pages for those who write the files themselves, with what leads to them."""
    gettext = view.localizer().gettext
    return {
        "writing": gettext("Write the files yourself"),
        "adding": gettext("Add entries without writing YAML"),
        "sheets": gettext("Import a sheet"),
        "fields": gettext("All fields"),
        "problems": gettext("What the check says"),
        "data": gettext("Open data"),
        "erasing": gettext("Erase someone"),
        "digest": gettext("Send a digest"),
        "year": gettext("A coordinator's year"),
    }


def _forms(view: View) -> dict[str, Form]:
    gettext = view.localizer().gettext
    made = (
        _form(view, "post", "post", gettext("Post: {title}"), "posts", skeletons.post(view)),
        _form(view, "event", "event", gettext("Event: {title}"), "events", skeletons.event(view)),
        _form(view, "member", "member", gettext("Entry: {title}"), "members", skeletons.member(view)),
        _form(view, "agenda", "agenda-item", gettext("Agenda item: {title}")),
        _form(view, "propose", "proposal", gettext("Proposal: {title}")),
        _form(view, "sign", "signature", gettext("Signature: {title}"), private=True),
        _form(view, "correction", "correction", gettext("Correction: {title}")),
    )
    return {form.id: form for form in made}


def _form(
    view: View,
    id: str,
    issue: str,
    subject: str,
    folder: str = "",
    skeleton: tuple[str, str] | None = None,
    *,
    private: bool = False,
) -> Form:
    repository = view.repository
    its = headings()[issue]
    exists = folder == "posts"  # a site has posts; members and events may be in one file each
    name, text = skeleton or (f"{issue}.md", skeletons.letter(its))
    return Form(
        id=id,
        issue=issue,
        headings=its,
        subject=subject,
        file=repository.new_file(folder, exists=exists) if repository and folder else "",
        ask=repository.new_issue(issue) if repository and not private else "",
        mail=f"{mail(_mailbox(view))}?subject={{title}}&body={{text}}",
        folder=folder,
        fields=_fields(issue) if folder else "",
        skeleton=text,
        skeleton_name=name,
    )


def _mailbox(view: View) -> str:
    """The address of who convenes the network; "" where the reader has to know one."""
    convener = view.site.network.convener
    return (convener and convener.mailbox) or ""
