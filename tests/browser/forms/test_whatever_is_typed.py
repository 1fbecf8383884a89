"""Whatever is typed is read as it was typed, and has a name that an address can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Locator, expect
from tests.browser.forms.filling import (
    MOST,
    address,
    checked,
    form,
    parts,
    prepare,
    proposed,
    write_post,
)
from tests.browser.tab import Opened

HOSTILE = [
    'a "quoted" \\ title',
    "- a list: {not} [really] # no comment",
    "---",
    "NO",
    "12:30",
    "null",
    "~",
    "%YAML 1.2",
    "!!python/object/apply:os.system [x]",
    "&a *a | > ' \" ` @ %",
    "</script><img src=x onerror=alert(1)>",
    "emoji 👩🏽‍🌾 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "بجٹ: کون پڑھتا ہے؟",
    "งบประมาณ: ใครอ่าน",
    "\u202eturned\u202c round\u0000\u0007\u2028and broken\u0085here\ufeff",
    "half of a sign \ud83d here",
    "$& $1 {title} {text} {name}",
    "true",
    "=1+1",
    "x" * 300,
]

# What the check may find in what was typed, and nowhere else.
ABOUT_THE_TEXT = ("unsafe-html", "missing-alt", "missing-image")


def test_whatever_is_typed_is_read_as_it_was_typed(opened: Opened, tmp_path: Path) -> None:
    post = form(opened("/contribute/#post"), "post")
    post.get_by_label("Kind", exact=True).select_option("Story")
    for text in HOSTILE:
        for id in ("headline", "summary", "text", "authors", "authors-of"):
            set_value(post.locator(f"#post-{id}"), f"{text}\n" * 2 if id == "text" else text)
        ways = prepare(post)
        path, made = proposed(address(ways, "Open GitHub"))
        top, body = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", made, re.DOTALL).groups()  # type: ignore[union-attr]
        found = yaml.safe_load(top)
        kept = re.sub("[\u0000-\u0008\u202a-\u202e\ufeff\ud800-\udfff]", "", text)
        kept = " ".join(re.sub("[\u2028\u0085]", " ", kept).split())
        assert found["title"] == found["summary"] == found["authors"][0]["name"] == kept
        assert " ".join(body.split()) == f"{kept} {kept}"
        assert unquote(parts(address(ways, "e-mail"))["subject"]) == unquote(f"Post: {kept}")
        told = checked(tmp_path, path, made)
        assert not [it for it in told if not it.startswith(ABOUT_THE_TEXT)], told


def set_value(control: Locator, text: str) -> None:
    """Also what no keyboard types, and halves of characters, which can't travel to the browser as they are."""
    codes = [int.from_bytes(pair, "little") for pair in _pairs(text.encode("utf-16-le", "surrogatepass"))]
    control.evaluate(
        "(it, codes) => { it.value = String.fromCharCode(...codes); it.dispatchEvent(new Event('input', {bubbles: true})) }",
        codes,
    )


def _pairs(data: bytes) -> Iterator[bytes]:
    return (data[index : index + 2] for index in range(0, len(data), 2))


def test_what_no_one_sees_is_not_a_title(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"))
    for text in ("   ", "\u200b\u3164", "\u202e", "\u2800"):
        post.locator("#post-headline").fill(text)
        expect(prepare(post)).to_be_hidden()
        expect(post.get_by_role("link", name="Write a title.")).to_be_visible()


NAMES = [
    ("Cộng đồng: đất & nước", "cong-dong-dat-nuoc"),
    ("Kāinga ʻĀina O’Brien", "kainga-aina-obrien"),
    ("ﬁscal ½ ＯＧＰ", "fiscal-1-2-ogp"),
    ("2026", "story-2026"),
    ("Archive", "archive-story"),
    ("OGP 아시아 태평양의 시민사회", "story-<time>"),
    ("Нээлттэй засаг 2026", "story-<time>"),
    ("ประชาชน", "story-<time>"),
    ("🙂", "story-<time>"),
    ("a" * 200, "a" * 60),
]


def test_a_name_is_made_of_a_title_or_else_of_the_day(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"))
    made = []
    for title, _ in NAMES:
        post.locator("#post-headline").fill(title)
        path, _ = proposed(address(prepare(post), "Open GitHub"))
        made.append(
            (title, re.sub(r"\d{4}-\d\d-\d\d-\d{4}", "<time>", re.sub(r"^posts/\d{4}-\d\d-\d\d-|\.md$", "", path)))
        )
    assert made == NAMES


def test_a_short_name_can_be_given(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"), headline="ประชาชน")
    post.get_by_text("What it is about").click()
    post.get_by_label("Short name").fill("Prachachon: budgets!")
    assert "prachachon-budgets.md" in address(prepare(post), "Open GitHub")


@pytest.mark.parametrize("text", ["wells " * 10_000, "น้ำ" * 5000], ids=["60 KB", "Thai"])
def test_a_text_that_is_too_long_is_copied_instead(opened: Opened, site: str, text: str) -> None:
    page = opened("/contribute/#post", permissions=["clipboard-read", "clipboard-write"])
    ways = prepare(write_post(page, text=text))
    link = address(ways, "Open GitHub")
    assert len(link) < MOST and parts(link).keys() == {"filename"}
    assert len(address(ways, "open an issue")) <= MOST and len(address(ways, "e-mail")) < 2000
    expect(ways.get_by_text("Your text is too long")).to_have_count(2)
    for warning in ways.get_by_text("Your text is too long").all():
        expect(warning).to_be_visible()
    ways.get_by_role("button", name="Copy the text").first.click()
    expect(ways.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == ways.locator("pre").text_content() and text.strip() in copied


def test_where_copying_is_not_allowed_the_text_is_selected(opened: Opened) -> None:
    page = opened("/contribute/#post")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    ways = prepare(write_post(page))
    ways.get_by_role("button", name="Copy the text").last.click()
    expect(ways.get_by_role("status")).to_contain_text("The text is selected below")
    assert "Two villages." in page.evaluate("getSelection().toString()")
