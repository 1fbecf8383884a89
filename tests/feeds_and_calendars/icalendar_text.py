"""iCalendar read from its bytes: lines, properties, components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LINE = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"\x00-\x1f]*"|[^;:,"\x00-\x1f]*)(?:,(?:"[^"]*"|[^;:,"]*))*)*):(.*)'
)
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^;:"])*)')
TEXTS = frozenset("SUMMARY DESCRIPTION LOCATION NAME X-WR-CALNAME TZNAME CATEGORIES COMMENT".split())
DURATION = re.compile(r"P(?=\d|T)(?:\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")


@dataclass(frozen=True)
class Property:
    name: str
    parameters: dict[str, str]
    value: str


@dataclass(frozen=True)
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [found for found in self.properties if found.name == name]

    def one(self, name: str) -> Property | None:
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        found = self.one(name)
        return found.value if found else ""

    def of_kind(self, name: str) -> list[Component]:
        return [found for found in self.components if found.name == name]


def read(content: bytes) -> Component:
    """The calendar as a tree; ValueError if the file has no such grammar."""
    text = content.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "")
    top = Component("")
    path = [top]
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = LINE.fullmatch(line)
        if not match:
            raise ValueError(f"no content line: {line[:60]!r}")
        name, value = match[1].upper(), match[3]
        parameters = {key.upper(): given.strip('"') for key, given in PARAMETER.findall(match[2])}
        if name == "BEGIN":
            component = Component(value.upper())
            path[-1].components.append(component)
            path.append(component)
        elif name == "END":
            if len(path) == 1 or path.pop().name != value.upper():
                raise ValueError(f"END:{value} ends nothing")
        else:
            path[-1].properties.append(Property(name, parameters, value))
    if len(path) != 1 or [found.name for found in top.components] != ["VCALENDAR"] or top.properties:
        raise ValueError("it is not one VCALENDAR")
    return top.components[0]


def unfolded(content: bytes) -> Iterator[str]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield "a byte order mark"
    if not content.endswith(b"\r\n"):
        yield "the last line has no end"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", content):
        yield "a line ends without CRLF"
    for line in content.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} octets: {line[:40]!r}"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"a line is broken within a character: {line[:40]!r}"
    if found := re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content):
        yield f"a control character: {found[0]!r}"
