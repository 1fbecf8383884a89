"""How much memory a sheet of ten thousand rows takes, as Linux counts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Files
from tests.sheets.test_command import MEMBERS

# Not `ru_maxrss`, which begins with what the process had that started this one.
MEASURED = """
import re, sys
from talanoa.cli import main
try:
    main(sys.argv[1:])
finally:
    print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024, file=sys.stderr)
"""


def test_ten_thousand_rows(network: Callable[[Files], Path], tmp_path: Path) -> None:
    """Read, compared and counted within 300 MB; a dry run of so many leaves the new text out."""
    rows = ["Name,Country,Type,Languages,Website,Member since"]
    rows += [
        f'Organisation {n},Fiji,NGO,"English, Fijian",https://o{n}.example.org/,{n % 28 + 1:02}/03/2024'
        for n in range(10_000)
    ]
    sheet = tmp_path / "many.csv"
    sheet.write_text("\n".join(rows), "utf-8")
    words = [sys.executable, "-c", MEASURED, "import", "members", str(sheet), "--dry-run"]
    done = subprocess.run(words, cwd=network({"members.yml": MEMBERS}), capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and done.stdout.startswith("10000 would be added"), done.stderr
    assert int(done.stderr.split()[-1]) < 300
