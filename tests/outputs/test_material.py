"""What is taken over from Material's stylesheet."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from talanoa.outputs.material import used_of

CASES = {
    "what texts use stays": (".md-typeset h1{color:red}.admonition{margin:0}", ".md-typeset h1{color:red}.admonition{margin:0}"),
    "what Material's own frame uses goes": (".md-header{color:red}.md-nav .md-typeset{margin:0}", ""),
    "of a list of selectors the used ones stay": (".md-nav a,.md-typeset a{color:red}", ".md-typeset a{color:red}"),
    "a comma within :is() parts nothing": (".md-typeset :is(h1,h2),.md-x{color:red}", ".md-typeset :is(h1,h2){color:red}"),
    "its colour schemes go, ours count": ("[data-md-color-scheme=slate]{--md-hue:1}a{color:var(--md-hue)}", "a{color:var(--md-hue)}"),
    "a variable that a rule uses stays": (":root{--a:1;--b:2}p{margin:var(--a)}", ":root{--a:1}p{margin:var(--a)}"),
    "and one that another's value uses": (":root{--a:var(--b);--b:2;--c:3}p{margin:var(--a)}", ":root{--a:var(--b);--b:2}p{margin:var(--a)}"),
    "rules for windows of a width stay": ("@media (min-width:9em){.md-nav{a:b}.md-typeset{c:d}}", "@media (min-width:9em){.md-typeset{c:d}}"),
    "rules for paper are ours": ("@media print{.md-typeset{c:d}}", ""),
    "fonts and animations go": ("@font-face{src:url(x)}@keyframes k{0%{a:b}}p{c:d}", "p{c:d}"),
    "signs in strings and addresses part nothing": (
        'p{background:url("data:image/svg+xml,<svg>;{}</svg>");content:"}"}.md-x{a:b}',
        'p{background:url("data:image/svg+xml,<svg>;{}</svg>");content:"}"}',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_of_a_stylesheet(name: str) -> None:
    css, kept = CASES[name]
    assert used_of(css) == f"@layer material{{{kept}}}\n"


def test_of_the_installed_one() -> None:
    """Half of it and more goes, and nothing of its frame is left."""
    (path,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css")
    css = path.read_text("utf-8")
    kept = used_of(css)
    assert len(kept) < len(css) / 2
    assert ".md-typeset .admonition" in kept and ".highlight" in kept
    assert not [part for part in ("md-header", "md-nav", "md-search", "md-dialog", "color-scheme") if part in kept]
    assert kept.count("{") == kept.count("}")


def test_what_only_an_extension_makes_needs_the_extension() -> None:
    css = ".md-typeset .keys kbd{margin:0}.md-typeset .tabbed-set{color:red}"
    assert used_of(css) == "@layer material{}\n"
    assert used_of(css, frozenset({"pymdownx.keys"})) == "@layer material{.md-typeset .keys kbd{margin:0}}\n"
