"""What a digest says about a span of days, to readers of which language."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from tests.digest.conftest import NETWORK, Told, post

from talanoa.digest import Digest, NotMade
from talanoa.digest.choosing import HORIZON

CALLS = """\
events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-11-25 10:00
    duration: 90 minutes
    online: {platform: Jitsi, url: "https://meet.example.org/secret"}
    recurrence: {every: 6 weeks, count: 5}
    occurrences:
      2026-11-25:
        agenda:
          - {title: Corals after the storm, lead: sefa, proposed_by: open-reef, minutes: 20}
          - {title: Any other business, time: "11:00", minutes: 10}
  - {id: mapping-day, title: Mapping day, type: other, start: 2026-12-05, status: cancelled, summary: Too few places.}
  - {id: papers-due, title: Papers are due, type: deadline, start: 2026-12-12}
  - id: assembly
    title: Assembly
    type: meeting
    start: 2027-01-20
    end: 2027-01-22
    place: {city: Suva, country: FJ}
    registration: {url: "https://forms.example.org/assembly", closes: 2027-01-05}
  - {id: far-off, title: Far off, type: summit, start: 2027-06-01}
"""


def text(found: Digest | NotMade) -> str:
    assert isinstance(found, Digest)
    return found.text


def titles(found: Digest | NotMade) -> list[str]:
    return re.findall(r"^\* (.+)$", text(found), re.MULTILINE)


def test_posts_of_both_days_and_of_those_between(told: Told) -> None:
    days = ("2026-10-31", "2026-11-01", "2026-11-10", "2026-11-21")
    files = {f"posts/on-{day}.md": post(f"On {day}", day) for day in days}
    assert titles(told(files)) == ["On 2026-11-21", "On 2026-11-10", "On 2026-11-01"]


def test_a_post_is_new_on_the_day_on_which_it_was_first_seen(told: Told) -> None:
    """By the network's clocks: 12:30 UTC on the last of October is the first of November in Auckland."""
    files = {
        "posts/later.md": post("Written before, published within", "2026-10-01", "publish_at: 2026-11-05"),
        "posts/earlier.md": post("Published before", "2026-09-01", "publish_at: 2026-10-05"),
        "posts/clock.md": post("After midnight there", "2026-10-31T12:30:00Z"),
    }
    assert sorted(titles(told(files))) == ["After midnight there", "Written before, published within"]


@pytest.mark.parametrize(
    "field",
    ["draft: true", "publish_at: 2026-11-23", "publish_at: 2027-03-01", "expires: 2026-11-20", "expires: 2026-11-15"],
)
def test_what_is_not_to_be_seen_is_not_told(field: str, told: Told) -> None:
    files = {"posts/secret.md": post("Secret", "2026-11-10", field), "posts/open.md": post("Open", "2026-11-10")}
    for until in ("2026-11-21", "2027-12-31"):
        assert titles(told(files, until=until)) == ["Open"]


def test_readers_get_a_post_in_their_language_once(told: Told) -> None:
    files = {
        "posts/wells.md": post("Wells", "2026-11-10"),
        "posts/sumur.md": post("Sumur", "2026-11-12", "language: id", "translation_of: wells"),
        "posts/kabar.md": post("Kabar", "2026-11-14", "language: id"),
    }
    assert titles(told(files)) == ["Kabar", "Wells"]
    assert titles(told(files, language="id")) == ["Kabar", "Sumur"]
    assert titles(told(files, language="ur")) == ["Kabar", "Wells"], "in the network's language where theirs lacks"
    assert "Bahasa Indonesia" in text(told(files)), "that it is in another language is said"


def test_a_new_translation_is_news_to_its_own_readers_alone(told: Told) -> None:
    files = {
        "posts/wells.md": post("Wells", "2026-09-10"),
        "posts/sumur.md": post("Sumur", "2026-11-12", "language: id", "translation_of: wells"),
    }
    assert titles(told(files, language="id")) == ["Sumur"]
    assert isinstance(told(files), NotMade)


def test_a_call_has_its_agenda_and_the_times_of_members(told: Told) -> None:
    found = text(told({"events.yml": CALLS}))
    assert "Corals after the storm (Led by Sefa Reef, Open Reef; 20 minutes)" in found
    assert "11:00–11:10 Any other business" in found
    assert "Wed 09:00 (UTC+12)  Fiji" in found and "Wed 04:00 (UTC+7)  Indonesia" in found
    assert "Again on 6 January 2027; 17 February 2027" in found
    assert "meet.example.org" not in found, "a joining link that isn't public stays with those who have it"


