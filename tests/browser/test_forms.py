"""People join or contribute with a browser: from what is typed to the address that would send it, which no one follows.

What an address carries is taken out of it, written into a copy of the site, and checked by the real program.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.sites import CONTENT
from tests.cli.test_workflows import needs_git
from tests.conftest import NETWORK, NOW, REPOSITORY, Command, Files, run
from tests.host import hosting
from tests.intake.bodies import body as body_of
from tests.repositories import commit, git

from talanoa.clock import now
from talanoa.engine import check
from talanoa.files import put_all
from talanoa.intake import Wish, wish
from talanoa.load import load

HUB = "https://github.example.org/ogp-asia-pacific/website"
MAILBOX = "coordinator@ogp-asia-pacific.example.org"
MOST = 8000
MEMBER = "example-public-documents-clinic"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Opened]:
    """Opens a page; at the end nothing was asked of another host, and the console is empty."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: str, base: str = site, **options: Any) -> Page:
        context = browser.new_context(base_url=base, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda it: None if it.url.startswith((base, "data:", "blob:")) else wrong.append(it.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def form(page: Page, id: str) -> Locator:
    return page.locator(f"form[data-form={id}]")


def prepare(form: Locator) -> Locator:
    """Presses the one button that prepares; gives the ways to send that follow."""
    form.get_by_role("button", name=re.compile("^Prepare")).click()
    return form.locator(".t-result")


def address(ways: Locator, name: str) -> str:
    return ways.get_by_role("link", name=re.compile(name)).get_attribute("href") or ""


def parts(address: str) -> dict[str, str]:
    """What an address asks, by name, to the letter."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}


def write_post(page: Page, **typed: str) -> Locator:
    post = form(page, "post")
    for id, text in {
        "headline": "What our wells cost",
        "text": "Two villages.\n",
        "authors": "Ayu Example",
        **typed,
    }.items():
        post.locator(f"#post-{id}").fill(text)
    post.get_by_label("Kind", exact=True).select_option("Story")
    return post


def checked(folder: Path, path: str, text: str) -> list[str]:
    """What the check says of a file beside this site's lists."""
    for name in ("network.yml", "members.yml", "events.yml", "mkdocs.yml"):
        shutil.copy(REPOSITORY / name, folder)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return [f"{problem.code}: {problem.message}" for problem in check(folder, now()) if problem.place.file == path]


def taken_over(sent: str) -> tuple[dict[str, Any], str]:
    """The fields, but for the day, and the text of the post that `talanoa intake` makes of what was sent."""
    files, _ = load(REPOSITORY)
    made = wish(sent.encode(), files, now().date()) if files else None
    assert isinstance(made, Wish), made
    (data,) = made.files.values()
    _, top, text = data.decode().split("---\n", 2)
    fields = yaml.safe_load(top)
    del fields["date"]
    return fields, text.removeprefix("\n")


def proposed(link: str) -> tuple[str, str]:
    """The path and the text of the file that a new-file address of GitHub fills in."""
    url = urlsplit(link)
    folder = url.path.removeprefix(urlsplit(HUB).path + "/new/main").strip("/")
    asked = parts(link)
    assert link.startswith(HUB + "/new/main") and asked.keys() <= {"filename", "value"}
    return "/".join(filter(None, (folder, asked["filename"]))), asked.get("value", "")


# --- what people send -------------------------------------------------------------------------------------------------


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
    event.get_by_label("Whose clock").select_option("Asia/Kathmandu")
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


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (("2026-12-08", "15:45"), ("2026-12-08", "09:00"), "The end lies before the beginning."),
        (("2026-12-08", ""), ("2026-12-07", ""), "The end lies before the beginning."),
        (("2026-12-08", ""), ("2026-12-09", "09:00"), "Give a time for both, or for neither."),
        (("", "15:45"), ("", ""), "Give the first day."),
    ],
)
def test_times_that_cannot_be_are_told(opened: Opened, start: tuple[str, str], end: tuple[str, str], told: str) -> None:
    event = form(opened("/contribute/#event"), "event")
    event.get_by_label("Title").fill("A")
    event.get_by_label("Kind", exact=True).select_option("call")
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
    agenda = form(opened("/contribute/?event=network-call#agenda"), "agenda")
    expect(agenda).to_be_visible()
    expect(agenda.get_by_label("For which call")).to_have_value("network-call 2026-11-25")
    agenda.get_by_label("What should be talked about").fill("Budgets: 50% & more?")
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
    other = form(opened("/contribute/?event=network-call&date=2027-01-06"), "agenda")
    expect(other).to_be_visible()
    expect(other.get_by_label("For which call")).to_have_value("network-call 2027-01-06")
    nobody = form(opened("/contribute/?event=%3Cb%3E#agenda"), "agenda")
    expect(nobody.get_by_label("For which call")).to_have_value("")


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


