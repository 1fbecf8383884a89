"""The names of languages in themselves are CLDR's, and asked for without reading what CLDR has of each language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from babel.localedata import locale_identifiers

from talanoa.outputs import own_names
from talanoa.outputs.dates import capital, language_name, locale, own_name

HEAD = '''"""What languages call themselves, by CLDR: to read it there takes as long for each language as a page takes to make.

Written by `TALANOA_REFRESH=1 .venv/bin/python -m pytest tests/outputs/test_own_names.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

OWN_NAMES: Mapping[str, str] = {
'''


def codes() -> list[str]:
    """Of languages, and of languages in a script."""
    found = (identifier.split("_") for identifier in locale_identifiers())
    return sorted(
        "-".join(parts) for parts in found if all(len(part) in (2, 3, 4) and not part.isupper() for part in parts)
    )


def of_cldr(code: str) -> str:
    return capital(language_name(code, code))


def test_they_are_those_of_cldr() -> None:
    """TALANOA_REFRESH=1 writes them."""
    names = {code: of_cldr(code) for code in codes() if locale(code).language == code.split("-")[0]}
    if os.environ.get("TALANOA_REFRESH"):
        rows = "".join(f'    "{code}": "{name}",\n' for code, name in names.items())
        Path(own_names.__file__).write_text(f"{HEAD}{rows}}}\n", "utf-8")
    else:
        assert names == own_names.OWN_NAMES


def test_languages_that_cldr_has_no_words_of_and_regions() -> None:
    assert [own_name(code) for code in ("fj", "de", "pt-BR", "zh-Hant", "xx", "mi")] == [
        "Na Vosa Vakaviti",
        "Deutsch",
        "Português",
        "繁體中文",
        "xx",
        "Māori",
    ]


def test_no_language_is_read_for_its_name() -> None:
    code = (
        "from babel import localedata\n"
        "localedata.load = None\n"
        "from talanoa.outputs.dates import own_name\n"
        "print(*map(own_name, ('mn', 'ko', 'ur', 'fil', 'sm')))\n"
    )
    python = [sys.executable, "-X", "utf8", "-c"]
    done = subprocess.run([*python, code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["Монгол", "한국어", "اردو", "Filipino", "Gagana", "Sāmoa"]
