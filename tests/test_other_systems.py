"""What only some systems have: known in one place, and done without where it is lacking."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from unittest import mock

import icu4py
import platformdirs
import pytest
from PIL import Image
from platformdirs import windows

from talanoa import files, icu, processes
from talanoa.cache_folder import folder_of
from talanoa.files import locks, reading, writing
from talanoa.markup.convert import convert
from talanoa.names import folded, is_writable_everywhere
from tests.conftest import NOW, REPOSITORY, is_left_out, left_out, run, tree, write_network
from tests.previewed import previewed

PACKAGE = REPOSITORY / "plugins/talanoa"
OTHER = {"PYTHONPATH": str(Path(__file__).parent / "other_system"), "PYTHONIOENCODING": "cp1252"}
HOMES = ("files/", "processes.py")
# Everything of Python's library that not every system has, and that a program like this one may want.
UNIX = re.compile(
    r"\b(?:import|from) (?:resource|fcntl|pwd|grp|termios|tty|pty|posix)\b"
    r"|\bos\.(?:O_NOFOLLOW|O_DIRECTORY|O_NONBLOCK|O_CLOEXEC|fork\w*|gete?[ug]id|statvfs|fch\w+|l?chown|mkfifo|mknod|killpg|setsid"
    r"|uname|sysconf|getloadavg|link|rename|replace|open)\b"
    r"|\bdir_fd\b|\bget_context\b|\bProcessPoolExecutor\b|\bmultiprocessing\b"
    r"|\bSIG(?:KILL|HUP|ALRM|USR\d|CHLD|PIPE|QUIT)\b"
)


def test_only_two_places_know_what_only_some_systems_have() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {match[0]}"
        for path in PACKAGE.rglob("*.py")
        if not path.relative_to(PACKAGE).as_posix().startswith(HOMES)
        for match in UNIX.finditer(path.read_text("utf-8"))
    }
    assert not found


def test_no_test_asks_for_what_windows_lacks_when_it_is_read() -> None:
    """One that does ends the whole run there, before any test."""
    lacking = re.compile(rf"^(?=\S).*({UNIX.pattern}|\bimport pty\b|\bos\.(?:get\w*id|mkfifo)\b)", re.MULTILINE)
    tests = {path.relative_to(REPOSITORY / "tests").as_posix(): path for path in REPOSITORY.glob("tests/**/*.py")}
    assert not {
        f"{name}: {match[1]}"
        for name, path in tests.items()
        if not is_left_out(name, "win32")
        for match in lacking.finditer(path.read_text("utf-8"))
    }
    beginnings = " ".join(left_out("win32").values()).split()
    assert [it for it in beginnings if not any(name.startswith(it) for name in tests)] == [], (
        "they have other names now"
    )


def test_what_starts_programs_of_debian_is_left_out_elsewhere() -> None:
    programs = re.compile(
        r'"(?:caddy|java|jing|node|openssl|rsync|xmllint)"|/usr/s?bin/(?:nginx|python3)'
        r"|from tests\.(?:browser\.test_html|digest\.servers) "
    )
    tests = {path.relative_to(REPOSITORY / "tests").as_posix(): path for path in REPOSITORY.glob("tests/**/test_*.py")}
    assert not {
        name
        for name, path in tests.items()
        if not is_left_out(name, "darwin") and programs.search(path.read_text("utf-8"))
    }


def picture(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (700, 500), colour).save(file, "PNG")
    return file.getvalue()


FILES = {
    "members.yml": "members:\n  - {id: reef, name: Reef Trust, country: NZ}\n",
    "events.yml": "events:\n  - {id: call, title: A call → for all, type: call, start: 2026-12-01 10:00}\n",
    "network.yml": "id: reef-network\nauthority: reef.example.org,2016\nname: Reef Network\ntimezone: Pacific/Auckland\n"
    "languages: [en]\ncountries:\n  - {code: NZ}\n",
    "posts/2026/wells.md": "---\ntitle: Wells\ndate: 2026-03-01\nauthors: [reef]\nkind: blog\n---\n\n![Blue](wells.png)\n",
    "posts/2026/wells.png": picture("blue"),
    "posts/korea.md": "---\ntitle: 한국\ndate: 2026-03-01\nauthors: [reef]\nkind: blog\n---\n\n[한국](none.md)\n",
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, bytes]]:
    """A folder whose site was built as on another system, over one of this system, with what this one wrote."""
    root = write_network(tmp_path_factory.mktemp("systems"), FILES)
    done = run(root, "talanoa", "build", "--now", NOW)
    assert not done.returncode, done.stderr
    here = tree(root / "site")
    (root / "posts/2026/more.md").write_text(
        "---\ntitle: More\ndate: 2026-03-01\nauthors: [reef]\nkind: blog\n---\n", "utf-8"
    )
    return root, here


def test_builds_and_checks_are_the_same(sites: tuple[Path, Mapping[str, bytes]]) -> None:
    root, before = sites
    for page in (root / "site").rglob("*.html"):
        page.chmod(0o444)  # which alone keeps Windows from deleting it
    found = []
    for environment, options in ((OTHER, ()), (None, ("--no-cache",))):
        check = run(root, "talanoa", "check", "--now", NOW, environment=environment)
        assert "한국" in check.stdout, "also where the system's own encoding has no such letters"
        done = run(root, "talanoa", "build", "--now", NOW, *options, environment=environment)
        assert not done.returncode, done.stderr
        assert not [*root.glob(".site*")], "nothing is left next to the site"
        found.append((check.returncode, check.stdout, check.stderr, tree(root / "site")))
    assert found[0] == found[1]
    assert found[0][-1] != before


def test_the_preview_serves(sites: tuple[Path, Mapping[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    root, _ = sites
    for name, value in OTHER.items():
        monkeypatch.setenv(name, value)
    with previewed(root) as preview:
        preview.wait_until_said("Ready after")
        assert "Wells" in preview.wait_for("/posts/wells/", "Wells")
        (root / "posts/2026/more.md").write_text(
            "---\ntitle: Even more\ndate: 2026-03-01\nauthors: [reef]\nkind: blog\n---\n", "utf-8"
        )
        preview.wait_for("/posts/more/", "Even more")
        assert preview.end(signal.SIGTERM) < 30


# Locks


def test_a_folder_is_locked_by_the_users_other_processes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "fcntl", None)
    lock = files.Lock(str(tmp_path / "new"))
    with pytest.raises(files.Taken):
        files.Lock(str(tmp_path / "x/../new"))
    other = files.Lock(str(tmp_path / "other"))
    (tmp_path / "new").rename(tmp_path / "site")
    lock.release()
    other.release()
    files.Lock(str(tmp_path / "new")).release()
    for name in ("link", "file"):
        (tmp_path / "link").symlink_to("site") if name == "link" else (tmp_path / "file").touch()
        for _ in range(2):
            with pytest.raises(NotADirectoryError):
                files.Lock(str(tmp_path / name))


# Reading and writing


def test_without_the_systems_help_no_link_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_NOFOLLOW", 0)
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to("theirs")
    assert files.read_bytes(tmp_path, "mine", 3) == b"min"
    with pytest.raises(OSError, match="not a regular file"):
        files.read_bytes(tmp_path, "link")

    real = os.open

    def too_late(path: str, flags: int) -> int:
        (tmp_path / "link").replace(tmp_path / "mine")
        return real(path, flags)

    monkeypatch.setattr(os, "open", too_late)
    with pytest.raises(OSError, match="has just taken its place"):
        files.read_bytes(tmp_path, "mine")


def test_files_are_read_again_where_anyone_can_set_the_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = import_module("talanoa.files.fingerprint")  # the function has the same name
    monkeypatch.setattr(fingerprint, "facts", lambda _: (1, 2, 3))
    (tmp_path / "a").write_bytes(b"one")
    known = fingerprint.known_files(tmp_path, ["a"], None)
    for tell in (True, False):
        monkeypatch.setattr(fingerprint, "TELL", tell)
        assert fingerprint.are_as_known(tmp_path, known)
    (tmp_path / "a").write_bytes(b"two")
    assert not fingerprint.are_as_known(tmp_path, known)


def test_what_another_program_has_open_is_replaced_when_it_closes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    real = os.replace

    def busy(source: str, target: str) -> None:
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(writing, "_WAITS", (0.0, 0.0))
    (tmp_path / "a").write_bytes(b"old")
    files.overwrite(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    monkeypatch.setattr(writing, "_WAITS", (0.0,))
    for write in (lambda: files.overwrite(tmp_path / "a", b"newer"), lambda: files.put(tmp_path, "a", b"newer")):
        tries.clear()
        with pytest.raises(PermissionError) as refused:
            write()
        assert refused.value.filename == str(tmp_path / "a"), (
            "people know this one, and not the one that was to replace it"
        )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new"}


@pytest.mark.parametrize(
    ("path", "folder", "within"),
    [("/a/b", "/a", True), ("/a", "/a", True), ("/ab", "/a", False), ("/a", "/a/b", False), ("/x", "/a", False)],
)
def test_what_is_within_a_folder(path: str, folder: str, within: bool) -> None:
    assert files.is_within(path, folder) is within


# Processes


def odd(item: str) -> bytes:
    if item == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "sleep":
        time.sleep(600)
    if item == "raise":
        raise ValueError(item)
    return item.encode() * 100_000


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "start_method", lambda: "spawn")


def test_work_that_goes_wild_is_ended_by_the_clock_where_a_processors_time_is_not_counted(
    spawned: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = ["one", "crash", "raise", "two"]
    found = dict(processes.each(odd, items, 2))
    assert found == {item: item.encode() * 100_000 if item in ("one", "two") else None for item in items}
    monkeypatch.setattr(processes, "PATIENCE", 1)
    assert [*processes.each(odd, ["sleep"], 2, seconds=1)] == [("sleep", None)]


def test_texts_are_converted_by_processes_that_begin_afresh(spawned: None) -> None:
    texts = ["# One\n", "*two* [three](four.md)\n\n![Five](six.png)\n", "<script>seven</script>\n"]
    with processes.pool(2) as pool:
        assert [*pool.map(convert, texts)] == [*map(convert, texts)]


def test_on_windows_the_cache_is_one_folder_in_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There, a library's habit is a folder of the program in one of its makers, and neither is there at first."""
    monkeypatch.setattr(platformdirs, "PlatformDirs", windows.Windows)
    monkeypatch.setattr(windows, "get_win_folder", lambda _: str(tmp_path / "Local"))
    (tmp_path / "Local").mkdir()
    (tmp_path / "network").mkdir()
    folder = folder_of(tmp_path / "network")
    assert folder and folder.parent == tmp_path / "Local/talanoa"


