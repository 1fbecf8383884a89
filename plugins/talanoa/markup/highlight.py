"""Code with its parts marked, by Pygments."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

# What people put into a post. Other lexers take minutes for a KB of spaces, and some hand a part to any lexer that the code names.
_LANGUAGES = frozenset(
    "bash c cpp css diff docker go graphql html ini java javascript json julia kotlin lua perl php powershell pycon python r "
    "ruby rust scss sh shell sql swift toml ts typescript js py xml yaml yml".split()
)


@lru_cache(maxsize=1)
def _formatter() -> Any:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@lru_cache(maxsize=256)
def highlighted(code: str, language: str, attributes: str) -> str:
    """Code with spans for its parts, or "" (plain) if the language isn't known."""
    if language.lower() not in _LANGUAGES or len(code) > 5_000:
        return ""
    from pygments import highlight
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    return f'<pre class="highlight"><code>{highlight(code, lexer, _formatter())}</code></pre>'
