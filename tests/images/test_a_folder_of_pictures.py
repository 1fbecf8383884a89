"""The pictures of a folder: each judged and made once, and kept."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.images.samples import (
    file,
    folder,
    photo,
    png_with,
    scene,
)

from talanoa import processes
from talanoa.files import fingerprint
from talanoa.images import Facts, Fault, Images, PictureChanged, Reencoded
from talanoa.images.picture import (
    NOT_A_PICTURE,
    TOO_MUCH,
)
from talanoa.images.reencode import reencoded


def kept(cache: Path) -> list[str]:
    return sorted(path.name for path in (cache / "images").iterdir())


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pictures that were decoded, in a list that grows."""
    done: list[str] = []
    real = processes.each

    def each(work: Callable[[str], bytes], items: list[str], jobs: int) -> Iterator[tuple[str, bytes | None]]:
        done.extend(items)
        return real(work, items, jobs)

    monkeypatch.setattr(processes, "each", each)
    return done


def test_a_picture_is_decoded_once(tmp_path: Path, worked: list[str]) -> None:
    root, cache = folder(tmp_path, sound=png_with(), broken=b"no"), tmp_path / "cache"
    first = Images(root, cache, jobs=2)
    found = first.judged(["sound.png", "broken.png", "sound.png"])
    assert found["broken.png"] == NOT_A_PICTURE
    assert isinstance(facts := found["sound.png"], Facts) and (facts.width, facts.height) == (90, 60)
    assert sorted(worked) == ["broken.png", "sound.png"]
    second = Images(root, cache)
    assert second.judged(["sound.png", "broken.png"]) == found
    assert second.published("sound.png") == first.published("sound.png") == _bytes(png_with())
    assert sorted(worked) == ["broken.png", "sound.png"], "in no later build, and not to be published"


def _bytes(data: bytes) -> bytes:
    made = reencoded(data, "a.png")
    assert isinstance(made, Reencoded)
    return made.data


def test_another_content_is_another_picture(tmp_path: Path) -> None:
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    Images(root, cache).judged(["a.png"])
    folder(tmp_path, a=file(scene("L"), "PNG"))
    assert Images(root, cache).published("a.png") == _bytes(file(scene("L"), "PNG"))


def test_a_picture_that_is_kept_is_not_read_where_its_fingerprint_is_known(tmp_path: Path) -> None:
    root, cache = folder(tmp_path, a=png_with(), b=b"no"), tmp_path / "cache"
    known = {path: fingerprint((root / path).read_bytes()) for path in ("a.png", "b.png")}
    first = Images(root, cache, fingerprints=known).judged(["a.png", "b.png"])
    for path in known:
        (root / path).unlink()
    later = Images(root, cache, fingerprints=known)
    assert later.judged(["a.png", "b.png"]) == first and later.published("a.png") == _bytes(png_with())
    assert isinstance(Images(root, cache).judged(["a.png"])["a.png"], Fault), "without it, the file is looked for"


def test_a_picture_whose_fingerprint_says_nothing_is_read(tmp_path: Path) -> None:
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    images = Images(root, cache, fingerprints={"a.png": "0123456789abcdef"})
    assert images.published("a.png") == _bytes(png_with())


@pytest.mark.parametrize("damage", [b"", b"<script>", b"{}", b"[1]", b'{"width": "x"}', b"\xff\xfe"])
@pytest.mark.parametrize("ending", [".png", ".json"])
def test_what_is_damaged_in_the_cache_is_made_again(tmp_path: Path, ending: str, damage: bytes) -> None:
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    Images(root, cache).judged(["a.png"])
    next((cache / "images").glob(f"*{ending}")).write_bytes(damage)
    assert Images(root, cache).published("a.png") == _bytes(png_with())
    assert Images(root, cache).published("a.png") == _bytes(png_with())


def test_a_record_in_which_a_digit_is_another_is_not_believed(tmp_path: Path) -> None:
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    found = Images(root, cache).judged(["a.png"])
    record = next((cache / "images").glob("*.json"))
    record.write_bytes(record.read_bytes().replace(b'"width": 90', b'"width": 91'))
    assert Images(root, cache).judged(["a.png"]) == found


@pytest.mark.parametrize("place", ["cache", "cache/images"])
def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("in the way", "utf-8")
    images = Images(folder(tmp_path, a=png_with()), tmp_path / "cache")
    assert images.published("a.png") == _bytes(png_with())
    images.prune()


def test_the_variants_are_kept_with_their_picture(tmp_path: Path, worked: list[str]) -> None:
    root, cache = folder(tmp_path, a=file(photo((900, 600)), "PNG"), b=png_with()), tmp_path / "cache"
    images = Images(root, cache)
    facts = images.judged(["a.png"])["a.png"]
    assert isinstance(facts, Facts) and len(facts.variants) > 2
    made = reencoded((root / "a.png").read_bytes(), "a.png")
    assert isinstance(made, Reencoded)
    again = Images(root, cache)
    assert [again.published("a.png", variant) for variant in facts.variants] == [data for _, data in made.variants]
    assert worked == ["a.png"], "neither in a later build, nor to be published"
    for path in (cache / "images").glob("*-800.webp"):
        path.write_bytes(b"<script>")
    assert Images(root, cache).published("a.png", facts.variants[1]) == made.variants[1][1]
    later = Images(root, cache)
    later.judged(["b.png"])
    later.prune()
    assert len({name[:32] for name in kept(cache)}) == 1, "what b.png needs"


