"""The pictures of a folder: each judged once and re-encoded once, and kept from one build to the next.

What is kept of a picture is in files of the cache's folder, named after everything that it depends on: the source's fingerprint, the
format, the libraries and the code. So it is never out of date. `<key>.json` says, behind a checksum, how large the picture is and what
its bytes' digest is, or what is wrong with it; `<key>.jpeg` and `<key>-800.webp` are what is published. What is damaged is
made again. Without a cache, or where it can't be written, the same files are in a temporary folder until the run ends, so
that each picture is decoded once.

A check makes no pictures: it only looks at them. Their records have no digest until a build makes them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

from msgspec import Struct

from talanoa import processes
from talanoa.cache import key
from talanoa.files import fingerprint, put, read_bytes, sealed, unsealed
from talanoa.images.header import header
from talanoa.images.picture import (
    MAX_BYTES,
    MAX_PIXELS,
    MORE_PIXELS,
    PIXELS_A_BYTE,
    PIXELS_OF_A_FILE,
    TOO_EMPTY,
    TOO_MUCH,
    Fault,
    Reencoded,
    Size,
    format_of,
)
from talanoa.problems import HELP_TO_READ, over_budget

MAX_OVERRUNS = 3  # each takes as long as the system lets it

_KEPT = re.compile(r"([0-9a-f]{32})(-\d+)?\.(json|jpeg|png|webp|gif)")


class Variant(Struct, frozen=True):
    """The same picture as WebP, of another width: its bytes' number and digest."""

    width: int
    length: int
    digest: str

    def file(self, key: str) -> str:
        return f"{key}-{self.width}.webp"


class Shared(Struct, frozen=True):
    """The same picture as a small JPEG, for programs that show a link or a letter."""

    width: int
    height: int
    length: int
    digest: str

    def file(self, key: str) -> str:
        return f"{key}-{self.width}.jpeg"


class Facts(Size, frozen=True):
    """A picture that can be published, with its bytes' number and digest; these are missing where it was only looked at."""

    length: int = 0
    digest: str = ""
    variants: tuple[Variant, ...] = ()  # the smallest first
    shared: Shared | None = None  # unless the picture itself is a small JPEG

    @property
    def derived(self) -> tuple[Variant | Shared, ...]:
        """What else was made of it."""
        return (*self.variants, self.shared) if self.shared else self.variants


class _Judged(Struct, frozen=True):
    key: str
    facts: Facts | Fault
    # Its pixels beyond what its bytes are worth; None for what is refused before it costs anything.
    more: int | None = None


class PictureChanged(Exception):
    """A picture that was sound when it was judged is not any more when it is published."""


