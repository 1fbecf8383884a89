"""talanoa stage: the site as files for another generator."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

import click

from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, Reported, count_words, now_option, say
from talanoa.engine import NotBuilt, Request
from talanoa.engine.staging import stage as staged


@click.command()
@now_option
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def stage(now: datetime | None, folder: Path) -> None:
    """Write the site into DIR as Markdown pages and files for MkDocs, ProperDocs, Zensical or another generator."""
    began = time.monotonic()
    reported = Reported()
    try:
        made = staged(ROOT, Request(now, default_jobs()), folder, report=reported)
    except NotBuilt as failure:
        say(str(failure))
        sys.exit(1)
    if made is None:
        say(f"Not staged: {count_words(reported.problems)}. {folder} is as it was.")
        sys.exit(1)
    seconds = time.monotonic() - began
    say(
        f"Staged {made.pages} pages, {made.files} files in all, in {seconds:.1f} s, {count_words(reported.problems)}: {made.folder}"
    )
