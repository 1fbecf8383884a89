"""What a run of mutants leaves to the next one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mutants.remembering import Memory

FILE = Path(__file__)


def test_what_became_of_mutants_is_known_to_the_next_run(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    with memory.of("site", [FILE], []).path.open("a", encoding="utf-8") as file:
        file.write(f'["{FILE.name} NumberReplacer 0", "killed"]\n')
    assert memory.of("site", [FILE], []).found == {f"{FILE.name} NumberReplacer 0": "killed"}


@pytest.mark.parametrize("left", ["", "{}", '["a digest", {}, 3]', '"a digest"\n["x", "killed"]', "[{}, 1]\n[2", "\0"])
def test_what_another_version_left_is_forgotten(tmp_path: Path, left: str) -> None:
    (tmp_path / "site.jsonl").write_text(left, "utf-8")
    assert Memory(tmp_path).of("site", [FILE], []).found == {}
