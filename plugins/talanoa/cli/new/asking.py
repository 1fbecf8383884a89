"""Questions on a terminal: asked again until the answer can be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

from talanoa.cli.options import say
from talanoa.model.wrong import Wrong

T = TypeVar("T")


def until_right(
    words: str, judged: Callable[[str], T], *, default: str | None = None, choices: Sequence[str] = ()
) -> T | str:
    """An answer as it is judged; without one where that may be, "". The tabulator completes a choice where the system can.

    What was probably meant is taken with the enter key.
    """
    suffix = " " if words.endswith((".", "?", ")")) else ": "
    with _completing(choices):
        while True:
            answer = str(
                click.prompt(words, default=default or "", show_default=bool(default), prompt_suffix=suffix, err=True)
            )
            if not answer.strip():
                if default == "":
                    return ""
                say("This can't be left empty.")
                continue
            try:
                return judged(answer)
            except Wrong as wrong:
                say(plainly(wrong))
                default = wrong.suggestion or default


def plainly(wrong: Wrong) -> str:
    hint = f" Did you mean {wrong.suggestion}?" if wrong.suggestion else ""
    return f"{wrong.message}: {wrong.help}.{hint}"


@contextmanager
def _completing(choices: Sequence[str]) -> Iterator[None]:
    try:
        import readline  # not on Windows
    except ImportError:
        yield
        return
    old, separators = readline.get_completer(), readline.get_completer_delims()

    def complete(begun: str, number: int) -> str | None:
        fitting = [choice for choice in choices if choice.startswith(begun)]
        return fitting[number] if number < len(fitting) else None

    readline.set_completer(complete if choices else None)
    readline.set_completer_delims(", ")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(old)
        readline.set_completer_delims(separators)
