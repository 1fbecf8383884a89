"""Honest members, events and pictures: zones at the quarter of an hour, names with signs, cameras' own kinds of file."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

# (id, the event's own lines, what is in its calendar: DTSTART and DTEND as written there, and what its page says)
EVENTS: tuple[tuple[str, str, dict[str, str], tuple[str, ...]], ...] = (
    (
        "kathmandu",
        "title: बजेट बैठक\ntype: workshop\nstart: 2026-12-08 15:45\nduration: 90 minutes\ntimezone: Asia/Kathmandu\nplace: {name: सभा हल, city: Kathmandu, country: NP}",
        {"DTSTART": "TZID=Asia/Kathmandu:20261208T154500"},
        ("बजेट बैठक", "सभा हल", "15:45"),
    ),
    (
        "kathmandu-online",
        "title: Online from Kathmandu\ntype: webinar\nstart: 2026-12-08 00:15\nduration: 45 min\ntimezone: Asia/Kathmandu\nonline: {platform: BigBlueButton}",
        {"DTSTART": ":20261207T183000Z"},
        ("Online from Kathmandu",),
    ),
    (
        "chatham",
        "title: Rēkohu kōrero\ntype: meeting\nstart: 2026-12-08 10:00\nend: 2026-12-08 11:30\ntimezone: Pacific/Chatham\nonline: {platform: Jitsi}",
        {"DTSTART": ":20261207T201500Z", "DTEND": ":20261207T214500Z"},
        ("Rēkohu kōrero",),
    ),
    (
        "eucla",
        "title: Eucla's day\ntype: other\nstart: 2026-12-08 09:00\nduration: 1 hour\ntimezone: Australia/Eucla\nonline: {platform: Phone}",
        {"DTSTART": ":20261208T001500Z"},
        ("Eucla's day",),
    ),
    (
        "lord-howe",
        "title: Half an hour of summer\ntype: other\nstart: 2026-12-08 09:00\nduration: 1 hour\ntimezone: Australia/Lord_Howe\nonline: {platform: x}",
        {"DTSTART": ":20261207T220000Z"},
        ("Half an hour of summer",),
    ),
    (
        "kiritimati",
        "title: First to see the day\ntype: other\nstart: 2026-12-31 23:30\nduration: 1 hour\ntimezone: Pacific/Kiritimati\nonline: {platform: x}",
        {"DTSTART": ":20261231T093000Z", "DTEND": ":20261231T103000Z"},
        ("First to see the day",),
    ),
    (
        "pago-pago",
        "title: Last to see the day\ntype: other\nstart: 2026-12-31 23:30\nduration: 1 hour\ntimezone: Pacific/Pago_Pago\nplace: {city: Pago Pago, country: AS}",
        {"DTSTART": "TZID=Pacific/Pago_Pago:20261231T233000"},
        ("Last to see the day",),
    ),
    (
        "late",
        "title: Late & later\ntype: call\nstart: 2026-12-10 23:30\nduration: 2 hours\ntimezone: Asia/Kolkata\nplace: {name: A \"hall\", address: '12; High St, Flat 3', city: Pune, country: IN}",
        {"DTSTART": "TZID=Asia/Kolkata:20261210T233000", "DTEND": "TZID=Asia/Kolkata:20261211T013000"},
        ("Late & later", "12; High St, Flat 3"),
    ),
    (
        "all-day",
        "title: Open Data Day\ntype: other\nstart: 2026-12-06\nplace: {city: Dili, country: TL}",
        {"DTSTART": "VALUE=DATE:20261206"},
        ("Open Data Day",),
    ),
    (
        "three-days",
        "title: Summit; day 1, 2 and 3\ntype: summit\nstart: 2026-12-11\nend: 2026-12-13\nplace: {city: Nuku‘alofa, country: TO}",
        {"DTSTART": "VALUE=DATE:20261211", "DTEND": "VALUE=DATE:20261214"},
        ("Summit; day 1, 2 and 3", "Nuku‘alofa"),
    ),
    (
        "cancelled",
        "title: It's off\ntype: workshop\nstart: 2026-12-12 10:00\nduration: 1 hour\nstatus: cancelled\nsequence: 2\nupdated: 2026-11-20",
        {"STATUS": ":CANCELLED", "SEQUENCE": ":2"},
        ("It's off", "cancelled"),
    ),
    (
        "deadline",
        "title: \"Deadline: <5 pages>\"\ntype: deadline\nstart: 2026-12-15 23:59\ntimezone: Pacific/Apia\nsummary: 'Send \"it\" & don''t be late; a, b'",
        {"DTSTART": "TZID=Pacific/Apia:20261215T235900"},
        ("Deadline: <5 pages>", 'Send "it" & don\'t be late; a, b'),
    ),
    (
        "documents",
        "title: Papers\ntype: meeting\nstart: 2026-12-16 10:00\ndocuments:\n  - {title: 'Concept \"note\" (v2) & more', file: Concept note (v2).PDF, kind: concept-note}\n  - {title: 議事録, url: 'https://例え.jp/文書?版=2', kind: notes, language: ja}",
        {},
        ("Papers", 'Concept "note" (v2) & more', "議事録"),
    ),
    (
        "agenda",
        "title: Long agenda\ntype: meeting\nstart: 2026-12-17 10:00\nagenda:\n  - {title: 'Welcome & \"hello\"', minutes: 5, lead: ana-alpha}\n  - {title: 'C:\\New; a, b', minutes: 10, notes: 'Read `a < b`'}\ndescription: |\n  Bring:\n\n  - a pen\n  - *this* `<form>`\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |",
        {},
        ("Long agenda", 'Welcome & "hello"', "C:\\New; a, b", "Read a < b", "this <form>"),
    ),
    (
        "accessible",
        "title: For everybody\ntype: workshop\nstart: 2026-12-18 10:00\nplace: {name: \"Women's Centre\", address: 'Lot 5, Kings Rd', city: Suva, country: FJ, latitude: -18.1416, longitude: 178.4419, accessibility: 'Ramp; lift; \"quiet\" room'}\nregistration: {url: 'https://forms.example.org/r?id=1&x=(2)', closes: 2026-12-17, audience: 'Members & friends', cost: free}\ninterpretation: [ko, fj]",
        {"LOCATION": ":Women's Centre\\, Lot 5\\, Kings Rd\\, Suva\\, Fiji"},
        ("For everybody", "Women's Centre", 'Ramp; lift; "quiet" room', "Members & friends"),
    ),
    (
        "public-call",
        "title: Open to all\ntype: call\nstart: 2026-12-19 10:00\nduration: 1 hour\nonline: {platform: Zoom, url: 'https://zoom.us/j/81234567890', public: true}\ndescription: Join at https://zoom.us/j/81234567890",
        {},
        ("Open to all", "Join at https://zoom.us/j/81234567890"),
    ),
    (
        "weekly",
        "title: Every week\ntype: call\nstart: 2026-12-01 21:00\nduration: 1 hour\ntimezone: Asia/Yangon\nrecurrence: {every: 1 week, count: 4, except: [2026-12-15]}\noccurrences:\n  2026-12-08: {start: 2026-12-09 21:00, notes: 'Moved, because it''s a holiday'}\nplace: {city: Yangon, country: MM}",
        {"RRULE": ":FREQ=WEEKLY;COUNT=4"},
        ("Every week",),
    ),
)

# (id, lines of its own, what its page says)
MEMBERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "obrien",
        "name: O'Brien & Daughters \"Open\" Trust\ncountry: FJ\nabout: We don't <3 secrets; 3 < 5 & `<b>`.\nwebsite: https://example.org/?a=1&b=(2)",
        ('O\'Brien & Daughters "Open" Trust', "We don't <3 secrets; 3 < 5 & <b>."),
    ),
    ("at-sign", 'name: "@opengovph"\ncountry: PH\nshort_name: "#OGP"', ("@opengovph", "#OGP")),
    ("plus", 'name: "+Plus & =Equal"\ncountry: PH\nshort_name: "-Minus"', ("+Plus & =Equal", "-Minus")),
    (
        "languages",
        "name: {en: Open Seoul, ko: 열린 서울, ja: オープンソウル}\ncountry: KR\nabout: {en: We read., ko: 우리는 *읽는다*.}",
        ("Open Seoul", "열린 서울", "オープンソウル"),
    ),
    ("urdu", "name: {en: Open Lahore, ur: کھلا لاہور}\ncountry: PK\nlanguages: [ur, en, pa]", ("کھلا لاہور",)),
    ("yaml-words", 'name: "NO"\ncountry: "NO"\nshort_name: "null"', ("NO", "null")),
    ("plain-no", "name: No\ncountry: NO\nshort_name: off", ("No", "off")),
    (
        "contact",
        "name: Consenting Circle\ncountry: TL\ncontact: {name: José da Costa, role: Secretário-geral, email: jose+ogp@circle.example.org, consent: 2026-01-05}\nlanguages: [tet, pt]",
        ("José da Costa", "jose+ogp@circle.example.org", "Secretário-geral"),
    ),
    (
        "everything",
        "name: Everything\ncountry: MN\nkind: ngo\nworks_in: [MN, KZ]\nthemes: [open-budgets]\nactivities: [outreach]\nsocial: {mastodon: 'https://mastodon.example.org/@everything', x: 'https://x.com/every_thing', youtube: 'https://www.youtube.com/@every-thing'}\njoined: 2026-03-15\nidentifiers: {wikidata: Q42, org_id: MN-REG-123/45}\npeople:\n  - {id: batbayar, name: \"Бат-Эрдэнэ 'Bat' Ө.\", role: \"Head of R&D\", about: \"Likes `git`.\"}",
        ("Everything", "MN-REG-123/45", "Бат-Эрдэнэ 'Bat' Ө."),
    ),
    ("signs", 'name: A logo with signs\ncountry: FJ\nlogo: {src: "a#b? 100%.png", alt: Signs}', ("A logo with signs",)),
    (
        "logo",
        'name: With a logo\ncountry: FJ\nlogo: {src: Our Logo (2026).PNG, alt: "A turtle & a \\"wave\\""}',
        ("With a logo",),
    ),
)


def saved(image: Image.Image, format: str, **more: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **more)  # type: ignore[arg-type]
    return file.getvalue()


def _drawn(mode: str, size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Something that can be told from any other picture: two fields and a disc."""
    image = Image.new("RGB", size, (200, 60, 40))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2, size[1]), fill=(20, 90, 160))
    draw.ellipse((10, 10, 40, 40), fill=(250, 220, 60))
    return image.convert(mode)


