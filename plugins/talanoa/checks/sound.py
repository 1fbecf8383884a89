"""Members, events and posts in whose texts nothing was found, so that these aren't judged again.

Most rules look at one text after another, and of everything else only at what `surroundings` names. So where nothing was found in a
file, nothing will be found as long as the file and the surroundings are as they were. Only that is kept, with each record that
was read (decision 0042): where something was found, or counts for more than its own text, the text is judged each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from talanoa.checks.checked import Checked
from talanoa.checks.lengths import excess
from talanoa.checks.privacy import Agreed
from talanoa.checks.texts import Text, texts_of
from talanoa.markup.convert import convert
from talanoa.markup.converted import Image
from talanoa.problems import Problem

_NAME = "sound"


def surroundings(checked: Checked) -> str:
    """A digest of all but the text itself that rules on texts look at: which pages and files there are, who sees them, what may be
    published of people, and in which files events are written.
    """
    content = checked.content
    agreed = Agreed.of(checked).digest
    calls = sorted({event.written_at.file for event in content.events})
    known = checked.site.url, checked.links.known, sorted(checked.shown), sorted(content.dropped), agreed, calls
    return blake2b(repr(known).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def recall_sound(checked: Checked, around: str) -> None:
    """Takes out of the judgement the records in whose texts nothing was found in the same surroundings."""
    known = checked.readings.known
    checked.sound.update(id(record) for record in checked.records if known(record, _NAME, around))


def note_sound(checked: Checked, problems: Iterable[Problem], around: str) -> None:
    """Keeps for the next judgement in which of the records that were judged nothing was found."""
    faulty = {problem.place.file for problem in problems}
    for record in filter(checked.is_judged, checked.records):
        if record.written_at.file not in faulty and all(_is_of_its_own(text, checked) for text in texts_of(record)):
            checked.readings.note(record, _NAME, True, around)


def _is_of_its_own(text: Text, checked: Checked) -> bool:
    """False where a text counts together with others: for the length of all, for the files that are published, or for the places
    within other pages.
    """
    if excess(text) > 0:
        return False
    for gap in convert(text.markdown).gaps:
        if isinstance(gap, Image) or "#" in gap.href or checked.links.resolve(gap.href, text.path, text.address).file:
            return False
    return True
