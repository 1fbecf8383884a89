"""`make contact-sheet`: pictures of every kind of page, to be looked at.

Into .contact-sheet/ go an index.html with all of them, and a sheet for each width, scheme and direction; into .github/picturesssets/ the
two pictures that README.md shows.
"""

from __future__ import annotations

import html
import io
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.chromium import launched
from tests.browser.kinds import KINDS
from tests.browser.sites import DIRECTIONS, Direction, build_from_right_to_left, build_site
from tests.conftest import REPOSITORY
from tests.host import hosting

Scheme = Literal["light", "dark"]

OUT = REPOSITORY / ".contact-sheet"
ASSETS = REPOSITORY / ".github/pictures"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Of a window: its width, the height of what a sheet shows of the page, how many columns a sheet has, and its scale there.
WINDOWS = {"phone": (375, 812, 12, 0.5), "wide": (1280, 900, 6, 0.3)}
LONGEST = 3000  # pixels of a page that are pictured
GAP, LABEL = 16, 22


@dataclass(frozen=True, slots=True)
class Shot:
    """A page in a window: what one sees first of it, and the whole in a file."""

    kind: str
    window: str
    scheme: Scheme
    direction: Direction
    seen: Image.Image

    @property
    def file(self) -> str:
        return f"{self.kind.replace(', ', '-').replace(' ', '-')}.{self.window}.{self.scheme}.{self.direction}.webp"


def shots(browser: Browser, sites: dict[Direction, str]) -> Iterator[Shot]:
    """Every kind of page in every window, scheme and direction; each whole page is written to its file at once."""
    for direction, window in product(DIRECTIONS, WINDOWS):
        width, height, *_ = WINDOWS[window]
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        for kind, address in KINDS.items():
            page.goto(sites[direction] + address)
            _bring_pictures(page)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                whole = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
                clip = {"x": 0, "y": 0, "width": width, "height": max(whole, height)}
                data = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
                picture = Image.open(io.BytesIO(data)).convert("RGB")
                shot = Shot(kind, window, scheme, direction, picture.crop((0, 0, width, height)))
                picture.save(OUT / "pages" / shot.file, quality=80)
                yield shot
        page.close()


def _bring_pictures(page: Page) -> None:
    """Those further down come when someone scrolls to them."""
    page.mouse.wheel(0, LONGEST)
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, -LONGEST)


def sheet(taken: Sequence[Shot]) -> Image.Image:
    """What one sees first of each page, beside and below each other, with their names."""
    width, height, columns, scale = WINDOWS[taken[0].window]
    size = round(width * scale), round(height * scale)
    cell = size[0] + GAP, size[1] + GAP + LABEL
    rows = -(-len(taken) // columns)
    picture = Image.new("RGB", (GAP + columns * cell[0], GAP + rows * cell[1]), "#888")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(13)
    for number, shot in enumerate(taken):
        x, y = GAP + number % columns * cell[0], GAP + number // columns * cell[1]
        draw.text((x, y), shot.kind, "#fff", font)
        picture.paste(shot.seen.resize(size, Image.Resampling.LANCZOS), (x, y + LABEL))
    return picture


def index(taken: Sequence[Shot]) -> str:
    """A page that shows all pictures, kind by kind."""
    pictures = "".join(
        f"<h2>{html.escape(kind)}</h2><p>"
        + "".join(
            f'<a href="pages/{shot.file}"><img src="pages/{shot.file}" alt="{shot.window}, {shot.scheme}, {shot.direction}"'
            f' loading="lazy" width="{WINDOWS[shot.window][0] // 4}"></a> '
            for shot in taken
            if shot.kind == kind
        )
        for kind in KINDS
    )
    style = "body { font-family: system-ui; background: #888 } img { vertical-align: top; margin: 4px }"
    return f'<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>{style}</style>{pictures}'


def beside(taken: Sequence[Shot]) -> Image.Image:
    """For the README: what one sees first on some phones."""
    width, height, *_ = WINDOWS["phone"]
    picture = Image.new("RGB", (len(taken) * (width + 2 * GAP), height + 2 * GAP), "#8a9499")
    for number, shot in enumerate(taken):
        picture.paste(shot.seen, (GAP + number * (width + 2 * GAP), GAP))
    return picture.resize((1280, round(1280 * picture.height / picture.width)), Image.Resampling.LANCZOS)


def write_small(picture: Image.Image, path: Path) -> None:
    picture.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    (OUT / "pages").mkdir(parents=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        ltr, rtl = build_site(work / "ltr"), build_from_right_to_left(work / "rtl", work / "network")
        browser = launched(playwright)
        with hosting(ltr) as left, hosting(rtl) as right:
            taken = list(shots(browser, {"ltr": left.address, "rtl": right.address}))
        browser.close()
    for state in product(WINDOWS, SCHEMES, DIRECTIONS):
        same = [shot for shot in taken if (shot.window, shot.scheme, shot.direction) == state]
        sheet(same).save(OUT / f"{'-'.join(state)}.png", optimize=True)
    (OUT / "index.html").write_text(index(taken), "utf-8")
    chosen = {(shot.kind, shot.window, shot.scheme, shot.direction): shot for shot in taken}
    write_small(chosen["home", "wide", "light", "ltr"].seen, ASSETS / "home.png")
    phones = (
        ("call", "light", "ltr"),
        ("members", "dark", "ltr"),
        ("post in Urdu", "light", "rtl"),
        ("month", "dark", "ltr"),
    )
    write_small(
        beside([chosen[kind, "phone", scheme, direction] for kind, scheme, direction in phones]), ASSETS / "phones.png"
    )
    print(f"{len(taken)} pictures in {OUT}: open index.html, or a sheet such as phone-light-ltr.png")


if __name__ == "__main__":
    main()
