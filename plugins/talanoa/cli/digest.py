"""talanoa digest: a mail to the network's list, made of posts, coming events and deadlines."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from talanoa import clock, engine
from talanoa.cli.content import content
from talanoa.cli.options import ROOT, Moment, say, show
from talanoa.cli.safe_writing import write_safely
from talanoa.cli.sending import send, stop_for_errors, test
from talanoa.digest import BadSetting, Digest, NotMade, Span, languages, mailbox, message, view_of
from talanoa.digest import digest as make
from talanoa.digest.environment import FROM, TO, ends
from talanoa.engine import settings
from talanoa.files import PRIVATE
from talanoa.load import Content
from talanoa.model.zones import there
from talanoa.outputs.catalogues import catalogue_name
from talanoa.outputs.view import View

OUT = Path(PRIVATE, "digest")


@click.command()
@click.option("--since", type=Moment(), required=True, help="The first day whose posts are included.")
@click.option("--until", type=Moment(), help="The last day of posts; events after it are announced.  [default: today]")
@click.option("--language", help="Only this language.  [default: each language of the network that the interface has]")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=OUT,
    show_default=True,
    help="The folder for the mail.",
)
@click.option("--test", "to", metavar="ADDRESS", help="Send a test to this address, as often as you like.")
@click.option("--send", "sends", is_flag=True, help="Send the mail in the folder to the list. This works once.")
def digest(
    since: datetime, until: datetime | None, language: str | None, out: Path, to: str | None, sends: bool
) -> None:
    """Write a mail to the network's list: new posts, coming events, statements to sign, deadlines."""
    if to is not None and sends:
        raise click.UsageError("--test tries the digest and --send sends it; say one of them")
    if to is not None and not mailbox(to):
        raise click.UsageError("--test takes one e-mail address, such as you@example.org")
    files = content(strict=True)
    now = there(clock.now(), files.network.timezone)
    span = Span(since.date(), until.date() if until else now.date())
    if span.until < span.since:
        raise click.UsageError("--until lies before --since")
    tags = (_known(files, language),) if language else languages(files.network)
    if sends and len(tags) > 1:
        raise click.UsageError(f"--send sends one mail to one list; add --language and one of {', '.join(tags)}")
    if not sends:  # sending checks the files as they are now
        stop_for_errors(engine.last_problems(ROOT, clock.now()))
    try:
        view = _view(files, now)
        made = [it for tag in tags if (it := _made(view, files, span, tag))]
        if not made:
            return
        if sends:
            send(files, view, made[0], out, now)
        elif to is not None:
            test(view, made, to)
        else:
            _write(view, made, out)
    except BadSetting as reason:
        say(str(reason))
        sys.exit(2)


def _known(files: Content, language: str) -> str:
    own = tuple(map(str, files.network.languages))
    if language in own or catalogue_name(language) == language:
        return language
    raise click.UsageError(f"--language is one of the network's: {', '.join(own)}")


def _view(files: Content, now: datetime) -> View:
    chosen, problems = settings.read(ROOT)
    if chosen.site_url == settings.UNKNOWN_SITE:
        show(problems)
        say("A digest leads to the site, so mkdocs.yml has to say where that is.")
        sys.exit(1)
    return view_of(files.only(chosen.publishes), now, chosen.site_url)


def _made(view: View, files: Content, span: Span, language: str) -> Digest | None:
    """None if there is nothing to send; ends the program where it can't be made."""
    made = make(view, files.greetings, span, language)
    if isinstance(made, NotMade):
        if made.problem:
            show([made.problem])
            sys.exit(1)
        say(f"Nothing new from {span.since} to {span.until}, and nothing coming: there is no digest ({language}).")
        return None
    if made.cut:
        left = "1 entry doesn't" if made.cut == 1 else f"{made.cut} entries don't"
        say(f"{language}: {left} fit into a mail; the digest says that there is more on the site.")
    return made


def _write(view: View, made: list[Digest], out: Path) -> None:
    from_to = ends(os.environ, view.site.network)
    files: dict[Path, bytes] = {}
    for it in made:
        mail, html, text = (out / f"digest.{it.language}.{ending}" for ending in ("eml", "html", "txt"))
        files |= {mail: message(it, view, from_to), html: it.html.encode(), text: it.text.encode()}
    write_safely(files)
    to = from_to.to or f"no one yet ({TO} says to which list)"
    say(f"From {from_to.sender} ({FROM} says another), to {to}.")
