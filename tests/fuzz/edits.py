"""What people do to a network's files between two builds: change, delete, repeat and swap lines, rename and delete posts, swap pictures."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from random import Random

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FIELD = re.compile(r"(\s*(?:- )?[a-z_]+: )(.+)$")
_PICTURES = frozenset({".png", ".jpg", ".webp"})


def edit(root: Path, chance: Random) -> str:
    """Changes something in a network; returns what, in words."""
    return chance.choice((_line, _line, _line, _line, _line, _rename, _delete, _draft, _picture))(root, chance)


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and path.name != "mkdocs.yml")


def _posts(root: Path) -> list[Path]:
    return [path for path in _files(root / "posts") if path.suffix == ".md"]


def _line(root: Path, chance: Random) -> str:
    path = chance.choice([path for path in _files(root) if path.suffix in (".md", ".yml")])
    lines = path.read_text("utf-8").split("\n")
    at = chance.randrange(len(lines))
    how = chance.choice((_without, _reworded, _with_another_value, _redated, _twice, _swapped))
    path.write_text("\n".join(how(lines, at, chance)), "utf-8")
    return f"{path.relative_to(root)}:{at + 1} {how.__name__.strip('_')}"


Lines = list[str]


def _without(lines: Lines, at: int, chance: Random) -> Lines:
    return lines[:at] + lines[at + 1 :]


def _reworded(lines: Lines, at: int, chance: Random) -> Lines:
    return [*lines[:at], _WORD.sub(chance.choice(("Another", "water", "水")), lines[at], count=1), *lines[at + 1 :]]


def _with_another_value(lines: Lines, at: int, chance: Random) -> Lines:
    """The value that the same field has elsewhere in the file."""
    if not (field := _FIELD.match(lines[at])):
        return lines
    others = [other[2] for line in lines if (other := _FIELD.match(line)) and other[1].split() == field[1].split()]
    return [*lines[:at], field[1] + chance.choice(others), *lines[at + 1 :]]


def _redated(lines: Lines, at: int, chance: Random) -> Lines:
    day = date(2026, 11, 21) + timedelta(days=chance.randrange(-400, 400))
    return [*lines[:at], _DAY.sub(day.isoformat(), lines[at]), *lines[at + 1 :]]


def _twice(lines: Lines, at: int, chance: Random) -> Lines:
    return [*lines[:at], lines[at], *lines[at:]]


def _swapped(lines: Lines, at: int, chance: Random) -> Lines:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return lines


def _rename(root: Path, chance: Random) -> str:
    path = chance.choice(_posts(root))
    path.rename(path.with_name(f"x-{path.name}"))
    return f"{path.name} renamed"


def _delete(root: Path, chance: Random) -> str:
    path = chance.choice(_posts(root))
    path.unlink()
    return f"{path.name} deleted"


def _draft(root: Path, chance: Random) -> str:
    path = chance.choice(_posts(root))
    path.write_text(path.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")
    return f"{path.name} a draft"


def _picture(root: Path, chance: Random) -> str:
    """Two pictures change their places."""
    one = chance.choice([path for path in _files(root) if path.suffix in _PICTURES])
    other = chance.choice([path for path in _files(root) if path.suffix == one.suffix])
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    return f"{one.name} for {other.name}"
