"""What readers find, in each script, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, expect
from tests.browser.search.site import SCRIPTS, Reader, reader_of, with_records
from tests.host import hosting

from talanoa.search import Record

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
        reader = reader_of(context, host)
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


NONSENSE = ("ombudsman", "xylophone", "qwerty", "zzzqq", "boat zzzqq", "ฮฮฮฮฬฬ", "뷁뛟쀍", "ဃဃဃဈဈ", "ژژژڈڈ")


def test_nonsense_finds_nothing(reader: Reader) -> None:
    """Though there are words of one letter that each of these begins with."""
    reader.goes_to("/search/")
    assert "/posts/letters/" in reader.looks_for("o")
    assert reader.page.evaluate(ASK, NONSENSE) == {words: [] for words in NONSENSE}
    expect(reader.page.get_by_role("status")).to_contain_text("Nothing found.")
    assert reader.page.locator("#in-kind option:not([hidden])").all_inner_texts() == ["All kinds"]
    assert reader.wrong == []


FORMS = {
    "paddled": "/posts/many-",
    "canoeing": "/posts/many-",
    "paddlers": "/posts/many-",
    "lagoons": "/posts/lagoon/",
    "mangrove": "/posts/lagoon/",
    "lag": "/posts/lagoon/",
    "l'assemblée": "/posts/script-0/",
    "assemblee": "/posts/script-0/",
}


def test_other_forms_and_beginnings_of_words_are_found(reader: Reader) -> None:
    reader.goes_to("/search/")
    answers = reader.page.evaluate(ASK, [*FORMS])
    assert [words for words, address in FORMS.items() if not "".join(answers[words][:1]).startswith(address)] == []


def test_beginnings_are_found_in_every_part_of_the_index(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """A large site's index is in shards, of which a search loads some."""
    records = [
        Record(f"/posts/{number}/", f"Post {number}", _words(f"tide{number:02}", 300), "blog", ("en",))
        for number in range(40)
    ]
    with with_records(folder, tmp_path, records) as host:
        assert len([*(host.folder / "search/s").iterdir()]) > 2
        context = browser.new_context(reduced_motion="reduce")
        reader = reader_of(context, host)
        reader.goes_to("/search/")
        for words in ("tide", "tid", "tide3"):
            reader.looks_for(words)
            expect(reader.page.get_by_role("status")).to_have_text("Results: 10" if words == "tide3" else "Results: 40")
        assert reader.wrong == []
        context.close()


def _words(beginning: str, count: int) -> str:
    return " ".join(["tidal tide", *(f"{beginning}{number:03}" for number in range(count))])


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
    with with_records(folder, tmp_path, ()) as host:
        context = browser.new_context(reduced_motion="reduce")
        reader = reader_of(context, host)
        reader.goes_to("/search/")
        assert reader.looks_for("lagoon") == []
        expect(reader.page.get_by_role("status")).to_contain_text("Nothing found.")
        assert reader.wrong == []
        context.close()


FINDABLE = {
    "anchorages": "/members/open-reef/",
    "navigator": "/people/sefa/",
    "mooring": "/events/regatta/",
    "Fiji": "/countries/fj/",
    "rivers": "/themes/water/",
    "สะอาด": "/themes/water/",
    "boathouse": "/about/",
}


INTERFACE = ("subscribe", "breadcrumb", "glance")


def test_each_kind_of_thing_is_found_and_only_content(reader: Reader) -> None:
    reader.goes_to("/search/")
    answers = reader.page.evaluate(ASK, [*FINDABLE, *INTERFACE])
    assert [words for words, address in FINDABLE.items() if address not in answers[words]] == []
    assert [words for words in INTERFACE if answers[words]] == [], "they are words of the interface alone"


def test_nothing_private_is_in_the_index(folder: Path) -> None:
    texts = {path.name: path.read_bytes() for path in (folder / "search").rglob("*.json")}
    assert [name for name, text in texts.items() if b"mangroves" in text and b"url" in text], "a result's text"
    assert [name for name, text in texts.items() if b"mangrove" in text and b"url" not in text], "a shard"
    for secret in (b"unseen", b"quietname", b"quietabout"):
        assert [name for name, text in texts.items() if secret in text.lower()] == []
