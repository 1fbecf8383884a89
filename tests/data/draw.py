"""Makes the sample's pictures from the drawings beside this file: `python -m tests.data.draw`.

`drawings/posts/` become the pictures of posts, `drawings/members/` the logos of members. They are drawn people, places and
marks, made for this site: no photo, and no one's real face or logo.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from tests.browser.chromium import launched

DRAWINGS = Path(__file__).parent / "drawings"
ROOT = Path(__file__).parents[2]
MADE = {
    DRAWINGS / "posts": (ROOT / "posts" / "2026", 96),
    DRAWINGS / "members": (ROOT / "docs" / "assets" / "members", 24),
}
"""Where each folder's pictures go, and how many colours they need: flat drawings in few colours weigh a third."""


def picture(browser: Browser, drawing: Path, colours: int) -> Image.Image:
    """A drawing as Chromium shows it, on transparent ground."""
    page = browser.new_page()
    try:
        page.set_content(f"<style>body {{ margin: 0 }}</style>{drawing.read_text('utf-8')}")
        shown = page.locator("svg").screenshot(omit_background=True)
    finally:
        page.close()
    image = Image.open(BytesIO(shown)).convert("RGBA")
    if image.getextrema()[3] == (255, 255):  # nothing is transparent
        return image.convert("RGB").quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return image.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for folder, (made, colours) in MADE.items():
            made.mkdir(parents=True, exist_ok=True)
            for drawing in sorted(folder.glob("*.svg")):
                picture(browser, drawing, colours).save(made / f"{drawing.stem}.png", optimize=True)
        browser.close()
