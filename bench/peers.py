"""Writes a corpus for the peers: MkDocs with Material's blog plugin, and Hugo.

The posts' bodies are the same to the byte, but for the mark that ends the excerpt. Neither peer knows members or
events: they get them as plain pages of the same facts, with one page that lists them all.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Final

from lists import ACTIVITIES, COUNTRIES, THEMES, Fields
from ours import PAGES
from posts import Post
from text import document, yaml_text
from world import World, name_of

HUGO: Final = Path(__file__).with_name("hugo")
MKDOCS_MORE: Final = "<!-- more -->"
HUGO_MORE: Final = "<!--more-->"  # Hugo knows it without spaces only
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
        "members/index.md": _listing("Members", world.members),
        "events/index.md": _listing("Events", world.events),
    }
    for post in world.posts:
        pages[f"blog/posts/{post.slug}.md"] = document(_mkdocs_front(post), _excerpted(post, MKDOCS_MORE))
    for thing, noun, text in _things(world):
        pages[f"{noun}/{thing['id']}.md"] = f"# {name_of(thing)}\n\n{text}"
    _write(pages, docs)


def write_hugo(world: World, folder: Path) -> None:
    """The site for Hugo: the same pages, listings by kind, tag and year, and a feed for each."""
    content = folder / "content"
    for name in ("posts", "members", "events"):
        (content / name).mkdir(parents=True)
    copytree(HUGO, folder, dirs_exist_ok=True)
    names = world.author_names()
    pages = {}
    for name, text in PAGES.items():
        title, _, body = text.removeprefix("# ").partition("\n")
        pages[name] = document({"title": title}, body)
    for post in world.posts:
        pages[f"posts/{post.slug}.md"] = document(_hugo_front(post, names), _excerpted(post, HUGO_MORE))
    for thing, noun, text in _things(world):
        pages[f"{noun}/{thing['id']}.md"] = document({"title": name_of(thing)}, text)
    _write(pages, content)


def _things(world: World) -> Iterator[tuple[Fields, str, str]]:
    """Every member and event, with the name of its folder and the text of its page."""
    yield from ((member, "members", _member(member)) for member in world.members)
    yield from ((event, "events", _event(event)) for event in world.events)


def _write(pages: dict[str, str], folder: Path) -> None:
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def _excerpted(post: Post, mark: str) -> str:
    return "\n\n".join((post.blocks[0], mark, *post.blocks[1:])) + "\n"


def _mkdocs_front(post: Post) -> Fields:
    front = post.front
    dates = {"created": front["date"], "updated": front.get("updated", front["date"])}
    authors = [author if isinstance(author, str) else _guest(author) for author in front["authors"]]
    return {
        "title": front["title"],
        "slug": post.slug,
        "date": dates,
        "authors": authors,
        "categories": [front["kind"].capitalize()],
        "tags": _tags(front),
        **_summary(front),
    }


def _hugo_front(post: Post, names: dict[str, str]) -> Fields:
    front = post.front
    return {
        "title": front["title"],
        "date": front["date"],
        "lastmod": front.get("updated", front["date"]),
        "authors": [author["name"] if isinstance(author, dict) else names[author] for author in front["authors"]],
        "kinds": [front["kind"]],
        "years": [str(front["date"].year)],
        "tags": _tags(front),
        **_summary(front),
    }


def _summary(front: Fields) -> Fields:
    return {"description": front["summary"]} if "summary" in front else {}


def _tags(front: Fields) -> list[str]:
    """A post's themes, countries and activities, which are all tags to a peer."""
    countries = {country.code: country.name for country in COUNTRIES}
    return [
        *(THEMES[theme] for theme in front.get("themes", ())),
        *(countries[code] for code in front.get("countries", ())),
        *(ACTIVITIES[activity] for activity in front.get("activities", ())),
    ]


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


def _listing(title: str, things: Iterable[Fields]) -> str:
    return f"# {title}\n\n" + "".join(f"- [{name_of(thing)}]({thing['id']}.md)\n" for thing in things)


def _facts(thing: Fields, *keys: str) -> str:
    return "".join(
        f"- **{key.replace('_', ' ').capitalize()}**: {_plain(thing[key])}\n" for key in keys if key in thing
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(_plain(part) for part in value.values())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def _member(member: Fields) -> str:
    facts = _facts(member, "short_name", "kind", "status", "country", "works_in", "languages", "themes", "activities")
    people = "".join(f"### {person['name']}\n\n{person['role']}. {person['about']}\n\n" for person in member["people"])
    return f"{facts}\n{member['about']}\n\n[Website]({member['website']})\n\n## People\n\n{people}"


def _event(event: Fields) -> str:
    facts = _facts(
        event, "type", "start", "end", "timezone", "place", "online", "languages", "hosts", "countries", "themes"
    )
    items = "".join(f"1. {item['title']} ({item['minutes']} min)\n" for item in event.get("agenda", ()))
    agenda = f"## Agenda\n\n{items}\n" if items else ""
    papers = "".join(f"- [{paper['title']}]({paper['url']})\n" for paper in event.get("documents", ()))
    documents = f"## Documents\n\n{papers}" if papers else ""
    return f"{event['summary']}\n\n{facts}\n{event.get('description', '')}\n\n{agenda}{documents}"
