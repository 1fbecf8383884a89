"""Whatever is typed is read as it was typed, and has a name that an address can have."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Locator, expect
from tests.browser.forms.filling import (
    MOST,
    address,
    checked_together,
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


TYPED = """(form, typed) => {
    for (const [id, codes] of Object.entries(typed)) {
        const control = form.querySelector(`#post-${id}`)
        control.value = String.fromCharCode(...codes)
        control.dispatchEvent(new Event("input", {bubbles: true}))
    }
    const links = [...form.querySelectorAll(".t-result a")].filter(it => it.checkVisibility())
    return ["Open GitHub", "Write the e-mail"].map(name => links.find(it => it.textContent.includes(name)).getAttribute("href"))
}"""


def links_after(post: Locator, **typed: str) -> tuple[str, str]:
    """Where the links of a post that was prepared lead once this is typed: to GitHub, and to an e-mail.

    Also what no keyboard types, and halves of characters, which can't travel to the browser as they are.
    """
    codes = {id.replace("_", "-"): [*memoryview(_halves(text)).cast("H")] for id, text in typed.items()}
    github, mail = post.evaluate(TYPED, codes)
    return github, mail


def _halves(text: str) -> bytes:
    return text.encode(f"utf-16-{sys.byteorder[0]}e", "surrogatepass")


def test_whatever_is_typed_is_read_as_it_was_typed(opened: Opened, tmp_path: Path) -> None:
    post = write_post(opened("/contribute/#post"))
    prepare(post)
    files = {}
    for number, text in enumerate(HOSTILE):
        github, mail = links_after(
            post, headline=text, summary=text, text=f"{text}\n" * 2, authors=text, authors_of=text
        )
        path, made = proposed(github)
        files[path.replace("posts/", f"posts/{number}-")] = made
        top, body = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", made, re.DOTALL).groups()  # type: ignore[union-attr]
        found = yaml.safe_load(top)
        kept = re.sub("[\u0000-\u0008\u202a-\u202e\ufeff\ud800-\udfff]", "", text)
        kept = " ".join(re.sub("[\u2028\u0085]", " ", kept).split())
        assert found["title"] == found["summary"] == found["authors"][0]["name"] == kept
        assert " ".join(body.split()) == f"{kept} {kept}"
        assert unquote(parts(mail)["subject"]) == unquote(f"Post: {kept}")
    told = checked_together(tmp_path, files)
    assert not [it for it in told if not it.startswith(ABOUT_THE_TEXT)], told


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
    prepare(post)
    made = []
    for title, _ in NAMES:
        path, _ = proposed(links_after(post, headline=title)[0])
        made.append(
            (title, re.sub(r"\d{4}-\d\d-\d\d-\d{4}", "<time>", re.sub(r"^posts/\d{4}-\d\d-\d\d-|\.md$", "", path)))
        )
    assert made == NAMES


def test_a_short_name_can_be_given(opened: Opened) -> None:
    post = write_post(opened("/contribute/#post"), headline="ประชาชน")
    post.get_by_text("What it is about").click()
    post.get_by_label("Short name").fill("Prachachon: budgets!")
    assert "prachachon-budgets.md" in address(prepare(post), "Open GitHub")


@pytest.mark.parametrize("text", ["wells " * 2000, "น้ำ" * 1000], ids=["12 KB", "Thai"])
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
