"""talanoa digest --test and --send: the one command that gives something to another machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from talanoa import clock, engine
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, say, show
from talanoa.digest import Digest, message
from talanoa.digest.environment import TO, BadSetting, ends, server
from talanoa.digest.message import mailbox, message_id
from talanoa.digest.record import Record
from talanoa.digest.sending import InDoubt, NotSent
from talanoa.digest.sending import send as give
from talanoa.files import read_bytes, refusal
from talanoa.load import Content
from talanoa.model.digest import SentDigest, path_of
from talanoa.outputs.view import View
from talanoa.problems import Problem, Severity, has_errors, in_order

_LARGEST = 5_000_000  # bytes of a mail


def test(view: View, made: Sequence[Digest], to: str) -> None:
    """To one address, marked as a test; it leaves no note."""
    host = server(os.environ)
    ends_of = replace(ends(os.environ, view.site.network), to=mailbox(to) or to, is_test=True)
    for digest in made:
        try:
            give(host, ends_of.sender, ends_of.to, message(digest, view, ends_of))
        except (NotSent, InDoubt) as reason:
            what = "wasn't sent" if isinstance(reason, NotSent) else "may have been sent, or not"
            say(f"The test ({digest.language}) {what}: {reason}")
            sys.exit(1)
        say(f"A test of the digest ({digest.language}) was given to {host.host} for {ends_of.to}.")


def stop_for_errors(problems: Sequence[Problem] | None) -> None:
    """Ends the program if the check finds any; None are those of files that it hasn't looked at yet."""
    if problems is None:
        say("The files have changed since the last check, so links and names weren't checked; --send checks them.")
    elif has_errors(problems):
        show(in_order(it for it in problems if it.severity is Severity.ERROR))
        say("Fix these errors first: while there are any, the site isn't published, and the digest links to its pages.")
        sys.exit(1)


def send(files: Content, view: View, digest: Digest, out: Path, now: datetime) -> None:
    """What was reviewed, to the list, once; or ends the program and says why not."""
    host, ends_of = server(os.environ), ends(os.environ, view.site.network)
    if not ends_of.to:
        raise BadSetting(f"{TO} isn't set: the address of the list")
    data = message(digest, view, ends_of)
    if why := _not_yet(files, view, digest, now) or _not_reviewed(out, digest, data):
        say(f"Nothing was sent: {why}")
        sys.exit(1)
    stop_for_errors(engine.check(ROOT, clock.now(), jobs=default_jobs(), cache=True))
    path = path_of(digest.span.until, digest.language)
    id = message_id(view.site.network, digest.span.until, digest.language)
    record = Record(ROOT, digest, id, data, now)
    try:
        record.begin()
    except FileExistsError:
        say(f"Nothing was sent: someone else has just begun to send it. {_find_out(path, id)}")
        sys.exit(1)
    except OSError as error:
        say(f"Nothing was sent, because {refusal(error, 'written', path)}")
        sys.exit(1)
    try:
        give(host, ends_of.sender, ends_of.to, data)
    except NotSent as reason:
        say(f"Nothing was sent: {reason}")
        _noted(record.withdraw, path, "Delete it before you send again.")
        sys.exit(1)
    except InDoubt as reason:
        say(f"The digest may have been sent, or not: {reason}. {_find_out(path, id)}")
        sys.exit(1)
    _noted(
        record.finish, path, f"The digest was sent to {ends_of.to}: write `state: sent` into that file, and commit it."
    )
    say(f"Sent to {ends_of.to}: {id}. Commit {path}, which keeps it from being sent again.")


def _noted(write: Callable[[], None], path: str, by_hand: str) -> None:
    """Notes what came of the sending; ends the program with what to do `by_hand` where that can't be written."""
    try:
        write()
    except OSError as error:
        say(f"{refusal(error, 'changed', path)}. {by_hand}")
        sys.exit(1)


def _not_yet(files: Content, view: View, digest: Digest, now: datetime) -> str:
    """Why this digest can't be sent today; "" if it can."""
    span, same = digest.span, [it for it in files.digests if it.language == digest.language]
    if found := next((it for it in same if it.until == span.until), None):
        day = found.sent.day_in(view.site.zone)
        if found.state == "begun":
            return f"it was begun on {day}, and it isn't known whether it was sent. {_known_by(found)}"
        return f"it was sent on {day} ({path_of(found.until, found.language)})."
    if found := next((it for it in same if it.since <= span.until and span.since <= it.until), None):
        return f"the digest from {found.since} to {found.until} has some of these days already; begin after them with --since."
    if span.until > now.date():
        return f"{span.until} is still to come."
    over = [view.localizer().plain(title) for title in digest.chosen.over(now.date())]
    return f"it has events that are over by now: {'; '.join(over)}. Make it again with a later --until." if over else ""


def _not_reviewed(out: Path, digest: Digest, data: bytes) -> str:
    file = out / f"digest.{digest.language}.eml"
    again = "Make it again without --send, look at it, and send it then."
    try:
        reviewed = read_bytes(out, file.name, _LARGEST)
    except OSError:
        return f"there is no {file}, so no one has reviewed it. {again}"
    return (
        ""
        if reviewed == data
        else f"{file} isn't what would be sent now: the network's files, or the addresses that it is from and to, have changed since. {again}"
    )


def _known_by(found: SentDigest) -> str:
    return _find_out(path_of(found.until, found.language), found.message_id)


def _find_out(path: str, id: str) -> str:
    return (
        f"Look for it in the list's archive, or ask who runs the mail server for {id}. If it arrived, write `state: sent` into "
        f"{path}; if it didn't, delete that file and send again."
    )
