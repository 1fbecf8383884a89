"""The network's files, for commands that neither build nor check them."""

from __future__ import annotations

import sys

import click

from talanoa import report
from talanoa.cache_folder import folder_of
from talanoa.cli.options import ROOT, count_words, say, uses_colour
from talanoa.load import Content, ReadingCache, load
from talanoa.problems import has_errors, in_order


def content() -> Content:
    """What the files say; ends the program where they can't be read, and says so where they have errors."""
    found, problems = load(ROOT, ReadingCache(folder_of(ROOT)))
    if found is None:
        click.echo(report.as_text(in_order(problems), ROOT, colour=uses_colour(sys.stderr)), file=sys.stderr, nl=False)
        sys.exit(1)
    if has_errors(problems):
        say(f"The files have {count_words(problems)}, so something may be missing here; `talanoa check` lists them.")
    return found
