"""Makes of an issue form what it asks for: read_issue.py EVENT SITE PROPOSAL.

EVENT is the host's file about the issue, SITE a checkout of the main branch, in which the change is made and the site is built.
PROPOSAL is written for the job that may write: what to say, and the files of the change. The text of the issue is only ever
read from the file. Run it isolated, with `python -I` of the environment in which the trusted talanoa is installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from talanoa.contribution import is_content
from talanoa.intake import is_form

TALANOA = Path(sys.executable).parent / "talanoa"
MOST = 60_000  # letters of a comment; hosts take a few thousand more


def main(event: Path, site: Path, proposal: Path) -> None:
    issue = issue_of(json.loads(event.read_text("utf-8")))
    made = _made(issue["body"], issue["created"], site) if is_form(issue["body"]) else {"state": "none"}
    proposal.write_text(json.dumps({"number": issue["number"], **made}), "utf-8")
    print(f"issue {issue['number']}: {made['state']}")


def issue_of(event: dict[str, Any]) -> dict[str, Any]:
    """What GitHub's event, or that of a webhook of GitLab, says of an issue."""
    issue = event["issue"] if "issue" in event else event["object_attributes"]
    created = datetime.fromisoformat(str(issue["created_at"]).replace("Z", "+00:00").replace(" UTC", "+00:00"))
    return {
        "number": int(issue["number"] if "number" in issue else issue["iid"]),
        "body": str(issue.get("body") or issue.get("description") or ""),
        "created": created,
    }


def _made(text: str, created: datetime, site: Path) -> dict[str, Any]:
    before = _texts(site)
    with tempfile.TemporaryDirectory() as folder:
        body = Path(folder, "body.md")
        body.write_bytes(text.encode("utf-8", "surrogatepass"))
        # The day on which the issue was opened, so that an edited form keeps its date and its address.
        done = _run(site, "intake", str(body), "--now", created.isoformat())
    said = done.stdout[:MOST]
    if done.returncode == 1 and said:
        return {"state": "refused", "comment": said}
    if done.returncode:
        sys.exit(f"talanoa intake ended with {done.returncode}: {done.stderr}")
    files = {path: text for path, text in _texts(site).items() if before.get(path) != text}
    built = _run(site, "build")
    if built.returncode:
        print(built.stdout, built.stderr)
    return {"state": "proposed", "comment": said, "files": files, "preview": not built.returncode}


def _run(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TALANOA, *words], cwd=site, capture_output=True, encoding="utf-8", check=False)


def _texts(site: Path) -> dict[str, str]:
    """The texts that a contributor may write, as they are."""
    found = {}
    for top in ("posts", "members", "events", "members.yml", "events.yml"):
        for path in (site / top, *(site / top).rglob("*")):
            name = path.relative_to(site).as_posix()
            if (
                path.is_file()
                and not path.is_symlink()
                and is_content(name)
                and path.suffix in (".md", ".yml", ".yaml")
            ):
                found[name] = path.read_bytes().decode("utf-8", "surrogateescape")
    return found


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
