"""Previews: an archive that may hold anything is unpacked whole or not at all, and what is shown isn't kept for ever."""

from __future__ import annotations

import io
import re
import shutil
import stat
import struct
import sys
import tempfile
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from tests.cli.test_workflows import SCRIPTS, needs_git, python, script
from tests.conftest import tree
from tests.fuzz.conftest import fuzzed
from tests.fuzz.mutations import spoiled_bytes
from tests.repositories import commit, git, write

# The preview's archive.


HONEST = (
    "දිය-ශ්\u200dරී.png",  # Sinhala needs its joiner
    "Screenshot 2026-11-02 at 9.41.00\u202fAM.png",  # as macOS names them
    "写真\u30001.jpg",
    "A market (1).png",
    "report.pl.pdf",  # in Polish
    "posts/functions/index.html",
    "posts/api/index.html",
    "members/render/index.html",
    "auth-and-cors.html",
    "data/members.json",
)
STEERING = (
    "_headers",
    "_redirects",
    "CNAME",
    "robots.txt",
    "en/web.config",
    "posts/wells/Web.Config",
    "vercel.json",
    "wrangler.jsonc",
    "firebase.json",
    "about/staticwebapp.config.json",
    "functions/[[path]].js",
    "CGI-BIN/index.html",
    "api/hello.ts",
    "netlify/edge-functions/a.ts",
    "_worker.js/index.js",
    "public/index.html",
    "posts/wells/report.php.pdf",
    "x.PHP",
    "x.shtml",
    "app_offline.htm",
    "posts/wells/sw.js",
    "package.json",
    "ｗｅｂ．ｃｏｎｆｉｇ",
    "w\u0435b.config",  # a Cyrillic е
    "_hea\u200dders",
    " render.yaml",
)


