"""Someone looks for something: by keyboard, with filters, by a shared address, while a site is renewed, without scripts."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.search.site import IN_INDEX, Reader, put, reader_of, with_records
from tests.host import Host, hosting
from tests.search.made import indexed

from talanoa.search import Record


def test_a_site_that_was_renewed_meanwhile_is_asked_again(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """A deploy between two questions: what the page knows of the index names files that are gone."""

    def records(text: str) -> list[Record]:
        return [
            Record("/posts/tides/", "Tides", "ebb", "blog", ("en",)),
            Record("/posts/lagoon/", "Lagoon", text, "blog", ("en",)),
        ]

    with with_records(folder, tmp_path, records("neap of old")) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = reader_of(context, host)
        reader.goes_to("/search/")
        assert reader.looks_for("ebb") == ["/posts/tides/"]
        put(host.folder, indexed(records("neap and flood")).items())
        assert reader.looks_for("neap") == ["/posts/lagoon/"]
        expect(reader.page.locator(".t-found__text")).to_have_text("neap and flood")
        context.close()


def test_in_the_middle_of_a_deploy_nothing_wrong_is_shown(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """Of a new index only the table, or all but the table and one folder, is there: the page says so, and answers when the rest is."""

    def records(text: str) -> list[Record]:
        return [Record("/posts/lagoon/", "Lagoon", text, "blog", ("en",))]

    with with_records(folder, tmp_path, records("neap of old")) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = reader_of(context, host)
        for there in ("index.json", "r", "s", "t"):
            put(host.folder, indexed(records(f"neap before {there}")).items())
            new = indexed(records(f"neap and flood after {there}"))  # or the browser knows parts of it from before
            put(host.folder, ((path, data) for path, data in new.items() if path.startswith(f"search/{there}")))
            reader.goes_to("/search/?q=neap")
            expect(reader.page.get_by_role("status")).to_contain_text("can’t be loaded")
            assert reader.page.locator(".t-found a").count() == 0, there
            put(host.folder, new.items())
            assert reader.looks_for("flood") == ["/posts/lagoon/"], there
        context.close()


def test_nothing_is_loaded_before_it_is_used(reader: Reader) -> None:
    asked = reader.host.asked
    for path in ("/", "/posts/lagoon/", "/search/"):
        reader.goes_to(path)
        reader.page.get_by_role("main").click(position={"x": 1, "y": 1})
        reader.page.wait_for_load_state("networkidle")
    assert [path for path in asked if IN_INDEX.search(path)] == []
    assert reader.looks_for("lagoon")
    first = [path.partition("?")[0] for path in asked if IN_INDEX.search(path)]
    assert len(first) == 7 and first[0] == "/search/index.json", "the table, its two parts, a shard, three results"
    sizes = sum(len((reader.host.folder / path.lstrip("/")).read_bytes()) for path in first)
    assert sizes < 30_000, f"{sizes} bytes for the first answer, before a host compresses them"
    assert reader.wrong == []


def test_a_shared_address_asks_the_index_before_the_scripts_are_there(browser: Browser, host: Host) -> None:
    """The table, then at once what it says of all records, and the shards of each word."""
    page = browser.new_page()
    page.route("**/assets/**", lambda route: route.abort())
    asked: list[str] = []  # not answered: two that are asked at once may come in any order
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{host.address}/search/?q=lagoon+Mangróves")
    page.wait_for_load_state("networkidle")
    page.close()
    found = [path for path in asked if path.startswith("/search/")]
    assert [path[: len("/search/i")] for path in found[1:]] == ["/search/i", "/search/t", "/search/s"]


def test_a_search_by_keyboard(reader: Reader) -> None:
    reader.goes_to("/search/")
    page = reader.page
    page.get_by_role("searchbox").focus()
    page.keyboard.type("lagoon")
    page.keyboard.press("Enter")
    assert len(reader.found()) == 3
    expect(page.get_by_role("status")).to_have_text("Results: 3")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    for label in ("Kind", "Language", "Country", "Theme"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="The lagoon")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The lagoon")
    page.go_back()
    assert len(reader.found()) == 3, "the search is still in the address"
    assert reader.wrong == []


def test_what_a_result_shows_is_text(reader: Reader) -> None:
    reader.goes_to("/search/?q=mangroves")
    assert reader.found() == ["/posts/lagoon/"]
    result = reader.page.locator(".t-found li")
    expect(result.locator("a")).to_have_text("The lagoon")
    expect(result.locator(".t-found__facts")).to_have_text("Blog · 2 March 2026")
    expect(result.locator("mark")).to_have_text(["mangroves"])
    expect(result.locator(".t-found__text")).to_contain_text(
        "A lagoon & mangroves <img src=x onerror=alert(1)> at dawn."
    )
    assert reader.looks_for("times") == ["/posts/tides/"]
    expect(result.locator("a")).to_have_text("Tides & <i>times</i>")
    assert reader.page.locator(".t-found img, .t-found i").count() == 0
    assert reader.wrong == []


def test_a_text_is_shown_in_its_language_and_without_the_spaces_of_the_index(reader: Reader) -> None:
    reader.goes_to("/search/?q=ตรวจสอบ")
    assert len(reader.found()) == 1
    text = reader.page.locator(".t-found__text")
    expect(text).to_have_attribute("lang", "th")
    expect(text.locator("mark")).to_have_text(["ตรวจสอบ"])
    expect(text).to_contain_text("มีส่วนร่วมในการตรวจสอบงบประมาณแผ่นดิน")
    expect(reader.page.locator(".t-found__facts")).to_contain_text("Thai")
    assert "/posts/minutes/" in reader.looks_for("情報公開")
    first = text.filter(has_text="情報公開を求める")
    expect(first.locator("mark")).to_have_text(["情報公開"])
    reader.looks_for("شفافیت")
    expect(text).to_have_attribute("dir", "rtl")


def test_filters_and_their_numbers(reader: Reader) -> None:
    reader.goes_to("/search/?q=lagoon")
    reader.found()
    page = reader.page
    kind, theme = page.get_by_label("Kind"), page.get_by_label("Theme")
    offered = kind.locator("option:not([hidden])").all_inner_texts()
    assert offered == ["All kinds", "Blogs (1)", "News (1)", "Other pages (1)"]
    kind.select_option("news")
    expect(page.get_by_role("status")).to_have_text("Results: 1")
    assert page.url.endswith("?kind=news&q=lagoon")
    assert kind.locator("option:not([hidden])").all_inner_texts() == offered, "one can choose another"
    assert theme.locator("option:not([hidden])").all_inner_texts() == ["All themes"]
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("Results: 3")
    expect(kind).to_have_value("")
    page.go_forward()
    expect(kind).to_have_value("news")
    page.get_by_role("button", name="Search in everything").click()
    expect(page.get_by_role("status")).to_have_text("Results: 3")
    reader.goes_to("/search/?theme=water")
    assert {*reader.found()} == {"/posts/lagoon/", "/members/open-reef/", "/themes/water/"}, "filters alone"
    assert reader.wrong == []


def test_more_results(reader: Reader) -> None:
    reader.goes_to("/search/?q=canoe")
    reader.found()
    page = reader.page
    expect(page.get_by_role("status")).to_have_text("Results: 26")
    links = page.locator(".t-found a")
    expect(links).to_have_count(10)
    page.get_by_role("button", name="Show more").click()
    expect(links).to_have_count(20)
    expect(links.nth(10)).to_be_focused()
    page.get_by_role("button", name="Show more").click()
    expect(links).to_have_count(26)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_an_empty_result_says_so_and_offers_the_lists(reader: Reader) -> None:
    reader.goes_to("/search/?q=qqqq&kind=event")
    expect(reader.page.get_by_role("status")).to_contain_text("Nothing found.")
    expect(reader.page.get_by_role("button", name="Search in everything")).to_be_visible()
    expect(reader.page.get_by_role("heading", name="Browse by list")).to_be_visible()


def test_without_scripts_the_lists_are_there(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.address + "/search/")
    expect(page.get_by_role("search")).to_be_hidden()
    for name in ("2026", "Clean water", "Fiji", "ไทย"):
        expect(page.get_by_role("main").get_by_role("link", name=name, exact=True)).to_be_visible()
    context.close()


def test_a_search_that_cannot_be_loaded_says_so(browser: Browser, host: Host) -> None:
    context = browser.new_context(reduced_motion="reduce")
    context.route(IN_INDEX, lambda route: route.abort())
    page = context.new_page()
    page.goto(host.address + "/search/?q=lagoon")
    expect(page.get_by_role("status")).to_contain_text("can’t be loaded")
    context.close()


@pytest.mark.parametrize("with_headers", [True, False], ids=["host with headers", "host without"])
def test_the_policy_lets_the_search_work(browser: Browser, folder: Path, with_headers: bool) -> None:
    with hosting(folder, with_headers=with_headers) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = reader_of(context, host)
        reader.goes_to("/search/?q=lagoon")
        assert len(reader.found()) == 3
        assert reader.wrong == []
        context.close()


def test_a_site_in_a_folder(browser: Browser, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "our").mkdir()
    (tmp_path / "our/network").symlink_to(folder)
    with hosting(tmp_path) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = reader_of(context, host)
        reader.goes_to("/our/network/search/?q=mangroves")
        assert reader.found() == ["/our/network/posts/lagoon/"]
        assert reader.wrong == []
        context.close()
