"""A network in which every text of every kind of thing is filled, made by walking the model: no field can be forgotten.

`files(texts)` gives the network's files. Each text that is no Markdown is `texts.plain()`, each Markdown `texts.markdown()`.
A field of a kind that isn't known here raises, so one who adds one has to say what is in it.
"""

from __future__ import annotations

import json
import struct
import types
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec.structs import fields
from tests.made import made_pages

from talanoa.build import FILES
from talanoa.load import load
from talanoa.model import values
from talanoa.model.agenda import Backer
from talanoa.model.document import Document
from talanoa.model.event import Event, Override
from talanoa.model.fields import Keyed
from talanoa.model.member import Commitment, Member, Person
from talanoa.model.network import Image, Network, Status, Topic
from talanoa.model.post import Post, Signatory
from talanoa.model.recurrence import Recurrence
from talanoa.model.series import PlaceInSeries, Series
from talanoa.model.survey import Survey
from talanoa.outputs.scripts import EVERYWHERE
from talanoa.outputs.shell import Entry, Shell
from talanoa.outputs.sitemap import sitemap
from talanoa.problems import Place, has_errors
from talanoa.site import Site

PLAIN = " is a plain text"
HOSTILE = (
    """ "><script>alert(1)</script></title></textarea></style><img src=x onerror=alert(2)> ' " ` \\ \\" \\n </script>"""
    """<script> {{ 7*7 }} {% raw %} {# x #} ]]> <!-- --> <![CDATA[ <?x ?> &amp; &lt; &#x27; &copy %(title)s %s %%"""
    """ ${x} site:x ="site:x" href="site:x" BEGIN:VEVENT; a,b:c=d\\N javascript:alert(4) @ # é \U0001f30a <3 AT&T"""
)
MARKDOWN = (
    HOSTILE.replace("`", "")
    + """

<script>alert(5)</script> <img src=x onerror=alert(6)> <svg onload=alert(7)> <style>*{color:red}</style>
<iframe src="https://evil.example/"></iframe> <base href="https://evil.example/"> <form action="https://evil.example/">

[a](javascript:alert(8)) [b](<JaVaScRiPt&colon;alert(9)> "x\\" onclick=alert(10) \\"") <javascript:alert(11)>
![c" onerror="alert(12)](x.png "d\\" onerror=\\"alert(13)") [e](data:text/html,<script>alert(14)</script>)

```html" onclick="alert(15)
</code></pre><script>alert(16)</script>
```
"""
)

SKIP = object()
# Allowed in an address, and nasty in HTML, JavaScript and XML that forget to escape it.
URL = "https://example.org/a'onmouseover=alert(3)//?b=1&c=%22%3E&amp;d=]]#e"

BY_TYPE: dict[Any, Any] = {
    values.Authority: "example.org,2016",
    values.TimeZone: "Asia/Manila",
    values.Language: "en",
    values.CountryRef: "PH",
    values.Url: URL,
    values.Reach: "mailto:a'b&c@example.org",
    values.Email: "a'b&c@example.org",
    values.FilePath: "picture.png",
    values.Colour: "#0b6e6e",
    values.MemberKind: "ngo",
    values.Licence: "CC-BY-4.0",
    values.Period: "6 weeks",
    timedelta: "2 hours",
    date: "2026-11-01",
    values.Moment: "2026-11-25 15:00",
    values.AgendaDay: "1",
    values.ClockTime: "09:30",
    values.Stamp: "2026-11-01",
    bool: True,
    values.Happened: True,
    int: 2,
    float: 1.5,
    values.ThemeRef: "topic",
    values.ActivityRef: "topic",
    values.StatusRef: "status",
    values.MemberRef: "member",
    values.AuthorRef: "person",
    values.PersonRef: "person",
    values.EventRef: "series-of-calls",
    values.PostRef: "statement",
    values.PublicContact: "https://example.org/hotline",
}
IDS = {
    Network: "network",
    Member: "member",
    Person: "person",
    Topic: "topic",
    Status: "status",
    PlaceInSeries: "old-series",
}
BY_FIELD: dict[tuple[type, str], Any] = {
    (Image, "src"): "docs/picture.png",
    (Document, "file"): SKIP,  # a document has an address or a file
    (Backer, "member"): SKIP,  # it has a name or a member
    (Survey, "results"): SKIP,
    (Survey, "closes"): "2030-01-01",
    (Commitment, "by"): "2030-01-01",  # what is overdue isn't shown
    (Signatory, "received"): SKIP,  # nor what isn't confirmed
    (Event, "end"): SKIP,  # an event has an end or a duration
    (Event, "recurrence"): SKIP,
    (Event, "occurrences"): SKIP,
    (Event, "visibility"): "public",
    (Event, "formerly"): SKIP,
    (Override, "start"): SKIP,
    (Override, "end"): SKIP,
    (Override, "original"): SKIP,
    (Member, "formerly"): ["old-member"],
    (Member, "left"): "2030-01-01",  # who has left has no page
    (Member, "tombstone"): SKIP,  # only a former member can have one
    (Post, "slug"): SKIP,
    (Post, "path"): SKIP,
    (Post, "body"): SKIP,
    (Post, "id"): SKIP,
    (Post, "formerly"): SKIP,
    (Post, "translation_of"): SKIP,
    (Post, "draft"): SKIP,
    (Post, "publish_at"): SKIP,
    (Post, "expires"): SKIP,
}


