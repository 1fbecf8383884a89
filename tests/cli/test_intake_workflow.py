"""From an issue form to a pull request: the scripts of the workflow, with event files, in a real repository, at a host that fails."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.cli.hub import TOKEN, Fault, Hub, hub
from tests.cli.test_workflows import SCRIPTS, needs_git, python
from tests.conftest import write_network
from tests.intake.bodies import FILES, POST, body
from tests.repositories import commit, git

pytestmark = needs_git
PATH = "posts/2026/2026-11-21-wells.md"
SENT = {
    "number": 7,
    "state": "proposed",
    "comment": "A new post.",
    "files": {PATH: "---\ntitle: Wells\n---\n\nText.\n"},
    "preview": True,
}


def event(path: Path, text: str | None = "", action: str = "opened", number: int = 7) -> Path:
    """What GitHub puts beside the job, as far as it is looked at."""
    issue = {
        "number": number,
        "title": "$(touch ran) `touch ran` ::error::",
        "body": text,
        "state": "closed" if action == "closed" else "open",
        "created_at": "2026-11-21T03:04:05Z",
        "user": {"login": "stranger"},
    }
    path.write_text(json.dumps({"action": action, "issue": issue, "repository": {"default_branch": "main"}}), "utf-8")
    return path


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network's repository, as it is before anyone proposes something."""
    folder = tmp_path_factory.mktemp("begun")
    root = write_network(folder / "network", FILES)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    git(folder, "clone", "--quiet", "--bare", str(root), str(folder / "remote.git"))
    return folder / "remote.git"


@pytest.fixture
def remote(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "remote.git")


@pytest.fixture
def host() -> Iterator[Hub]:
    with hub() as state:
        yield state


