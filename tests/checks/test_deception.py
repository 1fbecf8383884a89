"""A link to a mail address says the address that it leads to; words that only look like one don't count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import Files

from talanoa.engine import check


def found(network: Callable[[Files], Path], link: str) -> list[str]:
    post = f"---\ntitle: Reef\ndate: 2026-11-01\nauthors: [{{ name: A }}]\nkind: news\n---\nWrite to {link}.\n"
    problems = check(network({"posts/reef.md": post}), datetime(2026, 11, 29))
    return [problem.code for problem in problems if problem.code in ("deceptive-link", "unsafe-link")]


@pytest.mark.parametrize(
    "link",
    [
        "[press@reef.example](mailto:press@reef.example)",
        "[Press@Reef.Example](mailto:press@reef.example?subject=Reef)",
        "[write to press@reef.example, please](mailto:press@reef.example)",
        "[(press@reef.example)](mailto:press@reef.example)",
        "[the office: press@reef.example.](mailto:press@reef.example)",
        "[press+reef@reef.example](mailto:press%2Breef@reef.example)",
        "[we meet @ noon](mailto:press@reef.example)",
        "[@reef on Mastodon](mailto:press@reef.example)",
        "[the office](mailto:press@reef.example)",
        "[お問い合わせ：press@reef.example](mailto:press@reef.example)",
        "[联系（press@reef.example）](mailto:press@reef.example)",
        "[رابطہ، press@reef.example؛](mailto:press@reef.example)",
        "[“press@reef.example”](mailto:press@reef.example)",
    ],
)
def test_an_honest_mail_address(network: Callable[[Files], Path], link: str) -> None:
    assert found(network, link) == []


@pytest.mark.parametrize(
    "link",
    [
        "[press@reef.example](mailto:thief@reef.example)",
        "[press@reef.example](mailto:press@thief.example)",
        "[write to press@reef.example, please](mailto:press@reef.example.thief.example)",
        "[<press@reef.example>](mailto:thief@thief.example)",
        "[press@reef.example;](mailto:thief@thief.example?subject=press@reef.example)",
        "[দপ্তর@reef.example](mailto:thief@thief.example)",
        "[press@reef.example](mailto:press@reef.example,thief@thief.example)",
        "[press@reef.example](mailto:press@reef.example?bcc=thief@thief.example)",
    ],
)
def test_a_mail_address_that_passes_for_another(network: Callable[[Files], Path], link: str) -> None:
    assert found(network, link)
