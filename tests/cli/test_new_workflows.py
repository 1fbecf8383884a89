"""What GitHub and GitLab do in a new network's repository is what they do in this one, but for how the program is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

AROUND = REPOSITORY / "plugins/talanoa/starters/around"
INSTALLED = (
    ("requirements.lock", "requirements.txt"),
    ("--no-deps --no-build-isolation ./trusted", "--no-deps --requirement trusted/requirements.in"),
    ("--no-deps --no-build-isolation /tmp/trusted", "--no-deps --requirement /tmp/trusted/requirements.in"),
    ("--no-deps --no-build-isolation .", "--no-deps --requirement requirements.in"),
    (
        '          cp -R trusted/plugins "$RUNNER_TEMP/program"\n',
        '          python3 -I -m venv "$RUNNER_TEMP/venv"\n'
        '          "$RUNNER_TEMP/venv/bin/pip" install --quiet --no-deps --only-binary :all: \\\n'
        '            --target "$RUNNER_TEMP/program" --requirement trusted/requirements.in\n',
    ),
    ("https://ogp-asia-pacific.example.org/", "https://www.example.org/"),
    ("blank_issues_enabled: true # for the program", "blank_issues_enabled: false"),
    ("# Every issue is public. Put the address of your own site here.", "# Every issue is public."),
)
OF_THE_PROGRAM = re.compile(r"\ntest:\n(?:  .*\n|\n)*")
SHARED = [
    ".gitattributes",
    ".gitlab-ci.yml",
    ".github/PULL_REQUEST_TEMPLATE.md",
    *(f".github/workflows/{name}.yml" for name in ("contribution", "intake", "preview", "publish")),
    *sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / ".github/ISSUE_TEMPLATE").iterdir()),
]


def derived(name: str) -> str:
    text = (REPOSITORY / name).read_text("utf-8")
    for ours, theirs in INSTALLED:
        text = text.replace(ours, theirs)
    return OF_THE_PROGRAM.sub("\n", text) if name == ".gitlab-ci.yml" else text


@pytest.mark.parametrize("name", SHARED)
def test_it_is_the_same(name: str) -> None:
    """After a change of ours: TALANOA_REFRESH=1 writes theirs."""
    if os.environ.get("TALANOA_REFRESH"):
        (AROUND / name).parent.mkdir(parents=True, exist_ok=True)
        (AROUND / name).write_text(derived(name), "utf-8")
    assert (AROUND / name).read_text("utf-8") == derived(name)


def test_nothing_of_this_repository_is_left() -> None:
    for path in AROUND.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert not re.search(r"(?i:ogp)|\.ci/run|make |\./trusted|(?<!-)plugins", text), path


def test_every_line_of_theirs_is_there_or_is_ours() -> None:
    """What is not derived is written for them, and nothing else is in the folder."""
    own = {
        "CODEOWNERS",
        "README.md",
        "dependabot.yml",
        "LICENSE.md",
        ".gitignore",
        "requirements.in",
        "requirements.txt",
    }
    found = {path.relative_to(AROUND).as_posix() for path in AROUND.rglob("*") if path.is_file()}
    assert {name for name in found if name.rpartition("/")[2] not in own | {"renovate.json"}} == {*SHARED}


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", AROUND / ".github"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_is_that_of_the_program_without_mkdocs() -> None:
    """Every package that Talanoa needs, as this repository's lock has it, with its hashes."""
    ours = (REPOSITORY / "requirements.lock").read_text("utf-8")
    theirs = (AROUND / "requirements.txt").read_text("utf-8")
    entries = re.findall(r"^\S+==(?:.+\\\n)(?:    --hash=.+\n)+", theirs, re.MULTILINE)
    assert "".join(entries) == theirs
    assert all(entry in ours for entry in entries)
    named = {re.split(r"[ =]", entry)[0] for entry in entries}
    assert {"jinja2", "icalendar", "lxml", "icu4py"} <= named
    assert not any(name.startswith(("mkdocs", "talanoa", "setuptools")) for name in named)
