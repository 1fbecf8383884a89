"""No regular expression of ours takes time that grows with the square of what people write.

Each compiled pattern of the package is tried with texts made of its own parts: what a repeat repeats, thousands of times, behind
what must be before it and in front of what can't follow. What is judged is how its time grows, never how long it is: four
times the text takes a linear pattern four times as long, a quadratic one sixteen times, on every machine.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import talanoa
from tests.pace import grows_too_much

LETTERS = 1_500
# How often a part is repeated in the shorter and in the longer text. Half as many more are enough to find a pattern that
# doubles with each letter, and have to be tried first: it would never end with thousands.
FEW = ((8, 12), (12, 18), (16, 24), (32, 48))
# Those that never see a long text of a stranger's.
SHORT = {
    "talanoa.authoring.entries._DATED": "paths, which systems bound",
    "talanoa.contribution._KINDS": "paths, which systems bound",
    "talanoa.load.names._COPIED": "names of files",
    "talanoa.checks.privacy.mentions._ONLINE_URL": "300 letters",
    "talanoa.outputs.scripts._SPARE": "our own scripts",
    "talanoa.outputs.shell._INDENT": "the frame of pages, with the network's name and menu",
    "talanoa.outputs.styles._SPARE": "our own styles",
    "talanoa.sheets.headings._IN_A_LANGUAGE": "200 characters",
    "talanoa.tables.formats._NO_LETTER": "500 characters",
    "talanoa.source.complaints._FLOW_ITEM": "lines of 1,000 letters",
    "talanoa.source.complaints._VALUE": "lines of 1,000 letters",
    "talanoa.engine.documents._TABLE": "HTML of the network's own pages",
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SAMPLES = {op.CATEGORY_DIGIT: "7", op.CATEGORY_SPACE: " \n", op.CATEGORY_WORD: "a", op.CATEGORY_NOT_SPACE: "a."}
_OTHERS = "a 1.-\n/[<(\"'é"
Item = tuple[Any, Any]


def letters(items: Iterable[Item]) -> str:
    """Some of those that a class in brackets allows."""
    ranges = [(av, av) if code is op.LITERAL else av for code, av in items if code in (op.LITERAL, op.RANGE)]
    categories = [av for code, av in items if code is op.CATEGORY]
    if any(code is op.NEGATE for code, _ in items):
        shut = "".join(_SAMPLES.get(category, "") for category in categories)
        return "".join(o for o in _OTHERS if o not in shut and not any(a <= ord(o) <= b for a, b in ranges)) or "~"
    return (
        "".join(chr(end) for ends in ranges for end in ends) + "".join(_SAMPLES.get(c, " ") for c in categories) or "a"
    )


def sample(items: Iterable[Item], choice: int) -> str:
    """A text that these parts of a pattern match, by one of their choices; what looks around is left out."""
    text = ""
    for code, av in items:
        if code is op.LITERAL:
            text += chr(av)
        elif code in (op.NOT_LITERAL, op.ANY):
            text += "a" if av != ord("a") else "b"
        elif code is op.IN:
            text += (allowed := letters(av))[choice % len(allowed)]
        elif code is op.BRANCH:
            text += sample(av[1][choice % len(av[1])], choice)
        elif code is op.SUBPATTERN:
            text += sample(av[3], choice)
        elif code in _REPEATS:
            text += sample(av[2], choice) * av[0]
        elif code is op.ATOMIC_GROUP:
            text += sample(av, choice)
    return text


def repeats(items: Iterable[Item], before: str, choice: int) -> Iterator[tuple[str, str]]:
    """Every repeat of a pattern: a text that leads to it, and one that it can repeat."""
    for code, av in items:
        if code in _REPEATS:
            if av[1] > 50 and (unit := sample(av[2], choice)):
                yield before, unit
            yield from repeats(av[2], before, choice)
        elif code is op.BRANCH:
            for branch in av[1]:
                yield from repeats(branch, before, choice)
        elif code in (op.SUBPATTERN, op.ASSERT, op.ASSERT_NOT, op.ATOMIC_GROUP):
            yield from repeats(av if code is op.ATOMIC_GROUP else av[-1], before, choice)
        before += sample([(code, av)], choice)


def pumped(pattern: str, flags: int) -> Iterator[tuple[str, ...]]:
    """A text, a longer one of the same parts, and of those with thousands of them a third.

    Where a match takes the first hundreds of letters at once, only what follows them costs time, and of four times the text
    that is more than four times as much. Of sixteen times the text it isn't.
    """
    tree = list(parser.parse(pattern, flags & re.VERBOSE))
    starts = {("", whole) for choice in range(4) if (whole := sample(tree, choice))}
    for choice in range(6):
        for before, unit in repeats(tree, "", choice):
            starts |= {(before, unit), ("", before + unit), ("", unit), ("", before or unit)}
    for before, unit in sorted(starts):
        many = LETTERS // len(unit)
        for numbers in (*FEW, (many // 4, many, many * 4)):
            yield from (tuple(before + unit * number + end for number in numbers) for end in ("", "\x01", "\n"))


def is_quadratic(run: Callable[[Any], object], texts: Sequence[Any]) -> bool:
    """Whether each text takes far longer than the one before it."""
    return all(grows_too_much(run, pair) for pair in pairwise(texts))


def found_in(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset, dict)) and depth:
        for item in (*value, *(value.values() if isinstance(value, dict) else ())):
            yield from found_in(item, depth - 1)


def patterns() -> dict[str, list[re.Pattern[Any]]]:
    """Every pattern that a module of the package keeps."""
    names = [one.name for one in pkgutil.walk_packages(talanoa.__path__, "talanoa.") if ".make_" not in one.name]
    found = {
        f"{name}.{key}": list(found_in(value))
        for name in names
        for key, value in vars(importlib.import_module(name)).items()
    }
    return {name: those for name, those in found.items() if those and name not in SHORT}


def written_in_functions() -> dict[str, list[re.Pattern[Any]]]:
    """Those that a function gives to `re` as they are written, and never keeps."""
    found: dict[str, list[re.Pattern[Any]]] = {}
    for path in sorted(Path(talanoa.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=how), args=[ast.Constant(value=text), *rest]
                ):
                    if how == "compile":
                        continue  # of a module, and so among `patterns`; or used at one place of a text
                    flags = [ast.unparse(one) for one in rest] + [ast.unparse(one.value) for one in node.keywords]
                    flag = re.IGNORECASE if any("IGNORECASE" in one for one in flags) else re.NOFLAG
                    flag |= re.MULTILINE if any("MULTILINE" in one for one in flags) else re.NOFLAG
                    found.setdefault(f"{path.stem}.{how}", []).append(re.compile(text, flag))
    return found


def runs(name: str, pattern: re.Pattern[Any]) -> list[Callable[[Any], object]]:
    """How the module asks it."""
    module, _, key = name.rpartition(".")
    if not module.startswith("talanoa."):  # of a function
        return [
            getattr(pattern, key)
            if key in ("match", "fullmatch")
            else lambda text: sum(1 for _ in pattern.finditer(text))
        ]
    source = Path(str(importlib.import_module(module).__file__)).read_text("utf-8")
    asked = {match[1] for match in re.finditer(rf"\b{key}\.(\w+)\(", source)}
    if asked and asked <= {"match", "fullmatch"}:
        return [getattr(pattern, how) for how in sorted(asked)]
    return [lambda text: sum(1 for _ in pattern.finditer(text))]


def test_no_pattern_is_quadratic() -> None:
    tried, slow = set(), []
    for name, those in (patterns() | written_in_functions()).items():
        for pattern in those:
            for run in runs(name, pattern):
                if (key := (pattern, getattr(run, "__name__", ""))) in tried:
                    continue
                tried.add(key)
                is_text = isinstance(pattern.pattern, str)
                source = pattern.pattern if is_text else pattern.pattern.decode("latin-1")
                tries: Iterable[Sequence[Any]] = pumped(source, pattern.flags)
                if not is_text:
                    tries = ([text.encode("latin-1", "replace") for text in texts] for texts in tries)
                if any(is_quadratic(run, texts) for texts in tries):
                    slow.append((name, source))
    assert len(tried) > 150 and not slow


@pytest.mark.parametrize("pattern", [r"\s+$", r"<b\b.*?</b>", r"[-–]*–[-–]*$", "(?:(?:ab)+)+c"])
def test_what_is_quadratic_is_found(pattern: str) -> None:
    found = re.compile(pattern, re.DOTALL)
    tries = pumped(pattern, found.flags)
    assert any(is_quadratic(lambda text: sum(1 for _ in found.finditer(text)), texts) for texts in tries)
