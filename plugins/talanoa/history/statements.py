"""A text that was signed stays as it was signed, unless the statement says what was changed, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from talanoa.history.compared import Compared, Finding
from talanoa.markup.convert import convert
from talanoa.markup.converted import Image
from talanoa.model.post import Post
from talanoa.problems import Place, Problem

_CODE = "signed-text-changed"


def signed_texts(compared: Compared) -> Iterator[Finding]:
    """Drafts count as well: what was signed was signed, even if few could read it."""
    now = {**{post.permanent_id: post for post in compared.after.posts}, **compared.owners_of_slugs}
    for old in compared.before.posts:
        new = now.get(old.slug) or now.get(old.permanent_id)
        if new and any(it.has_signed for it in old.signatories):
            yield from map(Finding, _problems(old, new, compared.today))


def _problems(old: Post, new: Post, today: date) -> Iterator[Problem]:
    for day in sorted(_days(old) - _days(new)):
        message = f"the change of {day} is no longer listed under `amended`"
        yield Problem(_CODE, message, new.written_at, "keep it: members who signed before that day signed another text")
    where = _where_changed(old, new)
    if where is None:
        return
    signed = max((it.date for it in old.signatories if it.date and it.has_signed), default=None)
    added = [day for day in (_days(new) - _days(old)) if day <= today]
    what = "title" if new.title != old.title else "text"
    if not added:
        help = f"write under `amended` what was changed and when: `- {{ date: {today}, what: … }}`; or take the change back"
        yield Problem(_CODE, f"the {what} was changed after members had signed it", where, help)
    elif signed and max(added) < signed:
        message = f"the {what} was changed, and `amended` says a day before the last signature, of {signed}"
        help = "write the day on which the text was changed, so it is clear who signed the earlier text"
        yield Problem(_CODE, message, where, help)


def _days(post: Post) -> Counter[date]:
    """When it was amended, and how often on each day."""
    return Counter(it.date for it in post.amended)


def _where_changed(old: Post, new: Post) -> Place | None:
    """Where the title or the text is another for its readers; None if it is only written differently."""
    if _in_one_line(old.title) != _in_one_line(new.title):
        return new.written_at
    if _read(old) == _read(new):
        return None
    before, after = old.body.splitlines(), new.body.splitlines()
    same = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    line = new.body.place.line + (min(len(before), max(len(after) - 1, 0)) if same is None else same)
    return Place(new.path, line, 1, line, 1)


def _read(post: Post) -> list[str]:
    """The text as pages show it, and where its links and pictures lead."""
    found = convert(post.body)
    gaps = [f"{gap.src} {gap.alt} {gap.title}" if isinstance(gap, Image) else gap.href for gap in found.gaps]
    return [_in_one_line("".join(f"{part}\0" for part in found.html)), *gaps]


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
