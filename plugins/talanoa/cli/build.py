"""talanoa build: the site, with progress and a summary."""

from __future__ import annotations

import logging
import os
import sys
import time
from datetime import datetime
from pathlib import Path

import click

from talanoa import report
from talanoa.cli.options import ROOT, count_words, now_option, say, uses_colour
from talanoa.problems import Problem


def default_jobs() -> int:
    return min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


@click.command()
@click.option("--strict", is_flag=True, help="Warnings stop the build too.")
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes (default: as mkdocs.yml says).",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=default_jobs, show_default="the processors there are, at most 4"
)
@click.option("--no-cache", is_flag=True, help="Convert every text anew.")
@now_option
def build(strict: bool, site_dir: Path | None, jobs: int, no_cache: bool, now: datetime | None) -> None:
    """Build the site; the last one is replaced only when the new one is whole."""
    from talanoa import mkdocs_plugin

    began = time.monotonic()
    told: list[Problem] = []

    def tell(problems: tuple[Problem, ...]) -> None:
        told.extend(problems)
        click.echo(report.as_text(problems, ROOT, colour=uses_colour(sys.stderr)), file=sys.stderr, nl=False)

    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    progress = _Progress()
    request = mkdocs_plugin.Request(now, tell, progress.show, jobs, cache=not no_cache)
    try:
        done = mkdocs_plugin.run(
            ROOT / "mkdocs.yml", request, strict=strict or None, site_dir=str(site_dir) if site_dir else None
        )
    except mkdocs_plugin.FAILURES as failure:
        progress.clear()
        say(f"{failure}" if not told else f"Not built: {count_words(told)}. The site is as it was.")
        sys.exit(1)
    progress.clear()
    say(
        f"Built {done.counts['pages']} pages and {done.counts['feeds']} feeds in {time.monotonic() - began:.1f} s, "
        f"{count_words(told)}: {done.site_dir}"
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
            sys.stderr.write(f"\r{bar} {done}/{total} pages")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.on and self.shown >= 0:
            sys.stderr.write("\r\x1b[2K")
