"""Someone looks for something: in each script, by keyboard, with filters, by a shared address, without scripts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.test_policy import TELL
from tests.conftest import MKDOCS, NOW, Files, run
from tests.host import Host, hosting
from tests.search.made import indexed

from talanoa.search import Record

IN_INDEX = re.compile(r"/search/(index\.json|[srt]/)")
SCRIPTS = yaml.safe_load(Path(__file__).with_name("scripts.yml").read_text("utf-8"))

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Pacific/Auckland
languages: [en, th]
themes:
  - {id: water, title: {en: Clean water, th: น้ำสะอาด}, description: Wells and rivers}
countries:
  - {code: FJ}
"""
MEMBERS = """\
members:
  - {id: open-reef, name: Open Reef, country: FJ, themes: [water], about: Watches *anchorages*., people: [{id: sefa, name: Sefa Tui, role: Navigator}]}
  - {id: quiet, name: Quietname Shoal, country: TO, about: quietabout, visibility: name-only}
  - {id: unseen, name: Unseenname, country: TV, about: unseenabout, visibility: hidden}
"""
EVENTS = """\
events:
  - {id: regatta, title: Regatta of ideas, type: meeting, start: 2026-12-01, summary: Bring a canoe, agenda: [{title: Mooring rules}], online: {url: 'https://meet.example.org/unseenlink', platform: Boats}}
  - {id: secret, title: Unseenevent, type: meeting, start: 2026-12-02, visibility: hidden}
"""


