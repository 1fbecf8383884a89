"""talanoa schema: what an editor needs to help with the network's files."""

from __future__ import annotations

import click

from talanoa import addresses
from talanoa.cli.options import ROOT
from talanoa.engine.settings import read
from talanoa.load import load
from talanoa.model.schema import NOUNS, Noun, schema_text


@click.command()
@click.argument("noun", type=click.Choice(NOUNS))
def schema(noun: Noun) -> None:
    """Print the JSON Schema of network.yml, members.yml, events.yml or the top of a post, as the site publishes it."""
    content, _ = load(ROOT)
    settings, _ = read(ROOT)
    address = settings.site_url.rstrip("/") + addresses.schema(noun)
    click.echo(schema_text(noun, address, content.network if content else None), nl=False)
