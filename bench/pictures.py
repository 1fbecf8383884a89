"""The pictures of a corpus: of about what a phone sends after a mail program made it smaller. Nothing can be seen on them.

A fifth of the posts have a picture of their own, and three tenths show one of twenty that they share. All are drawn from
a seed: the same seed and the same Pillow give the same bytes.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from PIL import Image

from lists import Fields
from prose import Prose

FOLDER: Final = "pictures"  # beside the posts, in every generator's form
SHARED: Final = 20
_OWN_PART: Final = (2, 7)  # of ten posts: those that have a picture of their own
_SHARED_PART: Final = (0, 4, 9)

_SIZE: Final = (1_600, 1_200)


@dataclass(frozen=True)
class Picture:
    """A picture, and what a post says is on it."""

    name: str
    alt: str

    def markdown(self) -> str:
        """The paragraph that shows it."""
        return f"![{self.alt}]({FOLDER}/{self.name})"

    def field(self) -> Fields:
        """The `image:` of a post that shows it above its text too."""
        return {"src": f"{FOLDER}/{self.name}", "alt": self.alt, "credit": "Example Person"}


def choose_picture(random: Random, prose: Prose, number: int) -> Picture | None:
    """The picture of the post with this number, if it has one."""
    if number % 10 in _OWN_PART:
        return Picture(f"own-{number}.jpg", prose.title(4))
    if number % 10 in _SHARED_PART:
        return Picture(f"shared-{random.randrange(SHARED)}.jpg", prose.title(4))
    return None


def write_pictures(seed: int, names: Iterable[str], folder: Path) -> None:
    """Draw all of a corpus's pictures into a new folder."""
    folder.mkdir(parents=True)
    for name in names:
        _draw(Random(f"{seed}/picture/{name}"), folder / name)


def link_pictures(pictures: Path, folder: Path) -> None:
    """Give another generator the same pictures, without a second copy of some hundred MB."""
    folder.mkdir(parents=True)
    for picture in pictures.iterdir():
        os.link(picture, folder / picture.name)


def _draw(random: Random, path: Path) -> None:
    width = random.randint(24, 80)  # patches of colour: the more there are, the more a file has to tell
    size = (width, width * 3 // 4)
    patches = Image.frombytes("RGB", size, random.randbytes(3 * size[0] * size[1]))
    patches.resize(_SIZE, Image.Resampling.BICUBIC).save(path, quality=80)
