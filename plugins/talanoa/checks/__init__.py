"""Rules across things: what no reader of a single entry can see.

A rule is a small function from `Checked` to problems, and one line in `CHECKS`; rules know nothing of each other, and
none stops at its first finding. They look at everything that exists, hidden things included, so that a draft is judged
before its day comes; what visitors can see is asked only to tell a hidden page from a missing one.

    ids.py          every id names one thing
    addresses.py    every address belongs to one page
    references.py   everything that is referred to exists
    files.py        files that fields name exist
    texts.py        where Markdown stands, and on which page it is shown
    links.py        what links and pictures in Markdown lead to
    meant.py        what a link to nothing was probably meant to lead to
    style.py        what else Markdown may not have
    anchors.py      the places within a page that a link may lead to
    checked.py      what all of them look at
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from talanoa.checks import addresses, files, ids, links, references, style
from talanoa.checks.checked import Checked
from talanoa.load import Content
from talanoa.problems import Problem
from talanoa.site import Site

__all__ = ["CHECKS", "Checked", "check"]

CHECKS: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    ids.duplicate_ids,
    addresses.repeated_slugs,
    addresses.former_ids,
    addresses.hand_written_pages,
    references.unknown_references,
    references.mistyped_hosts,
    references.unlisted_countries,
    references.languages_of_translations,
    files.named_images,
    files.named_documents,
    links.links,
    links.pictures,
    style.raw_html,
    style.first_level_headings,
)


def check(content: Content, site: Site, pages: frozenset[str], shown: frozenset[str]) -> list[Problem]:
    """Every problem across things, in the order of files and lines.

    `site` has everything, hidden things included; `pages` are the addresses of all that it generates, `shown` of what
    visitors will see.
    """
    checked = Checked(content, site, pages, shown)
    problems = [problem for rule in CHECKS for problem in rule(checked)]
    return sorted(problems, key=lambda problem: (problem.place, problem.code))
