"""Records → the files of the search index, made by the program Pagefind; the same records give the same bytes.

We speak to the program ourselves: its Python wrapper waits a tenth of a second for every record. It hands lists of filters out
in an order that changes from run to run, so these files are written anew in order (decision 0017). This is the only module that
knows Pagefind's formats.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import json
import os
import platform
import subprocess
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import IO, Any

from talanoa.cache import key, once
from talanoa.huffman import gzipped
from talanoa.outputs.search import Record
from talanoa.outputs.search.words import spaced

FOLDER = "pagefind"
_LARGEST = 500_000_000  # bytes of an index that is kept
_PROGRAM, _WORDS = "pagefind-bin", "icu4py"
# The script that readers' browsers need; the rest is a worker (decision 0017) and an interface of its own.
_SCRIPT = "pagefind.js"
# How many places of words a part of the index holds. By itself the program puts four times as many into one, and a reader
# loads a whole part for each word.
_SMALL = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "5000"}
# Letters by which the first word of a part is known. Of the words that begin with what was asked for, Pagefind finds only
# those in the part where that itself would stand; so parts that such words may be in overlap.
_BEGINNING = 3

Files = Mapping[str, bytes]

# Pagefind makes no index of nothing, and the page would say that the search can't be loaded.
_NOTHING: Files = {
    f"{FOLDER}/pagefind.js": b"""\
export const options = async () => {};
export const filters = async () => ({});
export const search = async () => ({ results: [], filters: {} });
"""
}


class SearchFailed(Exception):
    """No index could be made; says what to do."""


class Indexing:
    """An index in the making, beside whatever else is done; `files` waits for it."""

    def __init__(self, records: Iterable[Record], language: str, cache: Path | None = None) -> None:
        """`language` is whose endings are cut from words; `cache` the folder in which the last index is kept."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._files: Future[Files] = self._thread.submit(index, tuple(records), language, cache)

    def files(self) -> Files:
        """Each file by its path from the site's root; raises SearchFailed."""
        try:
            return self._files.result()
        finally:
            self._thread.shutdown()


def index(records: Sequence[Record], language: str, cache: Path | None = None) -> Files:
    """The index of the records, taken from the cache if it is the same."""
    if not records:
        return _NOTHING
    if cache is None:
        return _index(records, language)
    kept = once(cache, f"search.{_name(records, language)}", lambda: _packed(_index(records, language)), _LARGEST)
    return _unpacked(kept)


def _index(records: Sequence[Record], language: str) -> Files:
    return {f"{FOLDER}/{path}": data for path, data in _in_order(_made(records, language)).items()}


# --- the program ------------------------------------------------------------------------------------------------------


def _made(records: Sequence[Record], language: str) -> Files:
    """All files of an index as the program makes it. We let it send them: what it writes isn't whole yet when it says so."""
    try:
        with _Service() as service:
            service.ask(type="NewIndex", config={"force_language": language.partition("-")[0].lower()})
            for record in records:
                service.ask(type="AddRecord", index_id=0, **_message(record))
            files = service.ask(type="GetFiles", index_id=0)["files"]
    except OSError as error:
        raise SearchFailed(f"the search index wasn't made, because Pagefind doesn't run here: {error}") from None
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


def _message(record: Record) -> Mapping[str, Any]:
    """A record as Pagefind takes it; filters by ids, which the search page has the words for."""
    filters = {
        "kind": [record.kind],
        "language": record.languages,
        "country": [code.lower() for code in record.countries],
        "theme": record.themes,
    }
    meta = {"title": spaced(record.title)}
    if record.date:
        meta["date"] = record.date.isoformat()
    return {
        "url": record.address,
        "content": spaced(record.text) or meta["title"],
        "language": record.languages[0],
        "meta": meta,
        "filters": {name: values for name, values in filters.items() if values},
        "sort": {},
    }


