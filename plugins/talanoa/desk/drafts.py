"""A draft of a mail to each member that something on the desk concerns. Nothing is sent: mail programs open a draft for someone to read and send.

Only to members whose contact agreed to the publication of its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from talanoa.desk.papers import one_line
from talanoa.desk.people import has_left
from talanoa.desk.tasks import Task
from talanoa.load import Content
from talanoa.model.member import Member
from talanoa.model.network import Network

_HOLDS = ("consent", "unchecked")
"""What is asked of these is whether all that is known is right, so all of it is shown."""


def drafts(content: Content, today: date, tasks: Iterable[Task]) -> tuple[dict[str, bytes], list[str]]:
    """Each draft by its file's name, which is the member's id; and the members whose address no mail program takes."""
    asked: dict[str, list[Task]] = {}
    for task in tasks:
        for id in task.members if task.asks else ():
            asked.setdefault(id, []).append(task)
    found: dict[str, bytes] = {}
    refused, sender = [], _sender(content.network)
    for member in sorted(content.members, key=lambda it: it.id):
        address, own = member.contact.email_on(today), asked.get(str(member.id))
        if not address or not own or has_left(member, today):
            continue
        try:
            found[f"{member.id}.eml"] = _draft(content, sender, member, str(address), own)
        except (MessageError, ValueError, IndexError):  # what headers say of an address that isn't one
            refused.append(str(member.id))
    return found, refused


def _sender(network: Network) -> Address | None:
    """The convener, if headers take the address; mail programs know whose they are."""
    try:
        return Address(addr_spec=network.convener.mailbox or "") if network.convener else None
    except (MessageError, ValueError, IndexError):
        return None


def _draft(content: Content, sender: Address | None, member: Member, address: str, tasks: list[Task]) -> bytes:
    network = content.network
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    name = one_line(str(member.contact.name or member.name))
    message["To"] = Address(display_name=name, addr_spec=address)
    message["Subject"] = one_line(f"{network.name}: {member.name}")
    if sender:
        message["From"] = sender
    message.set_content("\n".join(_lines(content, member, tasks)), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _lines(content: Content, member: Member, tasks: list[Task]) -> Iterator[str]:
    convener = content.network.convener
    yield f"Dear {one_line(str(member.contact.name or member.name))},"
    yield ""
    for task in tasks:
        if task.kind != "translation":
            yield one_line(task.asks)
            yield ""
    if titles := [task.asks for task in tasks if task.kind == "translation"]:
        yield "These are not in a language that you read beside their own. Would you translate one, or read a draft?"
        yield ""
        yield from (one_line(f"  - {title}") for title in titles)
        yield ""
    if any(task.kind in _HOLDS for task in tasks):
        yield "This is what our files hold on you. Tell us what is wrong or should go."
        yield ""
        yield from _held(member)
        yield ""
    yield "Thank you,"
    yield one_line(str(convener.name if convener else content.network.name))


def _held(member: Member) -> Iterator[str]:
    """All of the entry that is about people, and what the member is called; the rest is on its page."""
    contact = member.contact
    facts = {
        "Name": member.name,
        "Country": member.country,
        "Website": member.website,
        "Joined": member.joined,
        "Contact": contact.name,
        "Role": contact.role,
        "E-mail": contact.email,
        "Consent": contact.consent,
        "Form": contact.form,
        "Seen by": member.visibility,
    }
    for label, fact in facts.items():
        if fact is not None:
            yield one_line(f"  {label}: {fact}")
    for person in member.people:
        role = f", {person.role}" if person.role else ""
        yield one_line(f"  Person: {person.name}{role} ({person.visibility})")
    for it in member.earlier:
        yield f"  Earlier: {it.status}, until {it.until}"
    for leave in member.leave:
        yield f"  Leave: {leave.start} to {leave.end or 'open'}"
    for commitment in member.commitments:
        yield one_line(f"  Commitment: {commitment.what}")
