"""Files that come along: pictures that tell too much or explode, pages that call themselves pictures or documents."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.contributions.network import png
from tests.contributions.story import HARMLESS, Story, post, slug, unlike

PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def jpeg_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "MARKED description"
    exif[0x013B] = "MARKED artist"
    exif.get_ifd(0x8825).update({1: "S", 2: (18.0, 8.0, 29.8), 3: "E", 4: (178.0, 26.0, 29.4)})
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG", exif=exif, comment=b"MARKED comment")
    return file.getvalue()


def png_with_notes() -> bytes:
    file, note = io.BytesIO(), PngInfo()
    note.add_text("Author", "MARKED author")
    note.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>MARKED</x:xmpmeta>")
    Image.new("RGB", (4, 3)).save(file, "PNG", pnginfo=note)
    return file.getvalue()


def saved(format: str, size: tuple[int, int] = (4, 3)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size).save(file, format)
    return file.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that says to have many pixels."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND", b"")


def frames() -> bytes:
    """A GIF of many frames, each small in bytes and large in pixels."""
    one = saved("GIF", (3000, 3000))
    begin = one.index(b",\0\0\0\0" + struct.pack("<HH", 3000, 3000))
    return one[:-1] + one[begin:-1] * 5 + one[-1:]


def shown(name: str, file: str, data: bytes, told: str = HARMLESS, refer: str = "![A market]({})") -> Story:
    """A post in a folder of its own, which refers to the file next to it."""
    folder = f"posts/picture-{slug(name)}"
    return Story(name, {f"{folder}/index.md": post(refer.format(file)), f"{folder}/{file}": data}, told)


BAD = "error[bad-image]"
UNSAFE = "error[unsafe-file]"
LINK = "[The paper]({})"

PICTURES = (
    shown("a photograph that says where it was taken", "home.jpg", jpeg_with_place()),
    shown("a drawing that says who made it", "drawing.png", png_with_notes()),
    shown("a picture with a page behind it", "tail.png", png() + PAGE),
    shown("a picture with an archive behind it", "tail.gif", saved("GIF") + b"PK\x03\x04MARKED"),
    shown(
        "a picture that is a script as well", "polyglot.gif", b"GIF89a=1;/*" + saved("GIF")[11:] + b"*/alert(1)", BAD
    ),
    shown("a page that calls itself a picture", "page.png", PAGE, BAD),
    shown("a drawing that calls itself a picture", "drawing.png", DRAWING, BAD),
    shown("a script that calls itself a picture", "script.jpg", b"alert(1)//\xff\xd8\xff", BAD),
    shown("a program that calls itself a picture", "program.webp", b"MZ\x90\0" + b"\0" * 100, BAD),
    shown("a PostScript that calls itself a picture", "ghost.jpg", b"%!PS\n(/etc/passwd) (r) file\n", BAD),
    shown("a TIFF that calls itself a picture", "scan.jpg", saved("TIFF"), BAD),
    shown("a BMP that calls itself a picture", "scan.png", saved("BMP"), BAD),
    shown("a picture of nothing", "empty.jpg", b"", BAD),
    shown("half a picture", "half.jpg", jpeg_with_place()[:400], BAD),
    shown("a picture of a billion pixels", "bomb.png", bomb(40_000, 40_000), BAD),
    shown("a picture of two billion columns", "wide.png", bomb(2**31 - 1, 1), BAD),
    shown("a picture of nothing wide", "thin.png", bomb(0, 0), BAD),
    shown("a picture that moves for ever", "frames.gif", frames(), BAD),
    shown("a picture of twenty-one megabytes", "large.jpg", jpeg_with_place() + b"\0" * 21_000_000, BAD),
    shown("a picture of another kind than its name", "really.png", saved("JPEG")),
    shown("a drawing", "drawing.svg", DRAWING, "warning[stray-file] error[unsafe-file]"),
    shown("a packed drawing", "drawing.svgz", b"\x1f\x8b" + DRAWING, "warning[stray-file] error[unsafe-file]"),
    shown("a picture of an iPhone", "IMG_1.HEIC", b"\0\0\0 ftypheic", "warning[stray-file] error[unsafe-file]"),
    shown("an icon", "favicon.ico", b"\0\0\1\0", "warning[stray-file] error[unsafe-file]"),
    shown("a picture whose name ends twice", "x.png.html", PAGE, "warning[stray-file] error[unsafe-file]"),
    shown("a page in capital letters", "x.HTML", PAGE, "warning[stray-file] error[unsafe-file]", LINK),
    shown("a page", "x.html", PAGE, "warning[stray-file] error[unsafe-file]", LINK),
    shown("a page of an old kind", "x.htm", PAGE, "warning[stray-file] error[unsafe-file]", LINK),
    shown("a page of XML", "x.xhtml", PAGE, "warning[stray-file] error[unsafe-file]", LINK),
    shown("a style", "x.css", b"*{}", "warning[stray-file] error[unsafe-file]", LINK),
    shown("a worker", "sw.js", b"self.onfetch=1", "warning[stray-file] error[unsafe-file]", LINK),
    shown("a program", "setup.exe", b"MZ", "warning[stray-file] error[unsafe-file]", LINK),
    shown("a manifest", "manifest.webmanifest", b"{}", "warning[stray-file] error[unsafe-file]", LINK),
    shown("a document with macros", "budget.xlsm", b"PK\x03\x04", "warning[stray-file] error[unsafe-file]", LINK),
    shown("a page that calls itself a document", "report.pdf", PAGE, UNSAFE, LINK),
    shown("a page after blanks that calls itself a text", "report.txt", b"\xef\xbb\xbf \n" + PAGE, UNSAFE, LINK),
    shown("a page that calls itself a table", "report.csv", PAGE, UNSAFE, LINK),
    shown("a page that calls itself a recording", "talk.mp3", PAGE, UNSAFE, LINK),
    shown("an archive that calls itself a document", "report.pdf", b"PK\x03\x04", UNSAFE, LINK),
    shown("a drawing that calls itself a text", "report.txt", DRAWING, UNSAFE, LINK),
    shown("a table of formulas", "report.csv", b"a,b\n=1+1,@x\n", HARMLESS, LINK),
    shown("a picture in another's folder", "../hello/market.png", png(), HARMLESS),
)

NAMES = (
    shown("a name with quotation marks", 'a"onerror=alert(1) x=".png', png(), HARMLESS, "![A market](<{}>)"),
    shown(
        "a name with angles",
        "<img src=x onerror=alert(1)>.png",
        png(),
        HARMLESS,
        "![A market](%3Cimg%20src=x%20onerror=alert%281%29%3E.png)",
    ),
    shown("a name with a question", "what?.png", png(), HARMLESS, "![A market](what%3F.png)"),
    shown("a name with a place", "a#b.png", png(), HARMLESS, "![A market](a%23b.png)"),
    shown("a name with percent signs", "%2e%2e%2fx.png", png(), HARMLESS, "![A market](%252e%252e%252fx.png)"),
    shown(
        "a name with a line break",
        "a\nb.png",
        png(),
        "error[stray-file] warning[missing-image]",
        "![A market](a%0Ab.png)",
    ),
    shown(
        "a name with a colon", "javascript:alert(1).png", png(), HARMLESS, "![A market](./javascript:alert%281%29.png)"
    ),
    shown(
        "a name with a backslash",
        "x\\..\\x.png",
        png(),
        "error[stray-file] warning[missing-image]",
        "![A market](x%5C..%5Cx.png)",
    ),
    shown("a name of dots", "....png", png(), "warning[missing-image]"),
    shown(
        "a name with a turning sign",
        "a\u202egnp.png",
        png(),
        "error[bidirectional-control]",
        "![A market](a\u202egnp.png)",
    ),
    shown("a hidden picture", ".hidden.png", png(), "warning[missing-image]"),
    shown("a name that is a page's", "index.html.png", png()),
)

OTHERS = (
    Story(
        "a picture that nothing shows",
        {"posts/alone/index.md": post("Text."), "posts/alone/marked.png": png_with_notes()},
    ),
    Story(
        "a document that nothing shows",
        {"posts/marked.pdf": b"%PDF-1.7 MARKED", "members/marked.pdf": b"%PDF-", "events/marked.txt": b"MARKED"},
    ),
    Story(
        "a member's logo with a place",
        {
            "members/logo-place.yml": "id: logo-place\nname: X\ncountry: FJ\nlogo: {src: logo-place.jpg, alt: x}\n",
            "members/logo-place.jpg": jpeg_with_place(),
        },
    ),
    Story(
        "a member's logo that is a page",
        {
            "members/logo-page.yml": "id: logo-page\nname: X\ncountry: FJ\nlogo: {src: logo-page.png, alt: x}\n",
            "members/logo-page.png": PAGE,
        },
        BAD,
    ),
    Story(
        "an event's document that is a page",
        {
            "events/doc-page.yml": "id: doc-page\ntitle: X\ntype: call\nstart: 2026-12-01\ndocuments: [{title: x, file: doc-page.pdf}]\n",
            "events/doc-page.pdf": PAGE,
        },
        UNSAFE,
    ),
    Story(
        "an event's document that is a script",
        {
            "events/doc-js.yml": "id: doc-js\ntitle: X\ntype: call\nstart: 2026-12-01\ndocuments: [{title: x, file: doc.js}]\n",
            "events/doc.js": b"alert(1)",
        },
        UNSAFE,
    ),
    Story(
        "a lead picture that explodes",
        {
            "posts/lead/index.md": post("Text.", more="image: {src: bomb.png, alt: x}\n"),
            "posts/lead/bomb.png": bomb(30_000, 30_000),
        },
        BAD,
    ),
)

STORIES = unlike((*PICTURES, *NAMES, *OTHERS))
