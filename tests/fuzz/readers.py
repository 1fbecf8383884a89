"""What must hold of every reader, whatever it is given: no exception, and nothing in what it gives that could hurt."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from html.parser import HTMLParser
from pathlib import Path

import icalendar
from lxml import etree
from PIL import Image as Picture
from tests.fuzz.limits import within, write
from tests.fuzz.seeds import Files, sites
from tests.images.samples import reencoded

from talanoa import report
from talanoa.addresses import MARK
from talanoa.build import Outputs, build
from talanoa.contribution import is_content
from talanoa.images import Fault, Reencoded
from talanoa.load import load
from talanoa.markup import Markup, convert
from talanoa.markup.convert import forget
from talanoa.markup.highlight import highlighted
from talanoa.markup.links import Links
from talanoa.outputs.output import File
from talanoa.problems import CODES, Problem, has_errors
from talanoa.site import Site

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

# What a text may become. This list is the promise; the program has its own, and tests/markup/ what its parts do.
TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i "
    "img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th "
    "thead time tr u ul var wbr".split()
)
ATTRIBUTES = frozenset(
    "alt aria-labelledby class colspan datetime dir href id lang loading open rel reversed role rowspan scope src start tabindex title value".split()
)
CLASSES = re.compile(
    r"admonition|admonition-title|note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote|important"
    r"|caution|align-(left|right|center)|contains-task-list|task-list-item|footnote-(ref|item|backref)|footnotes(-list|-sep)?"
    r"|highlight|missing-image|table-scroll|[a-z][a-z0-9]{0,2}"  # the last are Pygments'
)
_ADDRESS = re.compile(rf"(https?://|mailto:|{MARK}|#)[^\s\"<>]*", re.IGNORECASE)
_ID = re.compile(r"[^ \t\n\f\r_#][^ \t\n\f\r#]*")  # HTML allows other spaces; names that begin with _ are the theme's
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def judge_site(files: Files, story: str, of_interest: Sequence[str] = ()) -> bool:
    """Builds a folder's site. True if it can be published; then every page and file of it was made and read."""
    forget()
    highlighted.cache_clear()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(files, root)
        sized = {path: files[path] for path in of_interest} if of_interest else files
        with within(sized, story):
            result = build(root, NOW, "https://example.org/")
            for problem in result.problems:
                lies_inside(problem, files)
            judge_reports(result.problems, root)
            published = None if has_errors(result.problems) else result.outputs
            if published:
                judge_outputs(published)
    return published is not None


def lies_inside(problem: Problem, files: Files) -> None:
    assert problem.code in CODES
    assert problem.message and problem.help and "\n" not in problem.message
    data = files.get(problem.place.file)
    if data is None:
        return
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = problem.place
    assert 1 <= place.line <= place.end_line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert (place.line, place.column) <= (place.end_line, place.end_column)
    assert place.end_column <= len(lines[place.end_line - 1]) + 2


def judge_reports(problems: Sequence[Problem], root: Path) -> None:
    """No one's text steers a terminal, begins a workflow command, or breaks a format."""
    text = report.as_text(problems, root)
    assert text.replace("\n", "").isprintable()
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    lines = report.as_github(problems).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    of_a_kind = Counter(problem.code for problem in problems)
    assert len(commands) == sum(min(count, report.SHOWN) for count in of_a_kind.values())
    assert len(lines) == len(commands) + sum(count > report.SHOWN for count in of_a_kind.values())
    assert all(re.match(r"::(error|warning) file=[^,]*,line=\d+,", command) for command in commands)
    assert not problems or "".join(lines).isprintable()
    found = json.loads(report.as_json(problems))["problems"]
    assert [(each["code"], each["message"]) for each in found] == [(each.code, each.message) for each in problems]
    assert len(json.loads(report.as_sarif(problems))["runs"][0]["results"]) == len(problems)


