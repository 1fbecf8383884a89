"""The directory as readers use it: narrowed down, shared, by keyboard, without scripts, in the scripts of its members."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_accessibility import ALL, AXE, faults
from tests.browser.test_layout import TOO_WIDE
from tests.conftest import MKDOCS, NOW, run
from tests.host import hosting
from tests.outputs.everything import PICTURE

TOPICS = """\
licence: CC-BY-4.0
themes:
  - { id: budgets, title: { en: Budgets, ur: بجٹ } }
  - { id: courts, title: Courts }
  - { id: unused, title: Unused }
activities:
  - { id: exchange, title: Peer exchange }
  - { id: outreach, title: Outreach }
"""
HEAD = """\
id: reef-network
authority: reef.example.org,2016
name: { en: Reef Network, ur: مرجانی نیٹ ورک }
timezone: Pacific/Auckland
"""
MEMBERS = """\
members:
  - { id: open-shelf, name: { en: Open Shelf, ur: کھلی الماری }, short_name: OSH, country: PK, works_in: [PK, FJ],
      kind: ngo, themes: [budgets, courts], activities: [exchange], logo: { src: docs/shelf.png, alt: A shelf } }
  - { id: court-watch, name: Court Watch, country: PK, kind: media, themes: [courts], activities: [outreach] }
  - { id: koekoe, name: Koʻekoʻe Trust, country: FJ, kind: ngo, themes: [budgets], activities: [exchange, outreach] }
  - { id: duong-mo, name: Trung tâm Đường Mở, country: VN, kind: academia, status: partner }
  - { id: isik, name: İstanbul Işık Derneği, country: TR, kind: association, status: observer }
  - { id: data-korea, name: { en: Data Korea, ko: 열린데이터 네트워크 }, country: KR, kind: network }
  - { id: thai-media, name: { en: Public Media, th: สื่อเพื่อสาธารณะ }, country: TH, kind: media }
  - { id: steppe, name: { en: Steppe Centre, mn: Нээлттэй тал төв }, country: MN, kind: ngo, themes: [budgets] }
  - { id: dialogue-house, name: { en: Dialogue House, my: ဆွေးနွေးပွဲအိမ် }, country: MM, kind: coalition,
      themes: [courts], activities: [outreach], works_in: [BT], visibility: name-only }
  - { id: hidden-circle, name: Hiddencircle, country: TL, themes: [budgets], visibility: hidden }
"""
EVERYONE = [
    "Open Shelf", "Court Watch", "Koʻekoʻe Trust", "Trung tâm Đường Mở", "İstanbul Işık Derneği", "Data Korea",
    "Public Media", "Steppe Centre", "Dialogue House",
]  # fmt: skip

Site = Callable[[str], str]
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Builds a network of this file and says where its site is: `english`, `urdu`, `empty`, `long`, or `wide`."""
    members = {"empty": "members: []\n", "long": _many(180, "AU FJ ID KR NP VU"), "wide": _many(80, COUNTRIES)}
    built: dict[str, str] = {}
    with ExitStack() as stack:

        def build(name: str) -> str:
            if name not in built:
                root = tmp_path_factory.mktemp(name)
                _write(root, "[ur, en]" if name == "urdu" else "[en]", members.get(name, MEMBERS))
                done = run(root, "talanoa", "build", "--now", NOW)
                assert done.returncode == 0, done.stderr
                built[name] = stack.enter_context(hosting(root / "site")).address
            return built[name]

        yield build


def _write(root: Path, languages: str, members: str) -> None:
    (root / "docs").mkdir()
    (root / "docs/shelf.png").write_bytes(PICTURE)
    (root / "mkdocs.yml").write_text(MKDOCS)
    (root / "network.yml").write_text(f"{HEAD}languages: {languages}\n{TOPICS}", "utf-8")
    (root / "members.yml").write_text(members, "utf-8")


COUNTRIES = """\
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY
CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ
"""


def _many(count: int, countries: str) -> str:
    codes = countries.split()
    rows = (f"  - {{ id: group-{n}, name: Group {n}, country: {codes[n % len(codes)]} }}" for n in range(count))
    return "\n".join(("members:", *rows, ""))


