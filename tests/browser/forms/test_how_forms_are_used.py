"""How forms are used: by keyboard, on phones, without scripts, before and after their dates, in other networks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect
from tests.browser.forms.filling import (
    HUB,
    MAILBOX,
    TOO_WIDE,
    address,
    checked,
    form,
    parts,
    prepare,
    proposed,
    write_post,
)
from tests.browser.tab import Opened
from tests.conftest import NETWORK, NOW, Command, Files
from tests.host import hosting


def test_what_is_missing_is_reported_and_each_error_leads_to_its_field(opened: Opened) -> None:
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
    box = page.locator("#post .t-form + .t-preview")
    path, text = proposed(box.get_by_role("link", name="Open it on GitHub").get_attribute("href") or "")
    assert path == f"posts/{NOW}-a-short-name.md" and box.locator("pre").text_content() == text
    assert checked(tmp_path, path, text) == []
    mail = box.get_by_role("link", name="Write it as an e-mail").get_attribute("href") or ""
    assert mail.startswith(f"mailto:{MAILBOX}?") and parts(mail)["body"].replace("\r\n", "\n") == text
    for id in ("event", "member", "agenda", "correction"):
        assert page.locator(f"#{id} .t-form + .t-preview a").count() >= 2
    assert opened("/join/", java_script_enabled=False).locator(".t-form + .t-preview a").count() == 2


def test_an_address_opens_what_it_names_without_scripts(opened: Opened) -> None:
    page = opened("/contribute/#agenda", java_script_enabled=False)
    expect(page.locator("#agenda .t-form + .t-preview summary")).to_be_visible()
    expect(page.locator("#post .t-form + .t-preview summary")).to_be_hidden()


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


def test_a_form_fits_a_narrow_window_in_either_direction(opened: Opened) -> None:
    page = opened("/join/", viewport={"width": 320, "height": 700})
    for id in ("request", "post", "event", "agenda", "member", "correction"):
        # With a question of its own, or the same page stays, with all forms open.
        page.goto("/join/" if id == "request" else f"/contribute/?{id}#{id}")
        forms = page.locator("form:visible")
        expect(forms).to_have_count(1)
        for direction in ("ltr", "rtl"):
            page.evaluate("direction => document.documentElement.dir = direction", direction)
            prepare(forms)
            assert not page.evaluate(TOO_WIDE), (id, direction)
            controls = forms.locator("button:visible, select:visible, input:visible, summary:visible")
            assert controls.count() > 2
            assert controls.evaluate_all(BEYOND) == [], (id, direction)
            first = forms.locator(".t-field label, .t-field legend").first.bounding_box()
            assert first and (first["x"] < 100 if direction == "ltr" else first["x"] + first["width"] > 220)


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