# Libraries


def test_icu_is_found_where_a_librarys_functions_are_known_under_its_own_name_alone(tmp_path: Path) -> None:
    """On Windows, icu4py's modules don't show the functions of the library next to them."""
    (ours,) = Path(icu4py.__file__).parent.with_name("icu4py.libs").glob("libicui18n*")
    (tmp_path / "icu4py.libs").mkdir()
    (tmp_path / "icu4py.libs/icuin78-1b8c.dll").symlink_to(ours)
    library = icu.library_next_to(tmp_path / "icu4py/messageformat.pyd")
    assert library[f"ucol_open_{icu4py.icu_version_info[0]}"]


# Names


def test_names_that_another_computer_cannot_write_are_noted(tmp_path: Path) -> None:
    odd = (
        "docs/nul.txt",
        "docs/3:15.txt",
        "docs/why?.txt",
        "docs/LPT1",
        "docs/odd. /a.txt",
        "docs/end.",
    )
    honest = ("docs/plan.txt", "docs/null.txt", "docs/com10.txt", "docs/auxiliary.txt", "docs/a. b.txt", "docs/ünï.txt")
    root = write_network(tmp_path / "network", dict.fromkeys((*odd, *honest), "A text.\n"))
    done = run(root, "talanoa", "check", "--format", "json", "--strict")
    problems = [one for one in json.loads(done.stdout)["problems"] if one["code"] == "unportable-name"]
    assert {one["severity"] for one in problems} == {"note"}
    assert {one["file"] for one in problems} == {*odd}


@pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="an archive without git says nothing of its other files")
def test_the_repository_itself_can_be_fetched_everywhere() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    paths = listed.decode().split("\0")[:-1]
    assert not [path for path in paths if not is_writable_everywhere(path)]
    assert len({*map(folded, paths)}) == len(paths)


# Memory


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError], ids=["macOS", "no library", "Windows"])
def test_where_memory_cannot_be_given_back_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    monkeypatch.setattr("ctypes.CDLL", mock.Mock(side_effect=error))
    processes.give_back_memory()
