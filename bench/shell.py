"""What the document around a page costs: Material's own templates beside ours, on the same pages of this repository.

    python bench/shell.py [ROUNDS]

Both render every page of docs/, in turns; the table has CPU milliseconds a page (median of the rounds) and gzip KB of what
each adds to a page's first view: HTML around the content, stylesheets and scripts.
"""

from __future__ import annotations

import gzip
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import material
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from talanoa.clock import now
from talanoa.load import load
from talanoa.outputs.output import Page
from talanoa.outputs.scripts import EVERYWHERE, script
from talanoa.outputs.shell import MAIN, Shell
from talanoa.outputs.styles import stylesheets
from talanoa.outputs.view import View
from talanoa.site import Site

ROOT = Path(__file__).parent.parent
ASSETS = Path(material.__file__).parent / "templates" / "assets"
Render = Callable[[], list[str]]


def of_material() -> Render:
    """Material as its documentation sets it up, without plugins and without fonts of another host."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # its pages link to ours, which aren't there
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".yml") as file:
        file.write(f"site_name: x\nsite_url: https://example.org/\ndocs_dir: {ROOT / 'docs'}\nplugins: []\n")
        file.write("theme:\n  name: material\n  font: false\n")
        file.flush()
        config = load_config(file.name)
    files = get_files(config)
    environment = config.theme.get_env()
    files.add_files_from_theme(environment, config)
    navigation = get_navigation(files, config)
    for page in navigation.pages:
        page.read_source(config)
        page.render(config, files)
        page.content = ""
    template = environment.get_template("main.html")

    def render() -> list[str]:
        return [template.render(get_context(navigation, files, config, page)) for page in navigation.pages]

    return render


def of_ours() -> tuple[Render, View]:
    content, _ = load(ROOT)
    assert content
    view = View(Site.of(content, now(), "https://example.org/"))
    pages = [
        Page(f"/{path.stem}/", path.stem, "en", lambda bare: Markup()) for path in sorted((ROOT / "docs").glob("*.md"))
    ]
    shell = Shell(view, MAIN)
    return lambda: [shell.document(page, "") for page in pages], view


def per_page(render: Render, rounds: int) -> tuple[list[float], str]:
    """CPU milliseconds a page in each round, and one page."""
    pages = render()
    figures = []
    for _ in range(rounds):
        start = time.process_time()
        pages = render()
        figures.append(1000 * (time.process_time() - start) / len(pages))
    return figures, pages[0]


def kilobytes(*texts: str | bytes) -> float:
    return sum(len(gzip.compress(text.encode() if isinstance(text, str) else text, 6)) for text in texts) / 1000


def material_files() -> list[bytes]:
    """What a page of Material's loads at once: its styles and its bundle (search comes on top)."""
    names = ("stylesheets/main.*.min.css", "stylesheets/palette.*.min.css", "javascripts/bundle.*.min.js")
    return [path.read_bytes() for name in names for path in ASSETS.glob(name)]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    theirs, (ours, view) = of_material(), of_ours()
    times: Mapping[str, list[float]] = {"theirs": [], "ours": []}
    for _ in range(rounds):
        for name, render in (("theirs", theirs), ("ours", ours)):
            times[name].extend(per_page(render, 1)[0])
    their_page, our_page = per_page(theirs, 1)[1], per_page(ours, 1)[1]
    rows: list[tuple[str, list[float], float]] = [
        ("Material's templates", times["theirs"], kilobytes(their_page, *material_files())),
        ("ours", times["ours"], kilobytes(our_page, stylesheets(view)[0].data, script(EVERYWHERE).data)),
    ]
    print("| around a page | CPU ms a page | gzip KB of a first view |\n| --- | ---: | ---: |")
    for name, figures, weight in rows:
        print(f"| {name} | {statistics.median(figures):.2f} | {weight:.1f} |")


if __name__ == "__main__":
    main()
