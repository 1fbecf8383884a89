"""The interface of a host of repositories, asked with patience: what may be over in a moment is tried again.

Nothing but Python's own library. An answer that isn't what was asked for is a `HostError`, which says what to do about it.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

TRIES = 4
LONGEST_WAIT = 60.0  # seconds that a host may ask for
TIMEOUT = 30.0
MAX_ANSWER = 5_000_000
MAX_PAGES = 20
MARK = "<!-- talanoa intake -->"

_WHY = {
    401: "the host doesn't know the job's token",
    403: "the host forbids it; look at the permissions of the workflow, and in the settings whether workflows may open pull requests",
    404: "the host has no such thing, or hides it from the job's token",
    409: "the host was busy with the same thing",
    422: "the host finds something wrong with what it was asked",
}
T = TypeVar("T")


class _Stays(urllib.request.HTTPRedirectHandler):
    """Follows no one elsewhere, since the token would go along."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stays)


class HostError(Exception):
    """The host doesn't do what it was asked."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"{_WHY.get(status, f'the host answered {status}')} ({said})")
        self.status = status


class _Again(Exception):
    """It may be over in so many seconds."""

    def __init__(self, wait: float | None, reason: str) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Pull:
    """A pull request that is open."""

    number: int
    url: str


class Interface:
    """Requests to one host; `sleep` is how to wait."""

    def __init__(self, base: str, headers: dict[str, str], sleep: Callable[[float], None] = time.sleep) -> None:
        self.base = base.rstrip("/")
        self.headers = {"User-Agent": "talanoa", "Content-Type": "application/json", **headers}
        self.sleep = sleep

    def steadily(self, step: Callable[[], T]) -> T:
        """Does a step, which begins by looking whether it is done already, until the host answers it."""
        for number in range(TRIES):
            try:
                return step()
            except _Again as again:
                reason = str(again)
                if number < TRIES - 1:
                    self.sleep(min(again.wait if again.wait is not None else 2.0**number, LONGEST_WAIT))
        raise HostError(0, f"tried {TRIES} times: {reason}")

    def ask(self, method: str, path: str, data: Any = None) -> Any:
        """One request; raises HostError, or what `steadily` tries again after."""
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(f"{self.base}/{path}", body, self.headers, method=method)
        try:
            with _OPENER.open(request, timeout=TIMEOUT) as answer:
                read = answer.read(MAX_ANSWER + 1)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error) from None
        except (OSError, http.client.HTTPException) as error:
            raise _Again(None, type(error).__name__) from None
        if not read:
            return None
        try:
            return json.loads(read)
        except (ValueError, RecursionError):
            raise _Again(None, "the answer is no JSON") from None

    def pages(self, path: str) -> Iterator[dict[str, Any]]:
        """The entries of a list, page by page."""
        for number in range(1, MAX_PAGES + 1):
            page = self.ask("GET", f"{path}{'&' if '?' in path else '?'}per_page=100&page={number}")
            if not isinstance(page, list):
                raise _Again(None, "the answer is no list")
            yield from (entry for entry in page if isinstance(entry, dict))
            if len(page) < 100:
                return


def _refused(error: urllib.error.HTTPError) -> Exception:
    wait = error.headers.get("Retry-After", "")
    said = error.read(300).decode("utf-8", "replace")
    said = " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())
    limited = error.code == 429 or (error.code == 403 and (wait or error.headers.get("X-RateLimit-Remaining") == "0"))
    if limited or error.code == 409 or error.code >= 500:
        return _Again(float(wait) if wait.isdecimal() else None, f"{error.code} {said}")
    return HostError(error.code, said)


class GitHub:
    """What is done on GitHub, each so that it can be done twice."""

    word = "pull request"

    def __init__(self, interface: Interface, repository: str) -> None:
        self.interface = interface
        self.owner = repository.partition("/")[0]
        self.root = f"repos/{repository}"

    def pull_of(self, branch: str) -> Pull | None:
        return self.interface.steadily(lambda: self._pull(branch))

    def propose(self, branch: str, base: str, title: str, body: str) -> Pull:
        """Opens a pull request of a branch, or gives the one that is open its new words."""

        def step() -> Pull:
            if pull := self._pull(branch):
                self.interface.ask("PATCH", f"{self.root}/pulls/{pull.number}", {"title": title, "body": body})
                return pull
            wish = {"title": title, "body": body, "head": branch, "base": base, "maintainer_can_modify": False}
            try:
                return _pull(self.interface.ask("POST", f"{self.root}/pulls", wish), "number", "html_url")
            except HostError as error:
                if error.status == 422 and (pull := self._pull(branch)):  # opened a moment ago, by a try that broke off
                    return pull
                raise

        return self.interface.steadily(step)

    def close(self, branch: str) -> None:
        def step() -> None:
            if pull := self._pull(branch):
                self.interface.ask("PATCH", f"{self.root}/pulls/{pull.number}", {"state": "closed"})

        self.interface.steadily(step)

    def say(self, issue: int, text: str) -> None:
        """One comment below an issue, which is changed when there is something else to say."""
        comments = f"{self.root}/issues/{issue}/comments"

        def step() -> None:
            mine = next((one for one in self.interface.pages(comments) if _is_ours(one)), None)
            if mine is None:
                self.interface.ask("POST", comments, {"body": f"{MARK}\n{text}"})
            elif mine.get("body") != f"{MARK}\n{text}":
                self.interface.ask(
                    "PATCH", f"{self.root}/issues/comments/{int(mine['id'])}", {"body": f"{MARK}\n{text}"}
                )

        self.interface.steadily(step)

    def _pull(self, branch: str) -> Pull | None:
        found = self.interface.pages(f"{self.root}/pulls?state=open&head={quote(f'{self.owner}:{branch}')}")
        ours = (one for one in found if (one.get("head") or {}).get("ref") == branch)
        own = (one for one in ours if ((one["head"].get("repo") or {}).get("full_name") or "") == self.root[6:])
        return next((_pull(one, "number", "html_url") for one in own), None)


class GitLab:
    """The same on GitLab."""

    word = "merge request"

    def __init__(self, interface: Interface, project: str) -> None:
        self.interface = interface
        self.root = f"projects/{quote(project, safe='')}"

    def pull_of(self, branch: str) -> Pull | None:
        return self.interface.steadily(lambda: self._pull(branch))

    def propose(self, branch: str, base: str, title: str, body: str) -> Pull:
        def step() -> Pull:
            words = {"title": title, "description": body}
            if pull := self._pull(branch):
                self.interface.ask("PUT", f"{self.root}/merge_requests/{pull.number}", words)
                return pull
            wish = {**words, "source_branch": branch, "target_branch": base, "remove_source_branch": True}
            return _pull(self.interface.ask("POST", f"{self.root}/merge_requests", wish), "iid", "web_url")

        return self.interface.steadily(step)

    def close(self, branch: str) -> None:
        def step() -> None:
            if pull := self._pull(branch):
                self.interface.ask("PUT", f"{self.root}/merge_requests/{pull.number}", {"state_event": "close"})

        self.interface.steadily(step)

    def say(self, issue: int, text: str) -> None:
        notes = f"{self.root}/issues/{issue}/notes"

        def step() -> None:
            me = self.interface.ask("GET", "user")["id"]
            mine = (one for one in self.interface.pages(notes) if (one.get("author") or {}).get("id") == me)
            note = next((one for one in mine if str(one.get("body", "")).startswith(MARK)), None)
            if note is None:
                self.interface.ask("POST", notes, {"body": f"{MARK}\n{text}"})
            elif note.get("body") != f"{MARK}\n{text}":
                self.interface.ask("PUT", f"{notes}/{int(note['id'])}", {"body": f"{MARK}\n{text}"})

        self.interface.steadily(step)

    def _pull(self, branch: str) -> Pull | None:
        found = self.interface.pages(f"{self.root}/merge_requests?state=opened&source_branch={quote(branch, safe='')}")
        own = (one for one in found if one.get("source_project_id") == one.get("target_project_id"))
        return next((_pull(one, "iid", "web_url") for one in own), None)


def _pull(answer: Any, number: str, url: str) -> Pull:
    try:
        return Pull(int(answer[number]), str(answer[url]))
    except (TypeError, KeyError, ValueError):
        raise _Again(None, "the answer is no pull request") from None


def _is_ours(comment: dict[str, Any]) -> bool:
    by = (comment.get("user") or {}).get("login")
    return by == "github-actions[bot]" and str(comment.get("body", "")).startswith(MARK)
