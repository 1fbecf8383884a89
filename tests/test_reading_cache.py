"""What one build read is what the next finds, in all that is known of it; and nothing that was put in its place is believed."""

from __future__ import annotations

import os
import pickle
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from talanoa.files import fingerprint, program, sealed
from talanoa.load import Content, ReadingCache, load
from talanoa.model.post import Post
from talanoa.model.values import Located, MarkdownWords, Words, fields_of
from talanoa.problems import Problem
from tests.conftest import write_network

CASES = Path(__file__).parent / "cases"
POST = "---\ntitle: Reef\ndate: 2026-11-01\nauthors: [open-reef]\nkind: news\n---\n\nSecret word.\n"


def everything(value: object) -> Iterator[object]:
    """All in a value, with its types and places."""
    yield type(value)
    if isinstance(value, Located):
        yield (str(value), value.place)
    elif isinstance(value, tuple):
        for item in value:
            yield from everything(item)
    elif isinstance(value, (Words, MarkdownWords)):
        for key, text in value.texts.items():
            yield key
            yield from everything(text)
    elif names := fields_of(value):
        for name in names:
            yield from everything(getattr(value, name))
    else:
        yield value


def read(root: Path, folder: Path | None) -> tuple[Content | None, list[Problem]]:
    readings = ReadingCache(folder)
    found = load(root, readings)
    readings.end()
    return found


def seen(root: Path, folder: Path | None) -> tuple[object, object]:
    content, problems = read(root, folder)
    parts = (content.network, content.members, content.events, content.posts) if content else ()
    return [*everything(parts)], problems


def usable(folder: Path) -> list[bool]:
    """Of each entry that is kept, whether the next reading can use it."""
    readings = ReadingCache(folder)
    readings.begin()
    return [readings._unpacked(name) is not None for name in readings._stored]


@pytest.mark.parametrize("case", [path.name for path in sorted(CASES.iterdir()) if path.is_dir()])
def test_what_is_read_warm_is_what_is_read_cold(case: str, tmp_path: Path) -> None:
    root, folder = CASES / case, tmp_path / "cache"
    cold = seen(root, folder)
    if (kept := folder / "read").exists():
        before = kept.stat().st_ino
        found = usable(folder)
        assert found and all(found), "every class is on the list"
        assert seen(root, folder) == cold == seen(root, None)
        assert kept.stat().st_ino == before, "nothing is written where nothing changed"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n", "posts/reef.md": POST}
    return write_network(tmp_path / "network", files)


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("hurt",)


def signed(data: bytes, by: str = "") -> bytes:
    return sealed(data, by or program())


def framed(entries: Mapping[bytes, bytes]) -> bytes:
    """Entries as the file has them: name, length, pickle."""
    return b"".join(struct.pack("<16sI", name, len(data)) + data for name, data in entries.items())


def entries(folder: Path) -> dict[bytes, bytes]:
    readings = ReadingCache(folder)
    readings.begin()
    return {name: bytes(data) for name, data in readings._stored.items()}


