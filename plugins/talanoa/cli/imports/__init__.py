"""talanoa import: what other programs know, taken over into the network's files.

sheets.py        members and events of a sheet
refused_rows.py  which of its rows the check would refuse
attendance.py    who came to a call
"""

from __future__ import annotations

import click

COMMANDS = ("members", "events", "attendance")


class _Commands(click.Group):
    """Reads only the command that is asked for: who came to a call needn't wait for what sheets need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "attendance":
            from talanoa.cli.imports.attendance import attendance

            return attendance
        if cmd_name in COMMANDS:
            from talanoa.cli.imports import sheets

            return sheets.command("member" if cmd_name == "members" else "event")
        return None


@click.group(cls=_Commands)
def imports() -> None:
    """Take over what another program knows. A second time changes nothing."""
