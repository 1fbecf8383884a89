"""Links, pipes and folders where files belong, and names that lead elsewhere."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from tests.contributions.network import png
from tests.contributions.story import HARMLESS, Story, post, unlike

STRAY = "error[stray-file]"


def link(path: str, to: str) -> Story:
    def make(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(to)

    return Story(f"{path} as a link to {to}", {}, STRAY, make=make, made=(path,))


def pipe(root: Path) -> None:
    os.mkfifo(root / "posts/pipe.md")


def plug(root: Path) -> None:
    here = os.getcwd()
    os.chdir(root / "posts")  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.md")
    finally:
        os.chdir(here)


def closed(root: Path) -> None:
    (root / "posts/bytes\udcff.md").write_text(post("Text."), "utf-8")


def deep(root: Path) -> None:
    (root / ("posts/" + "a/" * 40)).mkdir(parents=True)


def replaced(path: str, to: str, told: str = "error[unreadable-file]") -> Story:
    def make(root: Path) -> None:
        (root / path).unlink()
        (root / path).symlink_to(to)

    return Story(
        f"{path} replaced by a link",
        {},
        told,
        make=make,
        made=(path, "posts/hello/index.md", "posts/marked-draft.md"),
        alone=True,
    )


def folder(root: Path) -> None:
    (root / "posts/folder.md").mkdir()
    (root / "posts/folder.md/x.md").write_text(post("Text."), "utf-8")


def piped_list(root: Path) -> None:
    (root / "events.yml").unlink()
    os.mkfifo(root / "events.yml")


LINKS = (
    link("posts/passwords.md", "/etc/passwd"),
    link("posts/up.md", "../network.yml"),
    link("posts/beside.md", "hello/index.md"),
    link("posts/itself.md", "itself.md"),
    link("posts/nothing.md", "nowhere/at-all.md"),
    link("posts/everything", "/"),
    link("posts/round", ".."),
    link("posts/environment.md", "/proc/self/environ"),
    link("posts/endless.md", "/dev/zero"),
    link("posts/picture.png", "/etc/hostname"),
    link("members/one.yml", "../network.yml"),
    link("events/one.yml", "/dev/random"),
    replaced("members.yml", "/etc/passwd", "error[unreadable-file] error[unknown-author]"),
    replaced("events.yml", "/dev/zero"),
)

MADE = (
    Story("a pipe", {}, STRAY, make=pipe, made=("posts/pipe.md",)),
    Story("a socket", {}, STRAY, make=plug, made=("posts/socket.md",)),
    Story("a pipe for a list", {}, "error[unreadable-file]", make=piped_list, made=("events.yml",), alone=True),
    Story("folders in folders", {}, STRAY, make=deep, made=("posts/" + "a/" * 19 + "a",)),
    Story("a folder that is named like a post", {}, "error[stray-file]", make=folder, made=("posts/folder.md/x.md",)),
    Story(
        "a folder in the place of the members",
        {"members.yml/x.yml": "id: x\n"},
        "error[unreadable-file] error[unknown-author]",
        made=("members.yml", "posts/hello/index.md", "posts/marked-draft.md"),
        alone=True,
    ),
    Story("a file in the place of the posts' folder", {"events/x": "x", "members/x": "x"}, HARMLESS),
)

# Only Linux writes such a name.
BROKEN = Story("a name of broken bytes", {}, STRAY, make=closed, made=("'posts/bytes\\udcff.md'",))

POST = post("Text.")
NAMES = (
    Story(
        "two posts with one address",
        {"posts/2026-03-02-hello.md": POST},
        "error[duplicate-address]",
        made=("posts/hello/index.md",),
    ),
    Story(
        "a post in the place of somebody's folder",
        {"posts/hello.md": POST},
        "error[duplicate-address]",
        made=("posts/hello/index.md",),
    ),
    Story(
        "a post of another year with one address",
        {"posts/2025/hello.md": POST},
        "error[duplicate-address]",
        made=("posts/hello/index.md",),
    ),
    Story("a post in the place of the archive", {"posts/archive.md": POST}, "error[bad-id]"),
    Story("a post in the place of the pages", {"posts/page.md": POST}, "error[bad-id]"),
    Story("a post in the place of the feed", {"posts/rss.xml.md": POST}, "error[bad-id]"),
    Story("a post in the place of the list", {"posts/index.md": POST}, STRAY),
    Story("a post in the place of a year's list", {"posts/2026/index.md": POST}, STRAY),
    Story("a post whose name leads up", {"posts/...md": POST}, HARMLESS),
    Story("a post whose name has percent signs", {"posts/%2e%2e%2findex.md": POST}, "error[bad-id]"),
    Story("a post whose name has a line break", {"posts/a\nb.md": POST}, STRAY),
    Story("a post whose name has a colon", {"posts/con:.md": POST}, "error[bad-id]"),
    Story("a post whose name has a backslash", {"posts/x\\..\\x.md": POST}, STRAY),
    Story("a post whose name is a command", {"posts/$(touch x);`id`|x.md": POST}, "error[bad-id]"),
    Story("a post whose name is a workflow's command", {"posts/::error file=x::y.md": POST}, "error[bad-id]"),
    Story("a post whose name is an option", {"posts/--help.md": POST}, "error[bad-id]"),
    Story("a post whose name is an element", {"posts/<img src=x onerror=alert(1)>.md": POST}, "error[bad-id]"),
    Story("a post whose name has a colour of a terminal", {"posts/\x1b[31mred.md": POST}, STRAY),
    Story("a post whose name turns around", {"posts/\u202edm.txt.md": POST}, "error[bad-id]"),
    Story("a post whose name is very long", {f"posts/{'long-' * 40}name.md": POST}, HARMLESS),
    Story("a post whose name is in capital letters", {"posts/HELLO.md": POST}, "error[bad-id]"),
    Story("a post whose ending is in capital letters", {"posts/shout.MD": POST}, "error[stray-file]"),
    Story(
        "a post that is hidden", {"posts/.secret.md": POST, "posts/.git/config": "x", "posts/.htaccess": "x"}, HARMLESS
    ),
    Story("a post too deep", {"posts/2026/spring/post.md": POST}, STRAY),
    Story("a page of a post's folder", {"posts/more/index.md": POST, "posts/more/second.md": POST}, STRAY),
    Story(
        "settings among the posts",
        {"posts/mkdocs.yml": "plugins: [evil]\n", "posts/.pages": "x", "posts/.meta.yml": "template: x"},
        "warning[stray-file]",
    ),
    Story(
        "scripts among the posts",
        {
            "posts/hooks.py": "import os\n",
            "posts/__init__.py": "",
            "posts/_headers": "/*\n  X: 1\n",
            "posts/CNAME": "evil.example\n",
        },
        "warning[stray-file]",
    ),
    Story(
        "scripts among the members",
        {"members/yaml.py": "x", "members/_redirects": "/ https://evil.example/", "members/evil.html": "x"},
        HARMLESS,
    ),
    Story(
        "a picture in the place of a page",
        {"posts/own/index.md": post("![x](index.html/x.png)"), "posts/own/index.html/x.png": png()},
        STRAY + " warning[missing-image]",
        made=("posts/own/index.html",),
    ),
    Story(
        "a picture in the place of a feed",
        {
            "members/own.yml": "id: own-x\nname: X\ncountry: FJ\nlogo: {src: rss.xml/x.png, alt: x}\n",
            "members/rss.xml/x.png": png(),
        },
        STRAY + " error[missing-image]",
        made=("members/rss.xml",),
    ),
)

STORIES = unlike((*LINKS, *MADE, *([BROKEN] if sys.platform == "linux" else []), *NAMES))
