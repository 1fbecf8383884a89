"""What is said to people below an issue. Nothing that a stranger typed calls anyone, links anywhere, or looks like our own words."""

from __future__ import annotations

import re

from talanoa.intake.refusal import Refusals
from talanoa.intake.wishes import Wish

_MOST = 20  # reasons that people read at once
_MOST_LETTERS = 30_000  # hosts take some 65,000 of a comment
_COUNTED = "Lines are counted from the first heading of the form, empty ones too."
_TICKS = re.compile("`+")


def refused(refusals: Refusals) -> str:
    """Why nothing was made, place by place."""
    count = len(_placed(refusals))
    reasons = "one reason" if count == 1 else f"{count} reasons"
    return (
        f"This could not be taken over as it is, for {reasons}. {_COUNTED}\n\n"
        f"{_listed(refusals)}\n\nCorrect it where you sent it; it is then read again. Nothing has been changed.\n"
    )


def typed_at(refusals: Refusals) -> str:
    """Where what the check finds was typed."""
    return f"In what was sent, it is here. {_COUNTED}\n\n{_listed(refusals)}" if refusals else ""


def _listed(refusals: Refusals) -> str:
    ordered = _placed(refusals)
    lines = [f"line {one.line}, column {one.column}: {one.message}\n    {one.help}" for one in ordered[:_MOST]]
    more = f"\n… and {len(ordered) - _MOST} more" if len(ordered) > _MOST else ""
    return quoted("\n".join(lines) + more)


def _placed(refusals: Refusals) -> Refusals:
    """One for each place, in their order."""
    return sorted({(one.line, one.column): one for one in refusals}.values(), key=lambda one: (one.line, one.column))


def accepted(wish: Wish, *, done: bool) -> str:
    """What was made, and what people have to do for it."""
    verb = "is" if done else "would be"
    paths = "\n".join(sorted(wish.files))
    parts = [f"The change for this {verb} {_WHAT[wish.what, wish.is_new]}, at `{wish.address}`. Files:", quoted(paths)]
    if wish.what == "member" and not wish.is_new:
        parts.append("It changes an entry that is there. Make sure that the organisation itself asks for it.")
    if wish.what == "signature":
        parts.append("The signature is not shown before the coordinator has confirmed it with the member.")
    if wish.pictures:
        names = "\n".join(f"{one.name}  {one.address}".rstrip() for one in wish.pictures)
        parts += [_PICTURES, quoted(names)]
    for label, text in wish.for_people.items():
        parts += [f"For the coordinator, and no part of the change ({label}):", quoted(text)]
    return "\n\n".join(parts) + "\n"


def quoted(text: str, *, whole: bool = False) -> str:
    """A text of others in a block of code that nothing in it can end."""
    kept = text if whole or len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}\n…"
    shown = "\n".join("".join(map(_shown, line)) for line in kept.split("\n"))
    ticks = max(map(len, _TICKS.findall(shown)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}text\n{shown.rstrip()}\n{fence}"


def _shown(letter: str) -> str:
    """Joiners and the like, which some scripts need, are left; what moves or hides text is said."""
    if letter.isprintable() or letter in "\u200c\u200d\u200b\u00a0\u3000":
        return letter
    return " " if letter.isspace() else f"⟨U+{ord(letter):04X}⟩"


_PICTURES = (
    "The pictures are not in the change yet, since nothing is fetched from an address in an issue or a letter. Look at each one, save it under this "
    "name, and add it to the folder of the text before it is published:"
)
_WHAT = {
    ("post", True): "a new post",
    ("event", True): "a new event",
    ("member", True): "a new entry in the directory",
    ("member", False): "a change of an entry in the directory",
    ("agenda item", False): "an item for an agenda",
    ("proposal", False): "a proposal for an event",
    ("signature", False): "a signature that was received",
    ("correction", False): "a correction",
}
