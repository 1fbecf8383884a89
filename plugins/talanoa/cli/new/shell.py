"""Commands as people type them: in PowerShell on Windows, in a shell of Unix elsewhere."""

from __future__ import annotations

import os
import re
import shlex

IN_POWERSHELL = os.name == "nt"
_PLAIN = re.compile(r"[\w.:\\/-]+")


def typed(program: str, *words: str) -> str:
    """PowerShell takes a program's name in quotation marks for a text, unless there is a `&` before it."""
    if not IN_POWERSHELL:
        return shlex.join([program, *words])
    name, *rest = (
        word if _PLAIN.fullmatch(word) else "'" + word.replace("'", "''") + "'" for word in (program, *words)
    )
    return " ".join([name if name == program else f"& {name}", *rest])
