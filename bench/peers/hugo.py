"""The corpus for Hugo, with the layouts of bench/hugo: listings by kind, tag and year, and a feed for each."""

from pathlib import Path
from shutil import copytree
from typing import Final

from ours import PAGES
from peers.pages import excerpted, front_of, things, titled, write_pages
from text import document
from world import World, name_of

LAYOUTS: Final = Path(__file__).parent.with_name("hugo")
MORE: Final = "<!--more-->"  # Hugo knows it without spaces only


def write_hugo(world: World, folder: Path) -> None:
    """The site for Hugo: the same pages, listings by kind, tag and year, and a feed for each."""
    content = folder / "content"
    for name in ("posts", "members", "events"):
        (content / name).mkdir(parents=True)
    copytree(LAYOUTS, folder, dirs_exist_ok=True)
    names = world.author_names()
    pages = {}
    for name, title, body in titled(PAGES):
        pages[name] = document({"title": title}, body)
    for post in world.posts:
        pages[f"posts/{post.slug}.md"] = document(front_of(post, names), excerpted(post, MORE))
    for thing, noun, text in things(world):
        pages[f"{noun}/{thing['id']}.md"] = document({"title": name_of(thing)}, text)
    write_pages(pages, content)
