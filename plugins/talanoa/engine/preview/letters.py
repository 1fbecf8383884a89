"""The digest that is due, as it would be made now. It is at an address of the preview, and on no site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from talanoa import clock
from talanoa.digest import Digest, Span, digest, languages, view_of
from talanoa.engine.preview.notice import OURS, filled, overview
from talanoa.engine.preview.state import State
from talanoa.load import Content
from talanoa.model.values import Period
from talanoa.model.zones import there

DIGEST = f"{OURS}digest/"
_USUAL = timedelta(weeks=6)
_DAYS = {"days": 1, "weeks": 7, "months": 30, "years": 365}


def letter(state: State | None, asked: Mapping[str, str], page: str, root: Path, mount: str) -> bytes:
    """`asked` may have `language`, `since`, `until` and `as` (text)."""
    if state is None or state.assembly.parts is None:
        return overview(page, state, root, mount)
    content = state.assembly.parts.outputs.content
    now = there(clock.now(), content.network.timezone)
    known = languages(content.network)
    language = asked.get("language", "")
    language = language if language in known else known[0]
    until = _day(asked.get("until")) or now.date()
    span = Span(_day(asked.get("since")) or _since(content, language, until), until)
    # As the public will get it: the preview's own view has drafts.
    made = digest(view_of(content, now, state.assembly.settings.site_url), content.greetings, span, language)
    told = {"span": span, "language": language, "languages": known, "subject": getattr(made, "subject", "")}
    if not isinstance(made, Digest):
        body = made.problem.message if made.problem else "Nothing new, and nothing coming: there is no digest."
        return filled("letter.html", page, mount, **told, text=body)
    if asked.get("as") == "text":
        return filled("letter.html", page, mount, **told, text=made.text)
    return filled("letter.html", page, mount, **told, html=made.html)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _since(content: Content, language: str, until: date) -> date:
    """The day after the last digest's, or as long ago as the list's rhythm is."""
    before = [sent.until for sent in content.digests if sent.language == language and sent.until < until]
    if before:
        return max(before) + timedelta(days=1)
    every = content.network.mailing_list.every if content.network.mailing_list else None
    return until - (_length(every) if every else _USUAL)


def _length(period: Period) -> timedelta:
    return timedelta(days=period.count * _DAYS[period.unit])
