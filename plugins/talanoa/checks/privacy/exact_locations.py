"""Places so exact that they show a house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.checks.privacy.agreed import Agreed
from talanoa.checks.privacy.finding import WARNING, Finding
from talanoa.checks.privacy.mentions import places_of
from talanoa.checks.privacy.pieces import Piece, Stretch, with_overrides
from talanoa.model.event import Venue
from talanoa.problems import Problem

_DEGREES = r"[-+−]?\d{1,3}\.\d{4,15}"
_COORDINATES = re.compile(
    rf"(?<![\w.,-])({_DEGREES})\s?°?\s?[NSns]?(?:\s{{0,2}}(?:[,;/]|%2C)\s{{0,2}}|\s)(?:lng|lon|long|longitude)?[:=\s]{{0,2}}({_DEGREES})(?![\d.])",
    re.IGNORECASE,
)
_IN_MAP_LINK = re.compile(
    rf"(?:[@=/,:]|%3D|!3d)({_DEGREES})(?:,|/|;|%2C|!4d|,%20|&m?(?:lon|lng|long)=|\+)(?:%20|\+)?({_DEGREES})",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"\d{1,3}\s?°\s?\d{1,2}\s?[′'’]\s?\d{1,2}(?:\.\d{1,6})?\s?(?:[″\"”]|''|’’)?\s?[NSEWnsew]\b")
_FOUR_DECIMALS = re.compile(r"\.\d{4}")
_HOME = re.compile(
    r"(?<!nursing )(?<!care )(?<!funeral )\bhome\b(?! (?:affairs|office|page|economics|rule|ministry|department))"
    r"|(?:['’]s|\bmy|\bour|\bher|\bhis|\btheir|\bprivate) (?:house|flat|apartment|place)\b"
    r"|\bresidence\b|\bhouse of (?:mr|mrs|ms|miss|dr)\b|\b(?:private )?apartment\b"
    r"|\b(?:di|ke)? ?rumah (?:saya|kami|pribadi|ibu|bapak|pak|bu|kak|mas|mbak|ana)\b|\bdi rumah\b|\brumah\s*$|\bkediaman\b"
    r"|\bbahay (?:ni|nina|ko|namin)\b|\btahanan\b|자택|(?:씨|님|우리)\s?집|(?<!\w)집(?!\w)|自宅|住宅|(?:さん|私|我|的)の?家(?!\w)"
    r"|(?<!ڈاک )(?<!کتاب )(?<!بجلی )(?<!عجائب )(?<!\w)گھر(?!\w)|رہائش گاہ|บ้านของ|ที่บ้าน|nhà riêng|tại nhà|nhà của"
    r"|(?<!\w)гэр(?:т|ийн)?(?!\w)|နေအိမ်|(?<!\w)घर(?!\w)|निवास|বাসা(?!\w)|বাড়ি|නිවස|வீடு|ផ្ទះ"
    r"|\bdomicil\w{1,3}\b|\bresidencia\b|\bresidência\b|\bdomicile\b|\b(?:mi|su|nuestra) casa\b",
    re.IGNORECASE,
)


def coordinates(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """A place to within ten metres, as numbers or as a link to a map."""
    if not _FOUR_DECIMALS.search(piece.text) and "°" not in piece.text:
        return
    text = agreed.without_links(piece.prose)
    for pattern in (_IN_MAP_LINK,) if piece.is_address else (_COORDINATES, _IN_MAP_LINK, _SECONDS):
        for match in pattern.finditer(text):
            if pattern is _SECONDS or _on_earth(match[1], match[2]):
                yield Finding(
                    "exact-place",
                    match[0].strip("@=/,:"),
                    "these coordinates show one house",
                    "if it isn't a public place, write no more than two decimals (about a kilometre), or only its town",
                )


def _on_earth(first: str, second: str) -> bool:
    """Two small numbers, such as an estimate and its error, are rather not a place."""
    one, other = sorted((abs(float(first.replace("−", "-"))), abs(float(second.replace("−", "-")))))
    return one <= 90 and 10 <= other <= 180


def _is_exact(venue: Venue) -> bool:
    return (
        venue.latitude is not None
        and venue.longitude is not None
        and all(len(repr(number).partition(".")[2]) >= 4 for number in (venue.latitude, venue.longitude))
    )


def _is_home(venue: Venue) -> bool:
    return any(_HOME.search(words) for words in (venue.name, venue.address) if words)


def exact_places(checked: Checked) -> Iterator[Problem]:
    """An event at someone's home, or at coordinates that no name says to be a public place."""
    for event in checked.content.events:
        for entry in with_overrides(event):
            venue = entry.place
            if venue and _is_exact(venue) and (venue.name is None or _is_home(venue)):
                stretch = Stretch(entry.written_at, entry.written_at.line)
                yield Problem(
                    "exact-place",
                    "the coordinates show one house, and the place is someone's home"
                    if _is_home(venue)
                    else "the coordinates show one house, and no `name` says that it is a public place",
                    places_of(checked, stretch, repr(venue.latitude))[0],
                    "write no more than two decimals (about a kilometre), or the `name` of the public place",
                    severity=WARNING,
                )
