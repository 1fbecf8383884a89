"""Members and events: YAML that kills its readers, ids that take another's place, texts that break other programs."""

from __future__ import annotations

from tests.contributions.network import NETWORK, OTHERS
from tests.contributions.story import HARMLESS, Story, post, slug, unlike


def member(name: str, lines: str, told: str = HARMLESS, within: tuple[int, int] = (1, 99)) -> Story:
    id = f"m-{slug(name)}"
    return Story(
        f"a member with {name}",
        {f"members/{id}.yml": f"id: {id}\ncountry: FJ\nname: A member\n{lines}\n"},
        told,
        within,
    )


def event(name: str, lines: str, told: str = HARMLESS, within: tuple[int, int] = (1, 99)) -> Story:
    id = f"e-{slug(name)}"
    text = f"id: {id}\ntitle: An event\ntype: workshop\nstart: 2026-12-05 10:00\n{lines}\n"
    return Story(f"an event with {name}", {f"events/{id}.yml": text}, told, within)


def named(name: str, told: str, path: str, text: str | bytes, within: tuple[int, int] = (1, 10**9)) -> Story:
    return Story(name, {path: text}, told, within)


MEMBERS = (
    member("a script in its about", "about: |\n  <script>alert(1)</script>", "error[unsafe-html]", (5, 5)),
    member("elements in its short name", "short_name: '<b onmouseover=alert(1)>x</b>'"),
    member("headings that are our own", "about: |\n  ## T nav\n\n  ## T main\n\n  ## _t-clock"),
    member("a formula", "short_name: '=1+1'\nidentifiers: {wikidata: '@SUM(A1)', org_id: '+1', ror: '-1'}"),
    member("a website that is a script", "website: javascript:alert(1)", "error[bad-url]", (4, 4)),
    member(
        "an account that is a script",
        "social: {x: 'javascript:alert(1)', mastodon: '//evil.example/@x'}",
        "error[bad-url]",
        (4, 4),
    ),
    member(
        "an identifier that leads elsewhere",
        "identifiers: {wikidata: '../../evil', ror: '//evil.example', org_id: 'javascript:alert(1)'}",
    ),
    member("an identifier that breaks out", "identifiers: {wikidata: 'Q1\"onclick=\"alert(1)', ror: '<script>'}"),
    member("a country that is an element", "works_in: ['<b>', '../..']", "error[unknown-country]", (4, 4)),
    member("a language that leads out", "languages: ['../../x', 'en\"']", "error[unknown-language]", (4, 4)),
    member(
        "a letter that is an attribute",
        "contact: {email: 'a\"onclick=alert(1)@example.org', consent: 2026-01-01}",
        "error[bad-email]",
        (4, 4),
    ),
    member(
        "a letter with headers",
        'contact: {email: "a@example.org\\r\\nbcc: b@evil.example", consent: 2026-01-01}',
        "error[bad-email]",
        (4, 4),
    ),
    member(
        "a letter with a query",
        "contact: {email: 'a@example.org?bcc=b@evil.example', consent: 2026-01-01}",
        "error[bad-email]",
        (4, 4),
    ),
    member(
        "a letter that reads on",
        "contact: {email: 'a&quot;onclick=x@evil.example', consent: 2026-01-01}",
        "error[bad-email]",
        (4, 4),
    ),
    member("a logo that is a drawing", "logo: {src: evil.svg, alt: x}", "error[missing-image]", (4, 4)),
    member("a logo of git", "logo: {src: .git/config, alt: x}", "error[bad-path]", (4, 4)),
    member("a logo that is another's settings", "logo: {src: ../network.yml, alt: x}", "error[bad-path]", (4, 4)),
    member("a person who is the archive", "people: [{id: archive, name: X}]", "error[bad-id]", (4, 4)),
    member(
        "a person with elements",
        "people: [{id: p-elements, name: '</bdi><script>alert(1)</script>', role: '<img src=x onerror=alert(1)>', about: '[x](/posts/hello/)'}]",
    ),
    member("somebody else's id for a person", "people: [{id: alpha, name: X}]", "error[duplicate-id]", (4, 4)),
    member("a former name that is somebody else's", "formerly: [alpha]", "error[duplicate-address]", (4, 4)),
    member("a former name that is somebody hidden", "formerly: [marked-hidden]", "error[duplicate-address]", (4, 4)),
    member("an unknown visibility", "visibility: everyone", "error[bad-choice]", (4, 4)),
    member("a status of one's own", "status: convener\nconvener: true", "error[bad-choice] error[unknown-key]", (4, 5)),
    member(
        "a name in a thousand languages",
        "about:\n" + "\n".join(f"  x{chr(97 + n % 26)}{chr(97 + n // 26)}: Text" for n in range(60)),
        "error[unknown-language]",
    ),
    member(
        "an id of somebody on people's list",
        "themes: [nothing, '<b>', '../..']",
        "error[unknown-theme] error[bad-id]",
        (4, 4),
    ),
    named(
        "a member whose id leads out",
        "error[bad-id]",
        "members/leads-out.yml",
        "id: ../../evil\nname: X\ncountry: FJ\n",
        (1, 1),
    ),
    named(
        "a member whose id is an address",
        "error[bad-id]",
        "members/reserved.yml",
        "id: archive\nname: X\ncountry: FJ\n",
        (1, 1),
    ),
    named(
        "a member whose id is a page",
        "error[bad-id]",
        "members/reserved-too.yml",
        "id: page\nname: X\ncountry: FJ\n",
        (1, 1),
    ),
    named(
        "a member with somebody else's id",
        "error[duplicate-id]",
        "members/twice.yml",
        "id: alpha\nname: X\ncountry: FJ\n",
        (1, 1),
    ),
    named(
        "a member with a hidden member's id",
        "error[duplicate-id]",
        "members/twice-hidden.yml",
        "id: marked-hidden\nname: X\ncountry: FJ\n",
        (1, 1),
    ),
    named(
        "a member whose name is a formula",
        HARMLESS,
        "members/formula.yml",
        "id: formula\nname: '=cmd|/C calc!A0'\ncountry: FJ\n",
    ),
    named(
        "a member whose name ends the data",
        HARMLESS,
        "members/json.yml",
        "id: json-end\nname: '\"}]}</script><script>alert(1)</script>'\ncountry: FJ\n",
    ),
    named(
        "a member whose name ends a field and the list of a form",
        HARMLESS,
        "members/form-end.yml",
        "id: form-end\nname: '\"></option></datalist></template><form action=//evil.example><button data-m=x>x'\ncountry: FJ\n",
    ),
    Story(
        "a country whose name is a script",
        {
            "network.yml": NETWORK.replace(
                "{code: FJ, ", "{code: FJ, name: {en: '\"><script>alert(1)</script>', ko: '\" data-m=\"x'}, "
            )
        },
        alone=True,
        changes=frozenset(OTHERS),
    ),
    named(
        "a member of five thousand signs",
        HARMLESS,
        "members/long.yml",
        f"id: long-name\nname: {'long ' * 1000}\ncountry: FJ\n",
    ),
    named(
        "a thousand members in a contribution",
        HARMLESS,
        "members/many.yml",
        "members:\n"
        + "".join(f"  - {{id: many-{n}, name: Many {n}, country: FJ, visibility: hidden}}\n" for n in range(300)),
    ),
)

