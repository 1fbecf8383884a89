"""The site that a new one replaces: what Talanoa wrote into its folder. A folder with anything else in it is refused."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct, field

from talanoa.files import Facts
from talanoa.publish import mark
from talanoa.publish.mark import Written
from talanoa.publish.refused import Refused, first_few
from talanoa.publish.remembered import Remembered


class LastSite(Struct, frozen=True):
    """Its list, and the facts of all that is in its folder, by path; both are empty if there is none."""

    written: Written = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)


def last_site(site: str, remembered: Remembered) -> LastSite:
    """Raises Refused if the folder is not a site's, or if something else is in it."""
    if not os.path.isdir(site):
        return LastSite()
    found = refuse_strangers(site, remembered)
    written = mark.read(site) or {}
    if mark.name(mark.STAGED) in written:
        raise Refused("it holds files for another generator, from `talanoa stage`; name an empty or a new folder")
    return LastSite(written, found)


def refuse_strangers(site: str, remembered: Remembered, *coming: Written) -> Mapping[str, Facts]:
    """The facts of all that is in a site's folder, by path. Raises Refused if it has what neither its list nor a list of what is
    `coming` has.
    """
    written = mark.read(site)
    found: dict[str, Facts] = {}
    if written is None and not coming:
        shown = first_few(name for name in sorted(os.listdir(site)) if not _is_nothing(site, name))
    else:
        shown = first_few(mark.strangers(site, written or {}, *coming, remembered=remembered, found=found))
    if not shown:
        return found
    if written is not None or coming:
        raise Refused(
            f"it holds files that Talanoa didn't write, or that were changed since: {shown}; move them out of it (what has "
            "to be on the site belongs in docs/), or delete or rename the folder yourself"
        )
    if os.path.isfile(os.path.join(site, "sitemap.xml")):
        help = "if an older Talanoa built it, delete or rename it yourself, this once; otherwise name an empty or a new folder"
    else:
        help = "name an empty or a new folder"
    raise Refused(f"it holds files that Talanoa didn't write: {shown}; {help}")


def _is_nothing(site: str, name: str) -> bool:
    return name in mark.JUNK or name == mark.INSIDE or (name == mark.LOST and os.path.ismount(site))
