"""The build machine: what its workflows promise, and its scripts on hostile contributions."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.test_contribution import BASE
from tests.conftest import REPOSITORY, Files, tree
from tests.repositories import POST, commit, git, write

WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
SCRIPTS = REPOSITORY / "plugins/talanoa/build_machine"
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def read(name: str) -> dict[str, Any]:
    found = yaml.safe_load((REPOSITORY / ".github/workflows" / name).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def script(*words: str | Path, **settings: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in words], capture_output=True, encoding="utf-8", check=False, **settings)


def python(name: str, *words: Path) -> subprocess.CompletedProcess[str]:
    return script(sys.executable, "-I", SCRIPTS / name, *words)


# What the workflows promise.


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_workflow(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = read(path.name)
    assert "pull_request_target" not in text
    assert workflow["permissions"], "nothing is left to the repository's default"
    assert not re.search(r"cache[@:]", text), "a cache is shared with jobs that hold keys"
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
    for step in steps(workflow):
        if "uses" in step:
            assert re.search(rf"uses: {re.escape(step['uses'])} # v\d+\.\d+\.\d+\n", text), "the version stands beside"
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
            if "/checkout@" in step["uses"] and "ssh-key" not in step.get("with", {}):
                assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "what a stranger named would become a part of the script"


def test_git_answers_in_a_container() -> None:
    """GitHub makes the folder as another user than the container's, and git answers no one about a stranger's folder."""
    contained = [job for path in WORKFLOWS for job in read(path.name)["jobs"].values() if "container" in job]
    assert contained
    for job in contained:
        checked_out, trusting, *_ = job["steps"]
        assert "/checkout@" in checked_out["uses"]
        assert "safe.directory" in trusting["run"]


@pytest.mark.parametrize("name", ["contribution.yml", "test.yml"])
def test_what_runs_for_a_stranger_holds_nothing(name: str) -> None:
    workflow = read(name)
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job or "environment" in job for job in workflow["jobs"].values())
    text = (REPOSITORY / ".github/workflows" / name).read_text("utf-8")
    assert "secrets" not in text
    assert "github.token" not in text


def test_only_the_base_branch_is_run_for_a_contribution() -> None:
    workflow = read("contribution.yml")
    assert workflow[True] == "pull_request", "YAML 1.1 reads `on` as true"
    trusted, contribution = (step["with"] for step in steps(workflow) if "/checkout@" in step.get("uses", ""))
    assert (trusted["path"], trusted["ref"]) == ("trusted", "${{ github.event.pull_request.base.sha }}")
    assert (contribution["path"], contribution["ref"]) == ("contribution", "${{ github.event.pull_request.head.sha }}")
    assert "contribution/" not in "".join(step.get("run", "") for step in steps(workflow))


def test_the_preview_takes_nothing_but_data() -> None:
    workflow = read("preview.yml")
    assert workflow["permissions"] == {"actions": "read", "contents": "read", "statuses": "write"}
    (job,) = workflow["jobs"].values()
    assert "vars.PREVIEW_REPOSITORY != ''" in job["if"]
    assert job["env"] == {"COMMIT": "${{ github.event.workflow_run.head_sha }}"}
    for step in job["steps"]:
        assert "ref" not in step.get("with", {}), "the default branch"


def test_only_the_deploying_job_may_deploy() -> None:
    workflow = read("publish.yml")
    assert set(workflow[True]) == {"push", "schedule", "workflow_dispatch"}
    assert workflow[True]["push"] == {"branches": ["main"]}
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["build"]
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert all("run" not in step for step in workflow["jobs"]["deploy"]["steps"])


def test_only_the_job_that_reads_no_text_may_write() -> None:
    workflow = read("intake.yml")
    assert set(workflow[True]) == {"issues"}
    assert workflow["permissions"] == {"contents": "read"}
    reads, writes = workflow["jobs"]["read"], workflow["jobs"]["write"]
    assert "permissions" not in reads and "env" not in reads
    assert writes["permissions"] == {"contents": "write", "issues": "write", "pull-requests": "write"}
    text = (REPOSITORY / ".github/workflows/intake.yml").read_text("utf-8")
    assert not re.search(r"issue\.(body|title|user)|secrets", text)
    assert [step["env"] for step in reads["steps"] if "env" in step] == []
    for step in (*reads["steps"], *writes["steps"]):
        assert "ref" not in step.get("with", {}), "the default branch"


def scripts() -> Iterator[tuple[str, str]]:
    """Every command that a machine of GitHub or GitLab runs, by its workflow; a long one as one line."""
    for path in WORKFLOWS:
        for step in steps(read(path.name)):
            yield from ((path.name, line) for line in step.get("run", "").replace("\\\n", " ").splitlines())
    for job in gitlab().values():
        yield from ((".gitlab-ci.yml", line) for line in job.get("script", ()))


READERS = re.compile(r"/venv/bin/talanoa|overlay\.py|unpack\.py|read_issue\.py")


def test_what_reads_strangers_files_runs_isolated() -> None:
    found = [(name, line) for name, line in scripts() if READERS.search(line)]
    for name, line in found:
        assert re.match(r'sh (?:"\$RUNNER_TEMP|/tmp)/machine/isolated\.sh"? +[^;&|`$]*["$\w/.]+', line), (
            name,
            line,
        )
        assert len(READERS.findall(line)) == 1 and not re.search(r"[;&|`]|\$\(", line), "nothing behind it runs outside"
    names = [name for name, _ in found]
    assert {name: names.count(name) for name in names} == {
        "contribution.yml": 4,
        "intake.yml": 1,
        "preview.yml": 1,
        "publish.yml": 2,
        ".gitlab-ci.yml": 6,
    }


def test_the_tests_run_nowhere_else() -> None:
    """What runs a pull request's own code has no other job to take from."""
    assert [name for name, line in scripts() if ".ci/run" in line] == ["test.yml", ".gitlab-ci.yml"]