def test_without_a_cache_a_picture_and_its_variants_are_made_once(tmp_path: Path, worked: list[str]) -> None:
    images = Images(folder(tmp_path, a=file(photo((900, 600)), "PNG")))
    facts = images.judged(["a.png"])["a.png"]
    assert isinstance(facts, Facts)
    published = [images.published("a.png"), *(images.published("a.png", variant) for variant in facts.variants)]
    assert [len(data) for data in published] == [facts.length, *(variant.length for variant in facts.variants)]
    assert worked == ["a.png"]


@pytest.mark.parametrize(
    "kept_in", ["cache", None, "a.png/cache"], ids=["kept", "no cache", "a cache that takes nothing"]
)
def test_the_same_bytes_under_many_names_are_decoded_once(
    tmp_path: Path, worked: list[str], kept_in: str | None
) -> None:
    root = folder(tmp_path, a=png_with(), b=png_with(), c=file(scene("L"), "PNG"), d=png_with())
    (root / "e.gif").write_bytes(png_with())  # published in another format
    images = Images(root, tmp_path / kept_in if kept_in else None)
    images.judged(["c.png", "a.png"])
    images.judged(["a.png", "b.png", "d.png", "e.gif"])
    assert images.published("a.png") == images.published("b.png") == images.published("d.png") == _bytes(png_with())
    assert images.published("e.gif").startswith(b"GIF")
    assert sorted(worked) == ["a.png", "c.png", "e.gif"]


def test_one_who_only_judges_decodes_the_same_bytes_once(tmp_path: Path, worked: list[str]) -> None:
    images = Images(folder(tmp_path, a=png_with(), b=png_with(), c=b"no", d=b"no"), judging=True)
    for asked in (["a.png"], ["b.png", "c.png"], ["d.png", "a.png"]):
        images.judged(asked)
    assert worked == ["a.png", "c.png"]


def test_a_check_only_looks_at_pictures(tmp_path: Path, worked: list[str]) -> None:
    root, cache = folder(tmp_path, a=png_with(), b=b"no"), tmp_path / "cache"

    def check() -> Facts | Fault:
        return Images(root, cache, judging=True).judged(["a.png", "b.png"])["a.png"]

    assert check() == check() == Facts(90, 60)
    assert len(kept(cache)) == len(worked) == 2, "what it saw is kept, and no picture was made"
    made = Images(root, cache).judged(["a.png", "b.png"])["a.png"]
    assert isinstance(made, Facts) and made.digest and worked[2:] == ["a.png"]
    assert check() == made and len(worked) == 3


def test_without_a_cache_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    images = Images(folder(tmp_path, a=png_with()))
    assert images.published("a.png") == _bytes(png_with())
    images.prune()
    del images
    gc.collect()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.png", "tmp"]


def test_without_room_for_a_temporary_folder_a_picture_is_made_again(
    tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    images = Images(folder(tmp_path, a=png_with()))
    images.judged(["a.png"])
    assert images.published("a.png") == images.published("a.png") == _bytes(png_with())
    assert worked == ["a.png", "a.png"]


def test_what_no_one_asks_for_is_forgotten(tmp_path: Path) -> None:
    root, cache = folder(tmp_path, a=png_with(), b=file(scene("L"), "PNG")), tmp_path / "cache"
    Images(root, cache).judged(["a.png", "b.png"])
    assert len(kept(cache)) == 6
    (cache / "images" / "notes.txt").write_text("somebody's own", "utf-8")
    later = Images(root, cache)
    later.judged(["b.png"])
    later.prune()
    assert len(kept(cache)) == 4 and "notes.txt" in kept(cache)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(png_with())
    (tmp_path / "link.png").symlink_to("secret")
    (tmp_path / "folder.png").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
    found = Images(tmp_path).judged(["link.png", "pipe.png", "folder.png", "missing.png"])
    assert all(isinstance(fault, Fault) and fault.what.startswith("can't be read") for fault in found.values())


def test_a_picture_that_changes_while_the_site_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing could be kept of it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    images = Images(folder(tmp_path, a=file(scene(size=(900, 600)), "PNG")))
    facts = images.judged(["a.png"])["a.png"]
    assert isinstance(facts, Facts) and facts.variants
    for changed in (b"gone", png_with()):  # pages have its size already, and the names of its variants
        folder(tmp_path, a=changed)
        for variant in (None, facts.variants[0]):
            with pytest.raises(PictureChanged):
                images.published("a.png", variant)


def _crash(*_: object) -> None:
    os._exit(1)


def test_a_picture_that_takes_too_much_is_a_fault_that_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_work", _crash)
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    assert Images(root, cache).judged(["a.png"]) == {"a.png": TOO_MUCH}
    monkeypatch.undo()
    assert isinstance(Images(root, cache).judged(["a.png"])["a.png"], Facts)