@pytest.fixture
def opened(browser: Browser, address: Site) -> Iterator[Opened]:
    """Opens the directory of a network; at the end the console is empty."""
    wrong: list[str] = []
    contexts = []

    def open_page(query: str = "", network: str = "english", width: int = 1280, **options: object) -> Page:
        viewport = {"width": width, "height": 800}
        context = browser.new_context(base_url=address(network), viewport=viewport, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"/members/{query}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def shown(page: Page) -> list[str]:
    """Who is to be seen, by the name that comes first."""
    names = page.locator(".t-directory li").evaluate_all(
        "rows => rows.filter(row => row.checkVisibility()).map(row => row.querySelector('bdi').textContent)"
    )
    return sorted(names, key=EVERYONE.index)


def countries(page: Page) -> list[str]:
    """The headings to be seen, with their counts."""
    return page.locator(".t-directory h2:visible").all_inner_texts()


def choose(page: Page, control: str, value: str) -> None:
    found = page.get_by_label(control, exact=True)
    if control == "Name or words":
        found.fill(value)
    else:
        found.select_option(label=value)


@pytest.mark.parametrize(
    ("control", "value", "query", "found"),
    [
        ("Country", "Fiji", "country=fj", ["Open Shelf", "Koʻekoʻe Trust"]),  # at home there, or at work
        ("Country", "Myanmar", "country=mm", ["Dialogue House"]),
        ("Theme", "Courts", "theme=courts", ["Open Shelf", "Court Watch"]),
        ("Kind", "Non-profit media", "kind=media", ["Court Watch", "Public Media"]),
        ("Activity", "Outreach", "activity=outreach", ["Court Watch", "Koʻekoʻe Trust"]),
        ("Status", "Partner", "status=partner", ["Trung tâm Đường Mở"]),
        ("Name or words", "watch", "q=watch", ["Court Watch"]),
    ],
)
def test_each_filter(opened: Opened, control: str, value: str, query: str, found: list[str]) -> None:
    page = opened()
    assert shown(page) == EVERYONE
    choose(page, control, value)
    assert shown(page) == found
    expect(page).to_have_url(re.compile(rf"/members/\?{query}$"))
    assert shown(opened(f"?{query}")) == found, "the address can be given to somebody else"


def test_more_choices_than_there_are_letters(opened: Opened) -> None:
    page = opened(network="wide")
    for code in COUNTRIES.lower().split():
        page.get_by_label("Country").select_option(code)
        expect(page.get_by_role("status")).to_have_text("Members shown: 1 of 80")
        assert page.locator(".t-group:visible h2").get_attribute("id") == f"country-{code}"


def test_filters_together_and_what_follows_them(opened: Opened) -> None:
    page = opened()
    status, jump = page.get_by_role("status"), page.get_by_role("navigation", name="Countries")
    expect(status).to_have_text("10 members in 8 countries")
    expect(page.get_by_text("1 of them is counted here and not listed.")).to_be_visible()
    expect(page.get_by_role("button", name="Clear all")).to_have_count(0)
    choose(page, "Theme", "Budgets")
    choose(page, "Kind", "Non-governmental organisation")
    assert shown(page) == ["Open Shelf", "Koʻekoʻe Trust", "Steppe Centre"]
    assert countries(page) == ["Fiji (1)", "Mongolia (1)", "Pakistan (1)"]
    assert jump.locator("a:visible").all_inner_texts() == ["Fiji", "Mongolia", "Pakistan"]
    expect(status).to_have_text("Members shown: 3 of 9")
    expect(page.locator("summary")).to_have_text("Filter (2 active)")
    choose(page, "Name or words", "trust koe")
    assert shown(page) == ["Koʻekoʻe Trust"], "each of the words"
    expect(page.locator("summary")).to_have_text("Filter (3 active)")
    page.get_by_role("button", name="Clear all").click()
    assert shown(page) == EVERYONE
    expect(page).to_have_url(re.compile("/members/$"))
    expect(page.locator("summary")).to_have_text("Filter")
    expect(status).to_have_text("10 members in 8 countries")


def test_back_and_forward(opened: Opened) -> None:
    page = opened()
    choose(page, "Theme", "Courts")
    page.get_by_label("Name or words").press_sequentially("shelf")
    choose(page, "Theme", "Budgets")
    assert shown(page) == ["Open Shelf"]
    page.go_back()
    assert page.get_by_label("Theme").input_value() == "courts"
    assert shown(page) == ["Open Shelf"]
    page.go_back()
    assert shown(page) == ["Open Shelf", "Court Watch"], "the letters of a word are one step"
    page.go_back()
    assert shown(page) == EVERYONE
    for _ in range(3):
        page.go_forward()
    assert page.get_by_label("Theme").input_value() == "budgets"
    choose(page, "Name or words", "")
    assert shown(page) == ["Open Shelf", "Koʻekoʻe Trust", "Steppe Centre"]
    page.get_by_role("link", name="Open Shelf").click()
    expect(page).to_have_url(re.compile("/members/open-shelf/$"))
    page.go_back()
    assert page.get_by_label("Theme").input_value() == "budgets"
    assert shown(page) == ["Open Shelf", "Koʻekoʻe Trust", "Steppe Centre"]


def test_an_address_that_asks_for_what_there_is_not(opened: Opened) -> None:
    page = opened("?theme=unused&country=zz&kind=media&status=%00&activity=&q=%20!&from=a-newsletter")
    assert shown(page) == ["Court Watch", "Public Media"], "what it asks for besides still counts"
    expect(page.locator("summary")).to_have_text("Filter (1 active)")
    choose(page, "Status", "Member")
    expect(page).to_have_url(re.compile(r"\?(?=.*kind=media)(?=.*status=member)(?=.*from=a-newsletter)"))
    assert "theme" not in page.url and "country" not in page.url


@pytest.mark.parametrize("width", [375, 1280])
def test_nobody_fits(opened: Opened, address: Site, width: int) -> None:
    page = opened("?theme=courts&country=kr", width=width)
    message = page.get_by_text("No member fits all of this.")
    expect(message).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Members shown: 0 of 9")
    assert countries(page) == []
    expect(page.get_by_role("navigation", name="Countries")).to_be_hidden()
    above, below = page.get_by_role("search").bounding_box(), message.bounding_box()
    assert above and below and 0 <= below["y"] - above["y"] - above["height"] < 50, "directly under the filter"
    suggest = page.get_by_role("link", name="Suggest a member")
    assert suggest.evaluate("link => link.href") == f"{address('english')}/contribute/"
    page.get_by_role("button", name="Clear all").click()
    expect(message).to_be_hidden()
    assert shown(page) == EVERYONE


def test_the_filter_is_closed_on_phones_and_open_in_wide_windows(opened: Opened) -> None:
    assert opened(width=1280).get_by_label("Theme").is_visible()
    page = opened("?theme=courts&kind=media", width=375)
    expect(page.get_by_label("Theme")).to_be_hidden()
    expect(page.get_by_text("Filter (2 active)")).to_be_visible()
    assert shown(page) == ["Court Watch"]


def test_by_keyboard(opened: Opened) -> None:
    page = opened(width=375)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    outline = page.locator("summary").evaluate("it => getComputedStyle(it).outline")
    assert "3px" in outline and "none" not in outline
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("trust")
    assert shown(page) == ["Koʻekoʻe Trust"]
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "theme"
    page.keyboard.type("Cou")
    assert shown(page) == ["Open Shelf", "Court Watch"]
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Clear all"
    page.keyboard.press("Enter")
    assert shown(page) == EVERYONE
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY", "the button is gone, the reader is not lost"


SEARCHES = {
    "koekoe": "Koʻekoʻe Trust",
    "ko'eko'e": "Koʻekoʻe Trust",
    "KOʻEKOʻE": "Koʻekoʻe Trust",
    "duong mo": "Trung tâm Đường Mở",
    "đường": "Trung tâm Đường Mở",
    "TRUNG TÂM": "Trung tâm Đường Mở",
    "istanbul isik": "İstanbul Işık Derneği",
    "ISIK DERNEGI": "İstanbul Işık Derneği",
    "ışık": "İstanbul Işık Derneği",
    "열린": "Data Korea",
    "데이터네트": "Data Korea",
    "열린 데이터": "Data Korea",
    "열리": "Data Korea",  # a syllable that is still being typed
    "สาธารณะ": "Public Media",
    "สื่อ": "Public Media",
    "нээлттэй": "Steppe Centre",
    "НЭЭЛТТЭЙ ТАЛ": "Steppe Centre",
    "الماری": "Open Shelf",
    "كهلي الماري": "Open Shelf",  # with the letters of a keyboard for Arabic
    "کُھلی": "Open Shelf",  # with a vowel
    "ဆွေးနွေး": "Dialogue House",
    "osh": "Open Shelf",
    "ＯＳＨ": "Open Shelf",
    "association": "İstanbul Işık Derneği",
    "피지 shelf": "Open Shelf",  # Fiji, where it works, in a language of other members
    "ฟิจิ الماری": "Open Shelf",
    "монгол": "Steppe Centre",
    "میانمار": "Dialogue House",
}
LOCALES = ("en", "mn-MN", "ur-PK", "th-TH", "ko-KR", "tr-TR")


@pytest.mark.parametrize("locale", LOCALES)
def test_names_are_found_as_people_type_them(opened: Opened, locale: str) -> None:
    page = opened(locale=locale)
    found = {}
    for words in SEARCHES:
        choose(page, "Name or words", words)
        found[words] = shown(page)
    assert found == {words: [name] for words, name in SEARCHES.items()}


@pytest.mark.parametrize("words", ["สา", "กิ", "열림", "कि", "Dialoguehouse2"])
def test_vowels_are_no_ornament(opened: Opened, words: str) -> None:
    """Only สา is in a name; folding must not make the others alike."""
    assert shown(opened(f"?q={words}")) == (["Public Media"] if words == "สา" else [])


def test_of_a_name_only_member_there_is_the_name_and_of_a_hidden_one_nothing(opened: Opened, address: Site) -> None:
    page = opened()
    row = page.locator("li", has_text="Dialogue House")
    assert row.evaluate("row => row.getAttributeNames()") == []
    assert row.inner_text() == "Dialogue House ဆွေးနွေးပွဲအိမ်"
    expect(row.get_by_role("link")).to_have_count(0)
    assert "Coalition" not in page.content() and "Bhutan" not in page.content()
    with urlopen(f"{address('english')}/members/") as response:
        source = response.read().decode()
    assert "Hiddencircle" not in source and "Timor" not in source and "country-tl" not in source
    for choice in ("theme=courts", "kind=coalition", "activity=outreach", "status=member", "country=bt"):
        assert ("Dialogue House" in shown(opened(f"?{choice}"))) == (choice in ("kind=coalition", "country=bt")), (
            f"{choice}: what is not known of it is not asked of it; where nobody is of that kind, nothing is asked at all"
        )


def test_marks_of_a_row(opened: Opened) -> None:
    page = opened()
    row = page.locator("li", has_text="Open Shelf")
    expect(row).to_contain_text("کھلی الماری")
    expect(row).to_contain_text("Also works in Fiji")
    expect(row.locator("img")).to_have_attribute("alt", "")  # the name is next to it
    assert row.locator("img").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    assert row.locator(".t-flag").count() == 0
    assert page.locator("li", has_text="Đường").locator(".t-flag").inner_text() == "Partner"


def test_without_scripts(opened: Opened, address: Site) -> None:
    page = opened("?theme=courts", width=375, java_script_enabled=False)
    assert page.get_by_role("search").is_hidden()
    for name in EVERYONE:
        expect(page.get_by_role("main").get_by_text(name, exact=True)).to_be_visible()
    choose_members = page.get_by_role("navigation", name="Choose members")
    assert choose_members.get_by_role("link").all_inner_texts() == ["Budgets", "Courts"]
    links = [*choose_members.get_by_role("link").all(), *page.locator("h2 a").all()]
    page.get_by_role("navigation", name="Countries").get_by_role("link", name="Viet").click()
    expect(page).to_have_url(re.compile("#country-vn$"))
    expect(page.get_by_role("heading", name="Vietnam")).to_be_in_viewport()
    for link in links:
        href = (link.get_attribute("href") or "").removeprefix("..")
        with urlopen(address("english") + href) as response:
            assert response.status == 200


def test_where_the_script_does_not_arrive_the_filter_says_so(browser: Browser, address: Site) -> None:
    page = browser.new_page(base_url=address("english"))
    page.route("**/directory.*.js", lambda route: route.abort())
    for query in ("", "?theme=courts"):
        page.goto(f"/members/{query}")
        expect(page.get_by_role("heading", name="Fiji")).to_be_visible()
        expect(page.get_by_label("Theme")).to_be_disabled()
        assert shown(page) == EVERYONE
    page.close()


SHIFTS = """
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifts = (window.shifts ?? 0) + entry.value }))
  .observe({ type: "layout-shift", buffered: true })
"""


@pytest.mark.parametrize("width", [375, 1280])
def test_a_script_that_comes_late_moves_nothing(browser: Browser, address: Site, width: int) -> None:
    page = browser.new_page(base_url=address("english"), viewport={"width": width, "height": 800})
    page.add_init_script(SHIFTS)

    def late(route: object) -> None:
        page.wait_for_timeout(500)
        route.continue_()  # type: ignore[attr-defined]

    page.route("**/directory.*.js", late)
    page.goto("/members/")
    expect(page.locator(".t-filter[data-ready]")).to_have_count(1)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifts ?? 0") == 0
    page.close()


@pytest.mark.parametrize("network", ["english", "urdu"])
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_it_fits(opened: Opened, network: str, width: int) -> None:
    for query in ("", "?theme=budgets&q=o", "?q=zzz"):
        page = opened(query, network, width)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for is_open in (True, False):
                page.locator(".t-filter details").evaluate("(it, open) => { it.open = open }", is_open)
                assert page.evaluate(TOO_WIDE) == [], (query, scheme, is_open)
        small = page.locator("main :is(a, button, summary, input, select)").evaluate_all(
            "all => all.filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect())"
            ".filter(box => box.width && box.height < 20).length"
        )
        assert small == 0, "fingers hit it"


@pytest.mark.parametrize("network", ["english", "urdu"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_whatever_is_chosen(browser: Browser, address: Site, network: str, width: int) -> None:
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.add_init_script(path=AXE)
    for query in ("?theme=budgets", "?q=zzz"):
        page.goto(f"{address(network)}/members/{query}")
        for is_open in (True, False):
            page.locator(".t-filter details").evaluate("(it, open) => { it.open = open }", is_open)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert faults(page, ALL) == [], (query, is_open, scheme)
    page.close()


def test_a_network_that_writes_from_right_to_left(opened: Opened) -> None:
    page = opened(network="urdu")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    country, member = page.locator("#country-pk").bounding_box(), page.locator("[href$='open-shelf/']").bounding_box()
    assert country and member and country["x"] > member["x"] + member["width"], "the country stands at the start"
    page.locator("[name=theme]").select_option("budgets")
    page.locator("[name=q]").fill("الماری")
    assert page.locator(".t-directory li:visible bdi").first.inner_text() == "کھلی الماری"
    assert page.locator(".t-directory li:visible").count() == 1
    expect(page.get_by_role("status")).to_contain_text("1")
    page.go_back()
    assert page.locator(".t-directory li:visible").count() == 3


def test_downloads_with_their_licence(opened: Opened, address: Site) -> None:
    page = opened()
    for name in ("CSV", "JSON"):
        href = page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        with urlopen(address("english") + href.removeprefix("..")) as response:
            text = response.read().decode("utf-8-sig")
        assert "open-shelf" in text and "Hiddencircle" not in text
    expect(page.get_by_text("Download all members: CSV · JSON · Licence: CC-BY-4.0")).to_be_visible()


def test_no_members(opened: Opened) -> None:
    page = opened(network="empty")
    main = page.get_by_role("main")
    expect(main).to_contain_text("No members are listed yet.")
    expect(main.get_by_role("link", name="How to join"), "no one can").to_have_count(0)
    expect(page.get_by_role("search")).to_have_count(0)


def test_a_long_directory_is_whole(opened: Opened) -> None:
    """Its rows are laid out only when they come into sight."""
    page = opened(network="long", width=375)
    page.get_by_role("navigation", name="Countries").get_by_role("link", name="Vanuatu").click()
    expect(page.get_by_role("heading", name="Vanuatu")).to_be_in_viewport()
    page.get_by_text("Filter", exact=True).click()
    choose(page, "Name or words", "group 17")
    expect(page.get_by_role("status")).to_have_text("Members shown: 12 of 180")
    choose(page, "Country", "Fiji")
    expect(page.get_by_role("status")).to_have_text("Members shown: 1 of 180")
    link = page.get_by_role("link", name="Group 175")
    link.focus()
    row, inside = page.locator("li", has_text="Group 175").bounding_box(), link.bounding_box()
    assert row and inside and inside["x"] - row["x"] >= 5, "a row leaves room for the ring around what has focus"
