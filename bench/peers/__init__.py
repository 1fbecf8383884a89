"""The peers, and how the corpus is written for each: the bodies are the same, the rest is in the form that each reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from peers.eleventy import write_eleventy
from peers.hugo import write_hugo
from peers.material import write_mkdocs
from peers.pelican import write_pelican
from pictures import FOLDER, link_pictures
from world import World


class Form(NamedTuple):
    """How a peer's form of the corpus is written, and where the posts and the folder of their pictures are in it."""

    write: Callable[[World, Path], None]
    posts: str
    pictures: str


FORMS: Final = {
    "mkdocs": Form(write_mkdocs, "docs/blog/posts", f"docs/blog/posts/{FOLDER}"),
    "hugo": Form(write_hugo, "content/posts", f"assets/{FOLDER}"),
    "pelican": Form(write_pelican, "content/posts", f"content/posts/{FOLDER}"),
    "eleventy": Form(write_eleventy, "content/posts", f"content/posts/{FOLDER}"),
}


def write_peers(world: World, pictures: Path, folder: Path) -> None:
    """Write the corpus for every peer, each in a folder of its name; the pictures are the same files."""
    for name, form in FORMS.items():
        form.write(world, folder / name)
        link_pictures(pictures, folder / name / form.pictures)
