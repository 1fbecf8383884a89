"""What of people is found in a text, and, as important, what is not: each line below is the body of a post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, NETWORK
from tests.pace import grows_too_much

from talanoa.checks.privacy import FINDERS, Agreed, Piece, Stretch
from talanoa.engine import check
from talanoa.problems import Place, Problem, Severity

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OURS = {"email-in-text", "phone-number", "joining-link", "call-password", "exact-place"}

MEMBERS = """\
members:
  - id: open-reef
    name: Open Reef
    country: FJ
    contact: {email: mere@openreef.org.fj, consent: 2026-01-01}
"""
EVENTS = """\
events:
  - id: open-hour
    title: Open hour
    type: call
    start: 2026-12-01 10:00
    online: {url: "https://us02web.zoom.us/j/81234567890?pwd=openhour1", public: true}
  - id: closed-hour
    title: Closed hour
    type: call
    start: 2026-12-02 10:00
    online: {url: "https://us02web.zoom.us/j/89999999999?pwd=closed1"}
"""

FOUND = {
    # e-mail addresses
    "Write to mere.tui@gmail.com about the hearing.": "email-in-text",
    "[Mere](mailto:mere.tui@gmail.com) knows more.": "email-in-text",
    "[Mere](mailto:info@openreef.org.fj?cc=mere.tui@gmail.com) knows more.": "email-in-text",
    "Hubungi sri_wahyuni@yahoo.co.id untuk undangan.": "email-in-text",
    "문의는 minjun.kim@naver.com으로 보내 주세요.": "email-in-text",
    "联系人wang.li@qq.com，请注明姓名。": "email-in-text",
    "رابطہ: ayesha.khan@yahoo.com": "email-in-text",
    "ติดต่อ somchai.j@hotmail.co.th ได้ทุกวัน": "email-in-text",
    "Reach ana [at] alphawatch [dot] ph.": "email-in-text",
    "Reach ana (at) alphawatch.ph.": "email-in-text",
    "Reach ana at alphawatch dot ph.": "email-in-text",
    "Reach ana{at}alphawatch{dot}ph": "email-in-text",
    "Reach ana @ alphawatch.ph": "email-in-text",
    "Reach ana&#64;alphawatch.ph": "email-in-text",
    "| Name | Address |\n| --- | --- |\n| Ana | ana.cruz@alphawatch.ph |": "email-in-text",
    '[the page](https://alphawatch.ph/ "ask ana.cruz@alphawatch.ph")': "email-in-text",
    # telephone numbers
    "Call Mere at +679 330 1234.": "phone-number",
    "Call Mere at (+679) 330-1234.": "phone-number",
    "[Mere](tel:+6793301234) answers.": "phone-number",
    "[Mere](https://wa.me/6281234567890) answers.": "phone-number",
    "Phone: 330 1234": "phone-number",
    "Ring Ana on 0917 555 1234 any time.": "phone-number",
    "Her number is 0812-3456-7890.": "phone-number",
    "Office (021) 555-1234, after nine": "phone-number",
    "連絡は（03）1234-5678まで": "phone-number",
    "Kontak: 0812-3456-7890": "phone-number",
    "+８１ ３-１２３４-５６７８": "phone-number",
    "Mobile no. 0917 555 1234": "phone-number",
    "HP: 0812-3456-7890": "phone-number",
    "Telp. (021) 555 1234": "phone-number",
    "WhatsApp 0812 3456 7890": "phone-number",
    "전화: 010-1234-5678": "phone-number",
    "휴대폰 번호 010 1234 5678": "phone-number",
    "Утас: 9911 2233 44": "phone-number",
    "فون: 0300 1234567": "phone-number",
    "موبائل نمبر: ۰۳۰۰ ۱۲۳۴۵۶۷": "phone-number",
    "โทร. 081 234 5678": "phone-number",
    "โทรศัพท์ ๐๘๑ ๒๓๔ ๕๖๗๘": "phone-number",
    "Điện thoại: 0912 345 678": "phone-number",
    "SĐT: 0912345678": "phone-number",
    "電話：03-1234-5678": "phone-number",
    "手机 13812345678": "phone-number",
    "ဖုန်း - ၀၉ ၄၂၁ ၁၂၃ ၄၅၆": "phone-number",
    "फोन: ९८४१२३४५६७": "phone-number",
    "मोबाइल 9841-234567": "phone-number",
    "ফোন: ০১৭১২ ৩৪৫৬৭৮": "phone-number",
    "දුරකථන: 077 123 4567": "phone-number",
    "ទូរស័ព្ទ 012 345 6789": "phone-number",
    "Teléfono: 912 345 678": "phone-number",
    # ways to join
    "Join at https://us02web.zoom.us/j/81112223333": "joining-link",
    "[Join](https://zoom.us/my/mere.tui)": "joining-link",
    "Join at zoom.us/j/81112223333.": "joining-link",
    "点击https://zoom.us/j/81112223333。会议": "joining-link",
    "[Bergabung](https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc/0)": "joining-link",
    "https://teams.live.com/meet/9312345678": "joining-link",
    "참가: https://meet.google.com/abc-defg-hij": "joining-link",
    "https://ngo.webex.com/meet/mere": "joining-link",
    "https://ngo.webex.com/ngo/j.php?MTID=m1234": "joining-link",
    "https://whereby.com/reef-room": "joining-link",
    "https://meet.jit.si/ReefTalk": "joining-link",
    "https://meet.goto.com/123456789": "joining-link",
    "https://bluejeans.com/123456789": "joining-link",
    "Our group: https://chat.whatsapp.com/AbCdEfGhIjKl": "joining-link",
    "https://t.me/joinchat/AAAAAE": "joining-link",
    "https://t.me/+AbCdEfGh": "joining-link",
    "https://signal.group/#CjQKI": "joining-link",
    "https://discord.gg/reef": "joining-link",
    "In code it is as open: `https://zoom.us/j/81112223333`": "joining-link",
    # passwords of calls
    "Passcode: 839201": "call-password",
    "The Zoom passcode is reef2026.": "call-password",
    "Passcode: `839201`": "call-password",
    "Passcode: **839201**": "call-password",
    "Meeting ID: 812 3456 7890": "call-password",
    "| Meeting ID | 812 3456 7890 |\n| --- | --- |\n| a | b |": "call-password",
    "Password for the call: see below. Zoom password: Reef2026": "call-password",
    "For the meeting dial in, PIN: 4821": "call-password",
    "Kata sandi: karang26": "call-password",
    "ID rapat: 812 3456 7890, sandi: 839201": "call-password",
    "회의 비밀번호: 839201": "call-password",
    "줌 비밀번호는 reef26": "call-password",
    "Хурлын нууц үг: 839201": "call-password",
    "زوم پاس ورڈ: 839201": "call-password",
    "รหัสผ่าน: 839201": "call-password",
    "Mật khẩu: rspan26": "call-password",
    "パスコード：839201": "call-password",
    "会议号：812 3456 7890": "call-password",
    "会议密码：839201": "call-password",
    "會議密碼：839201": "call-password",
    "စကားဝှက်: reef26": "call-password",
    "මුරපදය: reef26": "call-password",
    "पासवर्ड: ८३९२०१": "call-password",
    "পাসওয়ার্ড: ৮৩৯২০১": "call-password",
    "Contraseña de Zoom, contraseña: arrecife26": "call-password",
    "Réunion Zoom, mot de passe : recif26": "call-password",
    "Senha: recife26": "call-password",
    # exact places
    "We met at -18.14161, 178.44149 after dark.": "exact-place",
    "[there](https://www.google.com/maps/@14.59951,120.98422,17z)": "exact-place",
    "[there](https://www.openstreetmap.org/#map=18/14.59951/120.98422)": "exact-place",
    "[there](https://maps.google.com/?q=14.59951,120.98422)": "exact-place",
    "14°35'58.24\"N 120°59'03.19\"E": "exact-place",
}

HONEST = [
    "Write to info@openreef.org.fj, press.fiji@openreef.org.fj or ogp-secretariat@gov.fj.",
    "Write to mere@openreef.org.fj, who has agreed to be written to.",
    "Write to someone@example.org, a@sub.example.com or b@network.test.",
    "Follow @mere and @mere@mastodon.social.",
    "[Mere](https://mastodon.social/@mere) and [a talk](https://medium.com/@mere/open-data-20261121)",
    "Clone git@github.com:reef/site.git to begin.",
    "`git log --author=mere.tui@gmail.com` is an example.",
    "```\ncontact: mere.tui@gmail.com\nphone: +679 330 1234\n```",
    "We met (at) home, and 5 people @ 3 pm.",
    "Work at home, dot the i.",
    "The plan of 2026-11-21 replaces that of 2019-2023.",
    "Phone surveys 2019-2023 reached 12,345,678 people.",
    "Mobile 1 234 567 subscriptions, cell 12.345.678.",
    "Some PHP 12,345,678.00 or ₱ 12 345 678 was paid; Rp 1.234.567.890 was planned.",
    "ISBN 978-3-16-148410-0, ISSN 2049-3630, ORCID 0000-0002-1825-0097.",
    "https://doi.org/10.1000/182.12345678 and doi:10.1038/s41586-020-2649-2",
    "The server is 203.113.0.178, and the commit 1234567890abcdef1234567890.",
    "Growth of +12.5% (+1,234,567), at UTC+08:00 or UTC +8 2026-11-21.",
    "[video](https://video.example.org/watch?v=6281234567890)",
    "Contract number 2026-1234567 went to lot 12345678.",
    "The budget rose by 500 + 12 345 678.",
    "Tel Aviv 1234567",
    "Docket 2026-0123-4567, file 0-306-40615-2, batch 012-34-567, 0123456789 and 01.234.567.890.",
    "Between 0.917 555 and 0,812 345; lot A-0917-555-1234; https://example.org/0917-555-1234",
    "(2021) 555-1234 votes, (07) of 2026, and 09:00-10:30 to 0930-1030",
    "1. First\n2. Second\n\n1234567890",
    "၂၀၂၆ ခုနှစ် နိုဝင်ဘာ ၂၁ ရက်",
    "ปี ๒๕๖๙ มีผู้ตอบ ๑๒๓๔๕๖๗ คน",
    "۲۰۲۶ میں ۱۲۳۴۵۶۷ لوگ",
    "2026년 11월 21일, 예산 123456789012원",
    "Choose a strong password: it should have 12 characters or more.",
    "Passwords: 10,000 leaked from the portal in 2025.",
    "Password: 8-16 characters; change it after 2026.",
    "Password security is the theme of 2026.",
    "Two of three officials still used the password: 123456.",
    "비밀번호: 8자 이상, 영문과 숫자",
    "パスワード：8文字以上",
    "密码：6-12位",
    "PIN: 560001, Bengaluru",
    "PIN codes of 2026, and the PIN code 110001",
    "An op-ed on passwords and PINs: why 1234 must go.",
    "The opinion of 2026 spins.",
    "Kode pos 12950, kode etik 2026",
    "Law No. 14 of 2008; code: 2026",
    "At the meeting, resolution code: R2026 was read.",
    "The call for papers has the code 2026; the Zoom password is sent by e-mail in 2026.",
    "Account number 123-456-789012, NPWP 01.234.567.8-901.000",
    "C++11 20171234, v1.23.4567 and 10.0.19041, 20.1.1234",
    "Register at https://us02web.zoom.us/meeting/register/tZ0ocu and https://zoom.us/webinar/register/WN_abc",
    "[Recording](https://us02web.zoom.us/rec/share/abc?pwd=xyz1)",
    "https://zoom.us, https://meet.google.com/, https://whereby.com/, https://teams.microsoft.com/",
    "https://whereby.com/information and https://discord.com/safety",
    "Our channel is https://t.me/reefnetwork, our page https://www.whatsapp.com/channel/0029",
    "Join the public call: https://us02web.zoom.us/j/81234567890?pwd=openhour1",
    "Suva lies at -18.14, 178.44; the coefficients were 0.12345, 0.67891.",
    "[map](https://www.openstreetmap.org/#map=12/14.60/120.98)",
    "The estimate was 1.2345 (2.3456), the ratio 0.9876/0.1234.",
    "The path docs/@types/1.2345/2.3456 is no place.",
    "14°35'N 120°59'E",
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Problem]]:
    """The problems of each text."""
    root = tmp_path_factory.mktemp("network")
    (root / "posts").mkdir()
    for name, text in (
        ("network.yml", NETWORK),
        ("mkdocs.yml", MKDOCS),
        ("members.yml", MEMBERS),
        ("events.yml", EVENTS),
    ):
        (root / name).write_text(text, "utf-8")
    bodies = [*FOUND, *HONEST]
    for number, body in enumerate(bodies):
        front = "---\ntitle: A title\ndate: 2026-11-01\nauthors: [open-reef]\nkind: blog\n---\n"
        (root / f"posts/text-{number}.md").write_text(f"{front}{body}\n", "utf-8")
    by_body: dict[str, list[Problem]] = {body: [] for body in bodies}
    for problem in check(root, NOW):
        if problem.code in OURS:
            by_body[bodies[int(problem.place.file.removeprefix("posts/text-").removesuffix(".md"))]].append(problem)
    return by_body


@pytest.mark.parametrize("body", FOUND)
def test_it_is_found(body: str, found: Mapping[str, list[Problem]]) -> None:
    assert FOUND[body] in {problem.code for problem in found[body]}


@pytest.mark.parametrize("body", HONEST)
def test_it_is_let_pass(body: str, found: Mapping[str, list[Problem]]) -> None:
    assert [(problem.code, problem.place) for problem in found[body]] == []


def problems_of(root: Path, files: Mapping[str, str]) -> list[Problem]:
    for name, text in {"network.yml": NETWORK, "mkdocs.yml": MKDOCS, "members.yml": MEMBERS, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return [problem for problem in check(root, NOW) if problem.code in OURS]


def told(root: Path, problems: list[Problem]) -> list[str]:
    return [f"{p.place.file}:{p.place.line} {p.severity}[{p.code}] {marked(root, p.place)}" for p in problems]


def marked(root: Path, place: Place) -> str:
    """The text at a place."""
    lines = (root / place.file).read_text("utf-8").split("\n")[place.line - 1 : place.end_line]
    cut = len(lines[-1]) - place.end_column + 1
    return " ".join(lines)[place.column - 1 : -cut or None]


FIELDS = """\
events:
  - id: first
    title: First
    type: call
    start: 2026-12-01 10:00
    summary: Call Mere at +679 330 1234
    online: {platform: "Zoom, passcode 839201", url: "https://zoom.us/j/81112223333"}
    registration: {url: "https://zoom.us/j/81112223333", audience: "write to mere.tui@gmail.com"}
  - id: second
    title: {en: Second, fj: "Talevoni: +679 330 1234"}
    type: call
    start: 2026-12-02 10:00
    hosts: [mere.tui@gmail.com]
    description: |
      Not here.

      The password is reef2026.
    agenda:
      - title: "Item of mere.tui@gmail.com"
        notes: Call +679 330 1234
    recurrence: {every: 1 week, count: 2}
    occurrences:
      2026-12-09:
        summary: Call +679 330 1234, please
