"""What `make mutants` goes by is there; the run itself is not a part of `make test`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
PACKAGE = REPOSITORY / "plugins" / "talanoa"
MODULES = tomllib.loads((HERE / "mutants.toml").read_text("utf-8"))["modules"]
SURVIVORS = tomllib.loads((HERE / "survivors.toml").read_text("utf-8")).get("survivor", [])


@pytest.mark.parametrize("name", MODULES)
def test_files_and_tests_of_a_module_exist(name: str) -> None:
    for pattern in MODULES[name]["files"]:
        assert list(PACKAGE.glob(pattern)), pattern
    for word in MODULES[name]["tests"]:
        assert not word.startswith("tests/") or (REPOSITORY / word.split("::")[0]).exists(), word


@pytest.mark.parametrize("entry", SURVIVORS, ids=lambda entry: f"{entry['file']}: {entry['now']}")
def test_a_survivor_is_of_code_that_is_there(entry: dict[str, str]) -> None:
    assert entry.keys() == {"file", "was", "now", "why"}
    source = " ".join((PACKAGE / entry["file"]).read_text("utf-8").split())
    assert " ".join(entry["was"].split()) in source, "the code has changed: make mutants says whether it still survives"
