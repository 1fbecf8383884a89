"""A translation belongs where its original does: in listings, feeds, filters, exports and the search."""

from __future__ import annotations

import json
from itertools import chain

import pytest
from tests.made import made_pages
from tests.outputs.conftest import SiteOf

from talanoa.build import FILES
from talanoa.search.records import records

NETWORK = """\
id: n
authority: network.example.org,2016
name: N
timezone: Asia/Manila
languages: [en, id, ko]
themes: [{ id: water, title: Water }, { id: roads, title: Roads }]
activities: [{ id: visits, title: Visits }]
"""
POST = "---\ntitle: T\ndate: 2026-06-01\nauthors: [{{ name: Ann }}]\nkind: blog\n{more}---\n\nWords.\n"
ORIGINAL = "themes: [water]\ncountries: [FJ]\nactivities: [visits]\n"


def post(more: str) -> str:
    return POST.format(more=more)


@pytest.mark.parametrize(
    ("own", "subjects"),
    [
        ("language: id\ntranslation_of: p\n", (("water",), ("FJ",), ("visits",))),
        ("language: id\ntranslation_of: p\nthemes: [roads]\n", (("roads",), ("FJ",), ("visits",))),
        ("language: id\ntranslation_of: p\ncountries: [PG, VU]\n", (("water",), ("PG", "VU"), ("visits",))),
        ("language: id\ntranslation_of: first\n", (("water",), ("FJ",), ("visits",))),
        ("language: id\n", ((), (), ())),
    ],
)
def test_a_translation_has_the_subjects_of_its_original(
    site_of: SiteOf, own: str, subjects: tuple[tuple[str, ...], ...]
) -> None:
    view = site_of(
        {
            "network.yml": NETWORK,
            "posts/p.md": post(ORIGINAL),
            "posts/first.md": post("language: ko\ntranslation_of: p\n"),
            "posts/q.md": post(own),
        }
    )
    it = view.site.post["q"]
    assert (it.themes, it.countries, it.activities) == subjects
    themes, countries, activities = subjects
    pages = {page.address: str(page.render(False)) for page in made_pages(view.site)[1]}
    made = {file.address: file.made(view) for file in chain.from_iterable(files(view) for files in FILES)}
    for listing in (*(f"/themes/{id}/" for id in themes), *(f"/countries/{code.lower()}/" for code in countries)):
        assert "posts/q/" in pages[listing], listing
        assert b"posts/q/" in made[f"{listing}atom.xml"], listing
    assert all("posts/q/" in pages[f"/activities/{id}/"] for id in activities)
    exported = {entry["slug"]: entry for entry in json.loads(made["/data/posts.json"])["posts"]}["q"]
    assert tuple(tuple(exported.get(key, ())) for key in ("themes", "countries", "activities")) == subjects
    (record,) = (make() for noun, id, make in records(view) if (noun, id) == ("post", "q"))
    assert (record.themes, record.countries) == (themes, countries)


@pytest.mark.parametrize("hidden", ["draft: true\n", "expires: 2026-07-01\n", "publish_at: 2027-01-01\n"])
def test_what_isnt_shown_gives_its_subjects_to_nothing(site_of: SiteOf, hidden: str) -> None:
    files = {"posts/p.md": post(ORIGINAL + hidden), "posts/q.md": post("language: id\ntranslation_of: p\n")}
    assert site_of({"network.yml": NETWORK, **files}).site.post["q"].themes == ()


def test_translations_of_each_other_are_no_endless_way(site_of: SiteOf) -> None:
    files = {
        "posts/p.md": post("translation_of: q\n" + ORIGINAL),
        "posts/q.md": post("language: id\ntranslation_of: p\n"),
        "posts/r.md": post("language: ko\ntranslation_of: r\n"),
    }
    site = site_of({"network.yml": NETWORK, **files}).site
    assert site.post["q"].themes == ("water",) and site.post["r"].themes == ()
