"""Links that lead elsewhere than they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from talanoa.characters import is_deceptive_host, readable_host
from talanoa.checks.checked import Checked
from talanoa.markup.converted import Link
from talanoa.model.reach import host_of, is_web_address
from talanoa.model.wrong import shown
from talanoa.problems import Problem, Severity

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s/?#\\\"'<>()\[\]]+", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+(?:asia|com|edu|gov|info|int|io|mil|net|ngo|org|[a-z]{2})(?=/|$)", re.IGNORECASE)
# A domain that is more often a file's or a product's name: README.md, main.py, Node.js.
_FILES = (".cc", ".gz", ".hs", ".js", ".md", ".pl", ".pm", ".ps", ".py", ".rs", ".sh", ".so", ".ts", ".vi")
# What archives show under their own address is what the text says.
_ARCHIVES = ("web.archive.org", "archive.org", "archive.ph", "archive.today", "perma.cc")
# What may be right before or after an address in a text, in scripts that put no spaces there as well.
_AROUND = r"\s<>()\[\]@,;:/|\"“”„«»‘’：；，、。（）「」『』《》〈〉【】؛،"
_MAIL = re.compile(rf"(?<![^{_AROUND}])[^{_AROUND}]+@[^{_AROUND}]+\w")
_BEFORE_HOST = re.compile(r"https?://", re.IGNORECASE)


def deceptive_links(checked: Checked) -> Iterator[Problem]:
    """Links whose host passes for another one, or is another than the one that their text shows."""
    for text, gap, locate in checked.gaps:
        if not isinstance(gap, Link):
            continue
        href = gap.href.strip()
        if _BEFORE_HOST.match(href) and "@" in re.split(r"[/?#]", href[8:])[0]:
            message = f"'{shown(href)}' has a name before its host, which can be mistaken for the host"
            yield Problem("deceptive-link", message, locate(), "take out the @ and everything between // and it")
        elif href.lower().startswith("mailto:"):
            shows, to = _MAIL.search(gap.text), unquote(href[7:].partition("?")[0])
            if shows and shows[0].lower() != to.lower():
                message = f"the text says {shown(shows[0])}, the e-mail goes to {shown(to)}"
                yield Problem("deceptive-link", message, locate(), "make both the same")
        elif not is_web_address(href):
            continue
        elif is_deceptive_host(host := host_of(href)):
            message = f"the host of '{shown(href)}' can be mistaken for another one"
            help = "it mixes letters that look alike; type the address again, or copy it from the browser"
            yield Problem("deceptive-link", message, locate(), help)
        elif not text.hand_written and (found := _another_host(gap.text, host)):
            said, severity = found
            yield Problem(
                "deceptive-link",
                f"the text says {shown(said)}, the link leads to {shown(host)}",
                locate(),
                "write the name of the page as the text, or the address that the link leads to",
                severity=severity,
            )


def _another_host(words: str, host: str) -> tuple[str, Severity] | None:
    """The host that a link's text shows, if it isn't the one where it leads."""
    words = words.strip()
    match, severity = _ADDRESS.search(words), Severity.ERROR
    if match is None and not words.lower().endswith(_FILES):
        match, severity = _HOST.match(words), Severity.WARNING
    if match is None or host in _ARCHIVES:
        return None
    said = _plain(_BEFORE_HOST.sub("", match[0]).rpartition("@")[2].partition(":")[0])
    leads = _plain(host)
    same = said == leads or said.endswith(f".{leads}") or leads.endswith(f".{said}")
    return None if same else (said, severity)


def _plain(host: str) -> str:
    return readable_host(host).removeprefix("www.").strip(".,;:!?…")
