"""Commands. Each is a module of a few lines: it asks the rooms below and prints."""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

COMMANDS = {
    "build": "Build the site; the last one is replaced only when the new one is whole.",
    "check": "Report every problem of the network's files.",
    "new": "Begin something new: a repository for a network.",
    "schema": "Print the JSON Schema of the network's files.",
    "serve": "Show the site at a local address, rebuilt on every saved change.",
}


class _Commands(click.Group):
    """Reads only the command that is asked for: help needn't wait for all of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"talanoa.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="talanoa")
def main() -> None:
    """A network's website from its data files and posts."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what isn't read on a terminal is UTF-8, on every system
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