def archive(path: Path, *entries: tuple[str | zipfile.ZipInfo, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in (("index.html", "<p>Home</p>"), *entries):
            made.writestr(name, text)
    return path


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_an_honest_preview_is_unpacked(tmp_path: Path) -> None:
    folder = zipfile.ZipInfo("posts/")
    folder.external_attr = (stat.S_IFDIR | 0o755) << 16
    names = ("posts/wells/index.html", *HONEST)
    done = python("unpack.py", archive(tmp_path / "a.zip", (folder, ""), *((n, "x") for n in names)), tmp_path / "site")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(tree(tmp_path / "site")) == sorted(["index.html", *names])


def test_it_needs_no_library(tmp_path: Path) -> None:
    """GitHub's machine has Python, and nothing of ours."""
    made = archive(tmp_path / "a.zip")
    done = script(sys.executable, "-I", "-S", SCRIPTS / "unpack.py", made, tmp_path / "site")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_steers_hosts_is_left_out(tmp_path: Path) -> None:
    """An honest network has some of it in docs/, so the rest of the preview is shown."""
    made = archive(tmp_path / "a.zip", *((name, "x") for name in STEERING))
    done = python("unpack.py", made, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert list(tree(tmp_path / "site")) == ["index.html"]
    assert done.stderr.count("left out: ") == len(STEERING)
    assert not any(path.is_dir() for path in (tmp_path / "site").iterdir())


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name",
    [
        "../outside.html",
        "posts/../../outside.html",
        "/tmp/outside.html",
        "C:/outside.html",
        "posts\\..\\outside.html",
        "posts//x.html",
        "./x.html",
        ".git/config",
        "\u2024git/config",
        ".well-known/security.txt",
        "web.config.",
        "web.config ",
        "web.config::$DATA",
        "posts/con/index.html",
        "Aux.html",
        "lpt1",
        "a/" * 40 + "x.html",
        "a" * 300 + ".html",
        "x/../index.htm",
        "Posts/a.html",
        "posts/caf\u0065\u0301.html",
        "posts/.htaccess",
        "line\nbreak.html",
        "\x1b[2J.html",
        "index.html",
        "INDEX.html",
        "index.html/x.html",
        link("posts/link.html"),
        link("index.htm"),
    ],
    ids=repr,
)
def test_a_hostile_archive_is_refused_whole(tmp_path: Path, name: str | zipfile.ZipInfo) -> None:
    made = archive(tmp_path / "a.zip", ("posts/b.html", "x"), ("posts/caf\u00e9.html", "x"), (name, "/etc/passwd"))
    done = python("unpack.py", made, tmp_path / "site")
    assert done.returncode == 1
    assert done.stderr.startswith("refused: ")
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "site/kept.md")
    done = python("unpack.py", archive(tmp_path / "a.zip"), tmp_path / "site")
    assert (done.returncode, done.stderr.startswith("refused: ")) == (1, True)
    assert list(tree(tmp_path / "site")) == ["kept.md"]


def test_a_name_is_never_a_workflow_command(tmp_path: Path) -> None:
    """A refusal is one line of ASCII."""
    for name in ("x\n::add-mask::y", "x\r\x1b[31m::stop-commands::y", "\u2028::debug::y|"):
        done = python("unpack.py", archive(tmp_path / "a.zip", (name, "")), tmp_path / "site")
        assert done.returncode == 1
        assert re.fullmatch(r"refused: [ -~]+\n", done.stderr)


# An archive of whose bytes some are spoiled.


def _packed(kind: int, *names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as made:
        for name in names:
            made.writestr(name, f"<p>{name}</p>" * 9)
    return file.getvalue()


SEEDS = (
    _packed(zipfile.ZIP_STORED, "index.html", "posts/wells/දිය.png", "_headers"),
    _packed(zipfile.ZIP_DEFLATED, "index.html", "posts/wells/index.html", "posts/a/b/c.html"),
    _packed(zipfile.ZIP_LZMA, "index.html"),
    _packed(zipfile.ZIP_DEFLATED, *(f"{number}/index.html" for number in range(9))),
    # Numbers of zip's 64-bit kind, without a need.
    _packed(zipfile.ZIP_STORED, "a.html")
    + struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    + b"PK\5\6"
    + b"\xff" * 16
    + b"\0\0",
)


def _unpack(data: bytes) -> None:
    """Either all of an archive is there, as ordinary files inside the folder, or nothing is, with one line why."""
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "a.zip").write_bytes(data)
        try:
            UNPACK.main(Path(made) / "a.zip", Path(made) / "new/site")
        except SystemExit as said:
            assert re.fullmatch(r"refused: [ -~]+", str(said.code)), said.code
            assert not (Path(made) / "new/site").exists()
        else:
            files = list((Path(made) / "new").rglob("*"))
            assert all(stat.S_IFMT(path.lstat().st_mode) in (stat.S_IFREG, stat.S_IFDIR) for path in files)
        assert {path.name for path in Path(made).iterdir()} <= {"a.zip", "new"}


def _module() -> ModuleType:
    spec = spec_from_file_location("unpack", SCRIPTS / "unpack.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


UNPACK = _module()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(spoiled_bytes(SEEDS))
@fuzzed(150)
def test_no_archive_is_too_strange(data: bytes) -> None:
    _unpack(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"caf\xc3\xa9.html", b"caf\xe9\xe9.html"),  # says UTF-8 and isn't
        (b"caf\xc3\xa9.html", b"caf\xed\xa0.html"),  # half of a pair
        (b"caf\xc3\xa9.html", b"caf\xff\xfe.html"),
    ],
    ids=repr,
)
def test_a_name_in_broken_utf_8(tmp_path: Path, old: bytes, new: bytes) -> None:
    data = archive(tmp_path / "a.zip", ("café.html", "x")).read_bytes()
    assert data.count(old) == 2
    (tmp_path / "a.zip").write_bytes(data.replace(old, new))
    done = python("unpack.py", tmp_path / "a.zip", tmp_path / "site")
    assert (done.returncode, done.stderr.startswith("refused: "), done.stderr.count("\n")) == (1, True, 1)
    assert not (tmp_path / "site").exists()


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    good = archive(tmp_path / "good.zip").read_bytes()
    encrypted = bytearray(good)
    encrypted[good.index(b"PK\x01\x02") + 8] |= 1
    damaged = good.replace(b"\x1f", b"\x1e").replace(b"<", b"=").replace(b"index.html", b"index.htmm", 1)
    cut = archive(tmp_path / "cut.zip", ("aXb.html", "x")).read_bytes().replace(b"aXb.html", b"a\0b.html")
    for data in (b"", b"not a zip", good[:-10], bytes(encrypted), damaged, cut):
        (tmp_path / "a.zip").write_bytes(data)
        done = python("unpack.py", tmp_path / "a.zip", tmp_path / "site")
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), data
        assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("limit", ["MAX_BYTES = 1_000", "MAX_FILES = 2"])