class Images:
    """Asked for paths from the folder's root. `cache` is the folder of what is kept; without one, it is kept for this run.

    `judging` says that no picture will be published, so that none has to be made. `fingerprints` are those of files that someone has
    just looked at, by path: a picture of these is not read if it is kept.
    """

    def __init__(
        self,
        root: Path,
        cache: Path | None = None,
        jobs: int = 1,
        *,
        judging: bool = False,
        fingerprints: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._root = root
        self._fingerprints = fingerprints
        self._folder = cache / "images" if cache else None if judging else _temporary(self)
        self._judging = judging
        self._spare: Path | None = None  # for what the folder doesn't take
        self._lasts = cache is not None
        self._jobs = jobs
        self._judged: dict[str, _Judged] = {}
        self._alike: dict[str, _Judged] = {}  # by key
        self._more: dict[str, int] = {}  # by key
        self._overruns = 0  # pictures that took too much
        self._last: Mapping[str, bytes] = {}  # by digest: what was made of the picture that was published last

    def judged(self, paths: Iterable[str]) -> Mapping[str, Facts | Fault]:
        """What there is to say of each picture. Those that no one has seen yet are decoded, several at a time."""
        wanted = list(dict.fromkeys(paths))
        alike: dict[str, list[str]] = defaultdict(list)  # the paths of each picture that no one has seen yet
        for path in wanted:
            if path not in self._judged:
                alike[self._name(path) or path].append(path)
        self._refuse(alike)
        unknown = {paths[0]: paths for name, paths in alike.items() if not self._recall(name, paths)}
        for first, worked in self._work_on([*unknown]):
            judged, _ = self._learn(worked)
            self._judged.update(dict.fromkeys(unknown[first], judged))
            self._overruns += judged.facts == TOO_MUCH
            if self._overruns >= MAX_OVERRUNS:  # the site can't be published any more
                break
        self._judged.update((path, _Judged("", TOO_MUCH)) for path in wanted if path not in self._judged)
        return {path: self._judged[path].facts for path in wanted}

    @property
    def sound(self) -> Mapping[str, Facts]:
        """The pictures among those judged so far that can be published."""
        return {path: judged.facts for path, judged in self._judged.items() if isinstance(judged.facts, Facts)}

    def published(self, path: str, variant: Variant | Shared | None = None) -> bytes:
        """The bytes for the site, as they were judged; raises PictureChanged if there are none."""
        facts = self.judged([path])[path]
        if isinstance(facts, Facts):
            digest, key = (variant or facts).digest, self._judged[path].key
            data = self._read(variant.file(key) if variant else f"{key}.{_ending(path)}")
            if data is not None and fingerprint(data) == digest:
                return data
            if digest not in self._last:
                for _, worked in self._work_on([path]):
                    _, self._last = self._learn(worked)
            if digest in self._last:
                return self._last[digest]
        raise PictureChanged(f"the picture {path} changed while the site was built")

    def prune(self) -> None:
        """Forgets what is kept of pictures that no one has asked for."""
        used = {judged.key for judged in self._judged.values()}
        if self._folder is None or not self._lasts:
            return
        with suppress(OSError):
            for name in os.listdir(self._folder):
                match = _KEPT.fullmatch(name)
                if match and match[1] not in used:
                    with suppress(OSError):
                        os.unlink(self._folder / name)

    def _work_on(self, paths: list[str]) -> Iterable[tuple[str, bytes | None]]:
        if not paths:
            return ()
        # Decoders take longer to load than a small site takes to read, so only those who need them load them.
        from talanoa.images.reencode import examined, reencoded

        work = examined if self._judging else reencoded
        return processes.each(partial(_worked, work, self._root), paths, self._jobs)

    def _name(self, path: str) -> str:
        """The key of a picture as it is now; "" if it can't be read, which is reported by who decodes it."""
        known = self._fingerprints.get(path)
        name = _key(known, path) if known else ""
        if name and (kept := self._kept(name)):
            more = kept.more
        else:
            try:
                data = read_bytes(self._root, path, MAX_BYTES + 1)
            except OSError:
                return ""
            name, more = _key(fingerprint(data), path), _more(data)
        if more is not None:
            self._more.setdefault(name, more)
        return name

    def _refuse(self, alike: dict[str, list[str]]) -> None:
        """The emptiest pictures, when all that were asked for have too many pixels; kept ones too, or a cache would decide."""
        mine = {name: self._more[name] for name in alike if name in self._more}
        others = sum(max(0, more) for name, more in self._more.items() if name not in mine)
        for name in over_budget(mine, MORE_PIXELS - others):
            del self._more[name]
            self._judged.update(dict.fromkeys(alike.pop(name, ()), _Judged("", TOO_EMPTY)))

    def _recall(self, name: str, paths: list[str]) -> bool:
        """True if the picture was judged before, in this run or in an earlier one."""
        kept = self._kept(name) if name != paths[0] else None
        if kept:
            self._judged.update(dict.fromkeys(paths, kept))
        return kept is not None

    def _kept(self, name: str) -> _Judged | None:
        """What is known of the picture with this key."""
        if name not in self._alike and (record := self._read(f"{name}.json")):
            with suppress(ValueError):
                judged = _loaded(name, bytes(unsealed(record, name)))
                if judged and (self._judging or not _is_only_looked_at(judged)):
                    self._alike[name] = judged
        return self._alike.get(name)

    def _learn(self, worked: bytes | None) -> tuple[_Judged, Mapping[str, bytes]]:
        """Takes what the process of its own has sent, and keeps it: a judgement, and the bytes by digest."""
        head, _, data = (worked or b"").partition(b"\n")
        name, _, rest = head.decode().partition(" ")
        ending, _, record = rest.partition(" ")
        judged = _loaded(name, record.encode())
        if judged is None:
            return _Judged(name, TOO_MUCH), {}  # not kept: another day the machine may have more of both
        pieces, facts = {}, judged.facts
        if isinstance(facts, Facts) and facts.digest:
            pieces[f"{name}.{ending}"] = data[: facts.length]
            done = facts.length
            for variant in facts.derived:
                pieces[variant.file(name)] = data[done : done + variant.length]
                done += variant.length
        for file, piece in pieces.items():
            self._write(file, piece)
        if name:
            self._write(f"{name}.json", sealed(record.encode(), name))
            self._alike[name] = judged
        return judged, {fingerprint(piece): piece for piece in pieces.values()}

    def _read(self, name: str) -> bytes | None:
        for folder in filter(None, (self._folder, self._spare)):
            with suppress(OSError):
                return read_bytes(folder, name, 10 * MAX_BYTES)
        return None

    def _write(self, name: str, data: bytes) -> None:
        if self._folder is None:
            return
        try:
            put(self._folder, name, data)
        except OSError:
            self._spare = self._spare or _temporary(self)
            with suppress(OSError):
                if self._spare:
                    put(self._spare, name, data)


def _temporary(owner: object) -> Path | None:
    """A folder that is gone with its owner; None if there is no room for one."""
    try:
        folder = mkdtemp(prefix="talanoa-pictures-")
    except OSError:
        return None
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _is_only_looked_at(judged: _Judged) -> bool:
    return isinstance(judged.facts, Facts) and not judged.facts.digest


def _worked(work: Callable[[bytes, str], Size | Fault], root: Path, path: str) -> bytes:
    """In a process of its own: `key ending record`, a line break, the bytes of the picture and of its variants if it was made."""
    try:
        data = read_bytes(root, path, MAX_BYTES + 1)
    except OSError as error:
        fault = Fault(f"can't be read: {error.strerror or error}", HELP_TO_READ)
        return f" {_ending(path)} {_dumped(fault, None)}\n".encode()
    made = work(data, path)
    head = f"{_key(fingerprint(data), path)} {_ending(path)} {_dumped(made, _more(data))}\n".encode()
    return b"".join((head, *made.pieces)) if isinstance(made, Reencoded) else head


def _ending(path: str) -> str:
    return format_of(path).lower()


def _key(fingerprint: str, path: str) -> str:
    return key(_salt(), _ending(path).encode(), fingerprint.encode()).hex()


def _more(data: bytes) -> int | None:
    said = header(data)
    return said.pixels + PIXELS_OF_A_FILE - PIXELS_A_BYTE * len(data) if said and said.pixels <= MAX_PIXELS else None


@lru_cache(maxsize=1)
def _salt() -> bytes:
    """Everything but the picture that the published bytes depend on."""
    import PIL
    from PIL import features

    libraries = ("jpg", "libjpeg_turbo", "littlecms2", "webp", "zlib", "zlib_ng")
    versions = [PIL.__version__, *(str(features.version(name)) for name in libraries)]
    code = (
        Path(__file__).with_name(name).read_bytes()
        for name in ("reencode.py", "header.py", "picture.py", "resize.py", "shared.py", "variants.py")
    )
    return b"\n".join(["\n".join(versions).encode(), *code])


def _dumped(made: Size | Fault, more: int | None) -> str:
    if isinstance(made, Fault):
        return json.dumps({"what": made.what, "help": made.help, "more": more})
    size = {"more": more, "width": made.width, "height": made.height}
    if not isinstance(made, Reencoded):
        return json.dumps(size)
    return json.dumps(
        {
            **size,
            "length": len(made.data),
            "digest": fingerprint(made.data),
            "variants": [[width, len(data), fingerprint(data)] for width, data in made.variants],
            "shared": [*made.shared[:2], len(made.shared[2]), fingerprint(made.shared[2])] if made.shared else None,
        }
    )


def _loaded(name: str, record: bytes) -> _Judged | None:
    """None if the record is damaged."""
    try:
        found = json.loads(record)
        more = None if found["more"] is None else int(found["more"])
        if "what" in found:
            return _Judged(name, Fault(str(found["what"]), str(found["help"])), more)
        width, height = int(found["width"]), int(found["height"])
        if "digest" not in found:
            return _Judged(name, Facts(width, height), more)
        variants = tuple(Variant(int(width), int(length), str(digest)) for width, length, digest in found["variants"])
        small = found["shared"]
        shared = Shared(int(small[0]), int(small[1]), int(small[2]), str(small[3])) if small else None
        facts = Facts(width, height, int(found["length"]), str(found["digest"]), variants, shared)
        return _Judged(name, facts, more)
    except (ValueError, KeyError, TypeError, IndexError):
        return None
