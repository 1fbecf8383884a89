"""A picture as messengers and mail programs show it: a small JPEG. They skip large pictures, and many skip WebP."""

from __future__ import annotations

import io
from itertools import product

from PIL import Image

from talanoa.images.resize import resized

SIDE = 1_200  # pixels, of the longer side
MOST = 300_000  # bytes: WhatsApp shows nothing of more
# Tried in this order until one is small enough; the last is small enough for any picture, even for noise.
_SIDES = (SIDE, 900, 600, 300)
_QUALITIES = (82, 70, 55)


def shared(image: Image.Image, written: str, length: int) -> tuple[int, int, bytes] | None:
    """Width, height and bytes; None if the picture as it is published, of so many bytes, does as well."""
    if written == "JPEG" and length < MOST:
        return None
    ground = on_white(image)
    for side, quality in product(_SIDES, _QUALITIES):
        small = resized(ground, side / max(ground.size))
        file = io.BytesIO()
        small.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() < MOST:
            break
    return *small.size, file.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """For a format that can't be transparent."""
    if not image.has_transparency_data:
        return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")
    picture = image.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")
