"""Addresses are permanent, and feed readers and search engines rely on them: the repository's own site has every kind."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from tests.browser.sites import the_site

ADDRESSES = [
    "/",
    "/posts/",
    "/posts/page/2/",
    "/posts/open-budgets-start-small/",
    "/posts/archive/2026/",
    "/kinds/op-ed/",
    "/themes/fiscal-openness/",
    "/countries/id/",
    "/languages/ko/",
    "/activities/communications/",
    "/members/",
    "/members/example-open-data-korea/",
    "/people/ayu-example/",
    "/countries/",
    "/statements/",
    "/events/",
    "/events/2026/11/",
    "/events/network-call/",
    "/events/network-call/2026-03-18/",
    "/events/annual-meeting-2027/",
    "/events/types/call/",
    "/series/aipa-cso-outreach/",
    "/library/",
    "/at-a-glance/",
    "/subscribe/",
    "/join/",
    "/contribute/",
    "/search/",
]

FEEDS = [
    "/rss.xml",
    "/kinds/op-ed/rss.xml",
    "/themes/fiscal-openness/rss.xml",
    "/countries/id/rss.xml",
    "/languages/ko/rss.xml",
    "/activities/communications/rss.xml",
    "/members/example-open-data-korea/rss.xml",
    "/people/ayu-example/rss.xml",
    "/events/rss.xml",
    "/events/calendar.ics",
    "/events/types/call/calendar.ics",
    "/themes/fiscal-openness/calendar.ics",
    "/countries/id/calendar.ics",
    "/members/example-open-data-korea/calendar.ics",
    "/events/network-call/event.ics",
    "/404.html",
    "/sitemap.xml",
]

LINK = re.compile(r'(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return the_site(tmp_path_factory)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page(site: Path, address: str) -> None:
    html = (site / address.strip("/") / "index.html").read_text("utf-8")
    assert html.count("<h1") == 1
    assert f'<link rel="canonical" href="https://ogp-asia-pacific.example.org{address}"' in html
    assert 'type="application/rss+xml"' in html


@pytest.mark.parametrize("address", FEEDS)
def test_file(site: Path, address: str) -> None:
    assert (site / address.strip("/")).stat().st_size > 100


def test_an_old_address_leads_to_the_new_one(site: Path) -> None:
    html = (site / "posts/campaigning-from-outside/index.html").read_text("utf-8")
    assert 'content="0; url=../../posts/before-your-country-is-a-member/"' in html


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    dead = set()
    for page in site.rglob("*.html"):
        here = "/" + page.relative_to(site).as_posix().removesuffix("index.html")
        for href in LINK.findall(page.read_text("utf-8")):
            href = href.replace("webcal://ogp-asia-pacific.example.org/", "/")
            if href.startswith(("http:", "https:", "mailto:", "#", "data:")):
                continue
            target = unquote(urljoin(here, href.partition("#")[0].partition("?")[0]))
            file = site / target.strip("/")
            if not (file / "index.html" if target.endswith("/") else file).exists():
                dead.add((here, href))
    assert dead == set()


def test_no_mark_of_ours_is_left(site: Path) -> None:
    left = [path.name for path in site.rglob("*") if path.is_file() and b'="site:' in path.read_bytes()]
    assert left == []


def test_the_sitemap_lists_each_page_once(site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml")
    listed = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert listed == sorted(map(str, listed)), "a difference between two of them can be read"
    assert len(listed) == len(set(listed))
    base = "https://ogp-asia-pacific.example.org"
    assert {base + address for address in ADDRESSES} <= set(listed)
    assert f"{base}/404.html" not in listed
    assert f"{base}/posts/campaigning-from-outside/" not in listed


def test_translations_name_each_other(site: Path) -> None:
    html = (site / "posts/open-budgets-start-small-ur/index.html").read_text("utf-8")
    for language in ("en", "id", "ko", "ur"):
        assert f'hreflang="{language}"' in html
    assert '<article class="t-post" lang="ur" dir="rtl">' in html
