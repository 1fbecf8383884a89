"""What tests share: a small network in a folder, and the real commands."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from talanoa import processes
from talanoa.cache_folder import folder_of
from tests import repositories, warm
from tests.once import common

# To look for garbage among all that was collected, again and again, takes a fifth of the time of collecting it.
gc.set_threshold(100_000)

# The same examples everywhere, and no test that fails because the machine is busy.
settings.register_profile(
    "steady", max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

REPOSITORY = Path(__file__).parent.parent
NOW = "2026-11-21"

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Pacific/Auckland
languages: [en]
"""

MKDOCS = """\
site_name: Reef Network
site_url: https://reef.example.org/
theme:
  name: material
  font: false
plugins: [talanoa]
"""

# What runs on Linux alone, or not on Windows: why, and the beginnings of paths below tests/.
ELSEWHERE_NOT = {
    "it needs programs of Debian": "browser/ feeds_and_calendars/ outputs/test_ical_js digest/test_command digest/test_html digest/test_sending "
    "test_servers",
    "it asks Linux how much memory was used": "sheets/test_ten_thousand",
    "what is looked for is the same on every system": "fuzz/ mutants/ search/test_asked test_patterns",
    "the build machine's scripts are for Linux": "cli/test_intake_workflow cli/test_isolated cli/test_previews cli/test_workflows",
    "it compares ways that only Linux has": "test_warm test_same_bytes",
}
WINDOWS_NOT = {
    "it plays with links, owners and signals of Unix": "publish/ test_all_or_nothing test_cache_folder test_other_systems",
    "it writes files of names that Windows can't write": "contributions/ cli/test_contribution cli/test_where test_cases test_stories",
    "Windows doesn't say of a file that isn't opened whether it was changed": "test_fingerprints",
}

# Bytes that are no text, and two names that differ in capitals alone.
of_linux_names = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")

# What takes longest alone comes first: at the end, one process would go on while the others have nothing to do.
LONGEST = (
    "test_wheel.py",
    "browser/test_html.py",
    "browser/test_weight.py",
    "cli/test_intake_workflow.py",
    "contributions/",
)

CACHES = (
    "XDG_CACHE_HOME",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
)  # which variable platformdirs asks differs from system to system

Files = Mapping[str, str | bytes]
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def left_out(system: str) -> dict[str, str]:
    return {} if system == "linux" else ELSEWHERE_NOT | (WINDOWS_NOT if system == "win32" else {})


def pytest_report_header() -> list[str]:
    return [f"left out here, because {reason}: {paths}" for reason, paths in left_out(sys.platform).items()]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """What is left out isn't even read: it may ask for what isn't there."""
    path = os.path.relpath(collection_path, Path(__file__).parent).replace(os.sep, "/")
    return is_left_out(path, sys.platform) or None


def is_left_out(path: str, system: str) -> bool:
    return path.startswith(tuple(" ".join(left_out(system).values()).split()))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = REPOSITORY / "tests"
    items.sort(key=lambda item: not item.path.relative_to(tests).as_posix().startswith(LONGEST))


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests build is kept away from the developer's own cache; processes that test at the same time share it."""
    os.environ.update(with_caches(common(tmp_path_factory) / "caches"))


@pytest.fixture(scope="session", autouse=True)
def commands() -> Iterator[None]:
    """The process that starts them ends with the tests."""
    yield
    warm.end()


def with_caches(folder: Path) -> dict[str, str]:
    """The variables of an environment in which caches are kept there."""
    return dict.fromkeys(CACHES, str(folder))


def cache_of(root: Path) -> Path:
    """Where what was built from a folder is kept."""
    folder = folder_of(root)
    assert folder
    return folder


def forget(root: Path) -> None:
    """Deletes what is kept. Another process that builds may tidy up meanwhile, and deletes it as well once it is half gone."""
    folder = cache_of(root)
    shutil.rmtree(folder, ignore_errors=True)
    assert not folder.exists()


def write_network(root: Path, files: Files) -> Path:
    """Writes files into a folder that is a whole small network, and gives the folder."""
    for name, text in {"network.yml": NETWORK, "mkdocs.yml": MKDOCS, "docs/about.md": "# About\n", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


@pytest.fixture
def network(tmp_path: Path) -> Callable[[Files], Path]:
    """`network({"posts/a.md": …})` → the folder of a small network that has these files too."""
    return lambda files: write_network(tmp_path / "network", files)


@pytest.fixture
def repository(network: Callable[[Files], Path]) -> Callable[[Files], Path]:
    """A network's repository, on a branch of its own from `main`."""
    return lambda files: repositories.begin(network(files))


@pytest.fixture
def command() -> Command:
    """Runs a program of this environment in a folder, as a user would: command(root, "talanoa", "build")."""
    return run


def run(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """With variables of its own a command begins as Python does; without, where `talanoa` begins (warm.py)."""
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(environment or {})}
    if words[0] == "talanoa" and environment is None and processes.start_method() == "fork":
        return warm.run(words, root, variables)
    program = Path(sys.executable).parent / words[0]
    return subprocess.run(
        [str(program), *words[1:]],
        cwd=root,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
