"""Prints what the repository's own site promises now."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.conftest import NOW, REPOSITORY, run
from tests.earlier import promises

with tempfile.TemporaryDirectory() as folder:
    done = run(REPOSITORY, "talanoa", "build", "--now", NOW, "--site-dir", f"{folder}/site", environment={})
    assert done.returncode == 0, done.stderr
    print("\n".join(promises(Path(folder) / "site")))
