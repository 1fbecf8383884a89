"""One pull request with everything that a contributor has no business with: each path is reported, and no one's post."""

from __future__ import annotations

import json
import subprocess

import pytest
from tests.conftest import of_linux_names, run
from tests.contributions.network import FILES, png
from tests.contributions.story import DAY, post, write

OF_CAPITALS = ("Posts/capital.md", "MEMBERS.yml")
HOSTILE = (
    "mkdocs.yml",
    "network.yml",
    "yaml.py",
    "posts/yaml.py",
    "sitecustomize.py",
    "talanoa/__init__.py",
    "plugins/talanoa/build.py",
    "hooks/evil.py",
    "overrides/main.html",
    "theme/pages/post.html",
    "docs/about.md",
    "docs/assets/javascripts/bundle.js",
    "docs/CNAME",
    "docs/_redirects",
    "docs/sw.js",
    "docs/.well-known/security.txt",
    "_headers",
    "netlify.toml",
    ".github/workflows/evil.yml",
    ".github/CODEOWNERS",
    ".gitlab-ci.yml",
    ".gitattributes",
    ".gitmodules",
    ".env",
    ".cache/conversions",
    ".pre-commit-config.yaml",
    "Makefile",
    "Dockerfile",
    "pyproject.toml",
    "setup.py",
    "requirements.lock",
    "tests/conftest.py",
    "posts/.htaccess",
    "posts/index.html",
    "posts/x.svg",
    "posts/x.pdf",
    "posts/x.md.exe",
    "members/_headers",
    "events/x.ics",
    "events.yaml",
    *OF_CAPITALS,
)
HONEST = (
    "posts/2026/2026-11-01-ours.md",
    "posts/our-story/index.md",
    "posts/our-story/A picture (1).JPG",
    "posts/한국어.png",
    "members/ours.yml",
    "members/ours.webp",
    "events/ours.yaml",
    "members.yml",
    "events.yml",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is reported of each path."""
    root = write(FILES, tmp_path_factory.mktemp("pull-request"))

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "--all", "--force")
    git("commit", "-q", "-m", "Before")
    git("checkout", "-q", "-b", "contribution")
    for path in (*HOSTILE, *HONEST):
        if path.endswith((".JPG", ".png", ".webp")):
            data: str | bytes = png()
        else:
            data = {"members.yml": f"{FILES['members.yml']!s}\n", "events.yml": f"{FILES['events.yml']!s}\n"}.get(
                path, post("Text.") if path.endswith(".md") else "x\n"
            )
        if path != "mkdocs.yml" and path != "network.yml":
            write({path: data}, root)
    for path in ("mkdocs.yml", "network.yml"):
        write({path: f"{FILES[path]!s}\n# changed\n"}, root)
    (root / "posts/a-link.md").symlink_to("/etc/passwd")
    (root / "posts/a-program.md").write_text(post("Text."), "utf-8")
    (root / "posts/a-program.md").chmod(0o755)
    git("add", "--all", "--force")
    git("commit", "-q", "-m", "A contribution")
    done = run(root, "talanoa", "check", "--against", "main", "--contribution", "--format", "json", "--now", DAY)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return {
        each["file"]: each["message"]
        for each in json.loads(done.stdout)["problems"]
        if each["code"] == "not-a-contributors"
    }


@pytest.mark.parametrize(
    "path",
    [
        *(pytest.param(path, marks=of_linux_names if path in OF_CAPITALS else ()) for path in HOSTILE),
        "posts/a-link.md",
        "posts/a-program.md",
    ],
)
def test_a_path_that_is_no_contributors(path: str, told: dict[str, str]) -> None:
    assert path in told


@pytest.mark.parametrize("path", HONEST)
def test_a_path_that_is_a_contributors(path: str, told: dict[str, str]) -> None:
    assert path not in told