class Job:
    """The job that may write: each time in a checkout of its own."""

    def __init__(self, remote: Path, host: Hub, tmp_path: Path) -> None:
        self.remote, self.host, self.folder, self.count = remote, host, tmp_path, 0

    def __call__(
        self, proposal: Any = None, action: str = "opened", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        self.count += 1
        checkout = self.folder / f"trusted-{self.count}"
        git(self.folder, "clone", "--quiet", str(self.remote), str(checkout))
        file = self.folder / "proposal.json"
        file.write_text(proposal if isinstance(proposal, str) else json.dumps(proposal), "utf-8")
        words = [
            sys.executable,
            "-I",
            "-S",  # as on the host's machine, where no library is
            SCRIPTS / "propose.py",
            event(self.folder / "event.json", action=action),
            file,
            checkout,
        ]
        told = {
            "HOST_TOKEN": TOKEN,
            "BASE_BRANCH": "main",
            "GITHUB_API_URL": self.host.url,
            "GITHUB_SERVER_URL": "https://hub",
            "GITHUB_REPOSITORY": "reef/site",
            "GITHUB_RUN_ID": "9",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI_"))}
        return subprocess.run(
            map(str, words), env=kept | told | variables, capture_output=True, encoding="utf-8", check=False
        )

    def branch(self) -> dict[str, str] | None:
        """What the issue's branch changes, by path."""
        if not git(self.remote, "branch", "--list", "intake/7"):
            return None
        names = git(self.remote, "diff", "--name-only", "main", "intake/7").split()
        return {name: git(self.remote, "show", f"intake/7:{name}") for name in names}


@pytest.fixture
def job(remote: Path, host: Hub, tmp_path: Path) -> Job:
    return Job(remote, host, tmp_path)


def test_the_whole_way(remote: Path, job: Job, host: Hub, tmp_path: Path) -> None:
    """Opened, edited, edited into something that can't be read, and closed."""

    def read(text: str) -> dict[str, Any]:
        site = tmp_path / "read"
        git(tmp_path, "clone", "--quiet", str(remote), str(site))
        done = python("read_issue.py", event(tmp_path / "event.json", text), site, tmp_path / "made.json")
        assert done.returncode == 0, done.stderr
        site.rename(tmp_path / f"read-{job.count}")
        found = json.loads((tmp_path / "made.json").read_text("utf-8"))
        assert isinstance(found, dict)
        return found

    first = read(body("post", **POST, summary="مختصر", themes="justice"))
    assert first["state"] == "proposed" and first["preview"], first
    assert "What our wells cost" in (tmp_path / "read-0/site/posts/what-our-wells-cost/index.html").read_text("utf-8")
    assert job(first).returncode == 0
    path = "posts/2026/2026-11-21-what-our-wells-cost.md"
    assert job.branch() == first["files"] and {*first["files"]} == {path} and "summary: مختصر" in first["files"][path]
    (pull,) = host.pulls
    assert (pull["base"], pull["title"]) == ("main", f"Issue 7: {path}") and "Closes #7" in pull["body"]
    (comment,) = host.comments
    assert "https://hub/pull/100" in comment["body"] and "https://hub/reef/site/actions/runs/9" in comment["body"]

    second = read(body("post", **{**POST, "headline": "What wells cost"}))
    assert job(second).returncode == 0
    assert job.branch() == second["files"] and {*second["files"]} == {"posts/2026/2026-11-21-what-wells-cost.md"}
    assert len(host.pulls) == len(host.comments) == 1 and host.pulls[0]["title"].endswith("what-wells-cost.md")

    third = read(body("post", **{**POST, "language": "@team"}))
    assert third["state"] == "refused" and job(third).returncode == 0
    assert job.branch() == second["files"] and "stays as it was" in host.comments[0]["body"]
    assert "@team" not in host.comments[0]["body"].replace("'@team'", "")

    assert job(action="closed").returncode == 0
    assert job.branch() is None and host.pulls[0]["state"] == "closed" and not (tmp_path / "ran").exists()


@pytest.mark.parametrize("text", [None, "", "It doesn't work on my machine.", "### Steps\n\n1. build"])
def test_issues_about_something_else_are_left_alone(text: str | None, job: Job, host: Hub, tmp_path: Path) -> None:
    made = tmp_path / "made.json"
    assert python("read_issue.py", event(tmp_path / "event.json", text), tmp_path, made).returncode == 0
    assert job(json.loads(made.read_text("utf-8"))).returncode == 0
    assert not host.asked and job.branch() is None


def test_a_second_time_changes_nothing(job: Job, host: Hub) -> None:
    job(SENT)
    before = git(job.remote, "rev-parse", "intake/7"), host.pulls[0]["body"]
    assert job(SENT).returncode == 0
    assert (git(job.remote, "rev-parse", "intake/7"), host.pulls[0]["body"]) == before and len(host.comments) == 1


def test_what_someone_has_added_to_the_branch_stays(job: Job, host: Hub, tmp_path: Path) -> None:
    job(SENT)
    git(tmp_path, "clone", "--quiet", "--branch=intake/7", str(job.remote), str(tmp_path / "theirs"))
    (tmp_path / "theirs/posts/2026/wells.jpg").write_bytes(b"picture")
    commit(tmp_path / "theirs")
    git(tmp_path / "theirs", "push", "--quiet")
    there = git(job.remote, "rev-parse", "intake/7")
    assert job({**SENT, "files": {PATH: "other\n"}}).returncode == 0
    assert "Someone has gone on" in host.comments[0]["body"] and git(job.remote, "rev-parse", "intake/7") == there
    assert job(action="closed").returncode == 0
    assert host.pulls[0]["state"] == "closed" and git(job.remote, "rev-parse", "intake/7") == there


def test_what_is_there_already_is_not_proposed(job: Job, host: Hub) -> None:
    path = "posts/2026/2026-11-02-reefs.md"
    assert job({**SENT, "files": {path: FILES[path]}}).returncode == 0
    assert "there already" in host.comments[0]["body"] and not host.pulls and job.branch() is None


BAD: dict[str, Any] = {
    "a workflow": {"files": {".github/workflows/x.yml": "on: push"}},
    "the settings": {"files": {"mkdocs.yml": "hooks: [x]"}},
    "a way out": {"files": {"posts/../network.yml": "x"}},
    "a way from the top": {"files": {"/etc/posts/x.md": "x"}},
    "a program": {"files": {"posts/x.py": "x"}},
    "a hidden file": {"files": {"posts/.git/config.yml": "x"}},
    "a steering file": {"files": {"posts/_headers": "x"}},
    "a picture that is a text": {"files": {"posts/x.png": "x"}},
    "half of a letter": {"files": {"posts/x.md": "\ud800"}},
    "no text": {"files": {"posts/x.md": ["x"]}},
    "too many files": {"files": {f"posts/{number}.md": "x" for number in range(9)}},
    "no files": {"files": {}},
    "another issue": {"number": 8},
    "another state": {"state": "merged"},
    "a comment that is none": {"comment": ["x"]},
    "a comment without end": {"comment": "x" * 70_000},
}


@pytest.mark.parametrize("changed", BAD.values(), ids=BAD)
def test_a_proposal_that_is_no_ones_business_writes_nothing(changed: dict[str, Any], job: Job, host: Hub) -> None:
    done = job({**SENT, **changed})
    assert done.returncode == 1 and done.stderr.startswith("issue 7: ") and "Traceback" not in done.stderr
    assert job.branch() is None and not host.asked


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "[" * 100_000])
def test_a_proposal_that_is_none(text: str, job: Job, host: Hub) -> None:
    done = job(text)
    assert done.returncode == 1 and "Traceback" not in done.stderr and not host.asked


