"""What a contribution would add to the site: a small one makes a small site.

The rules on a whole network must leave room for all of its years, and a stranger could use it up in a day. So a contribution
is compared with what was there before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from talanoa.checks import Checked
from talanoa.checks.repeated import Footprint, footprints
from talanoa.problems import Place, Problem, over_budget

TIMES_AS_MUCH = 50  # as was written; most posts do with thirty
MORE_OF_ALL = 10_000_000
_HELP = "end recurrences earlier, or send fewer entries at a time; the network's maintainers may add more"


def problems(before: Checked, after: Checked) -> Iterator[Problem]:
    """A problem for each file by which the site would grow far more than the file has."""
    then = _footprints(before)
    grown: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for key, made in _footprints(after).items():
        more = _excess(made) - (_excess(then[key]) if key in then else 0)
        if more > 0:
            grown[made.place.file].append((more, made.place))
    for file in over_budget({file: sum(more for more, _ in things) for file, things in grown.items()}, MORE_OF_ALL):
        size, place = sum(more for more, _ in grown[file]), max(grown[file])[1]
        message = (
            f"the contribution's part of this file becomes about {size // 1_000_000:,} MB of pages, feeds and calendars"
        )
        yield Problem("too-large", message, place, _HELP)


def _footprints(checked: Checked) -> Mapping[tuple[str, str], Footprint]:
    return footprints(checked.site, checked.readings)


def _excess(made: Footprint) -> int:
    return max(0, made.bytes - TIMES_AS_MUCH * made.written)
