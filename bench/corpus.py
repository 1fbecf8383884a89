"""Writes a benchmark corpus: `python bench/corpus.py SIZE DIR [--seed N]`.

DIR becomes a Talanoa site; DIR/mkdocs is the same for MkDocs with Material's blog plugin, and so are DIR/hugo, DIR/pelican
and DIR/eleventy. The same size and seed give the same bytes on every machine; pictures, with the same version of Pillow.
"""

from argparse import ArgumentParser, BooleanOptionalAction
from pathlib import Path
from typing import Final

from lists import SIZES
from ours import write_ours
from peers import write_peers
from pictures import FOLDER
from world import make_world

DEFAULT_SEED: Final = 20261121


def write_corpus(size: str, folder: Path, seed: int = DEFAULT_SEED, pictures: bool = True) -> None:
    """Write the corpus of a size ("S", "M" or "L") in all formats; the folder must be new or empty."""
    world = make_world(SIZES[size], seed, pictures)
    write_ours(world, folder)
    write_peers(world, folder / "posts" / FOLDER, folder)


def main() -> None:
    """The command line."""
    parser = ArgumentParser(description="Write a benchmark corpus.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--pictures", action=BooleanOptionalAction, default=True)
    arguments = parser.parse_args()
    if arguments.folder.exists() and any(arguments.folder.iterdir()):
        parser.error(f"{arguments.folder} is not empty: choose a new folder")
    write_corpus(arguments.size, arguments.folder, arguments.seed, arguments.pictures)


if __name__ == "__main__":
    main()
