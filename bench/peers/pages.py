"""What the peers' forms of a corpus have in common.

The posts' bodies are the same to the byte, but for the mark that ends the excerpt and, in Pelican, the form of links. No
peer knows members or events: they get them as plain pages of the same facts, with one page that lists them all.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lists import ACTIVITIES, COUNTRIES, THEMES, Fields
from posts import Post
from world import World, name_of


def things(world: World) -> Iterator[tuple[Fields, str, str]]:
    """Every member and event, with the name of its folder and the text of its page."""
    yield from ((member, "members", _member(member)) for member in world.members)
    yield from ((event, "events", _event(event)) for event in world.events)


def titled(pages: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, title and the rest of pages that begin with their title."""
    for name, text in pages.items():
        title, _, body = text.removeprefix("# ").partition("\n")
        yield name, title, body


def write_pages(pages: dict[str, str], folder: Path) -> None:
    """Write texts by their names into a folder that has all folders they name."""
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def excerpted(post: Post, mark: str) -> str:
    """A body with the mark that ends its excerpt after the lead."""
    return "\n\n".join((post.blocks[0], mark, *post.blocks[1:])) + "\n"


def front_of(post: Post, names: dict[str, str]) -> Fields:
    """A post's facts in plain words, for a generator that leaves their names to the site."""
    front = post.front
    return {
        "title": front["title"],
        "date": front["date"],
        "lastmod": front.get("updated", front["date"]),
        "authors": [author["name"] if isinstance(author, dict) else names[author] for author in front["authors"]],
        "kinds": [front["kind"]],
        "years": [str(front["date"].year)],
        "tags": tags(front),
        **summary(front),
    }


def summary(front: Fields) -> Fields:
    """A post's summary, if it has one, by the name that all peers know."""
    return {"description": front["summary"]} if "summary" in front else {}


def tags(front: Fields) -> list[str]:
    """A post's themes, countries and activities, which are all tags to a peer."""
    countries = {country.code: country.name for country in COUNTRIES}
    return [
        *(THEMES[theme] for theme in front.get("themes", ())),
        *(countries[code] for code in front.get("countries", ())),
        *(ACTIVITIES[activity] for activity in front.get("activities", ())),
    ]


def listing(title: str, things: Iterable[Fields]) -> str:
    """The page that names all members, or all events."""
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
