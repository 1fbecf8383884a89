"""What leaks who people are and where, and who may be in their calls."""

from __future__ import annotations

from tests.contributions.network import OTHERS_PAGES
from tests.contributions.story import Story, post, posts, slug, unlike

CALL = "error[joining-link]"
PASSWORD = "error[call-password]"
PHONE = "warning[phone-number]"
MAIL = "warning[email-in-text]"
PLACE = "warning[exact-place]"

TEXTS = (
    ("an address", "Write to mere.tui@alphawatch.ph.", MAIL),
    ("an address in a link", "[Write](mailto:mere.tui@alphawatch.ph)", MAIL),
    ("an address that hides", "Write to mere.tui [at] alphawatch [dot] ph", MAIL),
    ("an address in a title", "[x](https://example.org 'mere.tui@alphawatch.ph')", MAIL),
    ("an address in a picture's text", "![mere.tui@alphawatch.ph](x.png)", MAIL + " warning[missing-image]"),
    ("an address in a footnote", "x[^1]\n\n[^1]: mere.tui@alphawatch.ph", MAIL),
    ("an address with an entity", "Write to mere.tui&#64;alphawatch.ph", MAIL),
    ("a number", "Ask for Ana: +63 917 555 1234", PHONE),
    ("a number in a list", "- Ana, tel. 0917 555 1234", PHONE),
    ("a number of a messenger", "[Write](https://wa.me/639175551234)", PHONE),
    ("a link into a call", "Join https://zoom.us/j/81234567890", CALL),
    ("a link into a call with a password", "Join https://zoom.us/j/81234567890?pwd=abcDEF123", CALL + " " + PASSWORD),
    ("a link into a call in code", "`https://meet.google.com/abc-defg-hij`", CALL),
    ("a link into a group", "[Our group](https://chat.whatsapp.com/AbCdEfGhIjK)", CALL),
    ("a link into a call as a picture", "![x](https://meet.jit.si/OurPrivateRoom)", CALL + " warning[remote-image]"),
    ("a passcode", "Zoom meeting, passcode: 839201", PASSWORD),
    ("a passcode in another script", "Zoom 회의 비밀번호: 839201", PASSWORD),
    ("coordinates of a house", "We meet at -18.14161, 178.44149 again.", PLACE),
    ("coordinates in a map's link", "[here](https://www.openstreetmap.org/?mlat=-18.14161&mlon=178.44149)", PLACE),
    (
        "a picture that counts readers",
        "![](https://evil.example/pixel.gif?reader=1)",
        "warning[remote-image] warning[missing-alt]",
    ),
    (
        "a picture of another host in a link",
        "[![x](https://evil.example/pixel.gif)](https://evil.example/)",
        "warning[remote-image]",
    ),
    ("a picture of another host without a scheme", "![x](//evil.example/pixel.gif)", "warning[unsafe-link]"),
    (
        "a picture of another host in HTML",
        '<img src="https://evil.example/pixel.gif" alt="x">',
        "warning[remote-image]",
    ),
)


def event(name: str, lines: str, told: str, within: tuple[int, int] = (1, 9)) -> Story:
    id = f"p-{slug(name)}"
    text = f"id: {id}\ntitle: A meeting\ntype: meeting\nstart: 2026-12-05 10:00\n{lines}\n"
    return Story(f"an event with {name}", {f"events/{id}.yml": text}, told, within)


EVENTS = (
    event("a joining link in its summary", "summary: Join at https://zoom.us/j/81234567890", CALL, (5, 5)),
    event(
        "a joining link in its place",
        "place: {name: Online, address: 'https://teams.microsoft.com/l/meetup-join/19%3ameeting'}",
        CALL,
        (5, 5),
    ),
    event("a joining link as its registration", "registration: {url: 'https://zoom.us/j/81234567890'}", CALL, (5, 5)),
    event(
        "a joining link as a document",
        "documents: [{title: The call, url: 'https://meet.google.com/abc-defg-hij'}]",
        CALL,
        (5, 5),
    ),
    event("a passcode in its platform", "online: {platform: 'Zoom, passcode 839201'}", PASSWORD, (5, 5)),
    event("somebody's home", "place: {name: Mere's house, latitude: -18.14161, longitude: 178.44149}", PLACE, (5, 5)),
    event("somebody's address as its host", "hosts: [mere.tui@alphawatch.ph]", MAIL, (5, 5)),
)

OTHERS = (
    Story(
        "a member whose letter nobody agreed to",
        {
            "members/no-consent.yml": "id: no-consent\nname: X\ncountry: FJ\ncontact: {name: Mere, email: mere@marked.example.org}\n"
        },
        "error[email-without-consent]",
        (4, 4),
    ),
    Story(
        "a consent without a day",
        {
            "members/bad-consent.yml": "id: bad-consent\nname: X\ncountry: FJ\ncontact: {email: mere@x.example.org, consent: true}\n"
        },
        "error[bad-date] error[email-without-consent]",
        (4, 4),
    ),
    Story(
        "a hidden member's secrets",
        {
            "members/hide.yml": "id: marked-other\nname: MARKED\ncountry: FJ\nvisibility: hidden\nabout: MARKED\n"
            "website: https://marked.example.org/\nformerly: [marked-before]\n"
        },
    ),
    Story(
        "a statement that names everybody who is hidden",
        {
            "posts/statement.md": post(
                "Text.",
                more="signatories:\n  - {member: alpha}\n  - {member: marked-hidden, representative: MARKED}\n"
                "  - {member: marked-quiet, representative: MARKED}\nevents: [weekly-call, marked-meeting]\n",
            ).replace("kind: blog", "kind: statement")
        },
        changes=frozenset(
            {"members/alpha/index.html", "events/weekly-call/index.html", "events/weekly-call/2026-12-08/index.html"}
        ),
    ),
    Story(
        "a draft that others link to",
        {
            "posts/marked-second-draft.md": post("MARKED", "MARKED", "draft: true\n"),
            "posts/links-to-draft.md": post(
                "[MARKED?](marked-second-draft.md)".replace("MARKED?", "A draft"),
                more="translation_of: marked-second-draft\nlanguage: fj\n",
            ),
        },
        "warning[hidden-link]",
        changes=OTHERS_PAGES,
    ),
    Story(
        "a post for later",
        {
            "posts/marked-later.md": post("MARKED ![MARKED](marked-later.png)", "MARKED", "publish_at: 2027-01-01\n"),
            "posts/marked-later.png": b"no picture",
        },
        "error[bad-image]",
    ),
)

STORIES = unlike((*posts("people", TEXTS), *EVENTS, *OTHERS))
