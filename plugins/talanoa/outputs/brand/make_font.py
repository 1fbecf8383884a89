"""Makes font.ttf again; no build runs this, only someone who wants other characters in it:

npm install @fontsource/noto-sans && pip install fonttools brotli
python -m talanoa.outputs.brand.make_font node_modules/@fontsource/noto-sans

Noto Sans Bold (SIL Open Font Licence, OFL.txt) with the characters that letters.py names.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from talanoa.outputs.brand.letters import CHARACTERS

PARTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
DROPPED = ("GPOS", "GSUB", "GDEF", "STAT", "fpgm", "prep", "cvt ", "gasp")


def main() -> None:
    source, here = Path(sys.argv[1]), Path(__file__).parent
    with TemporaryDirectory() as folder:
        paths = []
        for part in PARTS:
            font = TTFont(source / "files" / f"noto-sans-{part}-700-normal.woff2")
            font.flavor = None
            for table in DROPPED:
                if table in font:
                    del font[table]
            paths.append(str(Path(folder) / f"{part}.ttf"))
            font.save(paths[-1])
        merged = Merger().merge(paths)
    subsetter = Subsetter(Options(hinting=False, glyph_names=False, layout_features=[], name_IDs=[0, 1, 2, 4, 13, 14]))
    subsetter.populate(unicodes=[code for first, last in CHARACTERS for code in range(first, last + 1)])
    subsetter.subset(merged)
    merged["head"].created = merged["head"].modified = 0
    merged.recalcTimestamp = False
    file = io.BytesIO()
    merged.save(file)
    (here / "font.ttf").write_bytes(file.getvalue())
    shutil.copy(source / "LICENSE", here / "OFL.txt")


if __name__ == "__main__":
    main()