EVENTS = (
    event(
        "a script in its description",
        "description: |\n  Come!\n\n  <script>alert(1)</script>",
        "error[unsafe-html]",
        (8, 8),
    ),
    event(
        "a script in an agenda's notes",
        "agenda: [{title: x, notes: '<script>alert(1)</script>'}]",
        "error[unsafe-html]",
        (5, 5),
    ),
    event("headings that are our own", "description: |\n  ## T clock\n\n  ## T nav"),
    event("elements in an agenda", "agenda: [{title: '<img src=x onerror=alert(1)>', minutes: 5}]"),
    event(
        "elements in its place",
        "place: {name: '</bdi><script>', city: '\"><img src=x onerror=alert(1)>', address: ']]>', accessibility: '<b>'}",
    ),
    event("semicolons and commas in its place", "place: {name: 'A;B,C\\nATTENDEE:x', address: 'X\\;Y\\,Z'}"),
    event(
        "an address that is a script", "online: {url: 'javascript:alert(1)', public: true}", "error[bad-url]", (5, 5)
    ),
    event(
        "an address with a line break",
        'online: {url: "https://example.org/\\r\\nATTENDEE:x", public: true}',
        "error[bad-url]",
        (5, 5),
    ),
    event(
        "an address with a semicolon",
        "online: {url: 'https://example.org/;x=\"y\":z', public: true}",
        "error[bad-url]",
        (5, 5),
    ),
    event("a call that isn't public", "online: {platform: A call, url: 'https://marked.example.org/join'}"),
    event(
        "a registration that is a script",
        "registration: {url: 'vbscript:x', audience: '<script>', cost: '=1+1'}",
        "error[bad-url]",
        (5, 5),
    ),
    event(
        "a registration with elements",
        "registration: {url: 'https://example.org/', audience: '<script>alert(1)</script>', cost: '=1+1'}",
    ),
    event(
        "a document that is a script", "documents: [{title: x, url: 'javascript:alert(1)'}]", "error[bad-url]", (5, 5)
    ),
    event("a document of git", "documents: [{title: x, file: ../.git/config}]", "error[bad-path]", (5, 5)),
    event("a document that is a setting", "documents: [{title: x, file: network.yml}]", "error[broken-link]", (5, 5)),
    event(
        "a document that is not there", "documents: [{title: '<script>', file: evil.pdf}]", "error[broken-link]", (5, 5)
    ),
    event("an interpretation with elements", "interpretation: ['<script>']", "error[unknown-language]", (5, 5)),
    event("a host with elements", "hosts: ['<img src=x onerror=alert(1)>', '=1+1', marked-hidden]"),
    event(
        "hosts who are hidden",
        "hosts: [marked-hidden, marked-person, marked-quiet]\nattended: [alpha, marked-hidden, marked-quiet]",
    ),
    event("a zone that is a file", "timezone: ../../../etc/passwd", "error[unknown-timezone]", (5, 5)),
    event("a zone that is a rule", "timezone: 'EST5EDT,M3.2.0,M11.1.0'", "error[unknown-timezone]", (5, 5)),
    event("a zone with a line break", 'timezone: "Asia/Manila\\r\\nX:1"', "error[unknown-timezone]", (5, 5)),
    event(
        "a place beyond the earth", "place: {name: x, latitude: 1e308, longitude: .inf}", "error[bad-number]", (5, 5)
    ),
    event(
        "a place that is no number", "place: {name: x, latitude: .nan, longitude: 0x10}", "error[bad-number]", (5, 5)
    ),
    event("a number of two thousand digits", f"attended_count: {'9' * 2000}", "error[bad-number]", (5, 5)),
    event("a number that is negative", "sequence: -1", "error[bad-number]", (5, 5)),
    event("a length of centuries", "duration: 99999 days", "error[bad-duration]", (5, 5)),
    event("a million occurrences", "recurrence: {every: 1 day, count: 999999}", "error[recurrence-too-long]", (5, 5)),
    event(
        "occurrences for ever", "recurrence: {every: 1 day, until: 2199-12-31}", "error[recurrence-too-long]", (5, 5)
    ),
    event("no step between occurrences", "recurrence: {every: 0 days, count: 5}", "error[bad-period]", (5, 5)),
    event(
        "an occurrence that leads out",
        "recurrence: {every: 1 day, count: 2}\noccurrences: {'../../x': {status: cancelled}}",
        "error[bad-date]",
        (6, 6),
    ),
    event(
        "an id of an occurrence",
        "recurrence: {every: 1 day, count: 2}\noccurrences: {2026-12-06: {id: evil}}",
        "error[unknown-key]",
        (6, 6),
    ),
    event(
        "a series with elements",
        "series: {id: s-elements, title: '</title><script>alert(1)</script>', output: {title: '<b>', url: 'https://example.org/\"'}}",
        "error[bad-url]",
        (5, 5),
    ),
    event("a series that leads out", "series: {id: ../../x, title: x}", "error[bad-id]", (5, 5)),
    event("a series that is the archive", "series: {id: archive, title: x}", "error[bad-id]", (5, 5)),
    event("a former name that is somebody else's", "formerly: [weekly-call]", "error[duplicate-address]", (5, 5)),
    event("a method of a calendar", "method: REQUEST\nattendees: [x@evil.example]", "error[unknown-key]", (5, 6)),
    event(
        "an alarm of a calendar",
        "alarm: {action: AUDIO, attach: 'https://evil.example/x.wav'}",
        "error[unknown-key]",
        (5, 5),
    ),
    event("a class of Python", "summary: !!python/object:os.system {}", "error[yaml-tag] error[bad-text]", (5, 5)),
    event("a set", "themes: !!set {open-budgets}", "error[yaml-tag] error[wrong-shape]", (5, 5)),
    named(
        "an event whose id is a list of types",
        "error[bad-id]",
        "events/types.yml",
        "id: types\ntitle: X\ntype: call\nstart: 2026-12-01\n",
        (1, 1),
    ),
    named(
        "an event whose id is a year",
        "error[bad-id]",
        "events/year.yml",
        "id: 2026\ntitle: X\ntype: call\nstart: 2026-12-01\n",
        (1, 1),
    ),
    named(
        "an event with somebody else's id",
        "error[duplicate-id]",
        "events/twice.yml",
        "id: weekly-call\ntitle: X\ntype: call\nstart: 2026-12-01\n",
        (1, 1),
    ),
    named(
        "an event whose type leads out",
        "error[bad-choice]",
        "events/type.yml",
        "id: type-out\ntitle: X\ntype: ../../x\nstart: 2026-12-01\n",
        (3, 3),
    ),
)

