"""The members of a corpus and their people, as members.yml holds them."""

from datetime import date
from random import Random

from lists import (
    ACTIVITY_IDS,
    CODES,
    FIRST_DAY,
    MEMBER_KINDS,
    THEME_IDS,
    TODAY,
    Fields,
    chance,
    day_between,
    slug,
    some,
)
from prose import Prose
from words import OTHERS


def make_member(random: Random, number: int) -> Fields:
    """A member, most of whose fields are filled in."""
    prose = Prose(random)
    people = [_person(random, f"{number}-{place}") for place in range(1, random.randint(2, 4))]
    name = f"Example {prose.name(2)} {prose.name(3)} {random.choice(('Forum', 'Network', 'Union', 'Institute'))}"
    language = random.choice(OTHERS)
    return {
        "id": f"{slug(name)}-{number}",
        "name": {"en": name, language: Prose(random, language).words(4)} if chance(random, 0.3) else name,
        "short_name": f"E{prose.name(2)}",
        "kind": random.choice(MEMBER_KINDS),
        "status": random.choice(("member", "member", "member", "partner", "observer")),
        "country": random.choice(CODES),
        "works_in": some(random, CODES),
        "languages": sorted({"en", language}),
        "themes": some(random, THEME_IDS),
        "activities": some(random, ACTIVITY_IDS),
        "about": prose.passage(),
        "website": f"https://example.org/members/{number}",
        "joined": day_between(random, FIRST_DAY, TODAY),
        "contact": _contact(people[0], number),
        "people": people,
    }


def _contact(person: Fields, number: int) -> Fields:
    """Half of the contacts agreed that their address is published; the others are reached by a form."""
    way = {"email": f"contact{number}@example.org", "consent": date(2026, 1, 5)}
    return {"name": person["name"], "role": person["role"]} | (
        way if number % 2 else {"form": f"https://example.org/write/{number}"}
    )


def _person(random: Random, suffix: str) -> Fields:
    prose = Prose(random)
    name = f"{prose.name(2)} {prose.name(3)}"
    role = random.choice(("Director", "Coordinator", "Researcher", "Editor"))
    return {
        "id": f"{slug(name)}-{suffix}",
        "name": name,
        "role": role,
        "about": prose.sentence(),
        "visibility": "public",
    }
