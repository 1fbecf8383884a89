"""A survey's page before, while and after it is open; and its answers, which never leave their file."""

from __future__ import annotations

import csv
import io

import pytest

from talanoa.outputs.exports import surveys
from talanoa.outputs.pages import events

EVENT = """\
events:
  - id: workshop
    title: Workshop
    type: workshop
    start: 2026-07-01
    survey: { title: "What we <know>", url: "https://forms.example.org/s", opens: 2026-05-01, closes: 2026-06-01, results: events/answers.csv }
"""
HEAD = "Timestamp;E-mail address;Is there a law?;Why?;=1+1\r\n"
ROWS = "".join(
    f"2026-05-{day:02};who{day}@example.org;{'yes' if day < 13 else 'no; not yet'};Secret{day};{'=cmd' if day < 9 else '+x'}\r\n".replace(
        "no; not yet", '"no; not yet"'
    )
    for day in range(1, 20)
)


def page(view_of, html, day, data=HEAD + ROWS):
    return html(events.pages, view_of({"events.yml": EVENT, "events/answers.csv": data}, now=f"{day}T04:00"))[
        "/events/workshop/"
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-04-30", "Opens on"),
        ("2026-05-01", 'href="https://forms.example.org/s"'),
        ("2026-06-01", "Answer the survey</a> until"),
        ("2026-06-02", "19 answers."),
    ],
)
def test_on_each_day(view_of, html, day, said):
    found = page(view_of, html, day)
    assert said in found and "What we &lt;know&gt;" in found
    assert ("19 answers" in found) is (day == "2026-06-02")


def test_only_figures_are_shown_and_the_download_has_the_same(view_of, html):
    view = view_of({"events.yml": EVENT, "events/answers.csv": HEAD + ROWS}, now="2026-06-02T04:00")
    found = html(events.pages, view)["/events/workshop/"]
    assert "12 of 19" in found and "7 of 19" in found and "no; not yet" in found
    assert "Secret" not in found and "example.org;" not in found and "who1@" not in found and "Why?" not in found
    (file,) = surveys.files(view)
    text = file.made(view).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["answer"].lstrip("'"), row["count"], row["answers"]) for row in rows[:2]] == [
        ("yes", "12", "19"),
        ("no; not yet", "7", "19"),
    ]
    assert not any(cell.startswith(("=", "+")) for row in rows for cell in row.values())
    assert "answers.csv" not in view.site.files and "events/answers.csv" not in view.site.files


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_as_spreadsheets_save_it(view_of, html, encoding, tmp_path):
    text = HEAD.replace(";", "\t") + "".join(f"x\t\t{'ဟုတ်' if n < 9 else 'မဟုတ်'}\t{n}\t\n" for n in range(14))
    view = view_of({"events.yml": EVENT, "events/answers.csv": "Q\nyes\n"}, now="2026-06-02T04:00")
    assert "There are too few answers" in html(events.pages, view)["/events/workshop/"]
    from talanoa.load.answers import _columns, _rows
    from talanoa.tables import decoded

    columns = dict(_columns(_rows(decoded(text.encode(encoding)))))
    assert set(columns["Is there a law?"]) == {"ဟုတ်", "မဟုတ်"}
