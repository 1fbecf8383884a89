"""Joint positions: how many signed and who, and until when one can."""

from __future__ import annotations

import re

from talanoa.load import ReadingCache
from talanoa.outputs.calendars import calendar
from talanoa.outputs.noted import NotedView
from talanoa.outputs.pages import posts, statements
from talanoa.outputs.statement_life import life_of

MEMBERS = """\
members:
  - { id: one, name: Member One, country: FJ }
  - { id: two, name: "<script>two</script>", country: FJ }
  - { id: named, name: Named Only, country: FJ, visibility: name-only }
  - { id: unseen, name: Unseen, country: FJ, visibility: hidden }
"""

STATEMENT = """\
---
title: Time to comment
date: 2026-05-01
authors: [one]
kind: statement
signing: { closes: 2026-06-30, addressed_to: All governments }
signatories: [{ member: one }, { member: two }, { member: named }, { member: unseen }]
---
Text.
"""

OLDER = "---\ntitle: An older one\ndate: 2025-05-01\nauthors: [one]\nkind: statement\n---\nText.\n"
TRANSLATION = OLDER.replace("An older one", "Waktu").replace("kind:", "language: id\ntranslation_of: time\nkind:")
FILES = {"members.yml": MEMBERS, "posts/time.md": STATEMENT, "posts/older.md": OLDER, "posts/waktu.md": TRANSLATION}


def test_signatories_are_counted_and_named_but_for_hidden_ones(view_of, html):
    page = html(statements.pages, view_of(FILES))["/statements/"]
    assert "3 organisations have signed" in page
    assert '<a href="site:members/one/"><bdi>Member One</bdi></a>' in page
    assert "<bdi>Named Only</bdi>" in page and "members/named/" not in page
    assert "Unseen" not in page
    assert "&lt;script&gt;two" in page and "<script" not in page


def test_newest_first_and_each_once_with_its_translations(view_of, html):
    page = html(statements.pages, view_of(FILES))["/statements/"]
    assert page.count("<article") == 2
    assert page.index("Time to comment") < page.index("An older one")
    assert 'href="site:posts/waktu/"' in page
    assert "No one has signed yet." in page  # of the older one


def test_signing_is_open_until_its_last_day(view_of, html):
    last_day = "2026-06-30T12:00"  # evening in Manila
    assert "Open for signing until" in html(statements.pages, view_of(FILES, now=last_day))["/statements/"]
    day_after = "2026-06-30T17:00"  # past midnight in Manila
    assert "Signing closed on" in html(statements.pages, view_of(FILES, now=day_after))["/statements/"]


def test_signing_without_a_last_day_ends_with_the_answer(view_of, html):
    def page(signing: str, more: str = "") -> str:
        written = STATEMENT.replace("{ closes: 2026-06-30, ", signing).replace("signatories:", f"{more}signatories:")
        return html(statements.pages, view_of({**FILES, "posts/time.md": written}, now="2026-08-01T12:00"))[
            "/statements/"
        ]

    open_ended = page("{ opens: 2026-05-01, ")
    assert "Open for signing since" in open_ended and "Sign for your organisation" in open_ended
    answered = page("{ opens: 2026-05-01, ", "response: { summary: They agree }\n")
    assert "They agree" in answered and "Sign for" not in answered and "igning closed" not in answered
    only_addressed = page("{ ")
    assert "All governments" in only_addressed and "Sign for" not in only_addressed


def test_without_statements_the_page_says_so(view_of, html):
    assert "No statements yet." in html(statements.pages, view_of({}))["/statements/"]


def life(view_of, html, more: str, now: str = "2026-07-31T12:00") -> tuple[str, str]:
    """The page of the statement, and of its translation."""
    statement = STATEMENT.replace("signatories:", f"{more}\nsignatories:")
    pages = html(posts.pages, view_of({**FILES, "posts/time.md": statement, "posts/waktu.md": TRANSLATION}, now=now))
    return tuple(" ".join(pages[f"/posts/{slug}/"].split()) for slug in ("time", "waktu"))


