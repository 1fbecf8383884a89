"""The search index: the same bytes each time, made once for the same texts, and no site without it."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from talanoa import search_index
from talanoa.outputs.search import Record
from talanoa.outputs.search.records import hand_written
from talanoa.outputs.search.words import JOINT, spaced
from talanoa.search_index import SearchFailed, index
from tests.conftest import MKDOCS, NOW, Command, Files, tree

RECORDS = tuple(
    Record(
        f"/posts/{number}/",
        f"Title {number}",
        f"word{number} of {number % 7} seas " * 20,
        ("blog", "news", "op-ed")[number % 3],
        ("en", "th") if number % 2 else ("ko",),
        ("FJ", "TO", "TV")[: number % 4],
        ("water", "air", "fire", "earth")[number % 5 :],
        date(2026, 1, 1 + number % 28),
    )
    for number in range(120)
)


def test_the_same_records_give_the_same_bytes() -> None:
    """Pagefind itself orders the values of filters as chance has it: four filters, a dozen values."""
    first = index(RECORDS, "en")
    assert all(index(RECORDS, "en") == first for _ in range(4))
    assert {path.split("/")[1] for path in first} >= {"fragment", "index", "filter", "pagefind.js", "wasm.en.pagefind"}
    assert not [path for path in first if "-ui" in path or "highlight" in path], "no interface but ours"


def test_a_list_that_every_reader_loads_is_compressed() -> None:
    meta = next(data for path, data in index(RECORDS, "en").items() if path.endswith(".pf_meta"))
    assert len(meta) < 0.7 * len(gzip.decompress(meta))


def test_an_unchanged_index_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = index(RECORDS, "en", tmp_path)
    (kept,) = tmp_path.iterdir()
    monkeypatch.setattr(search_index, "_made", lambda *_: pytest.fail("made again"))
    assert index(RECORDS, "en", tmp_path) == first
    with pytest.raises(pytest.fail.Exception):
        index(RECORDS[1:], "en", tmp_path)
    monkeypatch.undo()
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    with zipfile.ZipFile(kept) as damaged:
        assert damaged.testzip()
    assert index(RECORDS, "en", tmp_path) == first
    kept.write_bytes(b"nothing of the kind")
    assert index(RECORDS, "en", tmp_path) == first


def test_nothing_to_index() -> None:
    assert [*index((), "en")] == ["pagefind/pagefind.js"]


def test_a_language_without_endings_of_its_own() -> None:
    assert "pagefind/wasm.unknown.pagefind" in index(RECORDS[:3], "th")


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("raise FileNotFoundError", "pip install pagefind-bin"),
        ("from pathlib import Path\ndef get_executable(): return Path('/bin/true')", "Pagefind stopped in the middle"),
        ("from pathlib import Path\ndef get_executable(): return Path('/etc/passwd')", "Pagefind doesn't run here"),
    ],
)
def test_without_an_index_the_site_stays_as_it_was(
    program: str, message: str, network: Callable[[Files], Path], command: Command, tmp_path: Path
) -> None:
    root = network({})
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    before = tree(root / "site")
    (root / "docs/about.md").write_text("# Another text\n")
    (tmp_path / "broken/pagefind_bin").mkdir(parents=True)
    (tmp_path / "broken/pagefind_bin/__init__.py").write_text(program)
    path = os.pathsep.join([str(tmp_path / "broken"), os.environ.get("PYTHONPATH", "")])
    done = command(root, "talanoa", "build", "--now", NOW, environment={"PYTHONPATH": path})
    assert done.returncode == 1
    assert message in done.stderr and "Traceback" not in done.stderr
    assert tree(root / "site") == before


def test_what_pagefind_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "_message", lambda record: {"url": 5})
    with pytest.raises(SearchFailed, match=r"Pagefind says: .+"):
        index(RECORDS[:1], "en")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain words, no change", "plain words, no change"),
        ("ประชาชนทั่วไป", "ประชาชน|ทั่วไป"),
        ("บ้าน เมือง", "บ้าน เมือง"),
        ("OGPภูมิภาคABC", "OGP|ภูมิภาค|ABC"),
        ("政府、東京", "政府、|東京"),
        ("བོད་ཡིག", "བོད་|ཡིག"),
        ("ការ\u200bប្រជុំ", "ការ|ប្រជុំ"),
        ("a\u2060 b", "a b"),
        ("L’assemblée n'est qu’à toi, aujourd’hui", "L’|assemblée n'|est qu’à toi, aujourd’hui"),
    ],
)
def test_words_of_scripts_without_spaces(text: str, words: str) -> None:
    assert spaced(text).replace(JOINT, "|") == words
    assert spaced(text).replace(JOINT, "") == text.replace("\u200b", "").replace("\u2060", "")


def test_the_words_of_a_hand_written_page() -> None:
    html = '<h1 id="a">A<a class="headerlink" href="#a">¶</a></h1><p>One<br>two &amp; <em>th</em>ree</p><script>no()</script><pre><span></span><code><b>no</b>: code</code></pre>'
    html += "<p>of <code>four</code></p>"
    assert hand_written("/about/", "About", "en", html).text == "A One two & three of four"


def test_a_preview_has_no_index_and_needs_none(network: Callable[[Files], Path]) -> None:
    from mkdocs.config import load_config

    from talanoa.mkdocs_plugin import TalanoaPlugin

    root = network({"mkdocs.yml": MKDOCS})
    config = load_config(str(root / "mkdocs.yml"))
    plugin = config.plugins["talanoa"]
    assert isinstance(plugin, TalanoaPlugin)
    plugin.serving = True
    plugin._begin_index(config)
    assert plugin.indexing is None
