"""Puts what an issue form asks for on a branch of its own and opens a pull request: propose.py EVENT PROPOSAL CHECKOUT.

If the issue was closed, its pull request is closed and its branch goes. This is the job that may write.
The proposal is data to it: files of posts, members and events, or nothing is done. Of the issue it takes the number alone.
Run it with `python -I`; of ours it needs `talanoa/contribution.py` and what that imports, and no library.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from talanoa.build_machine.host import GitHub, GitLab, HostError, Interface, Pull
from talanoa.contribution import is_content
from talanoa.names import is_writable_everywhere

MAX_BYTES = 6_000_000  # of a proposal
MAX_FILES = 4
MOST = 60_000  # letters of a comment; hosts take a few thousand more
TEXTS = (".md", ".yml", ".yaml")
NAME, ADDRESS = "talanoa intake", "intake@invalid"


class Host(Protocol):
    word: str

    def pull_of(self, branch: str) -> Pull | None: ...
    def propose(self, branch: str, base: str, title: str, body: str) -> Pull: ...
    def close(self, branch: str) -> None: ...
    def say(self, issue: int, text: str) -> None: ...


class Refused(Exception):
    """The proposal is not what the reading job would have made."""


def main(event: Path, proposal: Path, checkout: Path) -> None:
    number, is_closed = _issue(json.loads(event.read_text("utf-8")))
    try:
        host = _host()
        if is_closed:
            _close(number, checkout, host)
        else:
            _propose(number, proposal, checkout, host)
    except (HostError, Refused) as why:
        sys.exit(f"issue {number}: {why}")


def _issue(event: dict[str, Any]) -> tuple[int, bool]:
    """The number of the issue, and whether it has been closed."""
    issue = event["issue"] if "issue" in event else event["object_attributes"]
    return int(issue["number"] if "number" in issue else issue["iid"]), issue.get("state") == "closed"


def _host() -> Host:
    token = os.environ["HOST_TOKEN"]
    if "GITLAB_CI" in os.environ:
        return GitLab(Interface(os.environ["CI_API_V4_URL"], {"PRIVATE-TOKEN": token}), os.environ["CI_PROJECT_PATH"])
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    return GitHub(Interface(os.environ["GITHUB_API_URL"], headers), os.environ["GITHUB_REPOSITORY"])


def _close(number: int, checkout: Path, host: Host) -> None:
    """What no one has gone on with is taken away."""
    host.close(f"intake/{number}")
    if (there := _remote(checkout, number)) and _is_ours(checkout, number, there):
        _push(checkout, number, "", there)


def _propose(number: int, file: Path, checkout: Path, host: Host) -> None:
    made = _judged(file, number)
    if made["state"] == "none":
        return
    comment = made["comment"]
    if made["state"] == "refused":
        if pull := host.pull_of(f"intake/{number}"):
            comment += f"\nThe {host.word} {pull.url} stays as it was.\n"
        host.say(number, comment)
        return
    _write(checkout, made["files"])
    new = _commit(checkout, number, made["files"])
    if new is None:
        _close(number, checkout, host)
        host.say(number, f"{comment}\nAll of this is there already, so there is nothing to propose.\n")
        return
    there = _remote(checkout, number)
    if there and not _is_ours(checkout, number, there):
        pull = host.pull_of(f"intake/{number}")
        where = pull.url if pull else f"the branch intake/{number}"
        host.say(number, f"{comment}\nSomeone has gone on with {where}, so the form as it is now was not put there.\n")
        return
    if not there or _tree(checkout, there) != _tree(checkout, new):
        _push(checkout, number, new, there)
    checked = _checked(made["preview"])
    try:
        title = f"Issue {number}: {min(made['files'])}"
        pull = host.propose(
            f"intake/{number}", os.environ["BASE_BRANCH"], title, f"{comment}\n{checked}\nCloses #{number}\n"
        )
    except HostError as why:
        host.say(
            number,
            f"{comment}\nThe change is on the branch `intake/{number}`, but no {host.word} could be opened: {why}\n",
        )
        raise
    host.say(number, f"{comment}\nIt is proposed in {pull.url}. {checked}")


def _checked(preview: bool) -> str:
    run = _run()
    pages = (
        f"The pages as they would be are its artifact `preview`: {run}."
        if preview
        else f"The run has no preview of it: {run}."
    )
    return (
        f"The check ran in the workflow that made this. {pages} What a workflow opens starts no other workflow; a person of the "
        "network who closes and reopens the proposal starts the usual check.\n"
    )


def _run() -> str:
    if "GITLAB_CI" in os.environ:
        return os.environ["CI_JOB_URL"]
    return f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}/actions/runs/{os.environ['GITHUB_RUN_ID']}"


# --- the proposal -----------------------------------------------------------------------------------------------------


def _judged(file: Path, number: int) -> dict[str, Any]:
    """The proposal, if it is one for this issue; anything may be in it."""
    if file.is_symlink() or file.stat().st_size > MAX_BYTES:
        raise Refused("the proposal is too large")
    try:
        made = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        raise Refused("the proposal is no JSON") from None
    if not isinstance(made, dict) or made.get("number") != number:
        raise Refused("the proposal is for another issue")
    state, comment = made.get("state"), made.get("comment", "")
    if state not in ("none", "refused", "proposed") or not isinstance(comment, str) or len(comment) > MOST:
        raise Refused("the proposal says nothing that can be used")
    files = made.get("files", {})
    if not isinstance(files, dict) or len(files) > MAX_FILES or (state == "proposed" and not files):
        raise Refused("the proposal has no files, or too many")
    for path, text in files.items():
        if (
            not isinstance(text, str)
            or not path.endswith(TEXTS)
            or not is_content(path)
            or not is_writable_everywhere(path)
        ):
            raise Refused(f"{path!a} is no file that a contributor may write")
    return {"state": state, "comment": comment, "files": files, "preview": made.get("preview") is True}


def _write(checkout: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = checkout
        for part in path.split("/"):
            target = target / part
            if target.is_symlink():
                raise Refused(f"{path!a} leads through a link")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.write_bytes(text.encode("utf-8", "surrogateescape"))
        except UnicodeEncodeError:
            raise Refused(f"{path!a} is no text") from None


# --- git --------------------------------------------------------------------------------------------------------------


def _git(checkout: Path, *words: str) -> str:
    """Git without hooks and the user's settings; the token goes by a variable, where no list of processes shows it."""
    secret = base64.b64encode(f"x-access-token:{os.environ['HOST_TOKEN']}".encode()).decode()
    server = os.environ.get("GITHUB_SERVER_URL") or os.environ.get("CI_SERVER_URL", "https://invalid")
    settings = {
        "core.hooksPath": os.devnull,
        "core.autocrlf": "false",
        "user.name": NAME,
        "user.email": ADDRESS,
        f"http.{server}/.extraheader": f"AUTHORIZATION: basic {secret}",
    }
    counted = {"GIT_CONFIG_COUNT": str(len(settings))}
    for index, (key, value) in enumerate(settings.items()):
        counted |= {f"GIT_CONFIG_KEY_{index}": key, f"GIT_CONFIG_VALUE_{index}": value}
    done = subprocess.run(
        ["git", *words], cwd=checkout, env={**os.environ, **counted, "GIT_TERMINAL_PROMPT": "0"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise Refused(f"git {words[0]} failed: {done.stderr.strip()[-300:]!a}")
    return done.stdout.strip()


def _commit(checkout: Path, number: int, files: Iterable[str]) -> str | None:
    """A commit of these files and of nothing else; None if they say nothing new."""
    _git(checkout, "add", "--force", "--", *files)
    if not _git(checkout, "diff", "--cached", "--name-only", "HEAD"):
        return None
    _git(checkout, "commit", "--quiet", "--no-verify", "--message", f"What issue {number} asks for")
    return _git(checkout, "rev-parse", "HEAD")


def _remote(checkout: Path, number: int) -> str | None:
    """The commit at which the issue's branch is on the host."""
    said = _git(checkout, "ls-remote", "origin", f"refs/heads/intake/{number}")
    return said.split()[0] if said else None


def _is_ours(checkout: Path, number: int, commit: str) -> bool:
    """False if someone has gone on with the branch."""
    _git(checkout, "fetch", "--quiet", "--no-tags", "origin", f"refs/heads/intake/{number}")
    return _git(checkout, "log", "-1", "--format=%ce", commit) == ADDRESS


def _tree(checkout: Path, commit: str) -> str:
    return _git(checkout, "rev-parse", f"{commit}^{{tree}}")


def _push(checkout: Path, number: int, commit: str, there: str | None) -> None:
    """Puts a commit on the issue's branch, "" takes the branch away; only over what was there a moment ago."""
    branch = f"refs/heads/intake/{number}"
    _git(checkout, "push", "--quiet", f"--force-with-lease={branch}:{there or ''}", "origin", f"{commit}:{branch}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