def post(title: str, body: str, **fields: str) -> str:
    front = {
        "title": json.dumps(title, ensure_ascii=False),
        "date": "2026-03-02",
        "authors": "[sefa]",
        "kind": "blog",
        **fields,
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + f"---\n{body}\n"


FILES = {
    "network.yml": NETWORK,
    "members.yml": MEMBERS,
    "events.yml": EVENTS,
    "docs/about.md": "# About us\n\nWe began in a boathouse.\n",
    "docs/writing.md": "# Writing\n\nA lagoon, lagoon, lagoon is the example:\n\n```yaml\ntitle: outrigger\n```\n",
    "posts/letters.md": post("Signs", "We call them o, x, q, w, y, z, b; then ก ง ฮ, 가 뷁, က ဃ, and بچوں کی کتاب."),
    "posts/lagoon.md": post("The lagoon", "A *lagoon* & <b>mangroves</b> `<img src=x onerror=alert(1)>` at dawn.", themes="[water]", countries="[FJ]"),
    "posts/tides.md": post("Tides & <i>times</i>", "Tide tables for the lagoon.", kind="news"),
    "posts/minutes.md": post("Minutes", "情報公開を求める。", language="ja"),
    "posts/draft.md": post("Unseendraft", "unseenwords", draft="true"),
    "posts/later.md": post("Unseenlater", "unseenwords", publish_at="2027-01-01"),
    "posts/over.md": post("Unseenover", "unseenwords", expires="2026-06-01"),
    **{f"posts/many-{number}.md": post(f"Canoe number {number}", "Paddling along.") for number in range(1, 26)},
    **{
        f"posts/script-{number}.md": post(f"Text {number}", script["text"], language=script["language"])
        for number, script in enumerate(SCRIPTS)
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tmp_path_factory.mktemp("search"), FILES)


def _built(root: Path, files: Files) -> Path:
    for name, text in {"mkdocs.yml": MKDOCS, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[Host]:
    with hosting(folder, with_headers=True) as host:
        yield host


@dataclass
class Reader:
    page: Page
    host: Host
    wrong: list[str]

    def goes_to(self, path: str) -> None:
        self.page.goto(self.host.address + path)

    def looks_for(self, words: str) -> list[str]:
        """The addresses of what is found."""
        self.page.get_by_role("searchbox").fill(words)
        self.page.get_by_role("searchbox").press("Enter")
        return self.found()

    def found(self) -> list[str]:
        expect(self.page.get_by_role("status")).to_have_text(re.compile("^(Results|Nothing)"))
        expect(self.page.locator(".t-found[aria-busy=true]")).to_have_count(0)
        paths = self.page.locator(".t-found a").evaluate_all("links => links.map(link => link.pathname)")
        return [str(path) for path in paths]


@pytest.fixture
def reader(browser: Browser, host: Host) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    yield _reader(context, host)
    context.close()


def _reader(context: BrowserContext, host: Host) -> Reader:
    wrong: list[str] = []
    context.expose_binding("told", lambda _, text: wrong.append(text))
    context.add_init_script(TELL)
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((host.address, "data:")) else wrong.append(request.url),
    )
    return Reader(page, host, wrong)


ASK = """async (words) => {
  const form = document.querySelector(".t-search"), status = form.querySelector("[role=status]");
  const found = {};
  for (const word of words) {
    form.elements.q.value = word;
    status.textContent = "";
    form.requestSubmit();
    while (!/^(Results|Nothing)/.test(status.textContent) || document.querySelector(".t-found[aria-busy=true]")) await new Promise((done) => setTimeout(done, 5));
    found[word] = [...document.querySelectorAll(".t-found a")].map((link) => new URL(link.href).pathname);
  }
  return found;
}"""


def test_every_script_is_found_by_its_words(browser: Browser, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Through our page, among all the other texts. Prints the table of recall, and how much else was found."""
    with hosting(folder) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = _reader(context, host)
        reader.goes_to("/search/")
        rows, short = [], []
        for number, script in enumerate(SCRIPTS):
            words = script["words"]
            answers = reader.page.evaluate(ASK, words)
            lost = [word for word in words if f"/posts/script-{number}/" not in answers[word]]
            others = sum(len(answers[word]) for word in words) - (len(words) - len(lost))
            recall = 1 - len(lost) / len(words)
            rows.append(
                f"{script['name']:36} {len(words):3} {recall:6.2f} {others / len(words):6.2f}  {' '.join(lost)}"
            )
            if recall < script["floor"]:
                short.append(script["name"])
        context.close()
    with capsys.disabled():
        print("\n" + "\n".join([f"{'script':36} words recall others  not found by", *rows]))
    assert short == []
    assert reader.wrong == []


def test_readers_find_first_what_they_expect(browser: Browser, site: str) -> None:
    """On the sample site, by queries that people judged."""
    judged = yaml.safe_load(Path(__file__).with_name("judged.yml").read_text("utf-8"))
    page = browser.new_page()
    page.goto(f"{site}/search/")
    answers = page.evaluate(ASK, [case["query"] for case in judged])
    page.close()
    assert {case["query"]: answers[case["query"]][: len(case["first"])] for case in judged} == {
        case["query"]: case["first"] for case in judged
    }


def test_a_site_that_was_renewed_meanwhile_is_asked_again(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """A deploy between two questions: what the page knows of the index names files that are gone."""

    def records(text: str) -> list[Record]:
        return [
            Record("/posts/tides/", "Tides", "ebb", "blog", ("en",)),
            Record("/posts/lagoon/", "Lagoon", text, "blog", ("en",)),
        ]

    with _indexed(folder, tmp_path, records("neap of old")) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = _reader(context, host)
        reader.goes_to("/search/")
        assert reader.looks_for("ebb") == ["/posts/tides/"]
        _put(host.folder, indexed(records("neap and flood")).items())
        assert reader.looks_for("neap") == ["/posts/lagoon/"]
        expect(reader.page.locator(".t-found__text")).to_have_text("neap and flood")
        context.close()


@pytest.mark.parametrize("there", ["index.json", "r", "s", "t"])
def test_in_the_middle_of_a_deploy_nothing_wrong_is_shown(
    browser: Browser, folder: Path, tmp_path: Path, there: str
) -> None:
    """Of a new index only the table, or all but the table and one folder, is there: the page says so, and answers when the rest is."""

    def records(text: str) -> list[Record]:
        return [Record("/posts/lagoon/", "Lagoon", text, "blog", ("en",))]

    with _indexed(folder, tmp_path, records("neap of old")) as host:
        new = indexed(records("neap and flood"))
        _put(host.folder, ((path, data) for path, data in new.items() if path.startswith(f"search/{there}")))
        context = browser.new_context(reduced_motion="reduce")
        reader = _reader(context, host)
        reader.goes_to("/search/?q=neap")
        expect(reader.page.get_by_role("status")).to_contain_text("can’t be loaded")
        assert reader.page.locator(".t-found a").count() == 0
        _put(host.folder, new.items())
        assert reader.looks_for("flood") == ["/posts/lagoon/"]
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


@pytest.mark.parametrize(
    "words", ["ombudsman", "xylophone", "qwerty", "zzzqq", "boat zzzqq", "ฮฮฮฮฬฬ", "뷁뛟쀍", "ဃဃဃဈဈ", "ژژژڈڈ"]
)
def test_nonsense_finds_nothing(reader: Reader, words: str) -> None:
    """Though there are words of one letter that each of these begins with."""
    reader.goes_to("/search/")
    assert "/posts/letters/" in reader.looks_for("o")
    assert reader.looks_for(words) == []
    expect(reader.page.get_by_role("status")).to_contain_text("Nothing found.")
    assert reader.page.locator("#in-kind option:not([hidden])").all_inner_texts() == ["All kinds"]
    assert reader.wrong == []


@pytest.mark.parametrize(("words", "address"), [
    ("paddled", "/posts/many-"),
    ("canoeing", "/posts/many-"),
    ("paddlers", "/posts/many-"),
    ("lagoons", "/posts/lagoon/"),
    ("mangrove", "/posts/lagoon/"),
    ("lag", "/posts/lagoon/"),
    ("l'assemblée", "/posts/script-0/"),
    ("assemblee", "/posts/script-0/"),
])  # fmt: skip
def test_other_forms_and_beginnings_of_words_are_found(reader: Reader, words: str, address: str) -> None:
    reader.goes_to("/search/")
    found = reader.looks_for(words)
    assert found and found[0].startswith(address)


def test_beginnings_are_found_in_every_part_of_the_index(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """A large site's index is in shards, of which a search loads some."""
    records = [
        Record(f"/posts/{number}/", f"Post {number}", _words(f"tide{number:02}", 300), "blog", ("en",))
        for number in range(40)
    ]
    with _indexed(folder, tmp_path, records) as host:
        assert len([*(host.folder / "search/s").iterdir()]) > 2
        context = browser.new_context(reduced_motion="reduce")
        reader = _reader(context, host)
        reader.goes_to("/search/")
        for words in ("tide", "tid", "tide3"):
            reader.looks_for(words)
            expect(reader.page.get_by_role("status")).to_have_text("Results: 10" if words == "tide3" else "Results: 40")
        assert reader.wrong == []
        context.close()


def _words(beginning: str, count: int) -> str:
    return " ".join(["tidal tide", *(f"{beginning}{number:03}" for number in range(count))])


@contextmanager
def _indexed(folder: Path, root: Path, records: Sequence[Record]) -> Iterator[Host]:
    """The site, with an index of these records."""
    shutil.copytree(folder, root / "site")
    _put(root / "site", indexed(records).items())
    with hosting(root / "site", with_headers=True) as host:
        yield host


def _put(site: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """In place of the index that was there."""
    for part in ("s", "r", "t"):
        shutil.rmtree(site / "search" / part, ignore_errors=True)
    for path, data in files:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)


def test_urdu_is_found_from_a_keyboard_for_arabic(reader: Reader) -> None:
    reader.goes_to("/search/")
    assert reader.looks_for("كي كتاب") == reader.looks_for("کی کتاب") == ["/posts/letters/"]


def test_hand_written_pages_stand_behind_content_and_their_examples_are_not_found(reader: Reader) -> None:
    reader.goes_to("/search/")
    found = reader.looks_for("lagoon")
    assert {*found[:2]} == {"/posts/lagoon/", "/posts/tides/"} and found[2:] == ["/writing/"]
    assert reader.looks_for("writing")[0] == "/writing/"
    assert reader.looks_for("outrigger") == []


def test_a_site_without_any_record_finds_nothing(browser: Browser, folder: Path, tmp_path: Path) -> None:
    with _indexed(folder, tmp_path, ()) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = _reader(context, host)
        reader.goes_to("/search/")
        assert reader.looks_for("lagoon") == []
        expect(reader.page.get_by_role("status")).to_contain_text("Nothing found.")
        assert reader.wrong == []
        context.close()


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


FINDABLE = {
    "anchorages": "/members/open-reef/",
    "navigator": "/people/sefa/",
    "mooring": "/events/regatta/",
    "Fiji": "/countries/fj/",
    "rivers": "/themes/water/",
    "สะอาด": "/themes/water/",
    "boathouse": "/about/",
}


def test_each_kind_of_thing_is_found_and_only_content(reader: Reader) -> None:
    reader.goes_to("/search/")
    for words, address in FINDABLE.items():
        assert address in reader.looks_for(words), words
    for words in ("subscribe", "breadcrumb", "glance"):
        assert reader.looks_for(words) == [], f"{words} is a word of the interface alone"


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
        reader = _reader(context, host)
        reader.goes_to("/search/?q=lagoon")
        assert len(reader.found()) == 3
        assert reader.wrong == []
        context.close()


def test_a_site_in_a_folder(browser: Browser, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "our").mkdir()
    (tmp_path / "our/network").symlink_to(folder)
    with hosting(tmp_path) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = _reader(context, host)
        reader.goes_to("/our/network/search/?q=mangroves")
        assert reader.found() == ["/our/network/posts/lagoon/"]
        assert reader.wrong == []
        context.close()


def test_nothing_private_is_in_the_index(folder: Path) -> None:
    texts = {path.name: path.read_bytes() for path in (folder / "search").rglob("*.json")}
    assert [name for name, text in texts.items() if b"mangroves" in text and b"url" in text], "a result's text"
    assert [name for name, text in texts.items() if b"mangrove" in text and b"url" not in text], "a shard"
    for secret in (b"unseen", b"quietname", b"quietabout"):
        assert [name for name, text in texts.items() if secret in text.lower()] == []
