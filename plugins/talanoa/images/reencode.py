"""A picture's bytes → the bytes that are published: its pixels and nothing else.

What a camera, a phone or a program noted (the place, the owner's name, a smaller picture of what was cut away) is
next to the pixels, and what an attacker adds is behind them. So nothing is removed from a file; a new one is written.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import TypeVar

from PIL import (
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from talanoa.images.header import begins_as_picture, header
from talanoa.images.picture import (
    DAMAGED,
    ENOUGH,
    LONGEST_SIDE,
    MAX_BYTES,
    MAX_FRAMES,
    MAX_PIXELS,
    NOT_A_PICTURE,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    TOO_MANY_SCANS,
    Fault,
    Reencoded,
    Size,
    format_of,
)
from talanoa.images.resize import resized
from talanoa.images.shared import on_white, shared
from talanoa.images.variants import variants

# Pillow reads no other format here; the import enters them.
READ = tuple(
    plugin.format
    for plugin in (
        GifImagePlugin.GifImageFile,
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
Image.preinit()  # or each picture's process would import what Pillow knows besides
QUALITY = 85

T = TypeVar("T")

_ORIENTATION = 0x0112
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PLAIN_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")


class _TooManyPixels(Exception):
    pass


def reencoded(data: bytes, path: str) -> Reencoded | Fault:
    """The picture in the format of its file's ending. Whatever the bytes, nothing is raised.

    The same bytes give the same bytes, as long as Pillow and its libraries stay the same.
    """
    return _decoded(data, path, _made)


def examined(data: bytes, path: str) -> Size | Fault:
    """Whether `reencoded` can make the picture, and how large: a still is only decoded, which is most of what can go wrong."""
    return _decoded(data, path, _size)


def _decoded(data: bytes, path: str, made: Callable[[Image.Image, str, int], T]) -> T | Fault:
    """What is made of the picture in its file's format, with as many frames as it says it has; or what is wrong with it."""
    if len(data) > MAX_BYTES:
        return TOO_LARGE
    said = header(data)
    if said is None:
        return DAMAGED if begins_as_picture(data) else NOT_A_PICTURE
    if said.pixels > MAX_PIXELS:
        return TOO_MANY_SCANS if said.width * said.height <= MAX_PIXELS and said.frames == 1 else TOO_MANY_PIXELS
    try:
        with _limits(), Image.open(io.BytesIO(data), formats=READ) as image:
            if image.width * image.height > said.width * said.height:
                return DAMAGED  # the work was reckoned by another size
            _decode_no_more_than_needed(image)
            return made(image, format_of(path), said.frames)
    except (_TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_MANY_PIXELS
    except UnidentifiedImageError:
        return NOT_A_PICTURE
    except Exception:  # a decoder's: OSError, SyntaxError, ValueError, struct.error, EOFError, MemoryError …
        return DAMAGED


def _decode_no_more_than_needed(image: Image.Image) -> None:
    """Has a large JPEG decoded at a half, a quarter or an eighth of its size, as its format allows; no other format does."""
    part = ENOUGH / max(image.size)
    image.draft(None, (max(1, int(image.width * part)), max(1, int(image.height * part))))


@contextmanager
def _limits() -> Iterator[None]:
    """Pillow's own guard, at our limit; what else it has to say about a stranger's file concerns no one."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _made(image: Image.Image, written: str, frames: int) -> Reencoded:
    return _animation(image, written, frames) if _moves(image, written) else _still(image, written)


def _size(image: Image.Image, written: str, frames: int) -> Size:
    return _animation(image, written, frames) if _moves(image, written) else Size(*_seen(image).size)


def _moves(image: Image.Image, written: str) -> bool:
    return getattr(image, "is_animated", False) and image.format in ("GIF", "PNG", "WEBP") and written != "JPEG"


def _still(image: Image.Image, written: str) -> Reencoded:
    seen = _seen(image)
    file = io.BytesIO()
    if written == "JPEG":
        seen = on_white(seen)
        seen.save(file, "JPEG", quality=QUALITY, optimize=True)
    elif written == "PNG":
        seen.save(file, "PNG")
    elif written == "WEBP":
        full = seen.convert("RGBA" if seen.has_transparency_data else "RGB")
        full.save(file, "WEBP", quality=QUALITY, lossless=_is_lossless(image))
    else:
        _in_few_colours(seen).save(file, "GIF")
    data = file.getvalue()
    small = variants(seen, len(data), _is_lossless(image))
    return Reencoded(*seen.size, data, small, shared(seen, written, len(data)))


def _is_lossless(image: Image.Image) -> bool:
    """True where a drawing or a screenshot would lose its sharp edges."""
    return image.format in ("PNG", "GIF")


def _animation(image: Image.Image, written: str, most: int) -> Reencoded:
    """Every frame, as long as it was shown, and as often; in one size, since each would cost as much again."""
    frames, durations = [], []
    for frame, duration in _frames(image, most):
        frames.append(frame)
        durations.append(duration)
    frames = _alike(_of_one_size(frames))
    first, *rest = map(_in_few_colours, frames) if written == "GIF" else frames
    file = io.BytesIO()
    more = {"loop": image.info["loop"]} if "loop" in image.info else {}
    if written == "GIF":
        if "transparency" in first.info:
            more["disposal"] = 2  # or what lies below would shine through
    elif written == "WEBP":
        more["quality"] = QUALITY
    first.save(file, written, save_all=True, append_images=rest, duration=durations, **more)
    return Reencoded(*first.size, file.getvalue(), shared=shared(frames[0], written, file.tell()))


def _frames(image: Image.Image, most: int) -> Iterator[tuple[Image.Image, int]]:
    """The frames as they are seen, with their milliseconds."""
    pixels = 0
    for number in count():
        try:
            image.seek(number)
        except EOFError:
            if not number or number < getattr(image, "n_frames", 1):
                raise
            return
        pixels += image.width * image.height
        if pixels > MAX_PIXELS or number >= min(most, MAX_FRAMES):
            raise _TooManyPixels
        image.load()
        if not number and image.info.get("default_image"):
            continue  # what programs show that don't know that a PNG can move
        yield _seen(image.convert("RGBA"), image.info.get("icc_profile")), round(image.info.get("duration", 0))


def _of_one_size(frames: list[Image.Image]) -> list[Image.Image]:
    """A later frame of a GIF may reach beyond its canvas, which then grows."""
    size = max(frame.width for frame in frames), max(frame.height for frame in frames)
    if all(frame.size == size for frame in frames):
        return frames
    grown = [Image.new("RGBA", size) for _ in frames]
    for canvas, frame in zip(grown, frames, strict=True):
        canvas.paste(frame)
    return grown


def _alike(frames: list[Image.Image]) -> list[Image.Image]:
    """Without an alpha channel, unless one of the frames needs it."""
    if any(frame.getchannel("A").getextrema() != (255, 255) for frame in frames):
        return frames
    return [frame.convert("RGB") for frame in frames]


def _seen(image: Image.Image, profile: bytes | None = None) -> Image.Image:
    """What people see: upright, with the colours of sRGB, not larger than any page shows it; pixels and nothing else."""
    image.load()
    orientation = _orientation(image)
    profile = profile or image.info.get("icc_profile")
    part = LONGEST_SIDE / max(image.size)
    image = resized(_simple(image, bool(profile) or part < 1), part)
    if orientation in _TURNED:
        image = image.transpose(_TURNED[orientation])
    if profile:
        image = _in_srgb(image, profile)
    if image.mode not in _PLAIN_MODES:
        image = image.convert("RGB")
    bare = image.copy()
    bare.info = {key: image.info[key] for key in ("transparency",) if bare.mode == "P" and key in image.info}
    return bare


def _orientation(image: Image.Image) -> int:
    """How the camera was held, as browsers understand it; a broken note says nothing."""
    if "exif" in image.info:
        with suppress(Exception):
            return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _simple(image: Image.Image, full: bool) -> Image.Image:
    """Eight bits a channel; a palette or a stencil only where its colours stay as they are."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode != "P" and "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode == "PA" or (image.mode == "P" and full):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.convert("L") if image.mode == "1" and full else image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """With the colours that the profile means; a profile that is broken, or of another kind of picture, means nothing."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert(image.mode.removesuffix("A")) if alpha else image
    with suppress(Exception):
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(colours, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
        if found is not None:
            if alpha:
                found.putalpha(alpha)
            return found
    return image


def _in_few_colours(image: Image.Image) -> Image.Image:
    """For GIF: 256 colours, one of them transparent if need be. A picture that has no more keeps them all."""
    if image.mode in ("1", "L", "P"):
        return image
    if not image.has_transparency_data:
        return image.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT)
    few = image.convert("RGB").quantize(255, Image.Quantize.MEDIANCUT)
    few.paste(255, mask=image.convert("RGBA").getchannel("A").point(lambda alpha: 255 * (alpha < 128)))
    few.info["transparency"] = 255
    return few
