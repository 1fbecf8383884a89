"""Scripts are published without what only their readers in the repository need."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from talanoa.outputs.scripts import INLINE, inline, joined, script, scripts
from talanoa.outputs.view import THEME

NAMES = sorted(path.stem for path in (THEME / "scripts").glob("*.js"))


def test_every_script_is_published_or_in_its_page() -> None:
    files = [file.address.split(".")[0] for file in scripts()]
    assert files == [f"/assets/{name}" for name in NAMES if name not in INLINE] and {*INLINE} < {*NAMES}


def test_no_script_in_a_page_ends_before_its_end() -> None:
    assert [code for code in inline(INLINE) if re.search("</script|<!--", code)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_published_script_has_all_code_and_no_comments(name: str) -> None:
    written = re.sub(r"/\*\*.*?\*/", "", _code(name), flags=re.DOTALL)
    code = (re.sub(r"(^| )\s*// .*", "", line).strip() for line in written.splitlines())
    assert "".join(script(name).data.decode().split()) == "".join("".join(code).split()).replace(";}", "}")


@pytest.mark.parametrize("name", NAMES)
def test_texts_in_a_script_keep_their_spaces(name: str) -> None:
    """And no two operators meet that would be another one."""
    written = _code(name)
    lines = [line for line in written.splitlines() if not re.match(r"\s*(//|/\*\*|[^\"`]*$)", line)]
    texts = [text for line in lines for text in re.findall(r'"[^"]*"', line)]
    assert [text for text in texts if text not in script(name).data.decode()] == []
    assert not re.search(r"[-+] [-+]", written)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_in_a_script_goes_over_several_lines(name: str) -> None:
    """It would lose its spaces, or a line of it that looks like a comment."""
    text = _code(name)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip().startswith(("//", "/**")):
            quoted = re.sub(
                r"\[(?:\\.|[^\]\\])*\]|/[^/ ]*`[^/]*/", "", line
            )  # a backtick in an expression begins no text
            assert quoted.count("`") % 2 == 0, f"{name}.js:{number}"
    assert "/*" not in text.replace("/**", "")


def test_the_search_weighs_three_kilobytes() -> None:
    """As a host compresses it: everyone who follows a shared search waits for it."""
    assert _weight("search") <= 3000
    assert sum(map(_weight, INLINE)) <= 500, "which are in the page, before all else"


@pytest.mark.parametrize("name", NAMES)
def test_a_published_script_imports_nothing(name: str) -> None:
    """A name of a file changes with its bytes, so no script could know another's."""
    assert re.findall(r"\bexport\b|\bimport\b(?!\()", script(name).data.decode()) == []


def test_a_module_that_two_others_import_is_there_once(tmp_path: Path) -> None:
    for name, code in {
        "page.js": 'import { b } from "./parts/b.js";\nimport "./parts/c.js";\nb();\n',
        "parts/b.js": 'import { a } from "./a.js";\nexport const b = () => a;\n',
        "parts/c.js": 'import { a } from "./a.js";\na();\n',
        "parts/a.js": "export const a = () => 1;\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(code.encode())
    assert joined(tmp_path / "page.js", set()).decode().splitlines() == [
        "const a = () => 1;",
        "const b = () => a;",
        "a();",
        "b();",
    ]


def _code(name: str) -> str:
    return joined(THEME / "scripts" / f"{name}.js", set()).decode()


def _weight(name: str) -> int:
    return len(gzip.compress(script(name).data, 6, mtime=0))
