"""talanoa confirm: who has only said that it signs a statement becomes a signatory."""

from __future__ import annotations

from datetime import date, datetime

import click

from talanoa import clock
from talanoa.cli.content import change, content
from talanoa.cli.options import Moment, now_option, say
from talanoa.desk.signatures import confirmed, signature_of
from talanoa.load import Content
from talanoa.model.member import Member
from talanoa.model.post import Post, original_of
from talanoa.model.zones import there
from talanoa.problems import nearest


@click.command()
@click.argument("post")
@click.argument("member")
@click.option("--date", "day", metavar="DATE", type=Moment(), help="The day on which it signed; otherwise today.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@now_option
def confirm(post: str, member: str, day: datetime | None, dry_run: bool, now: datetime | None) -> None:
    """Confirm that MEMBER signs the statement POST, once its representative has answered your own mail.

    POST is the name in the statement's address, MEMBER an id of members.yml. The site shows a signature only once it is confirmed.
    If the text is amended later, confirm each member again.
    """
    files = content()
    statement, id = _statement(files, post), _member(files, member)
    today = there(now or clock.now(), files.network.timezone).date()
    signed = day.date() if day else today
    if signed > today:
        raise click.UsageError(f"{signed} has not come yet")
    before = signature_of(statement, id)
    if before and before.has_signed and (before.date == day.date() if day else statement.has_confirmed(before)):
        click.echo(f"{id} has signed already{f', on {before.date}' if before.date else ''}. Nothing was changed.")
        return
    change(confirmed(statement, id, signed), dry_run, f"Write it by hand: {{ member: {id}, date: {signed} }}")
    click.echo(f"{statement.path}: {id} {'would be' if dry_run else 'is'} a signatory as of {signed}.")
    _say_what_is_unusual(statement, signed)
    _say_what_readers_see(next(member for member in files.members if str(member.id) == id), signed)


def _say_what_is_unusual(statement: Post, signed: date) -> None:
    """What is unusual about the day. Only the coordinator knows whether it is wrong."""
    signing, amended = statement.signing, statement.amended_on
    first = (signing.opens if signing else None) or statement.date.day
    if signed < first:
        say(f"Signing opened on {first}. Check the day.")
    if signing and signing.closes and statement.signing_on(signed) == "closed":
        say(f"Signing closed on {signing.closes}.")
    if amended and signed < amended:
        say(f"The text was amended on {amended}, so this signature is of the earlier text.")


def _say_what_readers_see(member: Member, signed: date) -> None:
    """What readers of the statement won't see, or may ask about."""
    if member.left and member.left < signed:
        say(f"{member.id} left the network on {member.left}.")
    if member.visibility == "hidden":
        say(f"The site doesn't show this signature: {member.id} is hidden in {member.id.place.file}.")


def _statement(files: Content, name: str) -> Post:
    """The statement that a name leads to; of a translation, its original. Ends the program if there is none."""
    posts = {post.slug: post for post in files.posts}
    names = {str(old): post for post in files.posts for old in post.formerly} | posts
    names |= {post.path: post for post in files.posts}
    found = names.get(name.strip("/").removeprefix("posts/")) or names.get(name)
    found = found and original_of(found, posts)
    statements = sorted(slug for slug, post in posts.items() if post.kind == "statement" and not post.translation_of)
    if found is None or found.kind != "statement":
        known = f"the statements are {', '.join(statements)}" if statements else "the network has no statements"
        raise click.UsageError(f"there is no statement '{name}'; {known}")
    return found


def _member(files: Content, name: str) -> str:
    ids = {str(member.id): str(member.id) for member in files.members}
    former = {str(old): str(member.id) for member in files.members for old in member.formerly}
    if id := (former | ids).get(name):
        return id
    near = nearest(name, ids)
    raise click.UsageError(f"no member has the id '{name}'" + (f"; did you mean '{near}'?" if near else ""))
