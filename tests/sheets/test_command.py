"""talanoa import members|events, as people call it: all or nothing, said row by row, and once is enough."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import Command, Files
from tests.test_open_data_day import HERE

from talanoa.cli import main

CSV = HERE / "data/open-data-day-asia-pacific.csv"
MEMBERS = "members:\n  - {id: open-reef, name: Open Reef, country: FJ}   # by hand\n"


@pytest.fixture
def talanoa(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """The command in this process: what it starts with is loaded already."""

    def run(root: Path, *words: str) -> tuple[int, str, str]:
        monkeypatch.chdir(root)
        done = CliRunner().invoke(main, words)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_events_of_open_data_day(
    network: Callable[[Files], Path], talanoa: Callable[..., tuple[int, str, str]]
) -> None:
    """106 rows as organisers typed them."""
    root = network({})
    words = ("import", "events", str(CSV), "--timezone", "Asia/Tokyo")
    before = files_of(root)
    status, out, _ = talanoa(root, *words, "--dry-run")
    assert status == 0 and out.startswith("106 would be added, 0 would be changed") and files_of(root) == before
    assert "+    timezone: Asia/Tokyo" in out
    status, out, said = talanoa(root, *words)
    assert status == 0 and out.startswith("106 added, 0 changed, 0 the same already."), said
    assert "The check says of row 4, column D “place”: these coordinates show one house" in said
    once = files_of(root)
    assert {*once} - {*before} == {"events.yml"}
    assert talanoa(root, *words)[1].startswith("0 added, 0 changed, 106 the same already.")
    assert files_of(root) == once


def test_rows_that_cannot_be_used_are_left_next_to_the_sheet(
    network: Callable[[Files], Path], talanoa: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    root = network({"members.yml": MEMBERS})
    sheet = tmp_path / "m.csv"
    sheet.write_text("Name;Country;Website;Phone\nNew One;Fiji;;1\nOther;Atlantis;x y;2\nOpen Reef;Tonga;;3\n", "utf-8")
    (tmp_path / "m-to-correct.csv").write_text("mine", "utf-8")
    status, out, said = talanoa(root, "import", "members", str(sheet))
    assert status == 1
    assert "1 added, 1 changed, 0 the same already." in out and "open-reef (row 4): country" in out
    assert "row 3, column B “Country”: 'Atlantis' is no country" in said
    assert "row 3, column C “Website”: 'x y' is not a web address" in said
    assert "Not read, because they look like personal data: “Phone”." in said
    assert (tmp_path / "m-to-correct.csv").read_text("utf-8") == "mine"
    left = (tmp_path / "m-to-correct-2.csv").read_text("utf-8-sig")
    assert left.splitlines()[0] == "What to correct,Name,Country,Website" and len(left.splitlines()) == 2
    assert "country: TO}   # by hand" in (root / "members.yml").read_text("utf-8")
    once = files_of(root), files_of(tmp_path)
    assert talanoa(root, "import", "members", str(sheet))[0] == 1
    assert (files_of(root), files_of(tmp_path)) == once


def test_what_check_refuses_of_a_row_leaves_the_others(
    network: Callable[[Files], Path], talanoa: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    root = network({"members.yml": MEMBERS})
    sheet = tmp_path / "m.csv"
    sheet.write_text("Name,Country,Member since,Left\nGood,FJ,2024-01-01,\nBad,FJ,2024-01-02,2023-01-01\n", "utf-8")
    status, out, said = talanoa(root, "import", "members", str(sheet))
    assert status == 1 and out.startswith("1 added") and "row 3, column D “Left”: `left` is before `joined`" in said
    assert b"id: bad" not in (root / "members.yml").read_bytes()


def test_of_very_many_rows_those_that_are_more_than_words_are_judged_whole(
    network: Callable[[Files], Path],
    talanoa: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("talanoa.cli.imports.refused_rows._MOST_JUDGED", 3)
    root = network({"members.yml": MEMBERS})
    sheet = tmp_path / "m.csv"
    texts = ("We count fish, since 2016.", "<script>x</script>", "Call +679 555 01 23", "[x](javascript:x)", "Plain")
    sheet.write_text("Name,Country,About\n" + "".join(f'Org {n},FJ,"{it}"\n' for n, it in enumerate(texts)), "utf-8")
    status, out, said = talanoa(root, "import", "members", str(sheet))
    assert status == 1 and out.startswith("3 added")
    assert "row 3, column C “About”: '<script>'" in said and "row 5, column C “About”: a link may not" in said
    assert "The check says of row 4, column C “About”: this is a telephone number" in said


def test_every_reason_of_a_row_is_listed(
    network: Callable[[Files], Path], talanoa: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    sheet = tmp_path / "m.csv"
    sheet.write_text("Name,Country,About,Joined,Left\nA,FJ,[x](javascript:x),2024-01-02,2023-01-01\n", "utf-8")
    said = talanoa(network({}), "import", "members", str(sheet))[2]
    assert "row 2, column C “About”: a link" in said and "row 2, column E “Left”: `left` is before" in said


@pytest.mark.parametrize(
    "files, words, status, said",
    [
        ({}, ("members", "none.csv"), 2, "can't be read: No such file or directory"),
        ({}, ("members", "m.csv", "--map", "Ort=place.city"), 2, "is not HEADING=FIELD"),
        ({}, ("events", "m.csv", "--timezone", "Mars/Base"), 2, "is not a time zone"),
        ({}, ("events", "m.csv", "--dates", "dym"), 2, "is not one of"),
        ({"m.csv": "a,b\n1,2\n"}, ("members", "m.csv"), 1, "No row of m.csv has headings that are known"),
        ({"m.csv": "Title,Date\nA,01/02/2024\nB,29/13/2024\n"}, ("events", "m.csv"), 1, "row 2, such as '01/02/2024'"),
        ({"m.csv": b"PK\x03\x04"}, ("events", "m.csv"), 1, "error[unreadable-file]"),
        (
            {"m.csv": "Name,Country\nA,FJ\n", "members.yml": "members: &a\n  - *a\n"},
            ("members", "m.csv"),
            1,
            "nothing was changed",
        ),
        (
            {"m.csv": "Name,Country\nA,FJ\n", "posts/bad.md": "---\ntitle: x\n---\n"},
            ("members", "m.csv"),
            1,
            "no row of the sheet makes these errors",
        ),
    ],
)
def test_what_can_go_wrong(
    files: Files,
    words: tuple[str, ...],
    status: int,
    said: str,
    network: Callable[[Files], Path],
    talanoa: Callable[..., tuple[int, str, str]],
) -> None:
    root = network({"m.csv": "Name,Country\nA,FJ\n", **files})
    before = files_of(root)
    code, out, error = talanoa(root, "import", *words)
    assert code == status and said in error, (out, error)
    assert files_of(root) == before


def test_a_workbook_of_german_libreoffice(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"m.xlsx": (Path(__file__).parent.parent / "tables/libreoffice.xlsx").read_bytes()})
    done = command(root, "talanoa", "import", "members", "m.xlsx")
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert "Grüne Küste e. V." in (root / "members.yml").read_text("utf-8")
    assert "1 column is hidden (D), so it wasn't read." in done.stderr


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("is_committed", [True, False])
@pytest.mark.parametrize(
    "files", [{"members.yml": MEMBERS}, {"members/open-reef.yml": "id: open-reef\nname: Open Reef\ncountry: FJ\n"}]
)
def test_what_people_changed_since_stays(
    files: Files,
    is_committed: bool,
    network: Callable[[Files], Path],
    talanoa: Callable[..., tuple[int, str, str]],
) -> None:
    """A cell that says what the entry said before is older than the entry; one that says what it never said is newer."""
    root = network(files)
    (name,) = files
    sheet = "Id,Name,Country,Website,Short name,About\nopen-reef,Open Reef,FJ,{},{},{}\n"

    def take(*cells: str) -> tuple[str, str]:
        (root / "m.csv").write_text(sheet.format(*cells), "utf-8")
        status, out, said = talanoa(root, "import", "members", "m.csv")
        assert status == 0, (out, said)
        return out, said

    git(root, "init", "-q")
    take("https://one.example.org/", "OR", "Looks after reefs")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "The sheet")
    path = root / name
    path.write_text(
        path.read_text("utf-8").replace("https://one.", "https://ours.").replace("Looks after", "Guards"), "utf-8"
    )
    if is_committed:
        git(root, "commit", "-qam", "By hand")
    once = path.read_bytes()
    out, said = take("https://one.example.org/", "OR", "Looks after reefs")
    assert out.startswith("0 added, 0 changed, 1 the same already.") and path.read_bytes() == once
    assert f"{name}: open-reef (row 2): website, about" in " ".join(said.split()) or "about, website" in said
    out, said = take("https://one.example.org/", "OREEF", "Knows reefs")
    assert "open-reef (row 2): short_name, about" in out or "about, short_name" in out
    assert "open-reef (row 2): website" in said
    text = path.read_text("utf-8")
    assert "https://ours." in text and "OREEF" in text and "Knows reefs" in text


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)
