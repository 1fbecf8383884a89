"""talanoa check --against REV --contribution, in real repositories: what a stranger may change, and what is reported."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Command, Files, of_linux_names, write_network
from tests.repositories import POST, begin, commit, git, write

from talanoa import report
from talanoa.contribution import check, is_content
from talanoa.files import IMAGE_ENDINGS
from talanoa.problems import Place, Problem

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

BASE: Files = {
    "posts/reefs.md": POST,
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n",
    "events.yml": "events: []\n",
    ".gitignore": "site/\n",
    "plugins/program.py": "print()\n",
}


def reported(root: Path, revision: str = "main") -> dict[str, str]:
    """Each path that is reported, and why."""
    return {problem.place.file: problem.message for problem in check(root, revision)}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network's repository, on a branch of its own from `main`."""
    return begin(write_network(tmp_path_factory.mktemp("begun"), BASE))


@pytest.fixture
def root(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "network")


def test_an_honest_contribution(root: Path, command: Command) -> None:
    write(root, "posts/2026/2026-11-21-wells.md", POST)
    write(root, "posts/rivers/index.md", POST)
    write(root, "posts/rivers/දිය-ශ්‍රී.JPG")
    write(root, "members/deep-reef.yaml", "{id: deep-reef, name: Deep Reef, country: FJ}\n")
    write(root, "members/logo.png")
    write(root, "events/fair.yml", "{id: fair, title: Fair, type: other, start: 2026-12-01}\n")
    write(root, "events.yml", "events:\n  - {id: call, title: Call, type: call, start: 2026-12-02}\n")
    (root / "posts/reefs.md").rename(root / "posts/our-reefs.md")
    write(root, "posts/our-reefs.md", POST.replace("kind", "formerly: [reefs]\nid: reefs\nkind"))
    commit(root)
    done = command(root, "talanoa", "check", "--against", "main", "--contribution", "posts", "members", "events.yml")
    assert (done.returncode, "not-a-contributors" in done.stdout) == (0, False), done.stdout + done.stderr
    assert reported(root) == {}


def test_nothing_changed(root: Path) -> None:
    assert reported(root) == {}
    os.utime(root / "plugins/program.py", (1, 1))  # as in a copy of the folder
    assert reported(root) == {}


# Each path, and a word of the reason.
NOT_A_CONTRIBUTORS = {
    "mkdocs.yml": "settings",
    "network.yml": "settings",
    "plugins/program.py": "the program",
    "plugins/talanoa/theme/pages/post.html": "templates",
    "overrides/main.html": "templates",
    ".github/workflows/publish.yml": "build machine",
    ".github/CODEOWNERS": "build machine",
    ".gitlab-ci.yml": "build machine",
    ".ci/run": "build machine",
    "Makefile": "build machine",
    "requirements.lock": "installed",
    "requirements-test.lock": "installed",
    "pyproject.toml": "installed",
    "posts/requirements.txt": "installed",
    "_headers": "web host",
    "_redirects": "web host",
    "CNAME": "web host",
    "netlify.toml": "web host",
    "docs/robots.txt": "web host",
    "posts/.htaccess": "web host",
    "docs/.well-known/security.txt": "web host",
    ".gitignore": "hidden",
    ".gitattributes": "hidden",
    ".gitmodules": "hidden",
    ".vscode/tasks.json": "hidden",
    "posts/.hidden.md": "hidden",
    "posts/.drafts/text.md": "hidden",
    "yaml.py": "yaml.py",
    "sitecustomize.py": "library",
    "posts/conftest.py": "run",
    "docs/assets/chart.js": "browsers",
    "posts/chart.svg": "browsers",
    "posts/page.html": "browsers",
    "tests/test_secrets.py": "run",
    "tests/cases/base/network.txt": "tests",
    "docs/about.md": "own pages",
    "posts/data.csv": "not content",
    "posts/reefs.yml": "not content",
    "members/people.csv": "not content",
    "members.yaml": "not a post",
    "Posts/reefs.md": "not a post",
    "README.md": "not a post",
    "a\nb": "not a post",
}


@of_linux_names
def test_paths_that_are_none_of_a_contributors(root: Path) -> None:
    for path in NOT_A_CONTRIBUTORS:
        write(root, path, "changed\n")
    before_they_are_added = reported(root)
    commit(root)
    assert reported(root) == before_they_are_added
    assert before_they_are_added.keys() == NOT_A_CONTRIBUTORS.keys()
    assert [path for path, why in NOT_A_CONTRIBUTORS.items() if why not in before_they_are_added[path]] == []


