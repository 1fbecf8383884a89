"""talanoa schema: what an editor needs to help with the network's files."""

from __future__ import annotations

from urllib.parse import urlsplit

import click

from talanoa import addresses
from talanoa.amend import Value
from talanoa.authoring import decap as browser_editor
from talanoa.cli.content import content
from talanoa.cli.options import ROOT, say
from talanoa.engine.settings import read
from talanoa.load import load
from talanoa.model.schema import NOUNS, Noun, schema_text
from talanoa.outputs.repository import Repository

_FOLDERS: dict[Noun | None, tuple[browser_editor.Folder, ...]] = {
    None: ("posts", "members", "events"),
    "network": ("posts", "members", "events"),
    "post": ("posts",),
    "members": ("members",),
    "events": ("events",),
}


@click.command()
@click.argument("noun", type=click.Choice(NOUNS), required=False)
@click.option("--decap", is_flag=True, help="Print a configuration for the browser editors Decap and Sveltia instead.")
def schema(noun: Noun | None, decap: bool) -> None:
    """Print the JSON Schema of network.yml, members.yml, events.yml or the top of a post, as the site publishes it.

    With --decap it is the configuration of a browser editor, for folders of such entries, or for all of the network's.
    """
    settings, _ = read(ROOT)
    if decap:
        files = content()
        repository, folders = settings.repository, _FOLDERS[noun]
        below = f"{repository.folder}/" if repository and repository.folder else ""
        made = browser_editor.configuration(files, folders, _backend(repository), settings.site_url, below)
        click.echo(made, nl=False)
        for sentence in browser_editor.unfit(files, folders):
            say(sentence)
        return
    if noun is None:
        raise click.UsageError(f"say of which file: {', '.join(NOUNS)}")
    found, _ = load(ROOT)
    address = settings.site_url.rstrip("/") + addresses.schema(noun)
    click.echo(schema_text(noun, address, found.network if found else None), nl=False)


def _backend(repository: Repository | None) -> Value:
    """Where the editor finds the files; what is in capitals is for people to fill in."""
    if repository is None:
        say("mkdocs.yml doesn't say where the repository is (`repo_url`): fill in `backend`.")
        return {"name": "github", "repo": "OWNER/NAME", "branch": "main"}
    parts = urlsplit(repository.url)
    made: dict[str, Value] = {"name": repository.kind, "repo": parts.path.strip("/"), "branch": repository.branch}
    host = f"{parts.scheme}://{parts.netloc}"
    apis = {"github": ("api.github.com", "/api/v3"), "gitlab": ("gitlab.com", "/api/v4"), "gitea": ("", "/api/v1")}
    usual, api = apis[repository.kind]
    if not usual.endswith(parts.netloc):
        made["api_root"] = f"{host}{api}"
    if repository.kind == "gitea" or (repository.kind == "gitlab" and parts.netloc != "gitlab.com"):
        made["base_url"] = host
    return made
