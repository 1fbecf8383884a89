"""Commands. Each is a few lines: it asks the rooms below and prints."""

from __future__ import annotations

import click

from talanoa.cli.build import build
from talanoa.cli.check import check
from talanoa.cli.schema import schema
from talanoa.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="talanoa")
def main() -> None:
    """A network's website from its data files and posts."""


main.add_command(build)
main.add_command(check)
main.add_command(schema)
main.add_command(serve)
