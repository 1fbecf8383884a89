"""The same picture in fewer pixels and fewer bytes, as WebP, which every browser has read since 2020."""

from __future__ import annotations

import io

from PIL import Image

from talanoa.images.picture import WIDTHS

QUALITY = 78  # of a photo: beside the JPEG, on a phone, no one tells them apart
QUALITY_OF_DRAWINGS = 90  # whose edges would show it
EFFORT = 2  # of libwebp, from 0 to 6: its usual 4 takes twice as long for 3 % fewer bytes
WORTH = 0.8  # of the bytes of the next larger one; what saves less than a fifth is not worth a file


def variants(image: Image.Image, length: int, drawn: bool) -> tuple[tuple[int, bytes], ...]:
    """By width, the smallest first; none of a picture that is no wider than an icon.

    `length` is how many bytes the picture itself has; `drawn` says that it came without losses, as a chart or a screenshot
    does.
    """
    if image.width <= WIDTHS[0]:
        return ()
    smaller = image.convert("RGBA" if image.has_transparency_data else "RGB")
    found = []
    for width in sorted({min(width, image.width) for width in WIDTHS}, reverse=True):
        height = max(1, round(image.height * width / image.width))
        smaller = _resized(smaller, width, height)  # of the next larger one, which has all that it needs
        data = _webp(smaller, drawn, width == image.width)
        if len(data) <= length * WORTH:
            found.append((width, data))
            length = len(data)
    return tuple(reversed(found))


def _resized(image: Image.Image, width: int, height: int) -> Image.Image:
    if width == image.width:
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)


def _webp(image: Image.Image, drawn: bool, itself: bool) -> bytes:
    """What was drawn keeps its few colours only in the size in which it was drawn."""
    lossy = _saved(image, quality=QUALITY_OF_DRAWINGS if drawn else QUALITY)
    return min(_saved(image, lossless=True), lossy, key=len) if drawn and itself else lossy


def _saved(image: Image.Image, **how: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", method=EFFORT, **how)
    return file.getvalue()