def test_whoever_asks_to_join_writes_to_the_coordinator_first(opened: Opened) -> None:
    page = opened("/join/")
    expect(page.get_by_text("Organisations can join until 28 February 2027.")).to_be_visible()
    expect(page.get_by_role("link", name="Form for joining")).to_have_attribute(
        "href", "https://forms.example.org/ogp-asia-pacific/join"
    )
    join = form(page, "request")
    join.get_by_label("Name of the organisation").fill("Нээлттэй хотууд")
    join.get_by_label("Country").select_option("MN")
    join.get_by_label("Kind of organisation").select_option("ngo")
    join.get_by_label("We mean to join at least 5 of the 8 calls").check()
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


def test_what_is_personal_is_pointed_out_beside_the_public_way(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"))
    warning = prepare(post).get_by_text("There seems to be an e-mail address")
    expect(warning).to_be_hidden()
    for text in ("Write to ana@mail.example.com.", "Call +62 812 3456 7890."):
        post.get_by_label("Text", exact=True).fill(text)
        expect(warning).to_be_visible()


# --- and taken over by the real commands ------------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The network's own files, on the day of the site that the browser shows."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(f"{NOW}T00:00Z").timestamp())))
    for name in CONTENT:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, tmp_path / name)
        elif (REPOSITORY / name).exists():
            shutil.copy(REPOSITORY / name, tmp_path / name)
    return tmp_path


