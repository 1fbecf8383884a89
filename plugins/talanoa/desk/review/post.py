"""A review as a draft for a post: the figures, what they mean, and where the coordinator's own words go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from talanoa.amend import in_quotes
from talanoa.desk.papers import Paper, Table, amount, escaped, markdown_table
from talanoa.desk.review.figures import day_words, lead
from talanoa.desk.review.members import NOT_SHOWN
from talanoa.desk.review.period import Period
from talanoa.load import Content

_PARTS = (
    ("Members", ("members-by-country", "members-by-kind", "members-by-status", "members-by-status-of-country")),
    ("Calls and their agendas", ("calls", "agendas", "taking-part")),
    ("Call times", ("hours", "nights", "slots")),
    ("Offered and given", ("activities", "commitments")),
    ("Posts", ("posts-by-kind", "posts-by-country", "posts-by-language")),
    ("Statements", ("statements",)),
    ("Silent countries", ("silent",)),
)
_DAY = re.compile(r"(?<![\w/.-])\d{4}-\d\d-\d\d(?![\w/.-])")


def as_post(content: Content, found: Period, tables: Iterable[Table]) -> str:
    """A review's tables as Markdown with front matter; a draft, so that no one publishes it unread."""
    by_id = {table.id: table for table in tables}
    return "\n".join([*_front(content, found), *_opening(found, by_id), *_body(by_id), *_end()])


def _front(content: Content, found: Period) -> Iterator[str]:
    network = content.network
    author = network.convener
    name, affiliation = (author.name, author.organisation) if author else (str(network.name), None)
    title = f"{found.name}: {day_words(found.start)} to {day_words(found.day)}"
    yield "---"
    yield f"title: {in_quotes(title)}"
    yield f"date: {found.day.isoformat()}"
    yield "authors:"
    yield f"  - name: {in_quotes(str(name))}"
    yield from [f"    affiliation: {in_quotes(str(affiliation))}"] if affiliation else []
    yield "kind: news"
    yield f"summary: Members, calls, contributions and posts of the term in figures, compared with those of {day_words(found.before)}."
    yield "language: en"
    event = next((it for it in content.events if it.type == "review" and it.start == found.review), None)
    yield from [f"events: [{event.id}]"] if event and event.visibility == "public" else []
    yield "draft: true  # delete this line to publish it"
    yield "---"
    yield ""


def _opening(found: Period, by_id: dict[str, Table]) -> Iterator[str]:
    for line in lead(found):
        yield line
        yield ""
    yield from _in_short(by_id)
    yield ""


def in_short(paper: Paper) -> tuple[str, ...]:
    """The figures to remember, as the items of a list."""
    return tuple(_in_short({table.id: table for table in paper.tables}))


def _in_short(by_id: dict[str, Table]) -> Iterator[str]:
    countries = by_id["members-by-country"].rows
    _, before, today = countries[-1]
    homes = sum(bool(row[2]) and row[0] != NOT_SHOWN for row in countries[:-1])
    then = day_words(date.fromisoformat(by_id["members-by-country"].heads[1]))
    yield f"- **Members:** {today} in {amount(homes, 'country', 'countries')} ({before} on {then})."
    agendas = {row[0]: row for row in by_id["agendas"].rows}
    items, led = agendas["Items on their agendas"], agendas["Members and guests that led items"]
    yield f"- **Calls:** {agendas['Calls held'][2]} ({agendas['Calls held'][1]} by {then}), with {amount(int(items[2] or 0), 'agenda item')}; {amount(int(led[2] or 0), 'member or guest', 'members and guests')} led items."
    _, before, today = by_id["posts-by-kind"].rows[-1]
    languages = sum(bool(row[2]) for row in by_id["posts-by-language"].rows[:-1])
    written = f" in {amount(languages, 'language')}" if languages else ""
    yield f"- **Posts:** {today}{written} ({before} by {then})."
    if taking_part := by_id.get("taking-part"):
        row = {it[0]: it for it in taking_part.rows}
        joined, course = row["Joined as many as asked"], row["On course to do so"]
        yield f"- **Taking part:** {joined[2]} of {row['Asked to join calls'][2]} members have joined as many calls as asked ({joined[1]} by {then}); {course[2]} more are on course."
    yield f"- **Statements:** {len(by_id['statements'].rows)}."


def _body(by_id: dict[str, Table]) -> Iterator[str]:
    for title, ids in _PARTS:
        parts = [by_id[id] for id in ids if id in by_id]
        if not parts:
            continue
        yield from (f"## {title}", "", "*Say what this means, then delete this line.*", "")
        said_above: set[str] = set()
        for table in parts:
            if table.title != title:
                yield from (f"### {escaped(_readable(table.title))}", "")
            yield from map(_readable, markdown_table(replace(table, note=_once(table.note, said_above))))
            yield ""


def _once(note: str, said_above: set[str]) -> str:
    """What figures mean, without the sentences that another table of the same chapter has below it."""
    sentences = re.split(r"(?<=\.) (?=[^a-z])", note)
    new = [it for it in sentences if it not in said_above]
    said_above.update(sentences)
    return " ".join(new if len(new) == len(sentences) else ["Counted as above.", *new])


def _readable(text: str) -> str:
    """Days as people write them; what is in a title needn't be one."""
    return _DAY.sub(lambda found: _in_words(found[0]), text)


def _in_words(day: str) -> str:
    with suppress(ValueError):
        return day_words(date.fromisoformat(day))
    return day


def _end() -> Iterator[str]:
    yield from ("## What happens next", "", "*Say what will change, who is responsible, and by when.*", "")
