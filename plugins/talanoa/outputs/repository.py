"""The repository that holds the network's files, and the pages of its host on which someone without git proposes a change.

Hosts let an address fill in a form of theirs. The addresses here have holes, `{name}`, `{text}`, `{title}`, which
compose.js fills with what a reader typed, and `filled` with a text to begin from.
"""

from __future__ import annotations

import re
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from msgspec import Struct

Kind = Literal["github", "gitlab", "gitea"]

# How hosts, and the programs that they run, are called.
_KINDS: Final[dict[str, Kind]] = {
    "github": "github",
    "gitlab": "gitlab",
    "codeberg": "gitea",
    "gitea": "gitea",
    "forgejo": "gitea",
}
_EDIT = re.compile(r"(?:-/)?(?:_?edit|blob|tree|src/branch|src)/(?P<branch>[^/]+)/(?:(?P<folder>.+)/)?docs/?")


class Repository(Struct, frozen=True):
    """A repository that can be reached by links; `folder` is where in it the network's files are, "" for its top."""

    url: str
    name: str  # of the host, as readers know it
    kind: Kind
    branch: str = "main"
    folder: str = ""

    @classmethod
    def of(cls, url: str, name: str, edit_uri: str) -> Repository | None:
        """From MkDocs' `repo_url`, `repo_name` and `edit_uri`; None for a host whose addresses aren't known."""
        host = (urlsplit(url).hostname or "").lower()
        kind = next(
            (kind for word, kind in _KINDS.items() if word in (*re.split(r"\W+", name.lower()), *host.split("."))), None
        )
        if kind is None or urlsplit(url).scheme not in ("http", "https"):
            return None
        match = _EDIT.fullmatch(edit_uri.strip("/"))
        branch, folder = (match["branch"], match["folder"] or "") if match else ("main", "")
        return cls(url.rstrip("/"), name or host, kind, branch, folder)

    def new_file(self, folder: str, *, exists: bool = True) -> str:
        """Where a new file of a folder is proposed; GitHub has no page of a folder that isn't there yet."""
        path = "/".join(part for part in (self.folder, folder) if part)
        branch = quote(self.branch)
        if self.kind == "gitlab":
            return f"{self.url}/-/new/{branch}/{path}?file_name={{name}}&content={{text}}&commit_message={{title}}"
        if self.kind == "gitea":
            return f"{self.url}/_new/{branch}/{path}/?filename={{name}}&value={{text}}"
        where, prefix = (f"/{path}", "") if exists else ("", f"{path}/")
        return f"{self.url}/new/{branch}{where}?filename={prefix}{{name}}&value={{text}}"

    def new_issue(self, form: str) -> str:
        """Where something is asked for in words. With a `{text}` all is in it; otherwise each field is a value of its own."""
        if self.kind == "gitlab":
            return f"{self.url}/-/issues/new?issue[title]={{title}}&issue[description]={{text}}"
        if self.kind == "gitea":
            return f"{self.url}/issues/new?title={{title}}&body={{text}}"
        return f"{self.url}/issues/new?template={form}.yml&title={{title}}"


def filled(address: str, **holes: str) -> str:
    """An address with its holes filled."""
    for name, value in holes.items():
        address = address.replace(f"{{{name}}}", quote(value, safe=""))
    return address
