"""What a new network has to say, read as `check` reads the same fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from talanoa import source
from talanoa.model.reach import read_url
from talanoa.model.scalars import (
    read_authority,
    read_colour,
    read_id,
    read_language,
    read_text,
    read_zone,
    slug_like,
)
from talanoa.model.wrong import Wrong
from talanoa.problems import Problem
from talanoa.source import Scalar


class Answers(Struct, frozen=True):
    """What a repository is made for; "" where nothing was said."""

    name: str
    id: str
    authority: str
    address: str
    timezone: str
    languages: tuple[str, ...] = ("en",)
    colour: str = ""
    repository: str = ""


class Question(Struct, frozen=True):
    """What is asked for, and how an answer is read; an answer may be empty where there is a `default`."""

    key: str
    words: str
    read: Callable[[Scalar], object]
    example: str
    default: str | None = None


def _read_site(scalar: Scalar) -> str:
    address = str(read_url(scalar))
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        help = "leave out what follows ? or #"
        raise Wrong("bad-url", f"'{scalar.text}' is the address of something on a site, not of a site", help)
    return address if address.endswith("/") else f"{address}/"


def _read_hex(scalar: Scalar) -> object:
    """With or without the #, which a shell takes for the beginning of a comment."""
    try:
        return read_colour(Scalar(scalar.source, scalar.start, scalar.end, "#" + scalar.text.lstrip("#"), scalar.plain))
    except Wrong as wrong:
        message = f"'{scalar.text}' is not a colour"
        raise Wrong(wrong.code, message, "write six digits or letters from a to f, such as 0b6e6e") from None


QUESTIONS: tuple[Question, ...] = (
    Question("name", "What is the network called?", read_text, "Reef Network"),
    Question(
        "address",
        "Where will the site be?",
        _read_site,
        "https://www.example.org/, or without a domain of your own https://our-network.github.io/website/",
    ),
    Question("timezone", "In which time zone are its times?", read_zone, "Asia/Manila"),
    Question(
        "languages", "Which languages does it use, the main one first (such as en,id)?", read_language, "en,id", "en"
    ),
    Question(
        "colour",
        "Which colour should the site have, in six digits or letters from a to f?",
        _read_hex,
        "0b6e6e",
        "0b6e6e",
    ),
    Question("repository", "Where will these files be kept, if you know it yet?", read_url, "https://github.com/…", ""),
    Question("id", "By which short name should programs know it, for ever?", read_id, "reef-network"),
    Question("authority", "Which web domain is yours, and since which year?", read_authority, "example.org,2026"),
)


def judged(question: Question, answer: str) -> str:
    """An answer as it will be written; raises Wrong, which says what is wrong with it and what to do."""
    problems: list[Problem] = []
    found = source.decode(f"{source.quoted(answer.strip())}\n".encode("utf-8", "surrogatepass"), "answer", problems)
    node = source.parse_yaml(found, problems) if found else None
    if problems or not isinstance(node, Scalar):
        first = problems[0]
        raise Wrong(first.code, first.message, first.help, first.suggestion)
    if question.key == "languages":
        return _each_judged(question, node)
    value = question.read(node)
    return node.text.strip() if question.key == "authority" else str(value)


def _each_judged(question: Question, node: Scalar) -> str:
    """An answer of several words; the suggestion for one that is wrong has the others too."""
    meant, wrong = [], None
    for word in re.split(r"[\s,;]+", node.text.strip(" ,;")):
        try:
            meant.append(str(question.read(Scalar(node.source, node.start, node.end, word, True))))
        except Wrong as found:
            wrong = wrong or found
            meant.append(found.suggestion or "")
    answer = ",".join(dict.fromkeys(meant))
    if wrong:
        raise Wrong(wrong.code, wrong.message, wrong.help, answer if all(meant) else None)
    return answer


def id_of(name: str) -> str:
    """The id that a name suggests; "" if it has none of the letters of ids."""
    return slug_like(name) or ""


def authority_of(address: str, today: date) -> str:
    """The domain of the site's address, which is the network's in this year; "" if that is no domain."""
    authority = f"{urlsplit(address).hostname or ''},{today.year}"
    question = next(it for it in QUESTIONS if it.key == "authority")
    try:
        return judged(question, authority)
    except Wrong:
        return ""