def test_what_is_damaged_or_foreign_costs_time_only(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "cache"
    cold, kept = seen(root, folder), folder / "read"
    whole = kept.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 4
    damages = [b"", whole[:16], whole[:-1], bytes(flipped), signed(whole[16:], "another version"), signed(whole[16:-1])]
    evils = (pickle.dumps(Evil()), pickle.dumps([1, 2]), pickle.dumps(pickle.Pickler), pickle.dumps(Path("hurt")), b"")
    damages += [signed(framed(dict.fromkeys(entries(folder), evil))) for evil in evils]
    for damage in damages:
        kept.write_bytes(damage)
        assert not any(usable(folder)), damage[:40]
        assert seen(root, folder) == cold
        assert kept.read_bytes() == whole
    assert not (tmp_path / "hurt").exists()


def test_a_link_in_its_place_is_not_followed(root: Path, tmp_path: Path) -> None:
    folder, other = tmp_path / "cache", tmp_path / "other"
    cold, kept = seen(root, folder), folder / "read"
    kept.rename(other)
    kept.symlink_to(other)
    before = other.read_bytes()
    assert usable(folder) == []
    assert seen(root, folder) == cold
    assert not kept.is_symlink() and other.read_bytes() == before


def test_what_is_erased_leaves_it_with_the_next_build(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    read(root, folder)
    assert b"Secret word" in (folder / "read").read_bytes()
    (root / "posts/reef.md").unlink()
    read(root, folder)
    assert b"Secret word" not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_only_what_changed_is_made_a_pickle_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post that changed, one more, a member, and something found out of a record that is as it was."""
    folder = tmp_path / "cache"
    read(root, folder)
    made: list[object] = []
    dumps = pickle.dumps
    monkeypatch.setattr(pickle, "dumps", lambda value, protocol: made.append(value[0]) or dumps(value, protocol))

    def again(change: str = "", text: str = "") -> list[str]:
        if change:
            (root / change).write_text(text, "utf-8")
        before = entries(folder)
        made.clear()
        content, _ = read(root, folder)
        kept = entries(folder)
        assert content and seen(root, None)[0] == [
            *everything((content.network, content.members, content.events, content.posts))
        ]
        assert len({*before} & {*kept}) >= len(before) - len(made)
        return [type(value[0] if isinstance(value, list) else value).__name__ for value in made]

    assert again() == []
    assert again("posts/reef.md", POST.replace("Secret", "Open")) == ["Post"]
    assert again("posts/tide.md", POST) == ["Post"]
    assert again("members.yml", "members:\n  - {id: open-reef, name: Open Reef, country: TO}\n") == ["Member"]

    readings = ReadingCache(folder)
    content, _ = load(root, readings)
    assert content
    readings.fact(content.posts[0], "letters", lambda post: len(post.body))
    made.clear()
    readings.end()
    assert made == [content.posts[0]]
    after = ReadingCache(folder)
    content, _ = load(root, after)
    assert content and [after.known(post, "letters") for post in content.posts] == [len(content.posts[0].body), None]


def test_what_is_known_of_a_record_with_other_parts_holds_for_these_parts_alone(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"

    def title(*changes: Mapping[str, object]) -> list[str]:
        """The titles of the post with these changes, each followed by how often they had to be asked for."""
        readings, asked = ReadingCache(folder), Counter[str]()

        def of(post: Post) -> str:
            asked[post.title] += 1
            return post.title

        content, _ = load(root, readings)
        assert content
        found = [readings.fact(replace(content.posts[0], **change), "title", of) for change in changes]  # type: ignore[arg-type]
        readings.end()
        return [f"{name} {asked[name]}" for name in found]

    hidden, renamed = {"authors": ()}, {"title": "Tide"}
    assert title(hidden) == ["Reef 1"]
    assert title(hidden) == ["Reef 0"], "known since the last build"
    assert title(renamed) == ["Tide 1"], "and of another change nothing is"
    assert title({"title": "Tide", **hidden}) == ["Tide 1"]
    stranger = replace(load(root)[0].posts[0], slug="stranger")  # type: ignore[union-attr]
    assert [ReadingCache().fact(stranger, "body", lambda post: post.body) for _ in range(2)] == [stranger.body] * 2


def test_a_file_that_someone_has_just_read_is_read_no_more(root: Path, tmp_path: Path) -> None:
    folder, old = tmp_path / "cache", fingerprint(POST.encode())
    read(root, folder)

    def titles(known: str) -> list[str]:
        content, _ = load(root, ReadingCache(folder, {"posts/reef.md": known}))
        return [post.title for post in content.posts] if content else []

    (root / "posts/reef.md").write_text(POST.replace("Reef", "Tide"), "utf-8")
    assert titles(old) == ["Reef"], "as it was when it was read, which the rest of the build goes by"
    assert titles(fingerprint(b"another")) == titles("") == ["Tide"], "of what isn't kept the file is read"


def test_the_same_process_reads_again_what_changed_alone(root: Path, tmp_path: Path) -> None:
    for folder in (None, tmp_path / "cache"):
        readings = ReadingCache(folder)
        first, _ = load(root, readings)
        readings.end()
        (root / "posts/tide.md").write_text(POST, "utf-8")
        second, _ = load(root, readings)
        readings.end()
        assert first and second and second.posts[0] is first.posts[0] and len(second.posts) == 2
        (root / "posts/tide.md").unlink()
    assert usable(tmp_path / "cache") == [True] * 3, "the first reading is left to the next process"