"""


def test_fields_are_read_and_each_mention_has_its_place(tmp_path: Path) -> None:
    assert told(tmp_path, problems_of(tmp_path, {"events.yml": FIELDS})) == [
        "events.yml:6 warning[phone-number] +679 330 1234",
        "events.yml:7 error[call-password] passcode 839201",
        "events.yml:8 error[joining-link] https://zoom.us/j/81112223333",
        "events.yml:8 warning[email-in-text] mere.tui@gmail.com",
        "events.yml:10 warning[phone-number] +679 330 1234",
        "events.yml:13 warning[email-in-text] mere.tui@gmail.com",
        "events.yml:17 error[call-password] password is reef2026",
        "events.yml:19 warning[email-in-text] mere.tui@gmail.com",
        "events.yml:20 warning[phone-number] +679 330 1234",
        "events.yml:24 warning[phone-number] +679 330 1234",
    ]


POST = """\
---
title: A title
date: 2026-11-01
authors: [{name: "Mere, mere.tui@gmail.com"}]
kind: blog
image: {src: reef.png, alt: "The reef, tel. 330 1234"}
---
Mere has the number +679
330 1234, and mere.tui@gmail.com; not xmere.tui@gmail.com.test

![Mere, mere.tui@gmail.com](reef.png)
"""


def test_the_top_of_a_post_and_its_text_are_apart(tmp_path: Path) -> None:
    assert told(tmp_path, problems_of(tmp_path, {"posts/reef.md": POST})) == [
        "posts/reef.md:4 warning[email-in-text] mere.tui@gmail.com",
        "posts/reef.md:6 warning[phone-number] 330 1234",
        "posts/reef.md:8 warning[phone-number] +679 330 1234",
        "posts/reef.md:9 warning[email-in-text] mere.tui@gmail.com",
        "posts/reef.md:11 warning[email-in-text] mere.tui@gmail.com",
    ]


def test_a_draft_and_a_hidden_member_are_judged_too(tmp_path: Path) -> None:
    hidden = MEMBERS + "  - {id: quiet, name: Quiet, country: TO, visibility: hidden, about: Call +679 330 1234}\n"
    draft = POST.replace("kind: blog", "kind: blog\ndraft: true")
    found = problems_of(tmp_path, {"members.yml": hidden, "posts/reef.md": draft})
    assert {problem.place.file for problem in found} == {"members.yml", "posts/reef.md"}


def test_the_maintainers_own_pages_may_name_an_address_but_no_way_into_a_call(tmp_path: Path) -> None:
    page = (
        "# Contact\n\nmere.tui@gmail.com, +679 330 1234\n\n[join](https://zoom.us/j/81112223333), passcode: 839201\n\n"
    )
    page += "```text\nwrong: passcode: 111222\n```\n"
    assert told(tmp_path, problems_of(tmp_path, {"docs/contact.md": page})) == [
        "docs/contact.md:5 error[joining-link] https://zoom.us/j/81112223333",
        "docs/contact.md:5 error[call-password] passcode: 839201",
    ]


def test_a_password_that_may_be_no_calls_is_a_warning(tmp_path: Path) -> None:
    post = POST.partition("Mere has")[0].replace("mere.tui@gmail.com", "a guest").replace("tel. 330 1234", "at dawn")
    found = problems_of(
        tmp_path, {"posts/reef.md": post + "The portal opened to whoever typed password: Budget2019.\n"}
    )
    assert [(problem.code, problem.severity) for problem in found] == [("call-password", Severity.WARNING)]


HOSTILE = {
    "digits": "1" * 100_000,
    "digits and spaces": "1 " * 50_000,
    "plus": "+1" * 50_000,
    "at": "@" * 100_000,
    "names": "a@" * 50_000,
    "dots": "a." * 50_000 + "@",
    "hosts": "a@" + "b." * 50_000,
    "hidden": "a [at] " * 15_000,
    "spelt": "a at b dot " * 10_000,
    "passwords": "password: " * 10_000,
    "passcodes": "passcode (" * 10_000,
    "hyphens": "zoom.us/ " + "a-" * 50_000,
    "calls": "zoom.us/" * 12_000,
    "webex": "webex.com/" * 10_000,
    "labels": "tel tel " * 12_000 + "1234567",
    "decimals": "1.2345," * 14_000,
    "degrees": "1°" * 50_000 + ".1234",
    "opened code": "`a` " + "<code" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_cost_what_their_length_costs(name: str) -> None:
    text, stretch = HOSTILE[name], Stretch(Place.start_of("posts/a.md"), 1)
    pair = Piece(text[: len(text) // 4] + text[-9:], stretch), Piece(text, stretch)
    for finder in FINDERS:
        assert not grows_too_much(lambda piece: list(finder(piece, Agreed(frozenset(), frozenset()))), pair)  # noqa: B023
