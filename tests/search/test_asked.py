"""What the page's own script finds: the build and the browser agree about every word, in all scripts of CLDR."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from talanoa.outputs.view import THEME
from talanoa.search import Record
from talanoa.search.words import bare, folded, words
from tests.search.made import indexed
from tests.search.test_index import dense

RANDOM = Random(11)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert shutil.which("node"), "this needs Node.js; install it with: sh tests/validators/install.sh"
    root = tmp_path_factory.mktemp("asked")
    put(root, indexed(dense()).items())
    return root


def put(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for path, data in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


@pytest.fixture(scope="module")
def having() -> dict[str, set[int]]:
    """Each word as it is written, and the numbers of the records that have it."""
    found: dict[str, set[int]] = {}
    for number, record in enumerate(dense()):
        for word in words(f"{record.title} {record.text}"):
            if folded(bare(word)):
                found.setdefault(word, set()).add(number)
    return found


def ask(site: Path, queries: Sequence[str], *more: str) -> list[dict[str, Any]]:
    program = ["node", str(Path(__file__).with_name("ask.mjs")), str(THEME / "scripts/search.js"), str(site), *more]
    answers: list[dict[str, Any]] = json.loads(
        subprocess.run(program, input=json.dumps(queries).encode(), capture_output=True, check=True).stdout
    )
    return answers


def lost(site: Path, having: dict[str, set[int]], asked: Sequence[tuple[str, str]]) -> list[str]:
    """What isn't found everywhere it is: words, each with what is typed for it."""
    answers = ask(site, [typed for _, typed in asked])
    return [typed for (word, typed), answer in zip(asked, answers) if not having[word] <= {*answer["records"]}]


def test_words_are_found_as_they_are_written(site: Path, having: dict[str, set[int]]) -> None:
    assert lost(site, having, [(word, word) for word in RANDOM.sample(sorted(having), 1500)]) == []


def test_words_are_found_without_what_readers_leave_out(site: Path, having: dict[str, set[int]]) -> None:
    typed = [(word, folded(bare(word))) for word in RANDOM.sample(sorted(having), 700)]
    typed += [(word, word.upper()) for word in RANDOM.sample(sorted(having), 300)]
    assert lost(site, having, typed) == []


def test_urdu_and_arabic_find_each_other(site: Path, having: dict[str, set[int]]) -> None:
    """From the neighbour's keyboard: ی for ي, ک for ك, ہ for ه, and back."""
    to_arabic = str.maketrans("یکہ", "يكه")
    back = str.maketrans("يكه", "یکہ")
    near = [word for word in sorted(having) if {*word} & {*"یکہيكه"}]
    assert len(near) > 1000
    typed = [(word, word.translate(table)) for word in RANDOM.sample(near, 300) for table in (to_arabic, back)]
    assert lost(site, having, typed) == []


def test_words_are_found_by_their_beginnings(site: Path, having: dict[str, set[int]]) -> None:
    whole = [word for word in RANDOM.sample(sorted(having), 300) if folded(bare(word)) == bare(word).lower()]
    typed = [(word, folded(bare(word))[:length]) for word in whole for length in (3, 4, 6)]
    assert lost(site, having, typed) == []


# A text, and what others type for it.
OTHERWISE = {
    "Wi-Fi by e-mail": ["wifi", "wi-fi", "wi fi", "email", "e-mail", "WiFi email"],
    "An email, wifi, and co‑operation": ["e-mail", "wi-fi", "cooperation", "co-operation"],
    "Bürger*innen, Ärzt:innen und Expert_innen": ["bürgerinnen", "arztinnen", "expertinnen"],
    "État-major: 12,500 people at 3.5 on 2026-03-02": ["12500", "12,500", "3.5", "2026-03-02", "etat major"],
    "والْموازنة وأسئلة الإنسان": ["موازنة", "الموازنة", "انسان", "الانسان"],
    "state-of-the-art": ["state of the art", "state-of-the-art"],
}


def test_words_are_found_as_others_write_them(tmp_path: Path) -> None:
    put(tmp_path, indexed(Record(text, "Note", text, "blog", ("en",)) for text in OTHERWISE).items())
    for number, (text, queries) in enumerate(sorted(OTHERWISE.items())):
        for query, answer in zip(queries, ask(tmp_path, queries)):
            assert number in answer["records"], f"{query} finds “{text}”"
    assert ask(tmp_path, ["35"])[0]["records"] == [], "3.5 is something else"


def test_nonsense_finds_nothing(site: Path) -> None:
    nonsense = ["qwertzuiop", "zzzqq", "jürgxx9", "ဃဃဃဈဈ", "뷁뛟쀍", "ژژژڈڈ", "---", "…", "'’", "xq zv"]
    assert [answer["records"] for answer in ask(site, nonsense)] == [[]] * len(nonsense)


def test_a_question_loads_little(site: Path) -> None:
    """The table and a shard or two for each word, each once; with three results that is at most eight files."""
    for answer in ask(site, ["budget", "the", "con", "open data", "a"], "--anew"):
        assert len(answer["loaded"]) <= 8 and len({*answer["loaded"]}) == len(answer["loaded"])


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """An index of real texts, and their names by number."""
    root, records = tmp_path_factory.mktemp("real"), []
    for path in Path(__file__).parent.glob("real/*.txt"):
        title, about, _, text = path.read_text("utf-8").split("\n", 3)
        language, day = about.split(" ")
        records.append(Record(path.stem, title, text, "blog", (language,), date=date.fromisoformat(day)))
    put(root, indexed(records).items())
    return root, [record.address for record in sorted(records, key=lambda record: (record.date, record.address))]


def judged(name: str, real: tuple[Path, list[str]]) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Queries with what is expected of them, and the names of what is found for each."""
    root, names = real
    cases = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    answers = ask(root, [case["query"] for case in cases])
    return cases, [[names[number] for number in answer["records"]] for answer in answers]


def test_readers_find_among_the_first_what_they_expect(real: tuple[Path, list[str]]) -> None:
    """By queries that were judged before the program was asked."""
    cases, found = judged("asked.yml", real)
    first = [has[: min(3, len(case["among"]))] for case, has in zip(cases, found)]
    assert [case["query"] for case, has in zip(cases, first) if not has or not {*has} <= {*case["among"]}] == []


def test_readers_find_first_what_they_expect_among_real_texts(real: tuple[Path, list[str]]) -> None:
    """By queries judged with the answers in view; those of the sample site are asked in a browser (tests/browser/search/judged.yml)."""
    cases, found = judged("judged.yml", real)
    assert {case["query"]: has[: max(1, len(case["first"]))] for case, has in zip(cases, found)} == {
        case["query"]: case["first"] for case in cases
    }
