"""The house is as CONTRIBUTING.md draws it, and no module tells more than one story."""

from __future__ import annotations

import ast
import re
import tomllib

from tests.conftest import ELSEWHERE_NOT, LONGEST, REPOSITORY, WINDOWS_NOT

PACKAGE = REPOSITORY / "plugins/talanoa"
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
NO_ROOMS = {"build_machine", "theme"}  # scripts that build machines run, and files that pages are made with


def test_the_map_shows_the_floors_that_the_contract_of_imports_has() -> None:
    plan = CONTRIBUTING[CONTRIBUTING.index("\n    cli ") : CONTRIBUTING.index("\n`theme/` has")]
    drawn = [sorted(re.findall(r"^    (\w+)  ", floor, re.MULTILINE)) for floor in plan.split("───────────")]
    contract = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert drawn == [sorted(floor.split(" | ")) for floor in contract[0]["layers"]]


def test_the_map_shows_every_room() -> None:
    drawn = set(re.findall(r"^    (\w+)  ", CONTRIBUTING, re.MULTILINE))
    assert {path.stem for path in PACKAGE.iterdir() if not path.name.startswith("_")} - NO_ROOMS <= drawn
    assert [room for room in NO_ROOMS if f"`{room}/`" not in CONTRIBUTING] == []


def test_every_path_of_the_package_that_it_names_is_there() -> None:
    named = re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.(?:py|html|js|md))?)`", CONTRIBUTING)
    places = (PACKAGE, REPOSITORY, PACKAGE / "outputs")
    left_out = {"site/", ".venv/"}
    assert [
        path for path in named if path not in left_out and not any((place / path).exists() for place in places)
    ] == []


def test_a_room_that_lists_its_modules_lists_all_of_them() -> None:
    wrong = {}
    for room in PACKAGE.rglob("__init__.py"):
        about = ast.get_docstring(ast.parse(room.read_text("utf-8"))) or ""
        there = {path.name for path in room.parent.glob("*.py") if not path.name.startswith("__")}
        if re.search(r"^\w+\.py ", about, re.MULTILINE) and (others := there ^ set(re.findall(r"\w+\.py\b", about))):
            wrong[str(room.parent.relative_to(PACKAGE))] = others
    assert wrong == {}


OTHERS = {"node_modules", "out"}  # what npm and the benchmark put into these folders


def test_no_module_is_over_four_hundred_lines() -> None:
    modules = [
        path
        for folder in (PACKAGE, REPOSITORY / "tests", REPOSITORY / "bench")
        for ending in ("py", "js", "css", "html")
        for path in folder.rglob(f"*.{ending}")
        if not any(part in OTHERS or part.startswith(".") for part in path.relative_to(REPOSITORY).parts)
    ]
    lines = {str(path.relative_to(REPOSITORY)): path.read_text("utf-8").count("\n") for path in modules}
    assert {path: count for path, count in lines.items() if count > 400} == {}


def test_every_path_that_tests_are_sorted_by_is_of_some_test() -> None:
    paths = [path.relative_to(REPOSITORY / "tests").as_posix() for path in (REPOSITORY / "tests").rglob("test_*.py")]
    named = [start for starts in (ELSEWHERE_NOT | WINDOWS_NOT).values() for start in starts.split()]
    assert [start for start in (*named, *LONGEST) if not any(path.startswith(start) for path in paths)] == []
