"""The corpus for MkDocs with Material's blog plugin: archive, categories and tags, RSS, search."""

from pathlib import Path
from typing import Final

from lists import Fields
from ours import PAGES
from peers.pages import excerpted, listing, summary, tags, things, write_pages
from posts import Post
from text import document, yaml_text
from world import World, name_of

MORE: Final = "<!-- more -->"
AVATAR: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="8" r="5"/></svg>\n'

MKDOCS: Final[Fields] = {
    "site_name": "Example Network",
    "site_url": "https://example.org/",
    "site_description": "An invented network",
    "theme": {"name": "material", "font": False},
    "nav": [
        {"Home": "index.md"},
        {"Blog": "blog/index.md"},
        {"Members": "members/index.md"},
        {"Events": "events/index.md"},
        {"Tags": "tags.md"},
        {"About": "about.md"},
        {"How it works": "how-it-works.md"},
        {"Privacy": "privacy.md"},
    ],
    "not_in_nav": "/members/*.md\n/events/*.md\n",
    "plugins": [
        {"blog": {"archive": True, "categories": True, "post_url_format": "{slug}"}},
        "tags",
        "search",
        {
            "rss": {
                "match_path": "blog/posts/.*",
                "use_git": False,
                "date_from_meta": {"as_creation": "date.created", "as_update": "date.updated"},
                "categories": ["categories", "tags"],
            }
        },
    ],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "tables",
        {"toc": {"permalink": True}},
        "pymdownx.highlight",
        "pymdownx.superfences",
        "pymdownx.tasklist",
        "pymdownx.tilde",
    ],
}


def write_mkdocs(world: World, folder: Path) -> None:
    """The site for MkDocs with Material: blog with archive, categories and tags, RSS, search."""
    docs = folder / "docs"
    for name in ("blog/posts", "members", "events", "assets"):
        (docs / name).mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(yaml_text(MKDOCS), encoding="utf-8")
    pages = PAGES | {
        "index.md": "# Example Network\n\nAn invented network.\n",
        "tags.md": "# Tags\n\n<!-- material/tags -->\n",
        "assets/avatar.svg": AVATAR,
        "blog/index.md": "# Blog\n",
        "blog/.authors.yml": yaml_text({"authors": _authors(world)}),
        "members/index.md": listing("Members", world.members),
        "events/index.md": listing("Events", world.events),
    }
    for post in world.posts:
        pages[f"blog/posts/{post.slug}.md"] = document(_front(post), excerpted(post, MORE))
    for thing, noun, text in things(world):
        pages[f"{noun}/{thing['id']}.md"] = f"# {name_of(thing)}\n\n{text}"
    write_pages(pages, docs)


def _front(post: Post) -> Fields:
    front = post.front
    dates = {"created": front["date"], "updated": front.get("updated", front["date"])}
    authors = [author if isinstance(author, str) else _guest(author) for author in front["authors"]]
    return {
        "title": front["title"],
        "slug": post.slug,
        "date": dates,
        "authors": authors,
        "categories": [front["kind"].capitalize()],
        "tags": tags(front),
        **summary(front),
    }


def _guest(author: Fields) -> str:
    return "guest-" + "-".join(author["name"].lower().split())


def _authors(world: World) -> dict[str, Fields]:
    """An entry for everyone who signed a post, and for no one else, since Material reads them all."""
    names = world.author_names()
    found: dict[str, Fields] = {}
    for post in world.posts:
        for author in post.front["authors"]:
            key, name = (author, names[author]) if isinstance(author, str) else (_guest(author), author["name"])
            found[key] = {"name": name, "description": "Author", "avatar": "assets/avatar.svg"}
    return found
