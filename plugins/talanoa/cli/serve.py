"""talanoa serve: the live preview."""

from __future__ import annotations

import click

from talanoa.cli.options import ROOT


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(port: int) -> None:
    """Show the site at a local address and rebuild it on every saved change; drafts are shown and marked."""
    from talanoa import mkdocs_plugin

    mkdocs_plugin.serve(ROOT / "mkdocs.yml", port)
