"""What `pip install talanoa` brings: everything that a network needs, tried without the repository."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.once import made_once

PACKAGE = REPOSITORY / "plugins" / "talanoa"


def made(folder: Path) -> None:
    """The source archive, the wheel that comes of it, and the wheel installed, from a copy that has nothing else."""
    copy = folder / "copy"
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(REPOSITORY / "plugins", copy / "plugins", ignore=left_out)
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(REPOSITORY / name, copy)
    for name in ("requirements.lock", "requirements-test.lock"):
        shutil.copy(REPOSITORY / name, copy)
    python("-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(copy))
    (wheel,) = (folder / "dist").glob("*.whl")
    python(
        "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder / "installed"), str(wheel)
    )


def python(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "wheel", made)


def talanoa(built: Path, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The installed command; the repository's package isn't on its path."""
    start = "import sys, talanoa, talanoa.cli; print(talanoa.__file__, file=sys.stderr); talanoa.cli.run()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", start, *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(built / "installed"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr.startswith(str(built / "installed")), done.stderr
    return done


def test_it_has_every_file_of_the_package(built: Path) -> None:
    (wheel,) = (built / "dist").glob("*.whl")
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("talanoa/")}
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "talanoa"],
        cwd=PACKAGE.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert inside == {name for name in asked.stdout.splitlines() if (PACKAGE.parent / name).exists()}


def test_the_source_archive_makes_it_and_leaves_the_tests(built: Path) -> None:
    (archive,) = (built / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml", "plugins/talanoa/build.py"} <= names
    assert not any(name.startswith("tests") for name in names)


def test_what_it_says_of_itself(built: Path) -> None:
    (wheel,) = (built / "dist").glob("*.whl")
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = email.message_from_bytes(archive.read(name))
    assert metadata["Name"] == "talanoa"
    assert metadata["License-Expression"] == "MIT AND OFL-1.1 AND CC0-1.0"
    assert {*metadata.get_all("License-File", [])} == {"LICENSE", "plugins/talanoa/outputs/brand/OFL.txt"}
    assert not any("mkdocs" in need for need in metadata.get_all("Requires-Dist", []) if "extra" not in need)


def test_it_begins_a_network_and_speaks_its_languages(built: Path, tmp_path: Path) -> None:
    """One starter is enough: the wheel has every file, and each is tried in cli/test_new.py."""
    said = (
        "--name",
        "Reef Network",
        "--authority",
        "reef.example.org,2026",
        "--timezone",
        "Asia/Jakarta",
        "--languages",
        "id",
    )
    made = talanoa(built, tmp_path, "new", "site", "reef", "--starter", "network", *said)
    root = tmp_path / "reef"
    assert made.returncode == 0, made.stderr
    checked, done = talanoa(built, root, "check", "--strict"), talanoa(built, root, "build")
    assert (checked.returncode, done.returncode) == (0, 0), checked.stdout + checked.stderr + done.stderr
    assert "Cari</a>" in (root / "site/events/index.html").read_text("utf-8")
