"""The posts of the network of corner cases."""

from __future__ import annotations

from datetime import date, timedelta

LONG_TITLE = ("A very long title about tides & currents that would not end " * 9)[:500].rstrip()
LONG_WORD = "ဘာသာ" * 60 + "Donaudampfschifffahrt" * 12 + "🌊" * 40

AWKWARD = """\
A paragraph that ends with `]]>` and 5 < 6 & 7, an entity &lt;b&gt;, a character that XML forbids &#1; and &#xFFFE; and
&#xB; in the midst, [another post](../plain.md), [a place here](#a-heading), [elsewhere](https://example.org/?a=1&b=2),
[an event](/events/sydney-calls/), [the calendar](/events/calendar.ics), <https://example.org/x?y=“z”>.[^note]

## A heading

![A picture, "quoted" & <3](reef.png "Title & <b>")

| Left | Right |
| :--- | ----: |
| a & b | ]]> |

- [ ] to do
- [x] done

> [!NOTE]
> A note.

```python
print("]]>" if 1 < 2 & 3 else '<script>')
```

Term
: what it means

<details open><summary>More</summary>Typed <kbd>HTML</kbd>, <bdo dir="rtl">turned</bdo>, <abbr title="a & b">A</abbr>.</details>

H~2~O, ~~gone~~, *e\u0301tude* and e\u0301 in two pieces; \U0001f9d1\U0001f3fe\u200d\U0001f680 and \u05e9\u05dc\u05d5\u05dd.

---

[^note]: A footnote with a [link](../plain.md#there).
"""

TITLES = {
    "less-than": "I <3 reefs",
    "ampersand": "Fish & chips &amp; more &#60;b&#62;",
    "quotation-marks": "“Quotes”, \"straight\" and 'single'",
    "end-of-cdata": "It ends with ]]> and goes on",
    "emoji": "Wave 🌊, family 👨‍👩‍👧, flag 🇰🇮",
    "right-to-left": "سلام, שלום and back",
    "combining": "E\u0301tude de Vie\u0323\u0302t Nam: a\u0308o\u0308",
    "like-a-tag": "<script>alert(1)</script> & </title>",
    "percent": "100 % of 5 %(title)s {{ braces }} \\N \\n",
    "long-title": LONG_TITLE,
}

LANGUAGES = {
    "my": ("မြန်မာဘာသာဖြင့် ပို့စ်", "ဤသည်မှာ မြန်မာဘာသာဖြင့် ရေးသားထားသော ပို့စ်တစ်ခု ဖြစ်သည်။"),
    "ur": ("اردو میں ایک تحریر", "یہ اردو میں لکھی گئی ایک تحریر ہے، جو دائیں سے بائیں پڑھی جاتی ہے۔"),
    "th": ("โพสต์ภาษาไทย", "นี่คือโพสต์ที่เขียนเป็นภาษาไทยซึ่งไม่มีการเว้นวรรคระหว่างคำ"),
    "ko": ("한국어 글", "이것은 한국어로 쓴 글입니다."),
}


def posts() -> dict[str, str]:
    found = {
        "awkward-markup/index": _post("Awkward markup", "2026-11-19", AWKWARD, themes="[fish, coral]"),
        "plain": _post("Plain", "2026-11-01", "## There\n\nPlain text.\n", countries="[NZ, NP]", activities="[diving]"),
        "lead-picture/index": _post(
            "With a lead picture",
            "2026-11-18",
            "A text.\n",
            image="{ src: lead.jpg, alt: 'A \"reef\" & <3' }",
            kind="story",
        ),
        "edited": _post("Edited", "2026-02-01", "Edited since.\n", updated="2026-11-20 14:05"),
        "timed": _post("At a time", "2026-11-20 23:59:59", "A text.\n"),
        "with-an-offset": _post("At a time elsewhere", "2026-11-19T13:00:00-10:00", "A text.\n"),
        "another-name": _post("Known by another name", "2026-10-30", "A text.\n", id="older-name"),
        "long-words": _post("Long words", "2026-10-29", LONG_WORD + "\n\n" + LONG_WORD),
        "guest": _post("By a guest", "2026-10-28", "A text.\n", authors="[{ name: 'Guest <3 & Co', affiliation: X }]"),
        "no-words": _post("A post of a picture and no words", "2026-10-27", "---\n"),
        "statement": _post(
            "A statement", "2026-10-26", "We say.\n", kind="statement", signatories="[{ member: kiribati-watch }]"
        ),
        # No one may see these yet, or any more.
        "draft": _post("SECRET draft", "2026-11-01", "SECRET\n", draft="true"),
        "tomorrow": _post("SECRET tomorrow", "2026-11-22", "SECRET\n"),
        "scheduled": _post("SECRET scheduled", "2026-11-01", "SECRET\n", publish_at="2026-11-25"),
        "expired": _post("SECRET expired", "2026-01-01", "SECRET\n", expires="2026-11-01"),
        "by-the-hidden": _post("By two, one of whom hides", "2026-10-25", "A.\n", authors="[tebuai, nobody-sees-me]"),
    }
    for number, (slug, title) in enumerate(TITLES.items()):
        found[slug] = _post(title, f"2026-09-{number + 1:02}", f"{title.replace('<', '&lt;')}\n", themes="[coral]")
    for language, (title, text) in LANGUAGES.items():
        found[f"in-{language}"] = _post(title, "2026-11-17", f"{text}\n\n## {title}\n\n{text}\n", language=language)
    for number in range(60):
        day = date(2025, 1, 1) + timedelta(days=number // 3)  # three a day: ties are broken by id
        found[f"one-of-many-{number}"] = _post(f"One of many, {number}", f"{day}", "Text.\n", themes="[fish]")
    return {f"posts/{name}.md": text for name, text in found.items()}


def _post(title: str, day: str, body: str, **fields: str) -> str:
    fields = {"authors": "[tebuai]", "kind": "blog", "language": "en", **fields}
    quoted = title.replace("'", "''")
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: '{quoted}'\ndate: {day}\n{lines}---\n\n{body}"
