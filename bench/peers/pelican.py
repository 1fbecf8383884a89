"""The corpus for Pelican, with the settings and the one template of bench/pelican and the theme that it comes with."""

import re
from pathlib import Path
from shutil import copytree
from typing import Final

from ours import PAGES
from peers.pages import front_of, listing, things, titled, write_pages
from pictures import FOLDER
from posts import Post
from world import World, name_of

SETTINGS: Final = Path(__file__).parent.with_name("pelican")
OF_POSTS: Final = re.compile(r"\]\((?=[\w-]+\.md\))")
OF_PICTURES: Final = re.compile(rf"\]\((?={FOLDER}/)")


def write_pelican(world: World, folder: Path) -> None:
    """The site for Pelican: listings by category, tag and year, and a feed for each category and tag."""
    content = folder / "content"
    for name in ("posts", "pages/members", "pages/events"):
        (content / name).mkdir(parents=True)
    copytree(SETTINGS, folder, dirs_exist_ok=True)
    names = world.author_names()
    pages = {f"posts/{post.slug}.md": _post(post, names) for post in world.posts}
    listings = {"members.md": listing("Members", world.members), "events.md": listing("Events", world.events)}
    for name, title, body in titled(PAGES | listings):
        stem = name.removesuffix(".md")
        pages[f"pages/{name}"] = _page(title, stem, OF_POSTS.sub(f"]({{filename}}{stem}/", body))
    for thing, noun, text in things(world):
        pages[f"pages/{noun}/{thing['id']}.md"] = _page(name_of(thing), f"{noun}/{thing['id']}", text)
    write_pages(pages, content)


def _post(post: Post, names: dict[str, str]) -> str:
    """The post; its excerpt is the first paragraph, which needs no mark."""
    front = front_of(post, names)
    fields = {
        "Title": front["title"],
        "Slug": post.slug,
        "Date": front["date"],
        "Modified": front["lastmod"],
        "Authors": "; ".join(front["authors"]),
        "Category": front["kinds"][0],
        "Tags": ", ".join(front["tags"]),
        "Description": front.get("description", ""),
    }
    return _fields(fields) + OF_PICTURES.sub("]({static}", OF_POSTS.sub("]({filename}", post.body))


def _page(title: str, address: str, body: str) -> str:
    return _fields({"Title": title, "Url": f"{address}/", "Save_as": f"{address}/index.html"}) + body


def _fields(fields: dict[str, object]) -> str:
    """What Pelican reads before a text: it isn't YAML, and needs no quotation marks."""
    return "".join(f"{key}: {value}\n" for key, value in fields.items() if value) + "\n"