def transparent() -> Image.Image:
    image = _drawn("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def moving() -> bytes:
    frames = [_drawn("RGB").rotate(angle) for angle in (0, 90, 180)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)


def noise() -> Image.Image:
    return Image.frombytes("RGB", (80, 60), random.Random(1).randbytes(80 * 60 * 3))


def sideways() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(_drawn("RGB"), "JPEG", exif=exif)


# name of the file → its bytes; every one is shown by one post, with a text in Markdown
PICTURES: dict[str, bytes] = {
    "IMG_0001.JPG": saved(_drawn("RGB"), "JPEG"),
    "Screenshot 2026-11-20 at 10.15.32.PNG": saved(_drawn("RGB"), "PNG"),
    "photo (1).jpeg": saved(noise(), "JPEG"),
    "transparent.png": saved(transparent(), "PNG"),
    "palette.png": saved(_drawn("P"), "PNG", transparency=0),
    "grey.png": saved(_drawn("L"), "PNG"),
    "one-bit.png": saved(_drawn("1"), "PNG"),
    "sixteen.png": saved(_drawn("L").convert("I").convert("I;16"), "PNG"),
    "cmyk.jpg": saved(_drawn("CMYK"), "JPEG"),
    "progressive.jpg": saved(_drawn("RGB"), "JPEG", progressive=True, quality=95),
    "sideways.jpg": sideways(),
    "moving.gif": moving(),
    "still.gif": saved(_drawn("P"), "GIF"),
    "modern.webp": saved(transparent(), "WEBP"),
    "模擬 图表.png": saved(_drawn("RGB"), "PNG"),
    "예산_그래프.webp": saved(_drawn("RGB"), "WEBP"),
    "o'brien & co.png": saved(_drawn("RGB"), "PNG"),
    "100%.png": saved(_drawn("RGB"), "PNG"),
    "wide.png": saved(_drawn("RGB", (3000, 40)), "PNG"),
}

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