class _Service:
    """The program, asked and answering in JSON, each message in base64 with a comma behind it."""

    def __init__(self) -> None:
        self._number = 0

    def __enter__(self) -> _Service:
        self._process = subprocess.Popen(
            [_program(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _SMALL,
        )
        assert self._process.stdin and self._process.stdout
        self._in: IO[bytes] = self._process.stdin
        self._out: IO[bytes] = self._process.stdout
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.kill()
        self._process.wait()

    def ask(self, **payload: Any) -> Mapping[str, Any]:
        self._number += 1
        message = json.dumps({"message_id": self._number, "payload": payload})
        with contextlib.suppress(BrokenPipeError):  # what is left unsaid shows in there being no answer
            self._in.write(base64.b64encode(message.encode()) + b",")
            self._in.flush()
        answer = self._answer()
        if answer.get("type") in (None, "Error"):
            raise SearchFailed(f"the search index wasn't made; Pagefind says: {answer.get('message', 'nothing')}")
        return answer

    def _answer(self) -> Mapping[str, Any]:
        data = bytearray()
        while not data.endswith(b","):
            part = self._out.read1(65_536)  # type: ignore[attr-defined]
            if not part:
                raise SearchFailed("the search index wasn't made: Pagefind stopped in the middle of it; try again")
            data += part
        payload: Mapping[str, Any] = json.loads(base64.b64decode(data[:-1]))["payload"]
        return payload


def _program() -> str:
    try:
        from pagefind_bin import get_executable

        return str(get_executable())
    except (ImportError, FileNotFoundError):
        machine = f"{platform.system()} on {platform.machine()}"
        raise SearchFailed(
            f"the search index wasn't made, because the program Pagefind isn't here ({machine}): `pip install {_PROGRAM}`; "
            "where pip has none for this kind of machine, build on Linux, macOS or Windows on an Intel or ARM processor"
        ) from None


# --- the same bytes ---------------------------------------------------------------------------------------------------

_SIGNATURE = b"pagefind_dcd"


def _in_order(made: Files) -> Files:
    """The files that browsers need, with what the program leaves to chance put in order.

    Their names lose the language, which is the same in all: every reader loads the list of them.
    """
    entry = json.loads(made["pagefind-entry.json"])
    ((language, about),) = entry["languages"].items()
    wanted = (_SCRIPT, f"wasm.{about['wasm'] or 'unknown'}.pagefind")
    files = {path: made[path] for path in wanted}
    renamed = {}
    for path in sorted(made):
        folder, stem, ending = _parts(path)
        if folder in ("fragment", "index"):
            renamed[stem] = stem.removeprefix(f"{language}_")
            files[f"{folder}/{renamed[stem]}{ending}"] = made[path]
        elif folder == "filter":
            name, values = _read(made[path])
            data = _written([name, sorted(values)])
            renamed[stem] = _hash(data)
            files[f"{folder}/{renamed[stem]}{ending}"] = data
    found, pages, chunks, filters, *rest = _read(made[f"pagefind.{about['hash']}.pf_meta"])
    pages = [[renamed[stem], *about_page] for stem, *about_page in pages]
    chunks = [[first[:_BEGINNING], last, renamed[stem]] for first, last, stem in chunks]
    meta = _written([found, pages, chunks, sorted([name, renamed[stem]] for name, stem in filters), *rest])
    about["hash"] = f"{language}_{_hash(meta)}"
    files[f"pagefind.{about['hash']}.pf_meta"] = meta
    files["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return files


def _parts(path: str) -> tuple[str, str, str]:
    """Folder, name and ending."""
    file = PurePosixPath(path)
    return str(file.parent), file.stem, file.suffix


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=5).hexdigest()


def _read(data: bytes) -> list[Any]:
    value, _ = _decoded(gzip.decompress(data).removeprefix(_SIGNATURE), 0)
    assert isinstance(value, list)
    return value


def _written(value: list[Any]) -> bytes:
    """Readers' browsers take it compressed or not."""
    data = _SIGNATURE + b"".join(_encoded(value))
    return min(gzipped(data), data, key=len)


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    """The part of CBOR that Pagefind writes: numbers, texts, and lists of them."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size >= 24:
        width = 1 << (size - 24)
        size = int.from_bytes(data[at : at + width], "big")
        at += width
    if kind == 0:
        return size, at
    if kind == 3:
        return data[at : at + size].decode(), at + size
    if kind == 4:
        values = []
        for _ in range(size):
            value, at = _decoded(data, at)
            values.append(value)
        return values, at
    raise SearchFailed(f"the search index wasn't made: Pagefind {version(_PROGRAM)} writes it in an unknown way")


def _encoded(value: Any) -> Iterator[bytes]:
    if isinstance(value, int):
        yield _head(0, value)
    elif isinstance(value, str):
        text = value.encode()
        yield _head(3, len(text)) + text
    else:
        yield _head(4, len(value))
        for part in value:
            yield from _encoded(part)


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    power = next(power for power in range(4) if size < 1 << (8 << power))
    return bytes([kind << 5 | (24 + power)]) + size.to_bytes(1 << power, "big")


# --- the cache --------------------------------------------------------------------------------------------------------


def _name(records: Sequence[Record], language: str) -> str:
    """Everything that an index depends on."""
    made_by = [*(_version(package) for package in (_PROGRAM, _WORDS)), *(path.read_bytes() for path in _MAKERS)]
    parts = (repr(record).encode() for record in records)
    return key(language.encode(), *made_by, *parts).hex()


_MAKERS = (Path(__file__), Path(spaced.__code__.co_filename))


def _version(package: str) -> bytes:
    with contextlib.suppress(PackageNotFoundError):
        return version(package).encode()
    return b""


def _packed(files: Files) -> bytes:
    with zipfile.ZipFile(data := io.BytesIO(), "w") as packed:
        for path, content in files.items():
            packed.writestr(path, content)
    return data.getvalue()


def _unpacked(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {path: packed.read(path) for path in packed.namelist()}
