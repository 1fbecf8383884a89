"""`make fuzz`: the fuzzers of this folder again and again, each time from another random number, until the time is over.

They stop at the first finding. Hypothesis prints it, made as small as it can be; its files are in .fuzz/.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    minutes = float(os.environ.setdefault("FUZZ_MINUTES", "10"))
    end = time.monotonic() + 60 * minutes
    rounds = 0
    while time.monotonic() < end:
        rounds += 1
        seed = secrets.randbelow(2**32)
        print(f"round {rounds}, again with: FUZZ_MINUTES=1 pytest tests/fuzz --hypothesis-seed={seed}", flush=True)
        command = [sys.executable, "-m", "pytest", str(HERE), "--exitfirst", f"--hypothesis-seed={seed}"]
        if subprocess.run(command, cwd=HERE.parent.parent, check=False).returncode:
            print("\nThe input is in .fuzz/ — tests/fuzz/README.md says how to keep it as a test.")
            return 1
    print(f"{rounds} rounds, nothing found.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
