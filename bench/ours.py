"""Writes a corpus as a Talanoa site: network.yml, members.yml, events.yml, posts/ with their pictures, docs/ and mkdocs.yml."""

from datetime import date
from pathlib import Path
from typing import Any, Final

from lists import ACTIVITIES, CALL, COUNTRIES, THEMES, Fields
from pictures import FOLDER, write_pictures
from text import document, yaml_text
from words import LANGUAGES
from world import World

STATUSES: Final = ("first-group", "second-group", "third-group")  # invented: a corpus claims nothing about a country

MKDOCS: Final[Fields] = {
    "site_name": "Example Network",
    "site_url": "https://network.example/",
    "theme": {"name": "material", "font": False},
    "plugins": ["talanoa"],
}

PAGES: Final = {
    "about.md": "# About\n\nThis network is invented, for measuring how long its website takes to build.\n",
    "how-it-works.md": "# How it works\n\nMembers meet every six weeks.\n\n- Propose an item.\n- Lead it.\n",
    "privacy.md": "# Privacy\n\nNobody is named here who exists.\n\n## What is kept\n\nNothing.\n",
}


def write_ours(world: World, folder: Path) -> None:
    """The site of a network, as it would be in its repository."""
    (folder / "posts").mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "network.yml").write_text(yaml_text(network()), encoding="utf-8")
    (folder / "members.yml").write_text(yaml_text({"members": world.members}), encoding="utf-8")
    (folder / "events.yml").write_text(yaml_text({"events": world.events}), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml_text(MKDOCS), encoding="utf-8")
    for name, text in PAGES.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    for post in world.posts:
        (folder / "posts" / f"{post.slug}.md").write_text(document(post.front, post.body), encoding="utf-8")
    write_pictures(world.seed, world.pictures(), folder / "posts" / FOLDER)


def network() -> Fields:
    """All of network.yml."""
    return {
        "id": "example-network",
        "authority": "example.org,2026",
        "name": "Example Network",
        "tagline": "An invented network",
        "description": "A network **made up** for measuring.",
        "timezone": "Asia/Manila",
        "languages": list(LANGUAGES),
        "sample": True,
        "convener": {
            "name": "Example Person",
            "role": "Coordinator",
            "organisation": "Example Organisation",
            "url": "https://example.org/convener",
        },
        "term": {
            "start": date(2026, 3, 15),
            "end": date(2027, 3, 14),
            "reviews": [date(2026, 9, 15), date(2027, 3, 1)],
        },
        "participation": {"event": CALL, "expected": 5, "of": 8, "publish": "totals"},
        "join": {
            "opens": date(2026, 1, 5),
            "closes": date(2027, 2, 28),
            "form": "https://example.org/join",
            "criteria": "Organisations that work in the region.",
        },
        "mailing_list": {"name": "Example list", "url": "https://example.org/list", "every": "6 weeks"},
        "activities": _taxonomy(ACTIVITIES),
        "themes": _taxonomy(THEMES),
        "statuses": [{"id": status, "title": status.replace("-", " "), "meaning": "Invented."} for status in STATUSES],
        "countries": [_country(place) for place in range(len(COUNTRIES))],
        "licence": "CC-BY-4.0",
        "brand": {"colour": "#0b5c6b"},
    }


def _taxonomy(titles: dict[str, str]) -> list[dict[str, Any]]:
    return [{"id": key, "title": title, "description": f"What is said on *{title}*."} for key, title in titles.items()]


def _country(place: int) -> Fields:
    country = COUNTRIES[place]
    return {
        "code": country.code,
        "status": STATUSES[place % len(STATUSES)],
        "as_of": date(2026, 1, 1),
        "source": "https://example.org/status",
        "capital_timezone": country.timezone,
    }
