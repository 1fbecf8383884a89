"""Words of scripts that put no spaces between them, told apart by ICU's dictionaries: Thai, Chinese, Burmese and others.

Pagefind takes for a word what stands between spaces. theme/scripts/search.js does the same with what a reader types, by the
browser's own dictionaries; the scripts that both split have to be the same (a test demands it). See decision 0017.
"""

from __future__ import annotations

import re

from icu4py.breakers import WordBreaker

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u0fff"  # Tibetan
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese
    "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Japanese
)

JOINT = "\u2060 "
"""Where the index needs a space and the text has none: whoever shows the text takes these two signs out again."""

# French and Italian articles that are written with the next word, as in l’assemblée, which nobody types.
_ARTICLE = re.compile(r"(^|[^\w'’])((?:[cdjlmnst]|qu|(?:a|da|de|ne|su)ll|un)['’])(?=\w{2})", re.IGNORECASE)
_RUN = re.compile(f"[{UNSPACED}]+")
_LETTER = re.compile(r"[^\W_]")


def spaced(text: str) -> str:
    """The text with a `JOINT` between words that have no space between them."""
    text = _ARTICLE.sub(rf"\1\2{JOINT}", text.replace("\u2060", ""))
    text = _RUN.sub(_split, text)
    return text.replace("\u200b", JOINT)  # who typed a zero-width space meant a boundary


def _split(run: re.Match[str]) -> str:
    """The words of a stretch of such letters; signs stay with the word before them, as in བོད་."""
    words: list[str] = []
    for piece in WordBreaker(run[0], "en"):
        if words and not _LETTER.search(piece):
            words[-1] += piece
        else:
            words.append(piece)
    before, after = run.string[max(0, run.start() - 1) : run.start()], run.string[run.end() : run.end() + 1]
    return JOINT * bool(before.strip("\u200b \n")) + JOINT.join(words) + JOINT * after.isalnum()
