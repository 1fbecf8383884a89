"""talanoa serve: the live preview."""

from __future__ import annotations

import click

from talanoa.cli.options import ROOT


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(port: int) -> None:
    """Show the site at a local address and rebuild it on every saved change; drafts are shown and marked."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    mkdocs_serve(str(ROOT / "mkdocs.yml"), livereload=True, dev_addr=f"127.0.0.1:{port}")
