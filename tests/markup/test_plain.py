"""Plain text of finished HTML: nothing that a text says gets lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.markup import Link, convert, plain_text


def plain(text: str) -> str:
    """Of Markdown whose links are whole already."""
    converted = convert(text)
    pieces = [converted.html[0]]
    for gap, html in zip(converted.gaps, converted.html[1:], strict=True):
        pieces += [f' href="{gap.href}"' if isinstance(gap, Link) else f'<img src="x" alt="{gap.alt}">', html]
    return plain_text("".join(pieces))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("One  \ntwo\nthree\n\nFour", "One\ntwo three\n\nFour"),
        ("## A heading\n\nText", "A heading\n\nText"),
        ("Agenda:\n\n- Welcome\n- Discussion", "Agenda:\n\n- Welcome\n- Discussion"),
        ("3. Three\n4. Four\n   1. Below\n   2. Also\n", "3. Three\n4. Four\n   1. Below\n   2. Also"),
        ("- A\n  - B\n    - C\n- D", "- A\n  - B\n    - C\n- D"),
        ("- A\n\n  More\n- B", "- A\n\n  More\n- B"),
        ("- [ ] to do\n- [x] done", "- ☐ to do\n- ☑ done"),
        ('<ol reversed><li>b</li><li value="7">a</li></ol>', "2. b\n7. a"),
        ("> Localizer\n>\n> - so", "> Localizer\n>\n> - so"),
        ("| A | B |\n|---|---|\n| 1 | [x](https://x.org/) |", "A | B\n1 | x (https://x.org/)"),
        ("Term\n: one\n: two", "Term\n  one\n  two"),
        ("[The form](https://example.org/f?a=1&b=2)", "The form (https://example.org/f?a=1&b=2)"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("[example.org](https://example.org/)", "https://example.org/"),
        ("[Write](mailto:a@example.org) or a@example.org", "Write (a@example.org) or a@example.org"),
        ("[here](#below)", "here"),
        ("A note[^n].\n\n[^n]: With a [link](https://x.org/).", "A note[1].\n\n[1] With a link (https://x.org/)."),
        ("At ~~3 pm~~ 4 pm, 10<sup>3</sup>, H<sub>2</sub>O", "At ~~3 pm~~ 4 pm, 10^3, H2O"),
        ("<q>So</q><br>he said", "“So”\nhe said"),
        ("```\na  b\n  c\n```", "    a  b\n      c"),
        ("![A map](map.png)", "[A map]"),
        ("> [!WARNING]\n> Bring a hat.", "Warning\n\nBring a hat."),
        ("یہ [ربط](https://example.org/) ہے۔\n\n1. ایک\n2. دو", "یہ ربط (https://example.org/) ہے۔\n\n1. ایک\n2. دو"),
        ("5 < 6 & 7; `<b>` \\*", "5 < 6 & 7; <b> *"),
    ],
)
def test_what_a_text_says_stays(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(
    st.lists(
        st.sampled_from(["- a", "1. b", "> c", "  d", "| e |", "|---|", "<li>f", "</ul>", "", ": g", "**h**", "i  "])
    )
)
def test_no_word_gets_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = plain(text)
    assert [character for character in "abcdefghi" if character in convert(text).text and character not in found] == []
    assert found == found.strip("\n") and "\n\n\n" not in found
