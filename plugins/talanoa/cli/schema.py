"""talanoa schema: what an editor needs to help with the network's files."""

from __future__ import annotations

import click

from talanoa import addresses, source
from talanoa.cli.options import ROOT
from talanoa.load import load, read_bytes
from talanoa.model.scalars import is_web_address
from talanoa.model.schema import NOUNS, Noun, schema_text

# Where MkDocs serves a preview: what the build takes, too, for a site without an address.
_NOWHERE = "http://localhost:8000/"


@click.command()
@click.argument("noun", type=click.Choice(NOUNS))
def schema(noun: Noun) -> None:
    """Print the JSON Schema of network.yml, members.yml, events.yml or the top of a post, as the site publishes it."""
    content, _ = load(ROOT)
    address = _site_url().rstrip("/") + addresses.schema(noun)
    click.echo(schema_text(noun, address, content.network if content else None), nl=False)


def _site_url() -> str:
    """Where the site will be, by what mkdocs.yml says outright."""
    try:
        text = source.decode(read_bytes(ROOT, "mkdocs.yml", source.MAX_BYTES), "mkdocs.yml", [])
    except OSError:
        return _NOWHERE
    settings = source.parse_yaml(text, []) if text else None
    url = settings.get("site_url") if isinstance(settings, source.Mapping) else None
    return url.text if isinstance(url, source.Scalar) and is_web_address(url.text) else _NOWHERE
