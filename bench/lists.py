"""What a corpus chooses from: its sizes, countries, themes, activities and kinds; and the ways of choosing."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

Fields: TypeAlias = dict[str, Any]
T = TypeVar("T")

TODAY: Final = date(2026, 11, 21)
FIRST_DAY: Final = date(2021, 1, 4)

KINDS: Final = ("blog", "op-ed", "news", "opportunity", "story", "statement", "notes")
EVENT_TYPES: Final = ("call", "meeting", "workshop", "webinar", "summit", "deadline", "review", "other")
MEMBER_KINDS: Final = ("association", "academia", "media", "trade-union", "network", "coalition", "cooperative")
CALL: Final = "network-call"
SERIES_EVERY: Final = 20  # one event in so many belongs to a numbered series


class Size(NamedTuple):
    """How many of each thing a corpus has."""

    posts: int
    members: int
    events: int


SIZES: Final = {"S": Size(100, 50, 50), "M": Size(1_000, 200, 300), "L": Size(5_000, 1_000, 1_000)}


class Country(NamedTuple):
    """A country of the corpus, with its capital's time zone."""

    code: str
    name: str
    timezone: str


COUNTRIES: Final = (
    Country("AU", "Australia", "Australia/Sydney"),
    Country("BD", "Bangladesh", "Asia/Dhaka"),
    Country("BT", "Bhutan", "Asia/Thimphu"),
    Country("FJ", "Fiji", "Pacific/Fiji"),
    Country("ID", "Indonesia", "Asia/Jakarta"),
    Country("IN", "India", "Asia/Kolkata"),
    Country("KG", "Kyrgyzstan", "Asia/Bishkek"),
    Country("KH", "Cambodia", "Asia/Phnom_Penh"),
    Country("KR", "South Korea", "Asia/Seoul"),
    Country("LK", "Sri Lanka", "Asia/Colombo"),
    Country("MN", "Mongolia", "Asia/Ulaanbaatar"),
    Country("MV", "Maldives", "Indian/Maldives"),
    Country("MY", "Malaysia", "Asia/Kuala_Lumpur"),
    Country("NP", "Nepal", "Asia/Kathmandu"),
    Country("NZ", "New Zealand", "Pacific/Auckland"),
    Country("PG", "Papua New Guinea", "Pacific/Port_Moresby"),
    Country("PH", "Philippines", "Asia/Manila"),
    Country("TH", "Thailand", "Asia/Bangkok"),
    Country("TL", "Timor-Leste", "Asia/Dili"),
    Country("VU", "Vanuatu", "Pacific/Efate"),
)
CODES: Final = tuple(country.code for country in COUNTRIES)

THEMES: Final = {
    "access-to-information": "Access to information",
    "fiscal-openness": "Fiscal openness",
    "civic-space": "Civic space",
    "public-participation": "Public participation",
    "anti-corruption": "Anti-corruption",
    "environment-climate": "Environment and climate",
    "justice": "Justice",
    "digital-governance": "Digital governance",
}
ACTIVITIES: Final = {
    "peer-exchange": "Peer exchange and learning",
    "communications": "Communications",
    "outreach": "Awareness raising and outreach",
    "regional-collaboration": "Regional collaboration",
    "non-member-support": "Support in non-member countries",
    "summit-input": "Input to summits",
}
THEME_IDS: Final = tuple(THEMES)
ACTIVITY_IDS: Final = tuple(ACTIVITIES)


def some(random: Random, values: Sequence[T], most: int = 3) -> list[T]:
    """One to `most` of the values."""
    return random.sample(values, random.randint(1, min(most, len(values))))


def chance(random: Random, part: float) -> bool:
    """True in that part of the cases."""
    return random.random() < part


def slug(text: str) -> str:
    """A name as an id; names hold no more than letters and spaces."""
    return "-".join(text.lower().split())


def day_between(random: Random, first: date, last: date) -> date:
    """A day between two, both included."""
    return first + timedelta(days=random.randrange((last - first).days + 1))
