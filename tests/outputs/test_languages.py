"""A page speaks the language of its content: documents of a small network whose members write in six languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from lxml import html as parser
from lxml.html import HtmlElement
from tests.made import WhenAsked

from talanoa.build import build
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.shell import MAIN, Entry, Shell

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name:
  en: Reef Network
  ko: 산호 네트워크
  ur: ریف نیٹ ورک
timezone: Asia/Manila
languages: [en, ko, ur, th]
themes:
  - id: open-budgets
    title: { en: Open budgets, ko: 열린 예산, ur: کھلے بجٹ, th: งบประมาณเปิด }
countries:
  - code: HK
  - { code: FJ, name: Viti }
  - code: PH
    name: { en: The Philippines, ko: 필리핀 공화국 }
"""

MEMBERS = """\
members:
  - id: reef-watch
    name: Reef Watch
    country: FJ
    languages: [en]
  - id: bada
    name: { en: Sea Watch, ko: 바다 감시단 }
    country: HK
  - id: lahore-forum
    name: Lahore Forum
    country: PK
    languages: [ur]
"""

EVENTS = """\
events:
  - id: call
    title: { en: Network call, ko: 네트워크 회의 }
    type: call
    start: 2026-12-03 14:00
    end: 2026-12-03 15:30
    languages: [en, ko]
    online: { platform: Jitsi }
    documents:
      - { title: 회의 자료, url: "https://example.org/a.pdf", kind: notes, language: ko }
      - { title: Papers, url: "https://example.org/b.pdf", kind: notes, language: en }
"""


def post(title: str, language: str, authors: str = "[reef-watch, bada]", more: str = "") -> str:
    return (
        f"---\ntitle: {title}\ndate: 2026-11-20\nauthors: {authors}\nkind: op-ed\nlanguage: {language}\n"
        f"themes: [open-budgets]\ncountries: [HK, PH]\n{more}---\n\nText.\n"
    )


POSTS = {
    "posts/english.md": post("Who counts the fish", "en"),
    "posts/korean.md": post("누가 물고기를 세는가", "ko"),
    "posts/urdu.md": post("مچھلیاں کون گنتا ہے", "ur"),
    "posts/thai.md": post("ใครนับปลา", "th"),
}