class Texts:
    """Numbered, so that each can be told from all others; `after` is after every plain text's number."""

    def __init__(self, after: str, markdown: str = " is a text") -> None:
        self.after = after
        self.after_markdown = markdown
        self.numbers: dict[str, str] = {}  # number → the field

    def plain(self, field: str) -> str:
        number = f"Q{len(self.numbers):03}Q"
        self.numbers[number] = field
        return number + self.after

    def markdown(self) -> str:
        return f"M{self.after_markdown}"


def files(texts: Texts) -> dict[str, str | bytes]:
    recurring = _entry(Event, texts) | {
        "id": "series-of-calls",
        "status": "cancelled",
        "recurrence": {"every": "6 weeks", "count": 3},
        "occurrences": {"2027-01-06": _entry(Override, texts) | {"status": "confirmed"}},
    }
    single = _entry(Event, texts) | {"id": "single", "status": "postponed", "formerly": ["old-event"]}
    made: dict[str, str | bytes] = {
        "network.yml": _yaml(_entry(Network, texts)),
        "members.yml": _yaml({"members": [_entry(Member, texts)]}),
        "events.yml": _yaml({"events": [recurring, single], "series": [_entry(Series, texts)]}),
        "docs/picture.png": PICTURE,
        "posts/picture.png": PICTURE,
    }
    for slug, kind in (("statement", "statement"), ("opinion", "op-ed")):
        top = _entry(Post, texts) | {"kind": kind, "formerly": [f"old-{slug}"]}
        made[f"posts/{slug}.md"] = f"---\n{_yaml(top)}\n---\n\n{texts.markdown()}\n"
    return made


def _yaml(value: Any) -> str:
    """JSON is YAML, and escapes whatever a text has."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _entry(cls: type, texts: Texts) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    entry = {}
    for field in fields(cls):
        hint = hints[field.name]
        value = BY_FIELD.get((cls, field.name)) or _value(hint, f"{cls.__name__}.{field.name}", texts, cls)
        if value is not SKIP:
            entry[field.name.removesuffix("_")] = value
    return entry


def _value(hint: Any, field: str, texts: Texts, cls: type) -> Any:
    if hint is Place:
        return SKIP
    if hint in (values.Text, values.Words, values.Host, str):
        return texts.plain(field)
    if hint in (values.Markdown, values.MarkdownWords):
        return texts.markdown()
    if hint is values.Id:
        return IDS.get(cls, cls.__name__.lower())
    if hint in BY_TYPE:
        return BY_TYPE[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return arguments[0]
    if origin in (Union, types.UnionType):
        return _value(_best(arguments), field, texts, cls)
    if origin is tuple:
        return [_value(kind, field, texts, cls) for kind in _kinds(arguments[0])]
    if origin is Annotated and any(isinstance(mark, Keyed) for mark in hint.__metadata__):
        return SKIP
    if hint is Recurrence:
        return SKIP
    return _entry(hint, texts)


def _best(arguments: tuple[Any, ...]) -> Any:
    """Of several kinds of value a text, which is what this is about."""
    options = [option for option in arguments if option is not types.NoneType]
    if {*options} == {*get_args(values.Moment)}:
        return values.Moment
    return values.Text if values.Text in options else options[0]


def _kinds(hint: Any) -> Iterator[Any]:
    """Each kind that items of a list may have."""
    if get_origin(hint) in (Union, types.UnionType):
        yield from get_args(hint)
    else:
        yield hint


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0\x0b\x6e\x6e")),
        _chunk(b"IEND", b""),
    )
)


class Build:
    """Every output of the network with these texts."""

    def __init__(self, root: Path, texts: Texts) -> None:
        self.texts = texts
        for path, text in files(texts).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
        content, problems = load(root)
        assert content is not None and not has_errors(problems), problems
        site = Site.of(content, datetime(2026, 11, 21, 12, tzinfo=UTC), "https://example.org/n/", drafts=False)
        self.view, pages = made_pages(site)
        navigation = [Entry(texts.plain("navigation"), "/"), Entry("A", "/", (Entry(texts.plain("child"), URL),))]
        shell = Shell(self.view, navigation, ["/a.css"], ["/a.js"])
        self.pages = {page.address: shell.document(page, page.render(False)) for page in pages}
        self.scripts = {page.address: (EVERYWHERE, *page.scripts) for page in pages}
        self.files = {file.address: file.made(self.view) for make in FILES for file in make(self.view)}
        self.files["/sitemap.xml"] = sitemap(self.view, [(page.address, page.updated) for page in pages]).data
