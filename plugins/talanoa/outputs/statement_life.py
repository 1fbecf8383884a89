"""What becomes of a statement: who has signed which text, until when one can, and whether it was answered."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.model.opening import Opening
from talanoa.model.post import Post, Signatory, original_of
from talanoa.site import Site


class Life(Struct, frozen=True):
    """`post` is the statement itself, also for a translation of it."""

    post: Post
    signing: Opening | Literal["none"]
    confirmed: int  # how many have signed the text as it is now
    unanswered: int | None  # days without an answer; None while there is none to wait for
    since: date | None  # from which these are counted

    @property
    def signatories(self) -> tuple[tuple[Signatory, bool], ...]:
        """Each with whether it signed an earlier text."""
        return tuple((it, not self.post.has_confirmed(it)) for it in self.post.signatories)


def life_of(site: Site, post: Post) -> Life:
    statement = original_of(post, site.post)  # signatures and answers are the original's
    since = statement.unanswered_since(site.today)
    return Life(
        statement,
        statement.signing_on(site.today),
        sum(map(statement.has_confirmed, statement.signatories)),
        _days(since, site.today) if since else None,
        since,
    )


def _days(since: date, today: date) -> int:
    """A page that counts days changes every day: it asks for the day itself (`noted.py`), and doesn't only compare."""
    return (date.fromisoformat(today.isoformat()) - since).days