def gitlab() -> dict[str, Any]:
    found = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text("utf-8"))
    return {name: job for name, job in found.items() if isinstance(job, dict) and "script" in job}


def test_gitlab() -> None:
    jobs = gitlab()
    assert jobs["pages"]["rules"] == [
        {"if": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "trigger"'}
    ]
    for name in ("intake-read", "intake-write"):
        assert jobs[name]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "trigger"'}]
    assert [name for name, job in jobs.items() if "INTAKE_TOKEN" in str(job)] == ["intake-write"]
    lines = jobs["contribution"]["script"]
    assert not any(line.startswith((".", "make", "pip", "talanoa")) for line in lines), "nothing of the merge request"
    assert any("--require-hashes --requirement /tmp/trusted/" in line for line in lines)


def test_only_content_is_without_an_owner() -> None:
    lines = (REPOSITORY / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert rules[0][0] == "*" and len(rules[0]) == 2
    assert sorted(rule for rule, *owners in rules if not owners) == [
        "/events.yml",
        "/events/",
        "/members.yml",
        "/members/",
        "/posts/",
    ]


# A contribution's way through the workflow.


@pytest.fixture
def workspace(network: Callable[[Files], Path], tmp_path: Path) -> Path:
    """`trusted` and `contribution` as the two checkouts leave them, and an environment in `temp/venv`."""
    root = network(BASE)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    workspace = tmp_path / "workspace"
    git(tmp_path, "clone", "--quiet", str(root), str(workspace / "trusted"))
    git(tmp_path, "clone", "--quiet", str(root), str(workspace / "contribution"))
    (tmp_path / "temp").mkdir()
    (tmp_path / "temp/venv").symlink_to(sys.prefix)
    (tmp_path / "temp/machine").symlink_to(SCRIPTS)
    return workspace


def run_workflow(workspace: Path, check: str = "Check (from outside)") -> list[tuple[str, int, str]]:
    """The scripts of contribution.yml with one of its two checks, as the runner starts them, until one fails."""
    done = []
    for step in steps(read("contribution.yml")):
        if step.get("name") not in (check, "Build"):
            continue
        ran = script(
            "bash",
            "--noprofile",
            "--norc",
            "-eo",
            "pipefail",
            "-c",
            step["run"],
            cwd=workspace / step.get("working-directory", "."),
            env={
                **os.environ,
                "RUNNER_TEMP": str(workspace.parent / "temp"),
                "BASE": git(workspace / "trusted", "rev-parse", "HEAD").strip(),
                "GITHUB_ACTIONS": "true",
                "NO_MKDOCS_2_WARNING": "1",
            },
        )
        done.append((step["name"], ran.returncode, ran.stdout + ran.stderr))
        if ran.returncode:
            break
    return done


@needs_git
def test_an_honest_post_is_built(workspace: Path) -> None:
    write(workspace / "contribution", "posts/wells.md", POST.replace("Reefs", "What our wells cost"))
    renamed = POST.replace("kind", "formerly: [reefs]\nid: reefs\nkind")
    write(workspace / "contribution", "posts/our-reefs.md", renamed)
    (workspace / "contribution/posts/reefs.md").unlink()
    commit(workspace / "contribution")
    done = run_workflow(workspace)
    assert [(name, code) for name, code, _ in done] == [("Check (from outside)", 0), ("Build", 0)], done
    site = workspace / "trusted/site"
    assert "What our wells cost" in (site / "posts/wells/index.html").read_text("utf-8")
    assert "our-reefs" in (site / "posts/reefs/index.html").read_text("utf-8")


@needs_git
@pytest.mark.parametrize("name", ["Check (from outside)", "Check (from a branch of this repository)"])
def test_what_would_fail_subscribers_stops_at_the_check(workspace: Path, name: str) -> None:
    (workspace / "contribution/posts/reefs.md").unlink()
    commit(workspace / "contribution")
    ((ran, code, told),) = run_workflow(workspace, name)
    assert (ran, code) == (name, 1)
    assert "::error file=posts/reefs.md,line=1,col=1,endLine=1,endColumn=1,title=vanished-id::" in told


@needs_git
def test_a_hostile_one_stops_at_the_check(workspace: Path) -> None:
    write(workspace / "contribution", "mkdocs.yml", "hooks: [posts/hook.py]\n")
    write(workspace / "contribution", "yaml.py", "open('../ran', 'w')\n")
    commit(workspace / "contribution")
    ((name, code, told),) = run_workflow(workspace)
    assert (name, code) == ("Check (from outside)", 1)
    assert "::error file=mkdocs.yml," in told
    assert "::error file=yaml.py," in told
    assert not (workspace / "ran").exists()


@needs_git
def test_only_content_is_laid_over(workspace: Path, tmp_path: Path) -> None:
    trusted, contribution = workspace / "trusted", workspace / "contribution"
    (tmp_path / "secret").mkdir()
    write(tmp_path / "secret", "key.md", "password\n")
    before = tree(trusted)
    for path in ("mkdocs.yml", "network.yml", "docs/about.md", "plugins/program.py", "overrides/x.html", "yaml.py"):
        write(contribution, path, "hostile\n")
    for path in ("posts/.htaccess", "posts/_headers", "posts/hook.py", "posts/x.svg", "posts/.d/x.md", "members/x.sh"):
        write(contribution, path, "hostile\n")
    write(contribution, "posts/new/index.md", POST)
    write(contribution, "posts/new/photo.PNG")
    write(contribution, "members/deep-reef.yml", "id: deep-reef\n")
    (contribution / "posts/link.md").symlink_to(tmp_path / "secret/key.md")
    (contribution / "posts/folder").symlink_to(tmp_path / "secret")
    (contribution / "events").symlink_to(tmp_path / "secret")
    (contribution / "events.yml").unlink()
    (contribution / "events.yml").symlink_to(tmp_path / "secret/key.md")
    os.mkfifo(contribution / "posts/pipe.md")

    done = python("overlay.py", contribution, trusted)
    assert done.returncode == 0, done.stderr
    after = tree(trusted)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {"events.yml", "members/deep-reef.yml", "posts/new/index.md", "posts/new/photo.PNG"}
    assert "events.yml" not in after
    assert all(stat.S_ISREG(os.lstat(trusted / path).st_mode) for path in changed & after.keys())
    assert not any(b"password" in data for data in after.values())


def test_a_contribution_without_anything(tmp_path: Path) -> None:
    (tmp_path / "contribution").mkdir()
    write(tmp_path, "site/posts/old.md")
    write(tmp_path, "site/mkdocs.yml")
    assert python("overlay.py", tmp_path / "contribution", tmp_path / "site").returncode == 0
    assert list(tree(tmp_path / "site")) == ["mkdocs.yml"]


def test_zizmor_finds_nothing() -> None:
    """Without network. What it may find is in a comment beside the line, with the reason."""
    done = script(Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", REPOSITORY / ".github")
    assert done.returncode == 0, done.stdout + done.stderr
    accepted = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines() if "zizmor: ignore" in line]
    assert [line.strip() for line in accepted] == [
        "workflow_run: # zizmor: ignore[dangerous-triggers]",
        "with: # zizmor: ignore[artipacked]",
    ]


def test_zizmor_would_find_what_is_wrong(tmp_path: Path) -> None:
    text = (REPOSITORY / ".github/workflows/contribution.yml").read_text("utf-8")
    (tmp_path / "spoiled.yml").write_text(text.replace("on: pull_request\n", "on: pull_request_target\n"), "utf-8")
    done = script(Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", tmp_path / "spoiled.yml")
    assert done.returncode != 0
    assert "dangerous-triggers" in done.stdout
