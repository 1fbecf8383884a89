"""The same picture in fewer pixels and fewer bytes, as WebP, which every browser has read since 2020."""

from __future__ import annotations

import io

from PIL import Image

from talanoa.images.picture import WIDTHS
from talanoa.images.resize import resized

# Of libwebp. `method` is its effort, from 0 to 6.
PHOTO = {"quality": 75, "method": 1}  # on a phone, next to the JPEG, no one sees which is which
DRAWING = {"quality": 90, "method": 2}  # whose edges would show it
FLAT = 3  # times the bytes of lossy WebP: where the picture has more, it is no flat drawing, and lossless WebP would not be smaller
WORTH = 0.8  # of the bytes of the next larger one; what saves less than a fifth is not worth a file


def variants(image: Image.Image, length: int, drawn: bool) -> tuple[tuple[int, bytes], ...]:
    """By width, the smallest first; none of a picture that is no wider than an icon.

    `length` is how many bytes the picture itself has; `drawn` says that it came without losses, as a chart or a screenshot
    does.
    """
    if image.width <= WIDTHS[0]:
        return ()
    mode = "RGBA" if image.has_transparency_data else "RGB"
    whole = image if image.mode == mode else image.convert(mode)
    found = []
    for width in sorted({min(width, image.width) for width in WIDTHS}, reverse=True):
        small = resized(whole, width / image.width)
        data = _saved(small, **(DRAWING if drawn else PHOTO))
        if drawn and width == image.width and length < FLAT * len(data):  # no smaller one has its few colours
            data = min(_saved(small, lossless=True, method=DRAWING["method"]), data, key=len)
        if len(data) <= length * WORTH:
            found.append((width, data))
            length = len(data)
    return tuple(reversed(found))


def _saved(image: Image.Image, **how: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", **how)
    return file.getvalue()
