"""People join or contribute with a browser: from what is typed to the address that would send it, which no one follows.

What an address carries is taken out of it, written into a copy of the site, and checked by the real program.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import expect
from tests.browser.forms.filling import (
    HUB,
    MAILBOX,
    address,
    checked,
    form,
    parts,
    prepare,
    proposed,
    taken_over,
    write_post,
)
from tests.browser.tab import Opened
from tests.conftest import REPOSITORY
from tests.intake.bodies import body as body_of


def test_a_post_becomes_a_pull_request_an_issue_an_e_mail_and_a_file(opened: Opened, tmp_path: Path) -> None:
    page = opened("/contribute/#post")
    post = write_post(page, summary="What two villages\npaid.")
    post.get_by_text("What it is about").click()
    post.get_by_role("group", name="Themes").get_by_label("Fiscal openness").check()
    countries = post.get_by_role("group", name="Countries")
    countries.get_by_text("More to choose from").click()
    countries.get_by_label("Philippines").check()
    post.locator("#post-first_published").fill("news.example.org/wells")
    post.get_by_role("button", name="Add another").click()
    post.get_by_role("combobox", name="Name").nth(1).fill("José Example")
    post.get_by_label("Organisation, for someone").nth(1).fill("Water Watch, Inc.")
    ways = prepare(post)
    expect(ways.get_by_role("heading", name="Ready. How would you like to send it?")).to_be_focused()

    path, text = proposed(address(ways, "Open GitHub"))
    assert re.fullmatch(r"posts/\d{4}-\d\d-\d\d-what-our-wells-cost\.md", path)
    top, body = text.removeprefix("---\n").split("---\n", 1)
    found = yaml.safe_load(top)
    assert found.pop("date") in path and body == "\nTwo villages.\n"
    assert found == {
        "title": "What our wells cost",
        "authors": ["ayu-example", {"name": "José Example", "affiliation": "Water Watch, Inc."}],
        "kind": "story",
        "language": "en",
        "summary": "What two villages paid.",
        "themes": ["fiscal-openness"],
        "countries": ["PH"],
        "first_published": {"name": "news.example.org", "url": "https://news.example.org/wells"},
    }
    assert checked(tmp_path, path, text) == []
    expect(ways.locator("code").first).to_have_text(path)
    expect(ways.locator("pre")).to_have_text(text)

    issue = parts(address(ways, "open an issue"))
    assert issue.pop("template") == "post.yml" and issue.pop("title") == "Post: What our wells cost"
    assert issue["authors"] == "ayu-example\nJosé Example, Water Watch, Inc." and issue["themes"] == "fiscal-openness"
    asked = yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE/post.yml").read_text("utf-8"))
    assert issue.keys() <= {field.get("id") for field in asked["body"]}
    assert taken_over(body_of("post", **issue)) == (found, "Two villages.\n")

    mail = address(ways, "Write the e-mail")
    assert taken_over(parts(mail)["body"]) == (found, "Two villages.\n")
    assert urlsplit(mail)[:3] == ("mailto", "", MAILBOX)
    assert parts(mail) == {"subject": "Post: What our wells cost", "body": text.replace("\n", "\r\n")}
    with page.expect_download() as saved:
        ways.get_by_role("link", name="Save it as a file").click()
    assert saved.value.suggested_filename == path.removeprefix("posts/")
    assert Path(saved.value.path()).read_text("utf-8") == text


def test_the_links_follow_what_is_typed_and_go_while_it_is_incomplete(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"))
    ways = prepare(post)
    post.locator("#post-headline").fill("Another title")
    assert "another-title.md" in address(ways, "Open GitHub")
    post.locator("#post-headline").fill("")
    expect(ways).to_be_hidden()


def test_an_event(opened: Opened, tmp_path: Path) -> None:
    page = opened("/contribute/#event")
    event = form(page, "event")
    event.get_by_label("Title").fill("Workshop: reading a budget")
    event.get_by_label("Kind", exact=True).select_option("workshop")
    event.locator("#event-start").fill("2026-12-08")
    event.locator("#event-start-time").fill("15:45")
    event.locator("#event-end-time").fill("17:00")
    event.get_by_label("Time zone of these times").select_option("Asia/Kathmandu")
    event.get_by_label("Town").fill("Lalitpur")
    event.locator("#event-country").select_option("NP")
    event.get_by_text("Hosts, registration").click()
    event.locator("#event-hosts").fill("https://ogp-asia-pacific.example.org/members/example-open-data-korea/")
    path, text = proposed(address(prepare(event), "Open GitHub"))
    assert path == "events/workshop-reading-a-budget.yml"
    assert yaml.safe_load(text) == {
        "id": "workshop-reading-a-budget",
        "title": "Workshop: reading a budget",
        "type": "workshop",
        "start": "2026-12-08 15:45",
        "end": "2026-12-08 17:00",
        "timezone": "Asia/Kathmandu",
        "place": {"city": "Lalitpur", "country": "NP"},
        "hosts": ["example-open-data-korea"],
    }
    assert checked(tmp_path, path, text) == []


TIMES = [
    # the first day and its time, the last day and its time, what is wrong
    (("2026-12-08", "15:45"), ("2026-12-08", "09:00"), "The end is before the start."),
    (("2026-12-08", ""), ("2026-12-07", ""), "The end is before the start."),
    (("2026-12-08", ""), ("2026-12-09", "09:00"), "Give a time for both, or for neither."),
    (("", "15:45"), ("", ""), "Give the first day."),
]


def test_times_that_cannot_be_are_reported(opened: Opened) -> None:
    event = form(opened("/contribute/#event"), "event")
    event.get_by_label("Title").fill("A")
    event.get_by_label("Kind", exact=True).select_option("call")
    for start, end, told in TIMES:
        for id, (day, time) in (("start", start), ("end", end)):
            event.locator(f"#event-{id}").fill(day)
            event.locator(f"#event-{id}-time").fill(time)
        expect(prepare(event)).to_be_hidden()
        assert event.locator(".t-errors li").all_inner_texts() == [told]


def test_an_entry_in_the_directory_of_a_country_that_yaml_calls_false(opened: Opened, tmp_path: Path) -> None:
    member = form(opened("/contribute/#member"), "member")
    member.get_by_label("Name of the organisation").fill("Øst & Æresvenner: “åpenhet” #1")
    member.get_by_label("Country").select_option("Norway")
    member.get_by_label("Kind of organisation").select_option("ngo")
    member.get_by_label("The organisation in a few sentences").fill("- We ask.\n- They answer.\n\n--- \nNO: really?")
    path, text = proposed(address(prepare(member), "Open GitHub"))
    assert path == "members/ost-aeresvenner-apenhet-1.yml"
    found = yaml.safe_load(text)
    assert (found["country"], found["name"]) == ("NO", "Øst & Æresvenner: “åpenhet” #1")
    assert found["about"] == "- We ask.\n- They answer.\n\n--- \nNO: really?"
    assert checked(tmp_path, path, text) == ["country-not-listed: the country 'NO' is not listed"], "which is a warning"


def test_an_item_for_the_agenda_of_the_call_that_the_link_names(opened: Opened) -> None:
    page = opened("/events/network-call/2027-01-06/")
    page.get_by_role("link", name="Propose an item").click()
    expect(form(page, "agenda").get_by_label("For which call")).to_have_value("network-call 2027-01-06")
    for asked, chosen in {
        "?event=%3Cb%3E#agenda": "",
        "?event=network-call&date=2027-01-06": "network-call 2027-01-06",
        "?event=network-call#agenda": "network-call 2026-11-25",
    }.items():
        page.goto(f"/contribute/{asked}")
        agenda = form(page, "agenda")
        expect(agenda).to_be_visible()
        expect(agenda.get_by_label("For which call")).to_have_value(chosen)
    agenda.get_by_label("What to talk about").fill("Budgets: 50% & more?")
    agenda.get_by_label("Minutes").select_option("15")
    agenda.get_by_role("combobox", name="Name").fill("Ayu Example")
    ways = prepare(agenda)
    link = address(ways, "Open GitHub")
    assert link.startswith(HUB + "/issues/new?")
    assert parts(link) == {
        "template": "agenda-item.yml",
        "title": "Agenda item: Budgets: 50% & more?",
        "event": "network-call",
        "date": "2026-11-25",
        "headline": "Budgets: 50% & more?",
        "minutes": "15",
        "lead": "ayu-example",
    }
    expect(ways.locator("pre")).to_have_text(
        "### Event\n\nnetwork-call\n\n### Date\n\n2026-11-25\n\n### Title\n\nBudgets: 50% & more?\n\n"
        "### Minutes\n\n15\n\n### Lead\n\nayu-example\n"
    )


def test_a_correction_of_the_page_that_the_link_names(opened: Opened) -> None:
    correction = form(opened("/contribute/?page=/members/example-open-data-korea/#correction"), "correction")
    expect(correction.get_by_label("On which page")).to_have_value("/members/example-open-data-korea/")
    correction.get_by_label("What is wrong").fill("The town.\n\nIt is Busan.")
    asked = parts(address(prepare(correction), "Open GitHub"))
    assert asked == {
        "template": "correction.yml",
        "title": "Correction: /members/example-open-data-korea/",
        "page": "/members/example-open-data-korea/",
        "wrong": "The town.\n\nIt is Busan.",
    }


def test_who_asks_to_join_writes_to_the_coordinator_first(opened: Opened) -> None:
    page = opened("/join/")
    expect(page.get_by_text("Organisations can join until 28 February 2027.")).to_be_visible()
    expect(page.get_by_role("link", name="Form for joining")).to_have_attribute(
        "href", "https://forms.example.org/ogp-asia-pacific/join"
    )
    join = form(page, "request")
    join.get_by_label("Name of the organisation").fill("Нээлттэй хотууд")
    join.get_by_label("Country").select_option("MN")
    join.get_by_label("Kind of organisation").select_option("ngo")
    join.get_by_label("We plan to join at least 5 of the 8 calls").check()
    ways = prepare(join)
    assert ways.get_by_role("heading", level=4).all_inner_texts() == [
        "By e-mail, to the coordinator alone",
        "In public, on GitHub",
        "In another way",
    ]
    letter = "### Name\n\nНээлттэй хотууд\n\n### Country\n\nMN\n\n### Kind\n\nngo\n\n### Status\n\nmember\n\n### Calls\n\n5 of 8\n\n### Visibility\n\npublic\n"
    mail = address(ways, "Write the e-mail")
    assert mail.startswith(f"mailto:{MAILBOX}?")
    assert parts(mail) == {"subject": "Joining: Нээлттэй хотууд", "body": letter.replace("\n", "\r\n")}
    assert parts(address(ways, "Open GitHub"))["template"] == "member.yml"

    join.get_by_label("What this site may show").select_option("hidden")
    expect(ways.get_by_role("link", name="Open GitHub")).to_be_hidden()
    expect(ways.get_by_role("link", name="Write the e-mail")).to_be_visible()


def test_what_is_personal_is_pointed_out_next_to_the_public_way(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"))
    warning = prepare(post).get_by_text("There seems to be an e-mail address")
    expect(warning).to_be_hidden()
    for text in ("Write to ana@mail.example.com.", "Call +62 812 3456 7890."):
        post.get_by_label("Text", exact=True).fill(text)
        expect(warning).to_be_visible()
