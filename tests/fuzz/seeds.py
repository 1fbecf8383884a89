"""What the fuzzers start from: whole small sites, Markdown texts, pictures; and words that have hurt other programs."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

TESTS = Path(__file__).parent.parent
REPOSITORY = TESTS.parent
CASES = TESTS / "cases"
TEXTS = (".md", ".yml", ".yaml")

Files = dict[str, bytes]

# A network in which most of the fields have a value.
RICH: dict[str, str] = {
    "members.yml": """members:
  - id: alpha
    name: { en: Alpha, id: Alfa }
    country: PH
    works_in: [PH, FJ]
    themes: [open-budgets]
    about: |
      We *read* [budgets](/posts/hello/).
    logo: { src: docs/logo.png, alt: Logo }
    joined: 2026-03-15
    contact: { email: a@example.org, consent: 2026-03-01 }
    people:
      - { id: ana, name: Ana, visibility: name-only }
    formerly: [first-group]
""",
    "events.yml": """events:
  - id: call
    title: Call
    type: call
    start: 2026-03-17 15:00
    duration: 90 minutes
    timezone: Australia/Sydney
    place: { city: Suva, country: FJ, latitude: -18.1, longitude: 178.4 }
    hosts: [alpha, Somebody else]
    recurrence: { every: 6 weeks, count: 8, except: [2026-04-28] }
    occurrences:
      2026-06-09:
        start: 2026-06-10 15:00
        agenda: [{ title: One, lead: ana, minutes: 10, notes: "[x](#y)" }]
        attended: [alpha]
    series: { id: calls, number: 1, output: { title: A paper, state: draft } }
    documents: [{ title: A note, url: https://example.org/note.pdf, date: 2026-03-01 }]
""",
    "posts/hello.md": """---
title: Hello
date: 2026-03-02 09:30+08:00
authors: [ana, { name: A guest }]
kind: statement
themes: [open-budgets]
events: [call]
translation_of: other
expires: 2026-12-31
signatories: [{ member: alpha, date: 2026-03-03 }]
---
# Hello

Read [this](other.md#part), <b>that</b> and ![a picture](x.png "y").

!!! note "N"
    Text[^1].

[^1]: Note.
""",
}

MARKDOWN = (
    RICH["posts/hello.md"].partition("---\n# ")[2],
    "| a | b |\n|:--|--:|\n| `c\\|d` | **e** |\n\nTerm\n: Definition with [a link](a.md)\n\n- [x] done\n  1. more\n\n     code\n",
    "> [!WARNING]\n> Take *care*[^a], ~~not~~ www.example.org/(a) or a@example.org.\n\n[^a]: A note[^a].\n    With more.\n",
    "```python\nx = '''1\n```\n\n<details open>\n<summary>More</summary>\n\nSome *text*\n\n</details>\n\n[a]: b.md 'c'\n\n[a] ![a][]\n",
    '<a href="/x" title="y"><b>z</b></a><br><!-- c --> <img src="a.png" alt="b" onerror=alert(1)>\n\n## A\n\n## A\n\n### `a-1`\n',
    'Title\n===\n\n!!! danger "<b>"\n\n    One\n\n    !!! tip\n        Two &amp; \\* &#0; https://example.org/?a=(b)&c.\n\n***\n',
)

_VALUES = """~ [] {} [[]] NO 12:30 2026-02-30 0001-01-01 9999-12-31 -1 99999999999 1e999 ٢٠٢٦ *a | >- " ' // http://[ javascript:x
1000_years __proto__ __config ../../etc/passwd {{7*7}} {%raw%} ${x} %s =cmd|x!A1 <script>alert(1)</script> ]]> --> :: 2026-W10 0x10"""
# Beside ordinary bad values: what reads as something else, breaks a line, joins, reorders, or has no meaning at all.
VALUES = (
    *_VALUES.split(),
    *("", "&a [*a]", "!!python/name:os.system x", "9999-12-31 23:59", "1000 years", "6 weeks", "2026-03-29 02:30", "a\n---\nb"),
    *("\u202e", "\u2066", "\u200b", "\ud7ff", "\x00", "\x1b]0;x\x07", "\x85", "\u2028", "\ufeff", "\ufffe", "e\u0301\u0301", "\ufdfa"),
    *("\N{MATHEMATICAL BOLD SMALL A}", "\N{CYRILLIC SMALL LETTER A}", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "ß", "👩‍👩‍👧"),
    *("\t", "\r", "\r\n", " " * 40, "x" * 5000, "é" * 200, "9" * 400),
)  # fmt: skip
_SIGNS = """[ ![ ]( ](< [] [^1] [^1]: ^[ [a]: [a][b] [!NOTE] ` ``` ~~~ ~ ~~ * ** _ __ *** \\ & &# &#0; &#x202e; &lt; < > >> > - + 1. 1) : | |-
|:-: !!! ??? ::: --- === # ###### <!-- --> <![CDATA[ <? <!X <a <a> <b> </b> <i> <p> <div> </div> <table> <li> <details> <svg> <math> <style>
<script> <template> <plaintext> <textarea> <select> <base> <a␣href="gap:0"> <img␣src="gap:0"> gap:0 site: site:posts/ http:// https://a.b/)
www. mailto: xmpp: a@b.c :@w javascript:alert(1) JaVaScRiPt: &#106;avascript: data:text/html, //host \\\\host /\\host %00 %2e%2e/ ../ #a ?a
http://user@host http://a.b/%00%1b%e2%80%ae http://[::1] http://① http://аррӏе.com {: {#a {.a %} {{ $$ \\( 👍 :smile: © 漢 اردو ॐ"""
SIGNS = (
    *(character.replace("␣", " ") for character in _SIGNS.split()),
    *("\n", "\n\n", "\n    ", "\n> ", "\n- ", "\n\t", "  \n", "\n: b\n", "\n[a]: b 'c'\n", "\n\n[^1]: x\n", "\n```python\n", "\n!!! note\n    "),
    *("\n<div>\n", "\n</div>\n", "\n<!--\n", "\n| a |\n|---|\n", "\n===\n", '<a href="', '" onclick="', "' x='"),
)  # fmt: skip


@cache
def sites() -> tuple[Files, ...]:
    """The rich network first, then every case, laid over the base as test_cases.py does."""
    base = folder(CASES / "base")
    rich = base | {path: text.encode() for path, text in RICH.items()}
    cases = [path for path in sorted(CASES.iterdir()) if path.is_dir() and path.name != "base"]
    return (rich, base, *(_laid_over(base, folder(case)) for case in cases))


def _laid_over(base: Files, case: Files) -> Files:
    """In a case a folder may be where the base has a file."""
    if "network.yml" in case:
        return case
    return {path: data for path, data in base.items() if not any(other.startswith(f"{path}/") for other in case)} | case


def folder(root: Path) -> Files:
    """The files that a site is read from; links and the like can't be bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name != "expected.txt"
    }


@cache
def markdown() -> tuple[str, ...]:
    """Our own, the posts of the sample site, and those of the cases."""
    written = [*sorted((REPOSITORY / "posts").rglob("*.md"))[:8], *sorted(CASES.rglob("posts/**/*.md"))]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in written]
    return (*MARKDOWN, *(text.split("---\n", 2)[-1] for text in texts))


@cache
def pictures() -> tuple[bytes, ...]:
    """Every kind, small, so that a change hits what matters; also turned, and moving."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "Where it was taken"
    kinds = {"JPEG": "L RGB CMYK", "PNG": "1 L LA P RGB RGBA I;16", "GIF": "1 L P RGB", "WEBP": "RGB RGBA"}
    made = []
    for kind, mode in ((kind, mode) for kind, modes in kinds.items() for mode in modes.split()):
        first, second = Image.new(mode, (5, 3)), Image.new(mode, (5, 3), 1 if mode in "1 L P I;16" else "red")
        made += [_saved(first, kind), _saved(second, kind, exif=exif)]
        if kind != "JPEG" and mode != "I;16":
            made.append(_saved(first, kind, save_all=True, append_images=[second], duration=20))
    return tuple(dict.fromkeys(made))


def _saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()
