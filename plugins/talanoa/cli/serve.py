"""talanoa serve: the live preview."""

from __future__ import annotations

import sys

import click

from talanoa import report
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, Number, count_words, say, uses_colour
from talanoa.problems import Problem


@click.command()
@click.option(
    "--port", type=Number(1, 65535), default=8000, show_default=True, help="Another port, if this one is taken."
)
def serve(port: int) -> None:
    """Show the site at a local address, and every change as soon as it is saved; drafts are shown and marked."""
    from talanoa.engine import preview  # with what speaks HTTP, which no other command needs

    try:
        preview.serve(ROOT, port, default_jobs(), say, _summary)
    except preview.PortTaken as taken:
        say(str(taken))
        sys.exit(1)


def _summary(new: tuple[Problem, ...], problems: tuple[Problem, ...], deed: str) -> str:
    """What came with a change, and how many problems there are."""
    return f"{report.as_text(new, ROOT, colour=uses_colour(sys.stderr))}{deed}, {count_words(problems)}"
