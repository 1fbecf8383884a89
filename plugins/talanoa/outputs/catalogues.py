"""The interface's words in other languages: gettext catalogues of theme/translations, English being their source.

A catalogue is compiled when it is first asked for, so that a build reads those of the languages that it uses and nothing
else. Entries marked `fuzzy` are shown too: machine-made ones that wait for a reviewer (decision 0018).
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from talanoa.cache import once

TRANSLATIONS = Path(__file__).parent.parent / "theme" / "translations"
DOMAIN = "talanoa"
SOURCE = "en"

_LARGEST = 5_000_000  # bytes of a compiled catalogue
_EMPTY = re.compile(rb'^msgstr(?:\[\d\])? ""\n(?!")', re.MULTILINE)


def catalogue_name(language: str) -> str | None:
    """The catalogue for a language tag; None if there is none.

    That for `ko-KR` is `ko`; a tag that names a script needs a catalogue of just that script.
    """
    parts = language.split("-")
    named = "_".join(parts)
    if named in known():
        return named
    has_script = any(len(part) == 4 and part.isalpha() for part in parts[1:])
    return parts[0] if parts[0] in known() and not has_script else None


def untranslated(language: str) -> int:
    """How many of the interface's words a catalogue lacks."""
    name = catalogue_name(language)
    return len(_EMPTY.findall(path(name).read_bytes())) if name and name != SOURCE else 0


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The interface's words in a language; English, which the templates speak, where there is no catalogue."""
    name = catalogue_name(language)
    if name is None or name == SOURCE:
        return gettext.NullTranslations()
    return gettext.GNUTranslations(BytesIO(_compiled(name)))


def _compiled(name: str) -> bytes:
    """A catalogue as gettext reads it; kept next to it, as Python keeps its modules: a seventh of a second a build."""
    text = path(name).read_bytes()

    def make() -> bytes:
        compiled = BytesIO()
        write_mo(compiled, read_po(BytesIO(text)), use_fuzzy=True)
        return compiled.getvalue()

    kept = f"{DOMAIN}.{blake2b(text, digest_size=8).hexdigest()}.mo"
    return once(path(name).parent / "__pycache__", kept, make, _LARGEST)


def path(name: str) -> Path:
    return TRANSLATIONS / name / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def known() -> frozenset[str]:
    """The languages that the interface speaks."""
    return frozenset((SOURCE, *(found.parent.parent.name for found in TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))))