def test_an_archive_larger_than_any_site_is_refused(tmp_path: Path, limit: str) -> None:
    """The limits themselves are lowered, so that the test is quick."""
    name = limit.split()[0]
    text = re.sub(rf"^{name} = .*", limit, (SCRIPTS / "unpack.py").read_text("utf-8"), count=1, flags=re.MULTILINE)
    (tmp_path / "unpack.py").write_text(text, "utf-8")
    small = archive(tmp_path / "small.zip", ("a.html", "0"))
    assert script(sys.executable, "-I", tmp_path / "unpack.py", small, tmp_path / "small").returncode == 0
    bomb = archive(tmp_path / "bomb.zip", ("a.html", "0"), ("b.html", "0" * 2_000))
    done = script(sys.executable, "-I", tmp_path / "unpack.py", bomb, tmp_path / "site")
    assert (done.returncode, "too" in done.stderr) == (1, True)
    assert not (tmp_path / "site").exists()


# The place of the previews.


@needs_git
def test_previews_are_kept_for_a_while_and_never_found(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=pages", "there.git")
    git(tmp_path, "clone", "--quiet", "there.git", "first")
    git(tmp_path / "first", "switch", "--quiet", "--create", "pages")
    write(tmp_path, "site/index.html", "<p>Home</p>")

    commits = [f"{number:040x}" for number in range(22)]
    write(tmp_path / "first", "newest.txt", "".join(f"{shown}\n" for shown in commits[-3::-1]))
    for shown in commits[:-2]:
        write(tmp_path / "first", f"{shown}/index.html")
    commit(tmp_path / "first")
    git(tmp_path / "first", "push", "--quiet", "origin", "pages")
    for shown in (*commits[-2:], commits[-1]):
        shutil.rmtree(tmp_path / "previews", ignore_errors=True)
        git(tmp_path, "clone", "--quiet", "there.git", "previews")
        done = script("sh", SCRIPTS / "publish-preview.sh", tmp_path / "site", tmp_path / "previews", shown)
        assert done.returncode == 0, done.stderr

    git(tmp_path, "clone", "--quiet", "there.git", "last")
    last = tmp_path / "last"
    assert sorted(path.name for path in last.iterdir() if len(path.name) == 40) == commits[-20:]
    assert (last / commits[-1] / "index.html").read_text("utf-8") == "<p>Home</p>"
    assert "noindex" in (last / "_headers").read_text("utf-8")
    assert "Disallow: /" in (last / "robots.txt").read_text("utf-8")
    assert git(last, "rev-list", "--count", "HEAD").strip() == "1", "what is taken away is gone"


@pytest.mark.parametrize("shown", ["", "..", "main", "../x", "A" * 40, "0" * 39])
def test_a_preview_stands_under_a_commit(tmp_path: Path, shown: str) -> None:
    write(tmp_path, "previews/README.md")
    write(tmp_path, "site/index.html")
    assert script("sh", SCRIPTS / "publish-preview.sh", tmp_path / "site", tmp_path / "previews", shown).returncode
    assert list(tree(tmp_path / "previews")) == ["README.md"]
