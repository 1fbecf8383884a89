"""talanoa build: the site, with progress and a summary."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path

import click

from talanoa import engine
from talanoa.cli.options import ROOT, Number, Reported, count_words, now_option, say
from talanoa.engine import Request


def default_jobs() -> int:
    return min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


@click.command()
@click.option("--strict", is_flag=True, help="Warnings stop the build too.")
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write the site (default: as mkdocs.yml says).",
)
@click.option(
    "--jobs",
    type=Number(1, 64),
    default=default_jobs,
    show_default="the processors there are, at most 4",
    help="How many processes may convert texts and make pictures.",
)
@click.option("--no-cache", is_flag=True, help="Make every text and picture again.")
@now_option
def build(strict: bool, site_dir: Path | None, jobs: int, no_cache: bool, now: datetime | None) -> None:
    """Build the site; the last one is replaced only when the new one is whole."""
    began = time.monotonic()
    reported = Reported()
    progress = _Progress()
    request = Request(now, jobs, cache=not no_cache)
    try:
        built = engine.build(ROOT, request, site_dir, strict=strict, report=reported, progress=progress.show)
    except engine.NotBuilt as failure:
        progress.clear()
        say(str(failure))
        sys.exit(1)
    progress.clear()
    if built is None:
        say(f"Not built: {count_words(reported.problems)}. The site is as it was.")
        sys.exit(1)
    seconds = time.monotonic() - began
    say(
        f"Built {built.pages} pages and {built.feeds} feeds in {seconds:.1f} s, {count_words(reported.problems)}: {built.site}"
    )


class _Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self.shown = -1
        self.on = sys.stderr.isatty()

    def show(self, done: int, total: int) -> None:
        percent = done * 100 // max(total, 1)
        if self.on and percent != self.shown:
            self.shown = percent
            bar = "█" * (percent // 5) + "░" * (20 - percent // 5)
            sys.stderr.write(f"\r{bar} {done}/{total} files")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.on and self.shown >= 0:
            sys.stderr.write("\r\x1b[2K")
