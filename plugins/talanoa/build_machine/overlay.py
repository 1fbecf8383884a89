"""Puts a contribution's content in the place of a site's own: overlay.py CONTRIBUTION SITE.

Only regular files that a contributor may write are copied. Links, settings, scripts and all else stay behind, so that
the site is built by the site's own code from the contribution's data. Run it with `python -I` of the environment in
which the trusted talanoa is installed.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from talanoa.contribution import is_content
from talanoa.files import CONTRIBUTED


def main(contribution: Path, site: Path) -> None:
    for name in CONTRIBUTED:
        _remove(site / name)
    for path in sorted(_files(contribution)):
        if is_content(path):
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(contribution / path, target, follow_symlinks=False)
        else:
            print(f"left behind: {path!r}", file=sys.stderr)


def _files(folder: Path) -> Iterator[str]:
    """The regular files of the content's folders; a folder that is a link is not entered."""
    for name in CONTRIBUTED:
        mode = os.lstat(folder / name).st_mode if os.path.lexists(folder / name) else 0
        if stat.S_ISREG(mode):
            yield name
        elif stat.S_ISDIR(mode):
            for inner, _, names in os.walk(folder / name):
                for path in (Path(inner, name) for name in names):
                    if stat.S_ISREG(os.lstat(path).st_mode):
                        yield path.relative_to(folder).as_posix()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
