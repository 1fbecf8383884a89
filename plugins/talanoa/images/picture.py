"""What there is to say of a picture: its limits, what can be wrong with it, and what is made of it."""

from __future__ import annotations

from msgspec import Struct

from talanoa.files import ending_of

_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000  # of all frames together
MAX_FRAMES = 1_000
# What all pictures of a run together may have beyond what their bytes are worth. A photo has 2 to 30 pixels a byte, a chart
# or a screenshot up to 130, a logo 200; an empty plane has as many as anyone likes.
PIXELS_A_BYTE = 200
PIXELS_OF_A_FILE = 200_000  # what it costs to look at the smallest
MORE_PIXELS = 75_000_000
LONGEST_SIDE = 2_400  # of what is published: a full page on a screen of double density
ENOUGH = 2_000  # on the longer side of a JPEG: where half of its pixels are that many, only a half is decoded
# Of what pages offer next to it: for logos and cards, for columns, and these on dense screens.
WIDTHS = (320, 800, 1_200)


def format_of(path: str) -> str:
    """The format in which a file is published: what its name says."""
    return _FORMATS[ending_of(path)]


class Fault(Struct, frozen=True):
    """Why a picture can't be published; `what` follows its name in a message."""

    what: str
    help: str


class Size(Struct, frozen=True):
    """Of a picture that can be published, in pixels as people see it."""

    width: int
    height: int


class Reencoded(Size, frozen=True):
    """A picture as it is published; `variants` are the same as WebP, by width, the smallest first.

    `shared` is the same as a small JPEG (width, height, bytes), unless the picture itself is one.
    """

    data: bytes
    variants: tuple[tuple[int, bytes], ...] = ()
    shared: tuple[int, int, bytes] | None = None

    @property
    def pieces(self) -> tuple[bytes, ...]:
        """The bytes of every file that is made of it."""
        return (self.data, *(data for _, data in self.variants), *((self.shared[2],) if self.shared else ()))


TOO_LARGE = Fault(
    f"is larger than {MAX_BYTES // 1_000_000} MB",
    f"open it in an image program, make it smaller ({LONGEST_SIDE} pixels wide is plenty), and save it as JPEG",
)
TOO_MANY_PIXELS = Fault(
    f"has more than {MAX_PIXELS // 1_000_000} million pixels, or more than {MAX_FRAMES} frames",
    f"open it in an image program, make it smaller ({LONGEST_SIDE} pixels wide is plenty), and save it as JPEG; "
    "cut a long animation, whose frames count together",
)
TOO_MANY_SCANS = Fault(
    "is a JPEG that draws its pixels again and again, far more often than any camera or program does",
    "open it in an image program and save it as JPEG",
)
TOO_EMPTY = Fault(
    f"has too many pixels for so few bytes; together, such pictures have {MORE_PIXELS // 1_000_000} million pixels too many",
    f"open it in an image program, make it smaller ({LONGEST_SIDE} pixels wide is plenty), and save it again",
)
NOT_A_PICTURE = Fault(
    "is not a JPEG, PNG, WebP or GIF picture, whatever its name says",
    "open it in an image program and save it as JPEG",
)
DAMAGED = Fault(
    "is damaged: it can't be read to the end",
    "copy it again from where it came from, or open it in an image program and save it as JPEG",
)
TOO_MUCH = Fault(
    "takes more time or memory to read than any normal picture",
    "open it in an image program and save it as JPEG",
)
