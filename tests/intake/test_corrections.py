"""A correction changes the words that it names, and no others."""

from __future__ import annotations

import re

import pytest
from tests.intake.bodies import CORRECTION, FILES, body
from tests.intake.conftest import Ask


def test_a_correction_of_a_text(ask: Ask) -> None:
    path = "posts/2026/2026-11-02-reefs.md"
    assert ask(body("correction", **CORRECTION)) == {path: FILES[path].replace("3 March", "4 March")}


@pytest.mark.parametrize(
    ("page", "wrong", "right", "path", "old", "new"),
    [
        ("/posts/publish-the-budget/", "within thirty days", "within ten days", "posts/2026/2026-11-01-publish-the-budget.md",
         "within\nthirty days", "within ten days"),
        ("Reefs", "less than they give", "more", "posts/2026/2026-11-02-reefs.md", "less than they give", "more"),
        ("/members/open-reef/", "Since 2016", "Since 2017", "members.yml", "      Since 2016", "      Since 2017"),
        ("/people/mere-example/", "Counter", "Head: counting", "members.yml", "role: Counter", "role: 'Head: counting'"),
        ("/events/open-day/", "2026-12-08", "2026-12-09", "events.yml", "workshop, start: 2026-12-08", "workshop, start: 2026-12-09"),
    ],
)  # fmt: skip
def test_a_correction(page: str, wrong: str, right: str, path: str, old: str, new: str, ask: Ask) -> None:
    assert old in FILES[path]
    made = ask(body("correction", page=page, wrong=wrong, right=right))
    assert made == {path: FILES[path].replace(old, new)}


@pytest.mark.parametrize("wrong", ["ana.cruz@reefs.org", "+679 330 1234", "See -17.71, 178.06 <b>there</b>"])
def test_what_is_to_go_may_be_what_no_one_should_see(wrong: str, ask: Ask) -> None:
    """It isn't in this file, and that alone is said."""
    (refusal,) = ask.refusals(body("correction", page="/posts/publish-the-budget/", wrong=wrong, right="Gone"))
    assert not re.search("everyone|telephone|place|HTML", refusal.message), refusal.message
