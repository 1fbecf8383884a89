"""A change in functions that are loaded already, so that the package and its tests are loaded once for all mutants."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from types import CodeType, FunctionType

Changes = Mapping[CodeType, CodeType]


def changes_of_functions(file: str, before: str, after: str) -> Changes | None:
    """The functions that differ, then and now; None if more than functions does.

    What a module does while it is loaded has been done by then: such a change needs a process that loads it again.
    """
    try:
        return dict(_functions(compile(before, file, "exec"), compile(after, file, "exec")))
    except (_Elsewhere, SyntaxError):
        return None


def change(file: str, changes: Changes) -> None:
    """Gives the functions of a loaded file their other code, wherever they are known by now."""
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == file:
            function.__code__ = changes.get(function.__code__, function.__code__)


class _Elsewhere(Exception):
    """The change is not inside a function."""


def _functions(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    if before.co_code != after.co_code or len(before.co_consts) != len(after.co_consts):
        raise _Elsewhere
    for old, new in zip(before.co_consts, after.co_consts, strict=True):
        if isinstance(old, CodeType) and isinstance(new, CodeType):
            if old == new:
                continue
            if not _is_function(old):
                yield from _functions(old, new)
            elif old.co_name.startswith("<") or old.co_freevars != new.co_freevars:
                raise _Elsewhere  # of a comprehension that the module has done with
            else:
                yield old, new
        elif (type(old), old) != (type(new), new):
            raise _Elsewhere


def _is_function(code: CodeType) -> bool:
    """The code of a function is marked as such (CO_OPTIMIZED), that of a module or a class isn't."""
    return bool(code.co_flags & 1)
