"""A signature of a statement, from received to confirmed: what to change in the statement's file."""

from __future__ import annotations

from datetime import date

from talanoa.amend import Change, Insert, Plain, Put, Remove
from talanoa.model.post import Post, Signatory

_FIELD = "signatories"


def signature_of(post: Post, member: str) -> Signatory | None:
    return next((it for it in post.signatories if it.member == member), None)


def confirmed(post: Post, member: str, day: date) -> tuple[Change, ...]:
    """What makes a member a signatory on that day; one that is among them already keeps its line."""
    signed = Plain(day.isoformat())
    found = signature_of(post, member)
    if found is None:
        return (Insert(post.path, None, (_FIELD,), {"member": member, "date": signed}),)
    at = post.signatories.index(found)
    changes: list[Change] = [Put(post.path, None, (_FIELD, at, "date"), signed, after=("member",))]
    if found.received.is_so:
        changes.append(Remove(post.path, None, (_FIELD, at, "received")))
    return tuple(changes)
