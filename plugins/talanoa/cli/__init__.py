"""Commands. Each is a module of a few lines: it asks the rooms below and prints."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

COMMANDS = {
    "build": "Build the site; the last one is replaced only when the new one is whole.",
    "carry": "Carry open items of a call's agenda over to the next call.",
    "check": "Report every problem of the network's files.",
    "confirm": "Make a signature that was received one of the statement's signatories.",
    "digest": "Write a mail to the network's list, look at it, and send it once.",
    "import": "Bring in what another program has: members, events, who came to a call.",
    "intake": "Make the change that an issue form or a letter asks for.",
    "new": "Begin something new: a network's repository, a post, a member, an event.",
    "report": "Print a report for the coordinator; nothing of it is published.",
    "schema": "Print the JSON Schema of the network's files, or a browser editor's configuration.",
    "serve": "Show the site at a local address, rebuilt on every saved change.",
    "stage": "Write the site as Markdown pages and files for another generator.",
}


# A word that Python keeps for itself.
MODULES = {"import": "imports"}


class _Commands(click.Group):
    """Reads only the command that is asked for: help needn't wait for all of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = MODULES.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"talanoa.cli.{name}"), name)
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
    try:
        os.getcwd()
    except FileNotFoundError:
        raise click.UsageError("the folder that you are in was deleted; go to another one (cd)") from None
    from talanoa import clock  # which help needn't wait for

    if clock.is_set_wrongly():
        raise click.UsageError(f"{clock.VARIABLE} has to be a number of seconds since 1970, or not set at all")


def run() -> NoReturn:
    """`main` as a process of its own. Nearly all that it reads and makes stays until its end, and nothing of it is in circles: to look
    for garbage, and to take all apart at the end, each takes about a tenth of a build and frees nothing that counts.
    """
    gc.disable()
    status = 1  # of an exception that no one expects

    def end() -> None:
        for stream in (sys.stdout, sys.stderr):
            if stream:  # None is one that was closed before
                stream.flush()
        os._exit(status)

    atexit.register(end)  # the first that is registered is the last that is called
    try:
        sys.exit(main())
    except SystemExit as ending:
        status = int(ending.code or 0)
        raise