def test_a_link_in_the_repository_leads_nowhere(job: Job, remote: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(remote), str(tmp_path / "theirs"))
    (tmp_path / "theirs/members").symlink_to(tmp_path)
    commit(tmp_path / "theirs")
    git(tmp_path / "theirs", "push", "--quiet")
    done = job({**SENT, "files": {"members/x.yml": "id: x\n"}})
    assert done.returncode == 1 and "through a link" in done.stderr and not (tmp_path / "x.yml").exists()


PASSING = {
    "too many requests": Fault("*", "", 429, {"Retry-After": "0"}),
    "too many at once": Fault("POST", "/pulls", 403, {"Retry-After": "0"}),
    "a limit": Fault("GET", "/comments", 403, {"X-RateLimit-Remaining": "0", "Retry-After": "0"}),
    "a conflict": Fault("POST", "/pulls", 409, {"Retry-After": "0"}),
    "a fault": Fault("POST", "/comments", 500, {"Retry-After": "0"}),
    "a bad gateway": Fault("GET", "/pulls", 502, {"Retry-After": "0"}, b"<html>"),
    "a pull request that was made all the same": Fault("POST", "/pulls", 502, {"Retry-After": "0"}, is_done=True),
    "a comment that was made all the same": Fault("POST", "/comments", 500, {"Retry-After": "0"}, is_done=True),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_passes_is_waited_for(fault: Fault, job: Job, host: Hub) -> None:
    host.faults = [fault]
    done = job(SENT)
    fault.times = 1
    assert done.returncode == 0, done.stderr
    assert len(host.pulls) == len(host.comments) == 1 and job.branch() == SENT["files"]


@pytest.mark.parametrize(("status", "word"), [(401, "token"), (403, "permissions"), (404, "hides"), (422, "wrong")])
def test_what_does_not_pass_is_said(status: int, word: str, job: Job, host: Hub) -> None:
    said = b'{"message": "@team ::error::\\u001b[31m"}'
    host.faults = [Fault("POST", "/pulls", status, body=said, times=99)]
    done = job(SENT)
    assert done.returncode == 1 and word in done.stderr and "Traceback" not in done.stderr
    assert job.branch() == SENT["files"] and "no pull request could be opened" in host.comments[0]["body"]
    assert TOKEN not in done.stdout + done.stderr
    host.faults = []
    assert job(SENT).returncode == 0 and len(host.pulls) == 1 and len(host.comments) == 1


# The requests themselves.


@pytest.fixture(scope="module")
def asking() -> ModuleType:
    spec = importlib.util.spec_from_file_location("host", SCRIPTS / "host.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["host"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (Fault("GET", "", 429, {"Retry-After": "7"}, times=2), [7, 7]),
        (Fault("GET", "", 429, {"Retry-After": "99999"}), [60]),
        (Fault("GET", "", 503, {"Retry-After": "soon"}), [1]),
        (Fault("GET", "", 0, times=3), [1, 2, 4]),
        (Fault("GET", "", 200, body=b"{not json"), [1]),
        (Fault("GET", "", 200, body=b'{"message": "a list was asked for"}'), [1]),
    ],
)
def test_how_long_it_waits(fault: Fault, waits: list[float], asking: ModuleType, host: Hub) -> None:
    waited: list[float] = []
    headers = {"Authorization": f"Bearer {TOKEN}"}
    host.faults = [fault]
    found = asking.GitHub(asking.Interface(host.url, headers, waited.append), "reef/site").pull_of("intake/7")
    assert found is None and waited == waits


