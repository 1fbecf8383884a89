"""Names are in the order of the page's language, wherever they are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from talanoa import collation
from talanoa.build import FILES
from talanoa.desk.fair import clock_words
from talanoa.desk.participation import participation
from talanoa.desk.stale import countries_unchecked, silent_countries
from talanoa.load import load
from talanoa.model.disclosure import results_of
from talanoa.outputs.view import View
from tests.conftest import Files
from tests.made import made_pages
from tests.outputs.conftest import SiteOf, site_of  # noqa: F401


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Åland, Angola, Đà Nẵng, Denmark, Éire, Finland, Ísland, Österreich, Ōtaki, Zürich"),
        ("sv", "Angola, Denmark, Finland, Zürich, Åland, Österreich"),
        ("vi", "Angola, Denmark, Dubai, Đà Nẵng, Finland"),
        ("cs", "Cuba, Čad, Haiti, Chile, Indie"),
        ("es", "Chile, Cuba, Nueva Zelanda, Ñuñoa, Oslo"),
        ("tr", "Isparta, İzmir, Oslo, Özbekistan, Papua"),
        ("de", "Ägypten, Angola, Oslo, Österreich, Zypern"),
        ("th", "กัมพูชา, เกาหลี, ไทย, เนปาล, ลาว"),
        ("ko", "가나, 나라, 대한민국, 베트남"),
        ("ja", "アジア, いわて, ウガンダ, ぎふ, くまもと"),
    ],
)
def test_every_language_has_its_own_order(language: str, names: str) -> None:
    expected = names.split(", ")
    assert sorted(set(expected), key=lambda name: collation.key(name, language)) == expected


def test_names_that_a_language_takes_for_the_same_have_an_order() -> None:
    assert collation.key("A\u0308", "en") != collation.key("Ä", "en")
    assert collation.key("", "en") < collation.key("A", "en")
    assert collation.key("\ud800" * 3000, "und-x-none") > collation.key("", "und-x-none")


def test_index_letters_are_those_of_the_language() -> None:
    names = ["Éire", "Ökumene", "Chov", "“Zeta”", "Đà", "100", "Ślad", "日本", "Éa"]
    assert [collation.initial(name, "en") for name in names] == ["E", "O", "C", "Z", "D", "#", "S", "日", "E"]
    assert collation.initial("Ökumene", "sv") == "Ö"
    assert collation.initial("Chov", "cs") == "Ch"
    assert collation.initial("Đà", "vi") == "Đ"


COUNTRIES = "AT AX IE VN CI CZ TR TD RE ZW".split()
NAMES = "Österreich Åland Éire Đà_Nẵng Zürich Oslo Ōtaki čtyři Chile Angola Wien Ślad".split()


def _network(language: str) -> dict[str, str]:
    countries = "\n".join(f"  - code: {code}" for code in COUNTRIES)
    network = (
        f"id: names\nauthority: names.example.org,2016\nname: Names\ntimezone: Asia/Manila\nlanguages: [{language}]\n"
        f"participation: {{ event: call, expected: 1, of: 1, publish: members }}\ncountries:\n{countries}\n"
    )
    members, ids = ["members:"], []
    for number, name in enumerate(NAMES):
        ids.append(f"m{number}")
        members.append(
            f"  - {{ id: m{number}, name: {name.replace('_', ' ')}, country: IE, works_in: [{', '.join(COUNTRIES)}], "
            f"kind: {'ngo' if number % 2 else 'media'}, languages: [en, is, cs], "
            f"visibility: {'name-only' if number == 3 else 'public'}, "
            f"people: [{{ id: p{number}, name: {name} Example }}] }}"
        )
    members += [
        f"  - {{ id: home-{code.lower()}, name: In {code}, country: {code}, website: 'https://a.example/' }}"
        for code in COUNTRIES
    ]
    events = (
        "events:\n  - { id: call, title: Call, type: call, start: 2026-02-02 14:00, "
        f"attended: [{', '.join(ids)}], documents: ["
        + ", ".join(
            f"{{ title: Paper {name.replace('_', ' ')}, url: 'https://a.example/{number}', kind: survey, date: 2026-01-01 }}"
            for number, name in enumerate(NAMES)
        )
        + "] }\n"
    )
    post = "---\ntitle: A\ndate: 2026-05-01\nauthors: [m1]\nkind: blog\ncountries: [CZ, AX, IE, AT]\n---\nText.\n"
    return {"network.yml": network, "members.yml": "\n".join(members) + "\n", "events.yml": events, "posts/a.md": post}


# What readers see as a list: its items, in the order in which they are.
_LISTS = ("//ul[not(ancestor::*[@class='t-post__facts'])]", "//select", "//datalist", "//tbody", "//dd", "//nav")


def _names_in(element: html.HtmlElement, known: frozenset[str]) -> list[str]:
    """The items of a list that are names of members or countries and nothing else."""
    parts = element.xpath("./li/a | ./li/bdi | ./a | ./option/@value/.. | ./tr/th//a | ./li/a/bdi/..")
    texts = [
        " ".join((part.get("value") if part.tag == "option" and not part.text else part.text_content()).split())
        for part in parts
    ]
    return [text for text in texts if text in known]


@pytest.mark.parametrize("language", ["en", "sv", "vi", "cs"])
def test_no_list_of_any_page_is_out_of_order(site_of: SiteOf, language: str) -> None:  # noqa: F811
    view, pages = made_pages(site_of(_network(language)).site)
    said = view.localizer()
    known = frozenset([*(name.replace("_", " ") for name in NAMES), *(said.country(code) for code in COUNTRIES)])
    judged = 0
    for page in pages:
        if page.address.startswith("/posts/a/"):
            continue  # the order of a post's countries is its author's
        document = html.fromstring(str(page.render(False)) or "<p></p>")
        for element in document.xpath(" | ".join(_LISTS)):
            # At a glance, Ireland has the most members and comes first.
            names = _names_in(element, known)[page.address == "/at-a-glance/" :]
            if len(names) > 2 and "t-language" not in element.get("class", ""):
                judged += 1
                assert names == sorted(names, key=lambda name: collation.key(name, language)), page.address
    assert judged >= 8


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Angola, Åland, Chile, čtyři, Đà Nẵng, Éire, Oslo, Ōtaki, Österreich, Ślad, Wien, Zürich"),
        ("sv", "Angola, Chile, čtyři, Đà Nẵng, Éire, Oslo, Ōtaki, Ślad, Wien, Zürich, Åland, Österreich"),
        ("cs", "Åland, Angola, čtyři, Đà Nẵng, Éire, Chile, Oslo, Ōtaki, Österreich, Ślad, Wien, Zürich"),
    ],
)
def test_a_report_names_members_in_order(network: Callable[[Files], Path], language: str, expected: str) -> None:
    content, _ = load(network(dict(_network(language))))
    found = participation(content, date(2026, 6, 1)) if content else None
    assert found
    names = [str(roll.member.name) for roll in found.rolls if not str(roll.member.name).startswith("In ")]
    assert sorted(names) == sorted(expected.split(", "))
    assert names == sorted(names, key=lambda name: collation.key(name, language))


def test_a_report_names_countries_in_order(network: Callable[[Files], Path]) -> None:
    """Reports are in English."""
    countries = "\n".join(f"  - {{ code: {code}, as_of: 2020-01-01 }}" for code in COUNTRIES)
    files = {**_network("sv"), "members.yml": "members: []\n", "events.yml": "events: []\n"}
    files["network.yml"] = files["network.yml"].partition("participation")[0] + f"countries:\n{countries}\n"
    del files["posts/a.md"]
    content, _ = load(network(files))
    assert content
    today = date(2026, 6, 1)
    silent = [task.words for task in silent_countries(content, today)]
    (unchecked,) = (task.words for task in countries_unchecked(content, today))
    ours = ["Åland Islands", "Austria", "Chad", "Côte d’Ivoire", "Czechia", "Ireland", "Réunion", "Türkiye", "Vietnam"]
    assert silent == [*ours, "Zimbabwe"]
    assert unchecked.endswith(": " + ", ".join(silent))


def test_a_report_names_clocks_in_order() -> None:
    zones = dict.fromkeys(("CI", "CL", "RE", "AX", "AT", "TD"), "Africa/Abidjan")
    said = clock_words(datetime(2026, 3, 7, 9, tzinfo=UTC), zones)
    assert said == "Sat 09:00 Åland Islands, Austria, Chad, Chile, Côte d’Ivoire, Réunion"


def test_answers_that_as_many_people_gave_are_in_order() -> None:
    answers = [answer for answer in ("Österreich", "Zürich", "Ähtäri", "Åbo", "Oslo") for _ in range(5)]
    for language in ("de", "sv", "fi"):
        ((question,),) = (results_of([("Where?", answers)], language).questions,)
        names = [figure.answer for figure in question.figures]
        assert names == sorted(names, key=lambda name: collation.key(name, language))
    assert names == ["Oslo", "Zürich", "Åbo", "Ähtäri", "Österreich"]


def test_papers_of_one_day_are_in_order(site_of: SiteOf) -> None:  # noqa: F811
    _, pages = made_pages(site_of(_network("sv")).site)
    library = next(page for page in pages if page.address == "/library/")
    text = str(library.render(False))
    at = [text.index(f"Paper {name}") for name in ("Angola", "Chile", "Oslo", "Zürich", "Åland", "Österreich")]
    assert at == sorted(at)


def _titles_in_opml(view: View) -> Iterator[str]:
    files = {file.address: file.made(view) for make in FILES for file in make(view)}
    for outline in html.fromstring(files["/feeds.opml"]).iter("outline"):
        yield outline.get("title").removesuffix(" – Names")


def test_the_list_of_feeds_is_in_order(site_of: SiteOf) -> None:  # noqa: F811
    view, _ = made_pages(site_of(_network("en")).site)
    titles = [*_titles_in_opml(view)]
    countries = [title for title in titles if title in {view.localizer().country(code) for code in COUNTRIES}]
    people = [title for title in titles if title.endswith(" Example")]
    assert len(countries) == len(COUNTRIES) and len(people) == len(NAMES) - 1
    for names in (countries, people):
        assert names == sorted(names, key=lambda name: collation.key(name, "en"))