def taken(root: Path, *words: str, sent: str = "") -> str:
    """What a command says that goes well; `sent` is what it reads."""
    if sent:
        (root / "letter.txt").write_text(sent, "utf-8", newline="")
        words = (*words, "letter.txt")
    done = run(root, "talanoa", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_signature_from_the_form_to_the_signatories(opened: Opened, copied: Path) -> None:
    """As a member types it, as the coordinator's mail program gets it, and after the answer of the representative."""
    sign = form(opened("/contribute/?statement=time-to-comment#sign"), "sign")
    expect(sign.get_by_label("Which statement")).to_have_value("time-to-comment")
    sign.get_by_label("Your organisation").fill("Example Public Documents Clinic")
    sign.get_by_label("Who signs for it").fill("Ayu “A” Example, head: all of it")
    ways = prepare(sign)
    expect(ways.get_by_role("link", name="Open GitHub")).to_have_count(0)
    mail = address(ways, "Write the e-mail")
    assert urlsplit(mail)[:3] == ("mailto", "", MAILBOX) and parts(mail)["subject"].startswith("Signature: ")

    taken(copied, "intake", sent=parts(mail)["body"])
    statement = copied / "posts/2026/2026-09-30-time-to-comment.md"
    (signed,) = [it for it in _fields(statement)["signatories"] if it["member"] == MEMBER]
    assert signed == {
        "member": MEMBER,
        "representative": "Ayu “A” Example, head: all of it",
        "received": date(2026, 11, 21),
    }
    taken(copied, "confirm", "time-to-comment", MEMBER)
    (signed,) = [it for it in _fields(statement)["signatories"] if it["member"] == MEMBER]
    assert "received" not in signed and signed["date"] == date(2026, 11, 21)
    assert statement.read_text("utf-8").partition("\n---\n")[2] == _original(statement).partition("\n---\n")[2]


def test_a_proposal_from_the_form_to_the_event(opened: Opened, copied: Path) -> None:
    """By e-mail, and by the issue that the same form opens."""
    page = opened("/events/civil-society-day-2027/")
    page.get_by_role("link", name="Propose something").click()
    propose = form(page, "propose")
    expect(propose.get_by_label("For which event")).to_have_value("civil-society-day-2027")
    propose.get_by_label("What you propose").fill("Publish “who owns what”: all of it, #1")
    propose.get_by_role("combobox", name="Name").fill("Ayu Example")
    propose.get_by_label("Theme").select_option("fiscal-openness")
    propose.get_by_label("Country").select_option("Norway")
    ways = prepare(propose)
    made = {
        "title": "Publish “who owns what”: all of it, #1",
        "by": "ayu-example",
        "theme": "fiscal-openness",
        "country": "NO",
    }

    issue = parts(address(ways, "Open GitHub"))
    assert issue.pop("template") == "proposal.yml" and issue.pop("title").startswith("Proposal: ")
    events = (copied / "events.yml").read_text("utf-8")
    for sent in (parts(address(ways, "Write the e-mail"))["body"], body_of("proposal", **issue)):
        taken(copied, "intake", sent=sent)
        (day,) = [
            it
            for it in yaml.safe_load((copied / "events.yml").read_text("utf-8"))["events"]
            if it["id"] == "civil-society-day-2027"
        ]
        assert day["proposals"][-1] == made
        (copied / "events.yml").write_text(events, "utf-8")


@needs_git
def test_what_forms_ask_for_on_one_day_is_merged_without_a_conflict(opened: Opened, copied: Path) -> None:
    """A member, a change of one, an event, an item, a correction: each issue has a branch from the same day, and all are merged."""
    git(copied, "init", "--quiet", "--initial-branch=main")
    commit(copied)
    git(copied, "tag", "start")
    files, _ = load(copied)
    assert files
    for number, (name, sent) in enumerate(_issues(opened("/contribute/"))):
        git(copied, "switch", "--quiet", "--create", f"intake/{number}", "start")
        found = wish(sent.encode(), files, date.fromisoformat(NOW))
        assert isinstance(found, Wish), (name, found)
        put_all(copied, found.files)
        commit(copied)
    git(copied, "switch", "--quiet", "main")
    for number in range(5):
        git(copied, "merge", "--quiet", "--no-edit", f"intake/{number}")

    changed = git(copied, "diff", "--unified=0", "start").splitlines()
    gone = [line[1:].strip() for line in changed if line.startswith("-") and not line.startswith("---")]
    assert len(gone) == 2 and "what they learn" in gone[0] and gone[1].startswith("website: "), gone
    read = {noun: yaml.safe_load((copied / f"{noun}.yml").read_text("utf-8"))[noun] for noun in ("members", "events")}
    members, events = ({it["id"]: it for it in listed} for listed in read.values())
    new = {"id": "blue-wells-1", "name": "Blue “Wells”: #1", "country": "FJ", "kind": "ngo", "status": "member"}
    assert members["blue-wells-1"] == new
    assert members[MEMBER]["website"] == "https://clinic.example.net/"
    assert "publish what they found" in members[MEMBER]["about"]["en"]
    day = {"id": "open-wells-day", "title": "Open wells: day", "type": "workshop", "start": "2027-02-08 15:45"}
    assert day.items() <= events["open-wells-day"].items() and events["open-wells-day"]["place"]["country"] == "NP"
    (item,) = [it for it in events["network-call"]["occurrences"][date(2027, 1, 6)]["agenda"] if "50%" in it["title"]]
    assert item == {"title": "Budgets: 50% & more?", "lead": "ayu-example", "minutes": 15, "status": "proposed"}
    done = run(copied, "talanoa", "check", "--strict", "--against", "start")
    assert done.returncode == 0, done.stdout + done.stderr


def _issues(page: Page) -> Iterator[tuple[str, str]]:
    """What the issues say that the page's forms open."""

    def filled(id: str, **typed: str) -> dict[str, str]:
        page.goto(f"/contribute/#{id}")
        it = form(page, id)
        for control, text in typed.items():
            field = it.locator(f"#{id}-{control.replace('_', '-')}")
            if field.evaluate("it => it.matches('select')"):
                field.select_option(text)
            else:
                field.fill(text)
        link = address(prepare(it), "open an issue" if id in ("member", "event") else "Open GitHub")
        return {key: text for key, text in parts(link).items() if key not in ("template", "title")}

    yield "member", body_of("member", **filled("member", name="Blue “Wells”: #1", country="FJ", kind="ngo"))
    clinic = {"name": "Example Public Documents Clinic", "country": "JP", "kind": "academia"}
    changed = filled("member", **clinic, website="clinic.example.net")
    yield "change", body_of("member", **{**changed, "status": "partner"}, entry=MEMBER)
    day = {"headline": "Open wells: day", "type": "workshop", "start": "2027-02-08", "start_time": "15:45"}
    yield "event", body_of("event", **filled("event", **day, timezone="Asia/Kathmandu", country="NP", city="Lalitpur"))
    item = {"headline": "Budgets: 50% & more?", "minutes": "15", "lead": "Ayu Example"}
    yield "item", body_of("agenda-item", **filled("agenda", event="network-call 2027-01-06", **item))
    words = {"wrong": "residents and publish what they learn", "right": "residents and publish what they found"}
    yield "correction", body_of("correction", **filled("correction", page=f"/members/{MEMBER}/", **words))


def _fields(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    assert isinstance(found, dict)
    return found


def _original(path: Path) -> str:
    return (REPOSITORY / "posts" / path.parent.name / path.name).read_text("utf-8")


# --- whatever is typed -------------------------------------------------------------------------------------------------

HOSTILE = [
    'a "quoted" \\ title',
    "- a list: {not} [really] # no comment",
    "---",
    "NO",
    "12:30",
    "null",
    "~",
    "%YAML 1.2",
    "!!python/object/apply:os.system [x]",
    "&a *a | > ' \" ` @ %",
    "</script><img src=x onerror=alert(1)>",
    "emoji 👩🏽‍🌾 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "بجٹ: کون پڑھتا ہے؟",
    "งบประมาณ: ใครอ่าน",
    "\u202eturned\u202c round\u0000\u0007\u2028and broken\u0085here\ufeff",
    "half of a sign \ud83d here",
    "$& $1 {title} {text} {name}",
    "true",
    "=1+1",
    "x" * 300,
]

# What the check may find in what was typed, and nowhere else.
ABOUT_THE_TEXT = ("unsafe-html", "missing-alt", "missing-image")


def test_whatever_is_typed_is_read_as_it_was_typed(opened: Opened, tmp_path: Path) -> None:
    post = form(opened("/contribute/#post"), "post")
    post.get_by_label("Kind", exact=True).select_option("Story")
    for text in HOSTILE:
        for id in ("headline", "summary", "text", "authors", "authors-of"):
            set_value(post.locator(f"#post-{id}"), f"{text}\n" * 2 if id == "text" else text)
        ways = prepare(post)
        path, made = proposed(address(ways, "Open GitHub"))
        top, body = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", made, re.DOTALL).groups()  # type: ignore[union-attr]
        found = yaml.safe_load(top)
        kept = re.sub("[\u0000-\u0008\u202a-\u202e\ufeff\ud800-\udfff]", "", text)
        kept = " ".join(re.sub("[\u2028\u0085]", " ", kept).split())
        assert found["title"] == found["summary"] == found["authors"][0]["name"] == kept
        assert " ".join(body.split()) == f"{kept} {kept}"
        assert unquote(parts(address(ways, "e-mail"))["subject"]) == unquote(f"Post: {kept}")
        told = checked(tmp_path, path, made)
        assert not [it for it in told if not it.startswith(ABOUT_THE_TEXT)], told


def set_value(control: Locator, text: str) -> None:
    """Also what no keyboard types, and halves of characters, which can't travel to the browser as they are."""
    codes = [int.from_bytes(pair, "little") for pair in _pairs(text.encode("utf-16-le", "surrogatepass"))]
    control.evaluate(
        "(it, codes) => { it.value = String.fromCharCode(...codes); it.dispatchEvent(new Event('input', {bubbles: true})) }",
        codes,
    )


def _pairs(data: bytes) -> Iterator[bytes]:
    return (data[index : index + 2] for index in range(0, len(data), 2))


def test_what_nobody_sees_is_not_a_title(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"))
    for text in ("   ", "\u200b\u3164", "\u202e", "\u2800"):
        post.locator("#post-headline").fill(text)
        expect(prepare(post)).to_be_hidden()
        expect(post.get_by_role("link", name="Write a title.")).to_be_visible()


NAMES = [
    ("Cộng đồng: đất & nước", "cong-dong-dat-nuoc"),
    ("Kāinga ʻĀina O’Brien", "kainga-aina-obrien"),
    ("ﬁscal ½ ＯＧＰ", "fiscal-1-2-ogp"),
    ("2026", "story-2026"),
    ("Archive", "archive-story"),
    ("OGP 아시아 태평양의 시민사회", "story-<time>"),
    ("Нээлттэй засаг 2026", "story-<time>"),
    ("ประชาชน", "story-<time>"),
    ("🙂", "story-<time>"),
    ("a" * 200, "a" * 60),
]


def test_a_name_is_made_of_a_title_or_else_of_the_day(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"))
    made = []
    for title, _ in NAMES:
        post.locator("#post-headline").fill(title)
        path, _ = proposed(address(prepare(post), "Open GitHub"))
        made.append(
            (title, re.sub(r"\d{4}-\d\d-\d\d-\d{4}", "<time>", re.sub(r"^posts/\d{4}-\d\d-\d\d-|\.md$", "", path)))
        )
    assert made == NAMES


def test_a_short_name_can_be_given(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"), headline="ประชาชน")
    post.get_by_text("What it is about").click()
    post.get_by_label("Short name").fill("Prachachon: budgets!")
    assert "prachachon-budgets.md" in address(prepare(post), "Open GitHub")


@pytest.mark.parametrize("text", ["wells " * 10_000, "น้ำ" * 5000], ids=["60 KB", "Thai"])
def test_a_text_that_is_too_long_is_copied_instead(opened: Opened, site: str, text: str) -> None:
    page = opened("/contribute/#post", permissions=["clipboard-read", "clipboard-write"])
    ways = prepare(write_post(page, text=text))
    link = address(ways, "Open GitHub")
    assert len(link) < MOST and parts(link).keys() == {"filename"}
    assert len(address(ways, "open an issue")) <= MOST and len(address(ways, "e-mail")) < 2000
    expect(ways.get_by_text("Your text is too long")).to_have_count(2)
    for warning in ways.get_by_text("Your text is too long").all():
        expect(warning).to_be_visible()
    ways.get_by_role("button", name="Copy the text").first.click()
    expect(ways.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == ways.locator("pre").text_content() and text.strip() in copied


def test_where_copying_is_not_allowed_the_text_is_selected(opened: Opened) -> None:
    page = opened("/contribute/#post")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    ways = prepare(write_post(page))
    ways.get_by_role("button", name="Copy the text").last.click()
    expect(ways.get_by_role("status")).to_contain_text("The text is selected below")
    assert "Two villages." in page.evaluate("getSelection().toString()")


# --- how it is used ----------------------------------------------------------------------------------------------------


def test_what_is_missing_is_told_and_each_error_leads_to_its_field(opened: Opened) -> None:
    page = opened("/contribute/#post")
    post = form(page, "post")
    prepare(post)
    summary = post.get_by_role("group", name="Please look at this again")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    assert links.all_inner_texts() == [
        "Write a title.",
        "Choose a kind.",
        "Write the text, or paste it here.",
        "Write who signs the text.",
    ]
    title = post.get_by_label("Title")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description("Write a title.")
    links.first.click()
    expect(title).to_be_focused()
    write_post(page)
    prepare(post)
    expect(summary).to_be_hidden()
    assert title.get_attribute("aria-invalid") is None


def test_with_a_keyboard_alone(opened: Opened) -> None:
    page = opened("/contribute/")
    press = page.keyboard.press
    page.locator("summary", has_text="A correction").focus()
    press("Enter")
    for text in ("/about/", "A date", "Another", "A source"):
        press("Tab")
        while page.evaluate("!document.activeElement.matches('input, textarea')"):
            press("Tab")
        page.keyboard.type(text)
    press("Enter")  # in a line, it prepares
    ways = form(page, "correction").locator(".t-result")
    expect(ways.get_by_role("heading", level=4)).to_be_focused()
    press("Tab")
    assert page.evaluate("document.activeElement.href").startswith(HUB + "/issues/new?template=correction.yml")


def test_an_unsent_text_is_not_lost_by_a_slip_and_nothing_is_kept(opened: Opened) -> None:
    page = opened("/contribute/#post")
    post = write_post(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    expect(post.get_by_label("Title")).to_have_value("")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_form_for_joining_is_near_the_top_and_short_on_phones(opened: Opened) -> None:
    page = opened("/join/", viewport={"width": 375, "height": 812})
    join = form(page, "request")
    first = join.get_by_label("Name of the organisation").bounding_box()
    assert first and first["y"] < 2.5 * 812
    languages = join.locator("[data-id=languages]")
    assert languages.locator("input:visible").count() == 8
    languages.locator("summary").click()
    boxes = languages.locator("input:visible")
    assert boxes.count() > 20
    boxes.last.check()
    chosen = boxes.last.get_attribute("value")
    join.get_by_label("Name of the organisation").fill("Open Cities")
    join.get_by_label("Country").select_option("MN")
    join.get_by_label("Kind of organisation").select_option("ngo")
    assert f"### Languages\n\n{chosen}\n" in (prepare(join).locator("pre").text_content() or "")


def test_without_scripts_there_are_files_to_begin_from(opened: Opened, tmp_path: Path) -> None:
    page = opened("/contribute/", java_script_enabled=False)
    page.locator("summary", has_text="A post").first.click()
    expect(form(page, "post")).to_be_hidden()
    page.get_by_text("Without this form: a file to fill in yourself").first.click()
    box = page.locator("#post .t-blank")
    path, text = proposed(box.get_by_role("link", name="Open it on GitHub").get_attribute("href") or "")
    assert path == f"posts/{NOW}-a-short-name.md" and box.locator("pre").text_content() == text
    assert checked(tmp_path, path, text) == []
    mail = box.get_by_role("link", name="Write it as an e-mail").get_attribute("href") or ""
    assert mail.startswith(f"mailto:{MAILBOX}?") and parts(mail)["body"].replace("\r\n", "\n") == text
    for id in ("event", "member", "agenda", "correction"):
        assert page.locator(f"#{id} .t-blank a").count() >= 2
    assert opened("/join/", java_script_enabled=False).locator(".t-blank a").count() == 2


def test_an_address_opens_what_it_names_without_scripts(opened: Opened) -> None:
    page = opened("/contribute/#agenda", java_script_enabled=False)
    expect(page.locator("#agenda .t-blank summary")).to_be_visible()
    expect(page.locator("#post .t-blank summary")).to_be_hidden()


def test_nothing_jumps_when_the_script_arrives(opened: Opened) -> None:
    """The forms have their place before it."""
    page = opened("/join/")
    shift = """new Promise(done => { let sum = 0; new PerformanceObserver(list => list.getEntries().forEach(it => sum += it.value))
        .observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300) })"""
    assert page.evaluate(shift) == 0


# Controls that are cut off or too low for a finger; of a box to tick, its label is the target.
BEYOND = """controls => controls.filter(it => {
    const box = it.getBoundingClientRect()
    return box.left < 0 || box.right > 320 || (box.height < 24 && it.type !== "checkbox")
}).map(it => it.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    "path", ["/join/", *(f"/contribute/#{id}" for id in ("post", "event", "agenda", "member", "correction"))]
)
def test_a_form_fits_a_narrow_window_in_either_direction(opened: Opened, path: str) -> None:
    page = opened(path, viewport={"width": 320, "height": 700})
    forms = page.locator("form:visible")
    expect(forms).to_have_count(1)
    for direction in ("ltr", "rtl"):
        page.evaluate("direction => document.documentElement.dir = direction", direction)
        prepare(forms)
        assert not page.evaluate(TOO_WIDE), direction
        controls = forms.locator("button:visible, select:visible, input:visible, summary:visible")
        assert controls.count() > 2
        assert controls.evaluate_all(BEYOND) == [], direction
        first = forms.locator(".t-field label, .t-field legend").first.bounding_box()
        assert first and (first["x"] < 100 if direction == "ltr" else first["x"] + first["width"] > 220)


# --- other days, other networks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-10-31", "Organisations can join from 1 November 2026 until 28 February 2027."),
        ("2027-03-01", "Joining closed on 28 February 2027."),
    ],
)
def test_before_and_after_the_dates_there_is_no_form_but_something_to_do(
    opened: Opened, tmp_path: Path, day: str, told: str
) -> None:
    done = run(REPOSITORY, "talanoa", "build", "--now", day, "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    with hosting(tmp_path / "site") as host:
        page = opened("/join/", base=host.address)
        expect(page.get_by_text(told)).to_be_visible()
        expect(page.locator("form, .t-blank")).to_have_count(0)
        expect(page.get_by_role("link", name="Form for joining")).to_have_count(0)
        for name in (
            "OGP Asia Pacific civil society list",
            "Subscribe to posts and to the calendar",
            "Ask a member in your country",
        ):
            expect(page.get_by_role("main").get_by_role("link", name=name).last).to_be_visible()


def test_a_network_without_a_repository_in_a_language_from_right_to_left(
    opened: Opened, network: Callable[[Files], Path], command: Command
) -> None:
    root = network({"network.yml": NETWORK.replace("[en]", "[ur]") + "join: {}\n"})
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    with hosting(root / "site") as host:
        page = opened("/contribute/#correction", base=host.address)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        correction = form(page, "correction")
        correction.locator("#correction-page").fill("x")
        correction.locator("#correction-wrong").fill("غلط")
        correction.locator(".t-actions button").click()
        ways = correction.locator(".t-result")
        expect(ways.locator(".t-way")).to_have_count(2)
        assert (ways.locator("[data-mail]").get_attribute("href") or "").startswith("mailto:?subject=")
        hrefs = ways.locator("a").evaluate_all("links => links.map(link => link.href)")
        assert not [href for href in hrefs if href.startswith("http")]


def test_on_gitlab_the_same_is_a_merge_request(
    opened: Opened, network: Callable[[Files], Path], command: Command
) -> None:
    settings = (
        "site_name: Reef\nsite_url: https://reef.example.org/\ntheme: {name: material, font: false}\nplugins: [talanoa]\n"
        "repo_url: https://gitlab.example.org/reef/site\nedit_uri: -/edit/trunk/docs/\n"
    )
    root = network({"mkdocs.yml": settings})
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    with hosting(root / "site") as host:
        ways = prepare(write_post(opened("/contribute/#post", base=host.address)))
        link = address(ways, "Open Gitlab")
        assert link.startswith("https://gitlab.example.org/reef/site/-/new/trunk/posts?")
        assert parts(link)["commit_message"] == "Post: What our wells cost"
        assert parts(link)["content"] == ways.locator("pre").text_content()
        issue = parts(address(ways, "open an issue"))
        assert issue["issue[description]"].startswith("### Title\n\nWhat our wells cost\n\n### Kind\n\nstory\n")
