"""A signature under a statement: written down as received, and shown only when someone of the network has confirmed it."""

from __future__ import annotations

from datetime import date

from talanoa import addresses
from talanoa.amend import Insert, Plain, Value
from talanoa.authoring.entries import Written
from talanoa.intake.directory import folded, linked
from talanoa.intake.values import Reading
from talanoa.model.post import Post, original_of


def signature(it: Reading, today: date) -> Written | None:
    """The change; None, and why, where there is nothing to sign, or no one known who signs."""
    post = _statement(it)
    if post is None:
        it.refuse("statement", "there is no statement at this address", "write the address of its page")
        return None
    if post.signing_on(today) != "open":
        it.refuse("statement", "it can't be signed on this day", "ask the coordinator")
    id = it.directory.id_of(it.line("member"))
    if id not in it.directory.members:
        it.refuse("member", "there is no member with this id or name", "write the last part of the address of its page")
    elif id in {str(one.member) for one in post.signatories}:
        it.refuse("member", "this member has signed already, or has said that it will", "nothing needs to be sent")
    if it.refusals or id is None:
        return None
    entry: dict[str, Value] = {"member": id}
    if name := it.line("representative"):
        entry["representative"] = name
    entry["received"] = Plain(today.isoformat())
    change = Insert(post.path, None, ("signatories",), entry)
    return Written(post.slug, post.path, addresses.post(post.slug), changes=(change,))


def _statement(it: Reading) -> Post | None:
    text = it.line("statement")
    kind, slug, _ = linked(text) or ("posts", text, "")
    statements = {id: post for id, post in it.directory.posts.items() if post.kind == "statement"}
    named = [post for post in statements.values() if folded(post.title) == folded(text)]
    found = statements.get(slug) if kind == "posts" and slug in statements else named[0] if len(named) == 1 else None
    return found and original_of(found, it.directory.posts)
