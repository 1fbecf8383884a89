"""Writes a benchmark corpus: `python bench/corpus.py SIZE DIR [--seed N]`.

DIR becomes a Talanoa site; DIR/peer is the same for MkDocs with Material's blog plugin, and DIR/hugo for Hugo. The
same size and seed give the same bytes on every machine.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from lists import SIZES
from ours import write_ours
from peers import write_hugo, write_mkdocs
from world import make_world

DEFAULT_SEED: Final = 20261121


def write_corpus(size: str, folder: Path, seed: int = DEFAULT_SEED) -> None:
    """Write the corpus of a size ("S", "M" or "L") in all formats; the folder must be new or empty."""
    world = make_world(SIZES[size], seed)
    write_ours(world, folder)
    write_mkdocs(world, folder / "peer")
    write_hugo(world, folder / "hugo")


def main() -> None:
    """The command line."""
    parser = ArgumentParser(description="Write a benchmark corpus.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    arguments = parser.parse_args()
    if arguments.folder.exists() and any(arguments.folder.iterdir()):
        parser.error(f"{arguments.folder} is not empty: choose a new folder")
    write_corpus(arguments.size, arguments.folder, arguments.seed)


if __name__ == "__main__":
    main()
