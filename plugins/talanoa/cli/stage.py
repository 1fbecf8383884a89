"""talanoa stage: the site as files for another generator."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

import click

from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, count_words, now_option, say, show
from talanoa.engine import NotBuilt, Request
from talanoa.engine.staging import stage as staged
from talanoa.problems import Problem


@click.command()
@now_option
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def stage(now: datetime | None, folder: Path) -> None:
    """Write the site into DIR as Markdown pages and files for MkDocs, ProperDocs, Zensical or another generator."""
    began = time.monotonic()
    found: list[Problem] = []

    def report(problems: tuple[Problem, ...]) -> None:
        found.extend(problems)
        show(found)

    try:
        made = staged(ROOT, Request(now, default_jobs()), folder, report=report)
    except NotBuilt as failure:
        say(str(failure))
        sys.exit(1)
    if made is None:
        say(f"Not staged: {count_words(found)}. {folder} is as it was.")
        sys.exit(1)
    seconds = time.monotonic() - began
    say(
        f"Staged {made.pages} pages, {made.files} files in all, in {seconds:.1f} s, {count_words(found)}: {made.folder}"
    )