def judge_outputs(outputs: Outputs) -> None:
    view = outputs.view
    pages = [planned.made(view) for planned in outputs.pages]
    for page in pages:
        assert page.title.strip() and "\n" not in page.title
        for bare in (False, True):
            judge_html(str(page.render(bare)))
        json.dumps(page.json_ld)
    for file in outputs.files:
        data = file.made(view)
        if file.address.endswith((".xml", ".svg")):
            etree.fromstring(data)
        elif file.address.endswith(".ics"):
            judge_calendar(data)
        else:
            data.decode()
    for copy in outputs.copies(page.picture.file for page in pages if page.picture):
        if isinstance(copy, File):
            assert copy.data


# Most of a site is as it was before a file of it was spoiled: what has been judged needn't be judged again.


@lru_cache(5000)
def judge_html(html: str) -> None:
    _Html(html).judge()


@lru_cache(5000)
def judge_calendar(data: bytes) -> None:
    icalendar.Calendar.from_ical(data)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@cache
def _small_site() -> Site:
    with tempfile.TemporaryDirectory() as folder:
        write(sites()[1], Path(folder))
        content, _ = load(Path(folder))
    assert content is not None
    return Site.of(content, NOW, "https://example.org/")


def judge_markdown(text: str) -> None:
    """The text as a post's, on a page of a site that has other pages."""
    forget()
    highlighted.cache_clear()
    with within({"text.md": text.encode("utf-8", "surrogatepass")}, "markdown"):
        converted = convert(text)
        assert len(converted.html) == len(converted.gaps) + 1
        lines = len(re.split("\r\n?|\n", text))
        assert all(0 <= gap.line <= gap.last_line < lines for gap in converted.gaps)
        assert all(0 <= heading.line < lines for heading in converted.headings)
        assert all(0 <= refused.line < lines for refused in converted.refused)
        links = Links(_small_site(), frozenset({"/posts/hello/"}))
        rendered = Markup(links).text(text, "posts/hello.md", "/posts/hello/", "en")
        html = _Html(str(rendered.html))
        html.judge()
        assert html.tags <= TAGS, html.tags - TAGS
        assert html.attributes <= ATTRIBUTES, html.attributes - ATTRIBUTES
        assert all(CLASSES.fullmatch(name) for name in html.classes), html.classes
        assert all(_ADDRESS.match(address) for address in html.addresses), html.addresses
        assert all(_ID.fullmatch(id) for id in html.ids), html.ids
        assert len(html.ids) == len(set(html.ids)), "each id names one place"
        assert "\n" not in converted.first_paragraph and "\x00" not in converted.first_paragraph


def judge_picture(data: bytes, path: str) -> bool:
    """True if it can be published: then it is of the kind that its name says, and brings nothing along."""
    with within({path: data}, "picture"):
        made = reencoded(data, path)
        if isinstance(made, Fault):
            assert made.what and made.help
            return False
        assert isinstance(made, Reencoded)
        with tempfile.TemporaryFile() as file:
            file.write(made.data)
            picture = Picture.open(file)
            picture.load()
            assert picture.size == (made.width, made.height)
            assert not {"exif", "icc_profile", "xmp", "comment", "Software", "photoshop"} & picture.info.keys()
            assert not dict(picture.getexif())
    return True


def judge_path(path: str) -> None:
    """What a contributor may change lies in the folders of content, and no part of its path is hidden or leads upward."""
    if is_content(path):
        first, *parts = path.split("/")
        assert first in ("posts", "members", "events", "members.yml", "events.yml")
        assert bool(parts) == (first in ("posts", "members", "events"))
        assert not any(part.startswith(".") for part in parts)


class _Html(HTMLParser):
    """The elements of a piece of HTML; each must close where it should."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.classes: set[str] = set()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()

    def judge(self) -> None:
        assert not self.open, f"never closed: {self.open}"
        assert not self.tags & {"script", "style", "iframe", "object", "embed", "base", "meta", "link", "math"}
        assert not any(name.startswith("on") or name == "style" for name in self.attributes)
        assert not any(re.match(r"\W*(javascript|data|vbscript|file|blob):", each, re.I) for each in self.addresses)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert tag != "svg" or dict(attrs).get("class") == "t-map", "only the map is drawn in a page"
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action", "formaction", "poster", "srcset"):
                self.addresses.append(value or "")
            elif name == "class":
                self.classes.update((value or "").split())
            elif name == "id":
                self.ids.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing here"
