"""Rules across things: what no reader of a single entry can see.

A rule is a small function from `Checked` to problems, and one line in `CHECKS`; rules know nothing of each other, and
none stops at its first finding. They look at everything that exists, hidden things included, so that a draft is judged
before its day comes; what visitors can see is asked only to tell a hidden page from a missing one.

    ids.py          every id names one thing
    addresses.py    every address belongs to one page
    references.py   everything that is referred to exists
    portable.py     names that another computer can't write
    files.py        files that fields name exist, and are of the right kind
    examples.py     what is left of the example that a network began with
    tracked.py      what git keeps and shouldn't
    published.py    the files that go out with the pages are what they say
    texts.py        where Markdown is, and on which page it is shown
    links.py        what links and pictures in Markdown lead to
    deception.py    links that lead elsewhere than they say
    privacy/        what should not be known of people
    suggestions.py  what a link to nothing was probably meant to lead to
    lengths.py      what a text becomes on its page is bounded, and what lists repeat of a thing
    hand_written.py pages of docs/ that would take minutes to read
    repeated.py     what is written once and becomes many pages, feeds and calendars
    style.py        what else Markdown may not have
    unread.py       Markdown that isn't read as such
    series.py       numbers of series, and the steps of what they work towards
    recurrences.py  recurring events that don't happen as often as their rule sounds
    translations.py what readers of a language find in another
    anchors.py      the anchors of a page that a link may lead to
    checked.py      what all of them look at
    sound.py        what needn't be judged again
    source_lines.py the lines of files, to show where in a text a problem is
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from talanoa.checks import (
    addresses,
    deception,
    examples,
    files,
    hand_written,
    ids,
    lengths,
    links,
    portable,
    privacy,
    published,
    recurrences,
    references,
    repeated,
    series,
    style,
    translations,
    unread,
)
from talanoa.checks.checked import Checked
from talanoa.checks.sound import note_sound, recall_sound, surroundings
from talanoa.checks.tracked import tracked_cache
from talanoa.images import Images
from talanoa.load import Content, ReadingCache
from talanoa.problems import Problem
from talanoa.site import Site

__all__ = ["CHECKS", "NOTES", "Checked", "check"]

CHECKS: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    ids.duplicate_ids,
    ids.look_alike_ids,
    addresses.repeated_slugs,
    addresses.former_ids,
    addresses.hand_written_pages,
    references.unknown_references,
    references.unknown_kinds,
    references.mistyped_hosts,
    references.unlisted_countries,
    references.languages_of_translations,
    series.unknown_series,
    series.described_twice,
    series.duplicate_numbers,
    series.steps,
    files.named_images,
    files.named_documents,
    files.unreadable_documents,
    tracked_cache,
    examples.left_over_examples,
    privacy.personal_data,
    privacy.exact_places,
    privacy.consents,
    links.links,
    links.pictures,
    published.published_files,
    deception.deceptive_links,
    lengths.long_texts,
    lengths.long_heads,
    lengths.former_names,
    repeated.repeated,
    hand_written.laborious_pages,
    style.raw_html,
    style.numbered_characters,
    style.first_level_headings,
    unread.unread_marks,
    portable.unwritable_names,
)

# What could be better and isn't wrong; a build doesn't ask.
NOTES: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    translations.not_translated,
    recurrences.skipped_times,
    portable.unportable_names,
)


def check(
    content: Content,
    site: Site,
    pages: frozenset[str],
    shown: frozenset[str],
    images: Images | None = None,
    html_of: Callable[[str], str] = lambda address: "",
    *,
    notes: bool = False,
    readings: ReadingCache | None = None,
) -> list[Problem]:
    """Every problem across things, in the order of files and lines.

    `site` has everything, hidden things included; `pages` are the addresses of all that it generates, `shown` of what visitors will
    see; without `images`, every picture is decoded again; `html_of` gives the content of a generated page; `notes` asks for what could
    be better; `readings` has what was found before.
    """
    checked = Checked(
        content, site, pages, shown, images or Images(content.root, judging=True), html_of, readings or ReadingCache()
    )
    around = surroundings(checked)
    recall_sound(checked, around)
    problems = [problem for rule in CHECKS for problem in rule(checked)]
    note_sound(checked, problems, around)
    problems += (problem for rule in (NOTES if notes else ()) for problem in rule(checked))
    return sorted(problems, key=lambda problem: (problem.place, problem.code))
