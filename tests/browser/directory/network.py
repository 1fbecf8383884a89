"""Members to look for, and a reader who looks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page
from tests.conftest import MKDOCS
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


def write(root: Path, languages: str, members: str) -> None:
    (root / "docs").mkdir()
    (root / "docs/shelf.png").write_bytes(PICTURE)
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    (root / "network.yml").write_text(f"{HEAD}languages: {languages}\n{TOPICS}", "utf-8")
    (root / "members.yml").write_text(members, "utf-8")


COUNTRIES = """\
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY
CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ
"""


def many(count: int, countries: str) -> str:
    codes = countries.split()
    rows = (f"  - {{ id: group-{n}, name: Group {n}, country: {codes[n % len(codes)]} }}" for n in range(count))
    return "\n".join(("members:", *rows, ""))


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
