"""talanoa new: a repository for a new network, or an entry in the files of one that is there.

site.py      a repository
shell.py     commands as people type them
entry.py     a post, a statement, notes, a member, an event
flags.py     words of a command line → values of fields
asking.py    questions on a terminal
trying.py    what the check would find in files
"""

from __future__ import annotations

import click

from talanoa.authoring import KINDS
from talanoa.cli.new.entry import NewEntry
from talanoa.cli.new.site import site


@click.group()
def new() -> None:
    """Begin something new. Nothing that exists is ever overwritten."""


new.add_command(site)
for kind in KINDS:
    new.add_command(NewEntry(kind))
