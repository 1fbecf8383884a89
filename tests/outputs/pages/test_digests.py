"""/digests/: which digests were sent, and when."""

from __future__ import annotations

from tests.outputs.pages.conftest import ViewOf

from talanoa.outputs.pages import digests

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en, id]
mailing_list: {name: The list, url: "https://lists.example.org/", digests: true}
"""
SENT = """\
language: LANGUAGE
since: 2026-01-01
until: 2026-02-01
state: STATE
sent: 2026-02-01T20:00:00Z
message_id: "<digest-2026-02-01.en@example.org>"
sha256: "00"
"""


def post(title: str, *fields: str) -> str:
    return "\n".join(
        [
            "---",
            f"title: {title}",
            "date: 2026-01-10",
            "authors: [{name: A}]",
            "kind: news",
            *fields,
            "---",
            "Words.",
            "",
        ]
    )


FILES = {
    "network.yml": NETWORK,
    "posts/wells.md": post("Wells"),
    "posts/gone.md": post("Taken back since", "expires: 2026-03-01"),
    "posts/sumur.md": post("Sumur", "language: id", "translation_of: wells"),
    "digests/2026-02-01.en.yml": SENT.replace("LANGUAGE", "en").replace("STATE", "sent"),
    "digests/2026-02-01.id.yml": SENT.replace("LANGUAGE", "id").replace("STATE", "sent"),
    "digests/2025-12-31.en.yml": SENT.replace("LANGUAGE", "en")
    .replace("STATE", "begun")
    .replace("2026-01-01", "2025-12-01")
    .replace("2026-02-01\n", "2025-12-31\n"),
}


def shown(view_of: ViewOf, **changes: str) -> str:
    view = view_of({**FILES, **{name.replace("_", "."): text for name, text in changes.items()}})
    return "".join(str(page.made(view).render(False)) for page in digests.pages(view))


def test_it_has_the_days_and_the_posts_that_are_still_there(view_of: ViewOf) -> None:
    page = shown(view_of)
    assert page.count("2 February 2026") == 2, "by the network's clocks"
    assert "<bdi>1 January 2026 – 1 February 2026</bdi>" in page, "not turned round on pages from right to left"
    assert "Bahasa Indonesia" in page
    assert ">Wells<" in page and ">Sumur<" in page and "Taken back" not in page
    assert "2025" not in page, "no one knows whether that one was sent"


def test_days_in_urdu_go_from_right_to_left(view_of: ViewOf) -> None:
    """From left to right, the number of the first day would be read last."""
    page = shown(view_of, network_yml=NETWORK.replace("[en, id]", "[ur, en, id]"))
    assert "<bdi>1 جنوری، 2026 – 1 فروری، 2026</bdi>" in page


def test_there_is_none_unless_the_network_says_so(view_of: ViewOf) -> None:
    assert shown(view_of, network_yml=NETWORK.replace(", digests: true", "")) == ""


def test_there_is_none_before_anything_was_sent(view_of: ViewOf) -> None:
    view = view_of({"network.yml": NETWORK})
    assert [*digests.pages(view)] == []
