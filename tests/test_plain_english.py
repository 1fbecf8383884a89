"""What people read is in plain English: the words of decision 0039, and none of those that it replaces."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PACKAGE = ROOT / "plugins/talanoa"
NOT_OURS = re.compile(
    r"\b(?:told(?! apart)|tells? of|anew|whoever|somebody|nobody|anybody|wherefrom|looks? that|be it|by itself|for good"
    r"|mend(?:s|ed|ing)?|too deep|replace (?:it|them) by|st(?:ands?|ood)(?! by\b)|(?:a|no|the|this|each|two|invisible) signs?|(?:an?|each|every|one) happening|happenings)\b(?!-)",
    re.IGNORECASE,
)
# On purpose: an idiom, a script, and a check of a word that people typed; `stand-alone` and `sign-in` have a hyphen.
ALLOWED = ("ow things stand", "Lines with `…` stand for", "mended", "Mend")


# What comments and docstrings say in other senses: a figure or a name stands for something, clocks stand still, two letters are told apart.
NOT_IN_COMMENTS = re.compile(
    r"\b(?:anew|whoever|somebody|nobody|anybody|wherefrom|by itself|for good(?! measure)|tells? of|is told|are told(?! apart)|mend(?:s|ed|ing)?"
    r"|st(?:ands?|ood)(?! (?:by|for|still|open|up)\b)(?<!ow things stand)|(?:a|no|the|this|each|two|invisible) signs?|(?:an?|each|every|one) happening|happenings)\b(?!-)",
    re.IGNORECASE,
)
COMMENTED = sorted(
    [*PACKAGE.rglob("*.py"), *(PACKAGE / "theme").rglob("*.css"), *(PACKAGE / "theme/scripts").rglob("*.js")]
)


def _prose() -> list[Path]:
    starters = (path for path in (PACKAGE / "starters").rglob("*") if path.suffix in (".md", ".yml", ".txt"))
    decisions = (path for path in (ROOT / "plugins/decisions").glob("*.md") if not path.name.startswith("0039"))
    manual, docs = (PACKAGE / "manual").rglob("*.md"), (ROOT / "docs").glob("*.md")
    return sorted([*manual, *docs, *starters, *decisions, README, ROOT / "CONTRIBUTING.md"])


def _comments(path: Path) -> Iterator[str]:
    """Docstrings and comments; of stylesheets and scripts, blocks and lines that are nothing else."""
    source = path.read_text("utf-8")
    if not NOT_IN_COMMENTS.search(source):
        return
    if path.suffix != ".py":
        yield from re.findall(r"/\*.*?\*/|^\s*//.*$", source, re.DOTALL | re.MULTILINE)
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def _unreleased(changelog: str) -> str:
    return changelog.partition("\n## ")[2].partition("\n## ")[0]


def _strings(source: str) -> Iterator[str]:
    """The texts of a module that a user may read: all but docstrings."""
    tree = ast.parse(source)
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def _found(text: str) -> list[str]:
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    return [text[max(0, hit.start() - 30) : hit.end() + 30] for hit in NOT_OURS.finditer(text)]


def test_so_is_what_the_sample_says() -> None:
    """Of other words it may make what it likes; a statement that is signed stays as it was."""
    texts = [*ROOT.glob("*.yml"), *(ROOT / "posts").rglob("*.md")]
    pattern = re.compile(r"\b(?:anew|whoever|somebody|nobody|anybody)\b", re.IGNORECASE)
    found = {
        path.name: pattern.findall(text) for path in texts if "\nsignatories:" not in (text := path.read_text("utf-8"))
    }
    assert len(found) > 20 and {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("the problem is told where it was made", False),
        ("whoever has this link can join", False),
        ("a list that is nested too deep", False),
        ("two scripts can't be told apart here", True),
        ("people who have this link can join", True),
        ("an amendment, goodness, a nobleman", True),
    ],
)
def test_the_words_are_known(text: str, is_plain: bool) -> None:
    assert (not _found(text)) == is_plain


def test_messages_are_the_strings_of_a_module() -> None:
    assert [*_strings('"""A mended doc."""\nx = f"is told {x} anew"')] == ["is told ", " anew"]


@pytest.mark.parametrize("page", _prose(), ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_are_in_plain_english(page: Path) -> None:
    assert _found(page.read_text("utf-8")) == []


def test_what_is_new_is_in_plain_english() -> None:
    assert _found(_unreleased((ROOT / "CHANGELOG.md").read_text("utf-8"))) == []


def test_messages_are_in_plain_english() -> None:
    """Only modules that have such a word anywhere are parsed."""
    modules = {path: path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    suspects = {path: source for path, source in modules.items() if NOT_OURS.search(source)}
    found = {path.name: [hit for text in _strings(source) for hit in _found(text)] for path, source in suspects.items()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_comments_and_docstrings_are_in_plain_english() -> None:
    hits = {
        path.name: [hit[0] for text in _comments(path) for hit in NOT_IN_COMMENTS.finditer(text)] for path in COMMENTED
    }
    assert {name: found for name, found in hits.items() if found} == {}