def test_a_file_in_the_place_of_the_posts(root: Path) -> None:
    shutil.rmtree(root / "posts")
    write(root, "posts", "changed\n")
    assert [path for path, why in reported(root).items() if "not a post" in why] == ["posts"]


def test_deleted(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    (root / "members.yml").unlink()
    assert "deletes the site's settings" in reported(root).pop("mkdocs.yml")
    assert list(reported(root)) == ["mkdocs.yml"]


def test_moved_into_the_posts(root: Path) -> None:
    """Git would call it a rename of one file."""
    git(root, "mv", "docs/about.md", "posts/about.md")
    commit(root)
    assert list(reported(root)) == ["docs/about.md"]


def test_links_and_other_repositories(root: Path, tmp_path: Path) -> None:
    (root / "posts/link.md").symlink_to("../mkdocs.yml")
    (root / "posts/secrets.png").symlink_to("/etc/passwd")
    shutil.rmtree(root / "docs")
    (root / "docs").symlink_to(tmp_path)
    git(root, "init", "--quiet", "posts/inner")
    write(root, "posts/inner/text.md")
    before = reported(root)
    commit(root / "posts/inner")
    commit(root)
    for found in (before, reported(root)):
        assert "link" in found["posts/link.md"]
        assert "link" in found["posts/secrets.png"]
        assert "link" in found["docs"]
        assert "deletes" in found["docs/about.md"]
    assert "another repository" in reported(root)["posts/inner"]


def test_a_submodule_whose_own_settings_hide_it(root: Path) -> None:
    (root / ".gitmodules").write_text('[submodule "x"]\npath = posts/x\nurl = ../x\nignore = all\n', "utf-8")
    git(root, "add", ".gitmodules")
    commit_of_main = git(root, "rev-parse", "main").strip()
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{commit_of_main},posts/x")
    git(root, "commit", "--quiet", "--message", "x")
    (root / "posts/x").mkdir()
    assert sorted(reported(root)) == [".gitmodules", "posts/x"]


def test_a_post_that_is_marked_as_a_program(root: Path) -> None:
    (root / "posts/reefs.md").chmod(0o755)
    write(root, "posts/new.md")
    (root / "posts/new.md").chmod(0o755)
    assert sorted(reported(root)) == ["posts/new.md", "posts/reefs.md"]
    commit(root)
    assert sorted(reported(root)) == ["posts/new.md", "posts/reefs.md"]
    # A disk without such marks shows them on every file; git then looks away.
    git(root, "config", "core.fileMode", "false")
    write(root, "posts/newer.md")
    (root / "posts/newer.md").chmod(0o755)
    assert "posts/newer.md" not in reported(root)


@pytest.mark.parametrize(
    "name", ["what?.md", "a:b.md", "a\\b.md", "CON.md", "end./x.md", "line\nbreak.md", "\x1b[2J.md", "\u202egpj.md"]
)
def test_names_that_not_every_computer_can_write(root: Path, name: str) -> None:
    write(root, f"posts/{name}")
    assert "name" in reported(root)[f"posts/{name}"]
    commit(root)
    git(root, "switch", "--quiet", "--create", "next")
    git(root, "branch", "--force", "main")
    (root / f"posts/{name}").unlink()
    assert reported(root) == {}, "it may be taken away"


@of_linux_names
def test_a_name_that_is_no_text(root: Path) -> None:
    (root / "posts" / os.fsdecode(b"\xff.md")).touch()
    assert list(reported(root)) == ["posts/\\xff.md"]


@of_linux_names
def test_names_that_are_one_on_other_computers(root: Path) -> None:
    write(root, "posts/Reefs.md")
    write(root, "posts/cafe\u0301.md")
    write(root, "posts/caf\u00e9.md")
    found = reported(root)
    assert "posts/reefs.md" in found["posts/Reefs.md"]
    assert sorted(found) == ["posts/Reefs.md", "posts/cafe\u0301.md", "posts/caf\u00e9.md"]


def test_a_post_renamed_only_in_its_capitals(root: Path) -> None:
    (root / "posts/reefs.md").rename(root / "posts/Reefs.md")
    assert reported(root) == {}


def test_behind_its_base(root: Path) -> None:
    """What the network changed meanwhile is not the contributor's doing."""
    write(root, "posts/new.md")
    commit(root)
    git(root, "switch", "--quiet", "main")
    write(root, "mkdocs.yml", "site_name: Renamed\n")
    commit(root)
    git(root, "switch", "--quiet", "contribution")
    assert reported(root) == {}


def test_no_common_past(root: Path) -> None:
    git(root, "switch", "--quiet", "--orphan", "other")
    for path, text in BASE.items():
        write(root, path, str(text))
    write(root, "mkdocs.yml", "hooks: [x.py]\n")
    commit(root)
    assert "changes the site's settings" in reported(root)["mkdocs.yml"]
    assert "deletes the site's settings" in reported(root)["network.yml"]


def test_in_a_hook(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git tells its hooks of a repository and an index by the environment."""
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    write(root, "mkdocs.yml")
    assert list(reported(root)) == ["mkdocs.yml"]


@pytest.mark.parametrize(
    "revision", ["nowhere", "", "--help", "--output=x", "-p", "main:mkdocs.yml", "main..x", "\x1b"]
)
def test_revisions_that_are_no_commits(root: Path, command: Command, revision: str) -> None:
    before = sorted(root.rglob("*"))
    done = command(root, "talanoa", "check", "--against", revision, "--contribution")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("git knows no commit")
    assert (done.stderr.count("\n"), "\x1b" in done.stderr) == (1, False)
    assert sorted(root.rglob("*")) == before


def test_where_nothing_can_be_compared(
    network: Callable[[Files], Path], root: Path, command: Command, tmp_path: Path
) -> None:
    commit_of_main = git(root, "rev-parse", "main").strip()
    write(root, "posts/new.md")
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    plain = tmp_path / "plain"
    shutil.copytree(root, plain, ignore=shutil.ignore_patterns(".git"))
    for folder, revision, said in (
        (plain, "main", "not a git repository"),
        (tmp_path / "shallow", commit_of_main, "knows no commit"),
    ):
        done = command(folder, "talanoa", "check", "--against", revision, "--contribution")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert said in done.stderr
    git(tmp_path / "shallow", "fetch", "--quiet", "--depth=1", "origin", "main")
    done = command(tmp_path / "shallow", "talanoa", "check", "--against", "FETCH_HEAD", "--contribution")
    assert (done.returncode, "too shallow" in done.stderr) == (2, True)
    done = command(root, "talanoa", "check", "--against", "main", "--contribution", environment={"PATH": "bin"})
    assert (done.returncode, "git is not installed" in done.stderr) == (2, True)


def test_with_the_other_problems_in_order(root: Path, command: Command) -> None:
    write(root, "members.yml", "members:\n  - {id: open-reef, country: FJ}\n")
    write(root, "yaml.py")
    write(root, "docs/more.md")
    words = "talanoa", "check", "--against", "main", "--contribution", "--format", "json"
    problems = json.loads(command(root, *words).stdout)["problems"]
    assert [(problem["file"], problem["code"]) for problem in problems] == [
        ("docs/more.md", "not-a-contributors"),
        ("members.yml", "missing-field"),
        ("yaml.py", "not-a-contributors"),
    ]
    done = command(root, *words, "docs")
    assert [problem["file"] for problem in json.loads(done.stdout)["problems"]] == ["docs/more.md"]
    assert done.returncode == 1


def test_nothing_of_a_strangers_tree_is_run(root: Path, command: Command, tmp_path: Path) -> None:
    """Each of these writes a marker when it is run, and none of them is."""
    marks = tmp_path / "marks"
    marks.mkdir()
    for name in ("yaml", "sitecustomize", "usercustomize", "talanoa", "click", "hooks", "subprocess", "conftest"):
        write(root, f"{name}.py", f"open({str(marks / name)!r}, 'w')\n")
    write(root, "talanoa/__init__.py", f"open({str(marks / 'package')!r}, 'w')\n")
    write(root, "mkdocs.yml", "site_name: x\nhooks: [hooks.py]\nplugins: [talanoa]\n")
    write(root, "git", f"#!/bin/sh\ntouch {marks}/git\n")
    (root / "git").chmod(0o755)
    # Configured by the user for another purpose; the stranger's .gitattributes asks for it.
    for key in ("filter.mine.clean", "filter.mine.smudge", "filter.mine.process", "diff.mine.command"):
        git(root, "config", key, f"touch {marks}/{key}; cat")
    git(root, "config", "filter.mine.required", "true")
    git(root, "config", "diff.mine.textconv", f"touch {marks}/textconv; cat")
    git(root, "config", "core.fsmonitor", f"touch {marks}/fsmonitor; false")
    git(root, "config", "diff.external", f"touch {marks}/external")
    write(root, ".gitattributes", "* filter=mine diff=mine\n")
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-commit"):
        write(root, f".git/hooks/{hook}", f"#!/bin/sh\ntouch {marks}/{hook}\n")
        (root / f".git/hooks/{hook}").chmod(0o755)
    write(root, "posts/reefs.md", POST + "More\n")
    os.utime(root / "docs/about.md", (1, 1))  # git notes in its index that it is as it was, and tells a hook
    (tmp_path / "elsewhere").mkdir()
    (root / ".cache").symlink_to(tmp_path / "elsewhere")
    shutil.rmtree(marks)
    marks.mkdir()
    words = "talanoa", "check", "--against", "main", "--contribution"
    done = command(root, *words, environment={"PATH": f".:{os.environ['PATH']}"})
    assert done.returncode == 1
    assert "yaml.py:1:1: error[not-a-contributors]" in done.stdout
    assert list(marks.iterdir()) == []
    assert list((tmp_path / "elsewhere").iterdir()) == []
    subprocess.run(["git", "diff", "main"], cwd=root, capture_output=True, check=False)
    assert {"filter.mine.process", "fsmonitor"} <= {mark.name for mark in marks.iterdir()}, "the traps do work"


HOSTILE = "posts/a\n::set-output name=x::y\x1b[2J\x9b2J\x7f\u202egpj.md"


@of_linux_names
def test_no_format_lets_a_name_steer_what_reads_it(root: Path, command: Command) -> None:
    write(root, HOSTILE)
    write(root, "::set-output name=x::y")
    (root / os.fsdecode(b"\xff.py")).touch()
    words = "talanoa", "check", "--against", "main", "--contribution", "--format"
    for format_ in ("text", "github", "json", "sarif"):
        done = command(root, *words, format_)
        assert done.returncode == 1, done.stderr
        assert all(character.isprintable() or character == "\n" for character in done.stdout)
        assert not any(line.lstrip().startswith("::set-output") for line in done.stdout.split("\n"))
    assert all(line.startswith("::error file=") for line in command(root, *words, "github").stdout.splitlines())
    told = json.loads(command(root, *words, "json").stdout)["problems"]
    assert HOSTILE in {problem["file"] for problem in told}, "a program gets the very name"
    (run,) = json.loads(command(root, *words, "sarif").stdout)["runs"]
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"] for place in r["locations"]}
    assert all(uri.isascii() and " " not in uri for uri in uris)


def test_a_report_shows_no_file_behind_a_linked_folder(tmp_path: Path) -> None:
    """The file was in the base, and its folder became a link to another of the same shape."""
    write(tmp_path, "secret/about.md", "password\n")
    (tmp_path / "root").mkdir()
    (tmp_path / "root/docs").symlink_to("../secret")
    (tmp_path / "root/loop").symlink_to("loop")
    places = [Place.start_of("docs/about.md"), Place.start_of("loop/x")]
    problems = [Problem("not-a-contributors", "message", place, "help") for place in places]
    assert "password" not in report.as_text(problems, tmp_path / "root")


def test_pictures_are_those_that_the_reader_takes() -> None:
    assert all(is_content(f"posts/a{ending}") for ending in IMAGE_ENDINGS)


def test_a_private_number_is_an_error_once_and_only_where_the_contribution_has_it(
    network: Callable[[Files], Path], command: Command
) -> None:
    root = network({**BASE, "posts/old.md": POST + "\nAsk mere.tui@reef.fj.\n"})
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    write(root, "posts/new.md", POST + "\nCall Mere: +679 330 1234, or [tel](tel:+6793301234)\n")
    done = command(root, "talanoa", "check", "--against", "main", "--contribution", "--format", "json")
    problems = json.loads(done.stdout)["problems"]
    found = [(p["file"], p["severity"], p["line"]) for p in problems if p["code"] in ("phone-number", "email-in-text")]
    assert done.returncode == 1
    assert found == [("posts/new.md", "error", 9), ("posts/new.md", "error", 9), ("posts/old.md", "warning", 9)]
    write(root, "network.yml", (root / "network.yml").read_text("utf-8") + "public_contacts: [+679 330 1234]\n")
    commit(root)
    assert "phone-number" not in command(root, "talanoa", "check", "--against", "main", "--contribution").stdout