@pytest.mark.parametrize(
    "fault", [Fault("GET", "", 0, times=9), Fault("GET", "", 500, times=9), Fault("GET", "", 200, body=b"[", times=9)]
)
def test_it_does_not_wait_for_ever(fault: Fault, asking: ModuleType, host: Hub) -> None:
    host.faults = [fault]
    waited: list[float] = []
    interface = asking.Interface(host.url, {"Authorization": f"Bearer {TOKEN}"}, waited.append)
    with pytest.raises(asking.HostError, match="tried 4 times"):
        asking.GitHub(interface, "reef/site").pull_of("intake/7")
    assert len(waited) == 3 and len(host.asked) == 4


def test_a_slow_host(asking: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(asking, "TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        interface = asking.Interface(f"http://127.0.0.1:{silent.getsockname()[1]}", {}, lambda _: None)
        with pytest.raises(asking.HostError, match="tried 4 times"):
            asking.GitHub(interface, "reef/site").pull_of("intake/7")


def test_no_one_is_followed_elsewhere(asking: ModuleType, host: Hub) -> None:
    host.faults = [Fault("GET", "", 302, {"Location": "http://127.0.0.1:9/"})]
    interface = asking.Interface(host.url, {"Authorization": f"Bearer {TOKEN}"}, lambda _: None)
    with pytest.raises(asking.HostError, match="302"):
        asking.GitHub(interface, "reef/site").pull_of("intake/7")


def test_others_can_not_speak_for_us(asking: ModuleType, host: Hub) -> None:
    """A comment with our mark by a stranger isn't ours; a pull request of a branch of the same name in a fork isn't either."""
    host.comments = [{"id": 1, "user": {"login": "stranger"}, "body": f"{asking.MARK}\nx"}] + [
        {"id": number, "user": {"login": "stranger"}, "body": "x"} for number in range(2, 120)
    ]
    head = {"ref": "intake/7", "repo": {"full_name": "stranger/site"}}
    host.pulls = [{"number": 1, "html_url": "x", "state": "open", "head": head}]
    github = asking.GitHub(asking.Interface(host.url, {"Authorization": f"Bearer {TOKEN}"}), "reef/site")
    assert github.pull_of("intake/7") is None
    github.say(7, "ours")
    github.say(7, "ours again")
    assert (
        host.comments[0]["body"].endswith("x")
        and host.comments[-1]["body"].endswith("ours again")
        and len(host.comments) == 120
    )


class _Lab:
    """What GitLab keeps, without the network in between."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []

    def steadily(self, step: Callable[[], Any]) -> Any:
        return step()

    def pages(self, path: str) -> list[dict[str, Any]]:
        if path.endswith("/notes"):
            return self.notes
        assert path == "projects/reef%2Fsite/merge_requests?state=opened&source_branch=intake%2F7"
        return [one for one in self.requests if one["state"] == "opened"]

    def ask(self, method: str, path: str, data: Any = None) -> Any:
        if path == "user":
            return {"id": 5}
        kept = self.notes if "/notes" in path else self.requests
        if method == "POST":
            number = len(kept)
            own = {"id": number, "iid": number, "web_url": "https://lab/1", "state": "opened", "author": {"id": 5}}
            kept.append({**data, **own, "source_project_id": 1, "target_project_id": 1})
            return kept[-1]
        assert method == "PUT"
        changed = kept[int(path.rpartition("/")[2])]
        changed.update(data | ({"state": "closed"} if "state_event" in data else {}))
        return changed


def test_on_gitlab(asking: ModuleType) -> None:
    lab = _Lab()
    lab.notes = [{"id": 0, "author": {"id": 6}, "body": f"{asking.MARK}\nby a stranger"}]
    host = asking.GitLab(lab, "reef/site")
    for title in ("First", "Second"):
        assert host.propose("intake/7", "main", title, "words").url == "https://lab/1"
        host.say(7, title)
    assert [one["title"] for one in lab.requests] == ["Second"]
    assert [one["body"].partition("\n")[2] for one in lab.notes] == ["by a stranger", "Second"]
    host.close("intake/7")
    assert lab.requests[0]["state"] == "closed" and host.pull_of("intake/7") is None


def test_what_a_webhook_of_gitlab_says(tmp_path: Path) -> None:
    said = {"iid": 7, "description": "It doesn't work.", "created_at": "2026-11-21 03:04:05 UTC", "state": "opened"}
    (tmp_path / "event.json").write_text(json.dumps({"object_kind": "issue", "object_attributes": said}), "utf-8")
    assert python("read_issue.py", tmp_path / "event.json", tmp_path, tmp_path / "made.json").returncode == 0
    assert json.loads((tmp_path / "made.json").read_text("utf-8")) == {"number": 7, "state": "none"}