def test_an_item_that_another_call_has_by_now_is_not_announced(told: Told) -> None:
    found = text(told({"events.yml": CALLS.replace("lead: sefa,", "lead: sefa, status: carried,")}))
    assert "Any other business" in found and "Corals after the storm" not in found


def test_what_was_called_off_is_said_and_what_is_far_off_is_counted(told: Told) -> None:
    found = told({"events.yml": CALLS})
    assert titles(found) == [
        "Reef call",
        "Cancelled: Mapping day",
        "Assembly",
        "Papers are due",
        "Last day to register: Assembly",
    ]
    assert "and 1 more on the site:\n  https://reef.example.org/events/" in text(found)


def test_of_an_event_that_is_over_nothing_is_told(told: Told) -> None:
    for day in ("2027-01-20", "2027-01-21", "2027-01-22"):
        assert "Assembly" in titles(told({"events.yml": CALLS}, until=day)), "it still goes on"
    assert "Assembly" not in text(told({"events.yml": CALLS}, until="2027-01-23"))


def test_the_last_day_counts_as_a_day(told: Told) -> None:
    until = date(2026, 11, 21)
    days = {name: until + HORIZON + timedelta(days=more) for name, more in (("Within", -1), ("Last", 0), ("Beyond", 1))}
    events = "".join(
        f"  - {{id: {it.lower()}, title: {it}, type: meeting, start: {day}}}\n" for it, day in days.items()
    )
    assert titles(told({"events.yml": f"events:\n{events}"}, until=until.isoformat())) == ["Within", "Last"]
    assert "Last day to register: Assembly" in titles(told({"events.yml": CALLS}, until="2027-01-05"))
    assert "Last day to register: Assembly" not in titles(told({"events.yml": CALLS}, until="2027-01-06"))


def test_a_translation_that_repeats_the_last_day_is_no_second_letter(told: Told) -> None:
    signing = "signing: {opens: 2026-11-05, closes: 2026-12-24}"
    files = {
        "posts/open.md": post("Open letter", "2026-08-01", "kind: statement", signing),
        "posts/surat.md": post(
            "Surat terbuka", "2026-08-02", "kind: statement", "language: id", "translation_of: open", signing
        ),
    }
    assert titles(told(files)) == ["Open letter"]


def test_statements_are_told_while_they_can_be_signed(told: Told) -> None:
    fields = "kind: statement", "signing: {opens: 2026-11-05, closes: 2026-12-24, addressed_to: The ministers}"
    files = {
        "posts/open.md": post("Open letter", "2026-08-01", *fields),
        "posts/surat.md": post(
            "Surat terbuka", "2026-08-02", "kind: statement", "language: id", "translation_of: open"
        ),
        "posts/unsigned.md": post("No letter", "2026-08-01", "kind: statement"),
    }
    found = text(told(files, until="2026-11-20", since="2026-11-20"))
    assert "Open for signing until 24 December 2026" in found and "Addressed to The ministers" in found
    assert titles(told(files)) == ["Open letter"]
    assert titles(told(files, language="id")) == ["Surat terbuka"], "with what the original says of signing"
    for until in ("2026-11-04", "2026-12-25"):
        assert isinstance(told(files, until=until), NotMade)


def test_a_statement_is_told_until_its_answer_if_no_last_day_is_known(told: Told) -> None:
    def letter(*fields: str) -> dict[str, str]:
        return {"posts/open.md": post("Open letter", "2026-08-01", "kind: statement", *fields)}

    found = text(told(letter("signing: {opens: 2026-11-05}"), until="2026-11-20", since="2026-11-20"))
    assert "Open for signing since 5 November 2026" in found
    for fields in (
        ("signing: {opens: 2026-11-05}", "response: {summary: They agree}"),
        ("signing: {addressed_to: The ministers}",),
    ):
        assert isinstance(told(letter(*fields), until="2026-11-20", since="2026-11-20"), NotMade)


def test_deadlines_are_told_in_their_order(told: Told) -> None:
    events = (
        CALLS
        + "  - {id: asked, title: Asked, type: other, start: 2026-03-01, survey: {title: What hurts?, closes: 2026-12-01}}\n"
    )
    found = text(
        told({"network.yml": NETWORK + "join: {opens: 2026-11-01, closes: 2027-02-28}\n", "events.yml": events})
    )
    order = ["What hurts?", "Papers are due", "Last day to register: Assembly", "Last day to join the network"]
    assert sorted(order, key=found.index) == order
    assert "Sunday, 28 February 2027" in found and "https://reef.example.org/join/" in found


def test_without_anything_new_there_is_no_digest(told: Told) -> None:
    old = {"posts/old.md": post("Old", "2026-01-01"), "digests/greeting.md": "Hello!\n"}
    assert told(old) == NotMade()