def test_days_without_an_answer_are_counted_from_the_end_of_signing(view_of, html):
    page, translation = life(view_of, html, "licence: CC0-1.0")
    assert re.search(r"None for 31 days, since .*30 June 2026", page)
    assert "30 Juni 2026" in translation and "Member One" in translation
    page, _ = life(view_of, html, "licence: CC0-1.0", now="2026-06-30T12:00")
    assert "None for" not in page and "Sign for your organisation" in page


def test_an_answer_ends_the_count(view_of, html):
    for page in life(
        view_of, html, "response: { date: 2026-07-20, url: 'https://gov.example.org/1', summary: { en: Not now } }"
    ):
        assert "Not now" in page and 'href="https://gov.example.org/1"' in page and "None for" not in page
    page, _ = life(view_of, html, "response: { date: 2026-08-01, summary: To come }")
    assert "To come" not in page and "None for 31 days" in page


def test_who_signed_an_earlier_text_is_marked(view_of, html):
    more = "amended: [{ date: 2026-05-20, what: The days }, { date: 2026-05-10, what: { en: The papers } }]"
    page, _ = life(view_of, html, more)
    assert page.index("The papers") < page.index("The days")
    assert "0 of 3 organisations have signed the text as it is now" in page and page.count("the earlier text") == 3
    dated = {
        **FILES,
        "posts/time.md": STATEMENT.replace("signatories:", f"{more}\nsignatories:").replace(
            "{ member: one }", "{ member: one, date: 2026-05-20 }"
        ),
    }
    listed = html(statements.pages, view_of(dated, now="2026-07-31T12:00"))["/statements/"]
    assert "1 of them has signed the text as it is now" in " ".join(listed.split())


def test_what_is_only_received_is_not_counted(view_of, html):
    page = html(
        statements.pages,
        view_of({**FILES, "posts/time.md": STATEMENT.replace("{ member: one }", "{ member: one, received: true }")}),
    )
    assert "2 organisations have signed" in page["/statements/"] and "Member One" not in page["/statements/"]


def test_a_page_that_counts_days_depends_on_the_day(view_of):
    """`talanoa build` asks by way of a view that notes what is read."""
    site = view_of(FILES, now="2026-07-31T12:00").site
    noted = NotedView(site, frozenset(), None, {}, ReadingCache())
    with noted.reads.frame() as read:
        assert life_of(noted.site, noted.site.post["time"]).unanswered == 31
    assert ("today", "isoformat") in read


def test_the_last_day_of_signing_is_in_the_calendar(view_of):
    event = "events:\n  - { id: day, title: Day, type: meeting, start: 2026-07-01 }\n"
    statement = STATEMENT.replace("closes: 2026-06-30", "opens: 2026-05-02, closes: 2026-06-30")

    def lines(text: str) -> list[str]:
        view = view_of({**FILES, "events.yml": event, "posts/time.md": text})
        made = {file.address: file for file in calendar.files(view)}
        assert b"signing" not in made["/events/day/event.ics"].made(view)
        found = made["/events/calendar.ics"].made(view).decode().replace("\r\n ", "").split("\r\n")
        return found[found.index("BEGIN:VEVENT", found.index("END:VEVENT")) :]

    one, later = lines(statement), lines(statement.replace("2026-06-30", "2026-07-15"))
    assert {"UID:time.signing@example.org", "DTSTART;VALUE=DATE:20260630", "DTEND;VALUE=DATE:20260701"} <= {*one}
    assert {"SUMMARY:Last day to sign: Time to comment", "SEQUENCE:60"} <= {*one}
    assert any(line.startswith("URL:") and line.endswith("/posts/time/") for line in one)
    assert "UID:time.signing@example.org" in later and "SEQUENCE:75" in later


def test_many_statements_have_pages(view_of, html):
    files = {f"posts/s{n}.md": OLDER.replace("An older one", f"Position {n:02}") for n in range(25)}
    made = html(statements.pages, view_of({"members.yml": MEMBERS, **files}))
    assert [*made] == ["/statements/", "/statements/page/2/"]
    assert [page.count("<article") for page in made.values()] == [20, 5]
    first, second = made.values()
    assert 'rel="next" href="site:statements/page/2/"' in first and 'rel="prev" href="site:statements/"' in second
