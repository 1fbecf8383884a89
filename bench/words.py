"""The words of words.yml, and how each language puts them together."""

from pathlib import Path
from typing import Final

import yaml

WORDS: Final[dict[str, list[str]]] = {
    language: text.split()
    for language, text in yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")).items()
}
SYLLABLES: Final = WORDS.pop("syllables")
LANGUAGES: Final = tuple(WORDS)
OTHERS: Final = LANGUAGES[1:]

UNSPACED: Final = frozenset({"th", "my"})
FULL_STOP: Final = {"ur": "\u06d4", "my": "\u104b", "th": ""}