Documents = Callable[..., Mapping[str, HtmlElement]]


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    """Every page of a network as a document, by its address."""

    def make(files: Mapping[str, str] = {}, navigation: tuple[Entry, ...] = MAIN) -> Mapping[str, HtmlElement]:
        base = {"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS, **POSTS}
        for name, text in {**base, **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        result = build(tmp_path, NOW, "https://reef.example.org/")
        assert result.outputs, result.problems
        shell = Shell(result.outputs.view, navigation, ())
        view = result.outputs.view

        def document(planned: Planned[Page]) -> HtmlElement:
            page = planned.made(view)
            return parser.document_fromstring(shell.document(page, page.render(False)))

        return WhenAsked((planned.address, partial(document, planned)) for planned in result.outputs.pages)

    return make


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def language_of(element: HtmlElement) -> tuple[str, str]:
    """The language and the direction in which a browser takes an element's words."""
    holders = [element, *element.iterancestors()]
    return tuple(next(held for holder in holders if (held := holder.get(name))) for name in ("lang", "dir"))  # type: ignore[return-value]


def saying(document: HtmlElement, words: str) -> HtmlElement:
    """The innermost element that says these words."""
    found = [element for element in document.iter() if isinstance(element.tag, str) and words in text(element)]
    assert found, f"nothing says {words!r}"
    return found[-1]


def test_an_urdu_post_is_an_urdu_document(documents: Documents) -> None:
    page = documents()["/posts/urdu/"]
    assert language_of(page) == ("ur", "rtl")
    assert page.findtext(".//title") == "مچھلیاں کون گنتا ہے – ریف نیٹ ورک"
    assert page.xpath("//meta[@property='og:site_name']/@content") == ["ریف نیٹ ورک"]
    for words in ("تحریریں", "اراکین", "یہ مصنف کی ذاتی رائے ہے۔", "پڑھنے کا وقت: 1 منٹ", "20 نومبر، 2026", "کھلے بجٹ"):
        assert language_of(saying(page, words)) == ("ur", "rtl"), words
    assert language_of(saying(page, "Reef Watch")) == ("en", "auto"), "a name that no one has translated"
    assert "؛ " in text(page.xpath("//*[@class='t-byline']")[0])
    assert "ہانگ کانگ" in text(page)
    english = [words for words in ("Posts", "Members", "minute", "Themes", "Licence") if words in text(page)]
    assert not english


def test_a_korean_post_is_a_korean_document(documents: Documents) -> None:
    page = documents()["/posts/korean/"]
    assert language_of(page) == ("ko", "ltr")
    assert page.findtext(".//title") == "누가 물고기를 세는가 – 산호 네트워크"
    trail = page.xpath("//*[@class='t-trail']")[0]
    assert [text(link) for link in trail.iter("a")] == ["홈", "글"]
    for words in ("2026년 11월 20일", "읽는 데 1분", "필자 개인의 견해입니다.", "바다 감시단", "열린 예산", "홍콩"):
        assert language_of(saying(page, words)) == ("ko", "ltr"), words
    assert "필리핀 공화국" in text(page), "what network.yml calls it in this language"


def test_a_thai_post_is_on_an_english_page_and_both_say_so(documents: Documents) -> None:
    """There is no Thai catalogue."""
    page = documents()["/posts/thai/"]
    assert language_of(page) == ("en", "ltr")
    assert language_of(page.xpath("//h1")[0]) == ("th", "ltr")
    for words in ("This is the author’s own view.", "minute to read", "Open budgets", "Reef Watch", "Members"):
        assert language_of(saying(page, words))[0] == "en", words


def test_a_right_to_left_post_without_a_catalogue(documents: Documents) -> None:
    page = documents({"posts/pashto.md": post("کبان څوک شمېري", "ps")})["/posts/pashto/"]
    assert language_of(page) == ("en", "ltr")
    assert language_of(page.xpath("//h1")[0]) == ("ps", "rtl")
    assert language_of(saying(page, "minute to read")) == ("en", "ltr")


def test_members_and_events_stay_in_the_sites_language(documents: Documents) -> None:
    pages = documents()
    for address in ("/members/bada/", "/events/call/", "/countries/hk/", "/", "/posts/"):
        assert language_of(pages[address]) == ("en", "ltr"), address


def test_a_language_has_a_page_in_itself_of_all_that_there_is(documents: Documents) -> None:
    page = documents()["/languages/ko/"]
    assert language_of(page) == ("ko", "ltr")
    assert text(page.xpath("//h1")[0]) == "한국어"
    for words in ("누가 물고기를 세는가", "네트워크 회의", "바다 감시단", "회의 자료", "2026년 12월 3일"):
        assert words in text(page.xpath("//main")[0]), words
    for words in ("Who counts the fish", "Lahore Forum", "Papers"):
        assert words not in text(page), words


def test_a_language_without_a_catalogue_has_a_page_too(documents: Documents) -> None:
    page = documents()["/languages/th/"]
    assert language_of(page) == ("en", "ltr")
    assert text(page.xpath("//h1")[0]) == "Thai"
    assert language_of(saying(page.xpath("//main")[0], "ใครนับปลา"))[0] == "th"


def test_every_page_leads_to_what_there_is_in_other_languages(documents: Documents) -> None:
    pages = documents()

    def others(address: str) -> list[tuple[str, ...]]:
        links = pages[address].xpath("//footer//a[@hreflang]")
        return [
            (text(link), link.get("lang"), link.get("dir"), link.get("hreflang"), link.get("href")) for link in links
        ]

    assert others("/members/") == [
        ("한국어", "ko", "ltr", "ko", "../languages/ko/"),
        ("اردو", "ur", "rtl", "ur", "../languages/ur/"),
        ("ไทย", "th", "ltr", "th", "../languages/th/"),
    ]
    assert [name for name, *_ in others("/posts/urdu/")] == ["English", "한국어", "ไทย"]


def test_a_site_in_one_language_speaks_of_no_others(documents: Documents) -> None:
    network = re.sub(r"languages: .*", "languages: [en]", NETWORK)
    pages = documents(
        {"network.yml": network, "events.yml": "events: []\n", **dict.fromkeys(POSTS, POSTS["posts/english.md"])}
    )
    assert not pages["/members/"].xpath("//footer//a[@hreflang]")


def test_the_navigation_is_translated_where_its_titles_are_known(documents: Documents) -> None:
    entries = (
        Entry("Posts", "/posts/"),
        Entry("Our reefs", "/reefs/"),
        Entry("About", "/about/", (Entry("Privacy", "/p/"),)),
    )
    pages = documents(navigation=entries)
    urdu = pages["/posts/urdu/"]
    for words in ("تحریریں", "تعارف", "رازداری"):
        assert words in text(urdu.xpath("//header")[0]) + text(urdu.xpath("//body/footer")[0])
    reefs = saying(urdu.xpath("//header")[0], "Our reefs")
    assert language_of(reefs) == ("en", "ltr")
    assert language_of(saying(pages["/posts/english/"].xpath("//header")[0], "Our reefs")) == ("en", "ltr")


def test_the_site_of_a_language_that_has_a_catalogue(documents: Documents) -> None:
    network = NETWORK.replace("[en, ko, ur, th]", "[ko, en]")
    pages = documents({"network.yml": network})
    assert language_of(pages["/members/"]) == ("ko", "ltr")
    assert text(pages["/members/"].xpath("//h1")[0]) == "회원"
    assert language_of(pages["/posts/english/"]) == ("en", "ltr")
    assert language_of(pages["/posts/thai/"]) == ("ko", "ltr"), "the site's own language comes before English"


def test_the_site_of_a_language_without_a_catalogue_speaks_english_and_shows_its_own_texts(
    documents: Documents,
) -> None:
    network = NETWORK.replace("[en, ko, ur, th]", "[th, en]").replace(
        "en: Reef Network", "en: Reef Network\n  th: เครือข่ายปะการัง"
    )
    pages = documents({"network.yml": network})
    members = pages["/members/"]
    assert language_of(members) == ("en", "ltr")
    name = saying(members.xpath("//header")[0], "เครือข่ายปะการัง")
    assert language_of(name) == ("th", "ltr")
    day = pages["/posts/thai/"].xpath("//article//time")[0]
    assert (text(day), *language_of(day)) == ("20 พฤศจิกายน ค.ศ. 2026", "th", "ltr"), "CLDR has what the interface lacks"
    plain = saying(members.xpath("//main")[0], "Reef Watch")
    assert language_of(plain) == ("th", "auto"), "what is written without a language is in the site's first"


def test_the_error_page_speaks_the_languages_of_readers(documents: Documents) -> None:
    page = documents({"posts/mongol.md": post("Загасыг хэн тоолдог вэ", "mn")})["/404.html"]
    for words, language in (
        ("There is no page at this address.", ("en", "ltr")),
        ("이 주소에는 페이지가 없습니다.", ("ko", "ltr")),
        ("اس پتے پر کوئی صفحہ نہیں ہے۔", ("ur", "rtl")),
        ("Энэ хаяг дээр хуудас алга.", ("mn", "ltr")),
    ):
        assert language_of(saying(page.xpath("//main")[0], words)) == language
    assert all(not address.startswith(("../", "./")) for address in page.xpath("//@href | //@src")), (
        "works at any address"
    )


def test_a_network_calls_countries_as_it_likes(documents: Documents) -> None:
    pages = documents()
    assert text(pages["/countries/ph/"].xpath("//h1")[0]) == "The Philippines"
    assert text(pages["/countries/fj/"].xpath("//h1")[0]) == "Viti"
    assert text(pages["/countries/hk/"].xpath("//h1")[0]) == "Hong Kong"
    assert "Viti" not in text(pages["/languages/ko/"]), "a name without a language is the site's"


HOSTILE = "\"'><script>alert(1)</script>%(num)d %s {{ 7*7 }}"


def test_hostile_titles_stay_text_in_every_language(documents: Documents) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    posts = {f"posts/hostile-{code}.md": post(quoted, code) for code in ("id", "fil", "ko", "mn", "ur", "th")}
    members = MEMBERS.replace("name: Reef Watch", f"name: {quoted}")
    pages = documents({**posts, "members.yml": members}, (Entry(HOSTILE, "/posts/"),))
    for code in ("id", "fil", "ko", "mn", "ur", "th"):
        for address in (f"/posts/hostile-{code}/", f"/languages/{code}/"):
            page = pages[address]
            assert "alert" not in "".join(page.xpath("//script[not(@type='application/ld+json')]/text()")), address
            assert HOSTILE in page.text_content(), address


def test_a_box_without_a_title_of_its_own_is_called_in_the_posts_language(documents: Documents) -> None:
    box = '\n!!! note\n    Text.\n\n> [!WARNING]\n> Text.\n\n!!! tip "Posts"\n    Text.\n'
    posts = {f"posts/box-{code}.md": post("Boxes", code) + box for code in ("en", "ko", "ur")}
    pages = documents(posts)

    def titles(code: str) -> list[str]:
        return [text(title) for title in pages[f"/posts/box-{code}/"].xpath("//*[@class='admonition-title']")]

    assert titles("en") == ["Note", "Warning", "Posts"]
    assert titles("ko") == ["참고", "경고", "Posts"], "the author's words stay"
    assert titles("ur") == ["نوٹ", "انتباہ", "Posts"]


def test_the_choices_of_forms_are_in_the_sites_language(documents: Documents) -> None:
    """What templates are compiled to is kept for all languages; once the English words of these were in it."""
    english = documents()["/contribute/"]
    korean = documents({"network.yml": NETWORK.replace("[en, ko, ur, th]", "[ko, en]")})["/contribute/"]
    for page, words in ((english, "Observer"), (korean, "참관 회원")):
        assert words in [text(option) for option in page.xpath("//option[@value='observer']")]


def test_an_urdu_site_from_its_navigation_to_its_commas(documents: Documents) -> None:
    """Titles that mkdocs.yml has from English are translated in the site's own language, too."""
    network = NETWORK.replace("[en, ko, ur, th]", "[ur, en]")
    pages = documents({"network.yml": network}, (Entry("Posts", "/posts/"), Entry("Our reefs", "/reefs/")))
    header = pages["/members/"].xpath("//header")[0]
    assert "تحریریں" in text(header) and "Our reefs" in text(header)
    when = text(pages["/events/call/"].xpath("//*[@class='t-when']")[0])
    assert "، " in when and ", " not in when