_LEVELS = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]
FILES = (
    named(
        "a file of aliases that multiply",
        "error[yaml-alias]",
        "members/bomb.yml",
        "\n".join(["l0: &l0 [x, x, x, x, x, x, x, x, x]", *_LEVELS]) + "\n",
    ),
    named(
        "a file of an alias that merges itself",
        "error[yaml-alias]",
        "members/merge.yml",
        "members: &m\n  - <<: *m\n",
        (2, 2),
    ),
    named("a file of brackets", "error[yaml-depth]", "events/brackets.yml", "[" * 100_000, (1, 1)),
    named("a file of braces", "error[yaml-depth]", "events/braces.yml", "{a: " * 20_000, (1, 1)),
    named("a file of hyphens", "error[yaml-depth]", "events/hyphens.yml", "- " * 20_000 + "x\n", (1, 1)),
    named(
        "a file of questions", "error[yaml-depth] error[bad-key]", "events/questions.yml", "? " * 20_000 + "x\n", (1, 1)
    ),
    named("a file of anchors", "error[yaml-syntax]", "events/anchors.yml", "&a " * 1000 + "x\n", (1, 1)),
    named("a file of a long text", "error[wrong-shape]", "events/text.yml", "x" * 1_000_000 + "\n", (1, 1)),
    named(
        "a file of one quotation mark", "error[yaml-syntax]", "events/quotation.yml", 'id: "' + "x\n" * 10_000, (1, 1)
    ),
    named(
        "a file of Python's objects",
        "error[yaml-tag] error[wrong-shape]",
        "members/python.yml",
        "!!python/object/apply:subprocess.check_output [[id]]\n",
        (1, 1),
    ),
    named(
        "a file of a module of Python",
        "error[yaml-tag] error[wrong-shape]",
        "members/module.yml",
        "members: !!python/module:evil x\n",
        (1, 1),
    ),
    named(
        "a file of two documents",
        "error[yaml-syntax]",
        "members/two.yml",
        "id: two\nname: X\ncountry: FJ\n---\nid: three\nname: X\ncountry: FJ\n",
        (4, 4),
    ),
    named("a file of a directive", "error[yaml-syntax]", "members/directive.yml", "%YAML 3.0\n---\nid: two\n", (1, 3)),
    named(
        "a file of a wrong encoding",
        "error[not-utf-8]",
        "members/encoding.yml",
        "id: cafe\nname: Café\ncountry: FJ\n".encode("cp1252"),
        (2, 2),
    ),
    named("a file of zeros", "error[control-character]", "members/zeros.yml", b"\0" * 100, (1, 1)),
    named(
        "a file of a separator of lines",
        "error[control-character]",
        "members/separator.yml",
        "id: x\u2028name: y\u2028country: FJ\n",
        (1, 3),
    ),
    named("a file of nothing", HARMLESS, "members/nothing.yml", ""),
    named("a file of a comment", HARMLESS, "events/comment.yml", "# members: [x]\n"),
    Story("a list of six megabytes", {"events/large.yml": "#" * 6_000_000}, "error[too-large]", (1, 1), alone=True),
    Story(
        "a post of six megabytes", {"posts/large.md": post("x " * 3_000_000)}, "error[too-large]", (1, 1), alone=True
    ),
    Story("ten thousand files", {f"posts/note-{n}.txt": "x" for n in range(10_000)}, HARMLESS, alone=True),
)

STORIES = unlike((*MEMBERS, *EVENTS, *FILES))
