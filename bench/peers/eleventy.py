"""The corpus for Eleventy, with the layouts of bench/eleventy: listings by kind, tag and year, and a feed for each."""

from pathlib import Path
from shutil import copytree
from typing import Final

from lists import Fields
from ours import PAGES
from peers.pages import excerpted, front_of, things, titled, write_pages
from posts import Post
from text import document
from world import World, name_of

CONTENT: Final = Path(__file__).parent.with_name("eleventy") / "content"
PAGE: Final = {"layout": "base.njk", "kind": "page"}
MORE: Final = "<!-- more -->"


def write_eleventy(world: World, folder: Path) -> None:
    """The site for Eleventy. Its settings stay in bench/eleventy, where what they import is installed."""
    content = folder / "content"
    copytree(CONTENT, content)
    names = world.author_names()
    pages = {name: document({"title": title, **PAGE}, body) for name, title, body in titled(PAGES)}
    for post in world.posts:
        pages[f"posts/{post.slug}.md"] = document(_front(post, names), excerpted(post, MORE))
    for thing, noun, text in things(world):
        pages[f"{noun}/{thing['id']}.md"] = document({"title": name_of(thing)}, text)
    write_pages(pages, content)


def _front(post: Post, names: dict[str, str]) -> Fields:
    """To Eleventy, `tags` would be the collections that a page is in."""
    front = front_of(post, names)
    return front | {"topics": front.pop("tags")}
