"""`talanoa stage`: the site as files that MkDocs, ProperDocs and Zensical build, at the same addresses, without a warning."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import html

from talanoa.amend import in_quotes
from talanoa.engine.staged import verbatim
from talanoa.publish import STAGED, Among, Publication, Refused, in_place
from tests.conftest import NETWORK, NOW, Files, run, tree, write_network
from tests.follow import Site
from tests.once import made_once

URL = "https://reef.example.org/network/"
HARD = """\
---
title: 'Wells: "#1", {{ cost }} & 🪸'
date: 2026-11-01
authors: [sefa]
kind: blog
formerly: [old-wells]
---
Text with `{{ code }}`, `--8<-- "network.yml"`, ~~old~~ and `{% raw %}`.

[TOC]

````text
```python
fence = "in a fence"
```
~~~
\ttab

   \n
after blanks
--8<-- "mkdocs.yml"
````

| a | b |
| - | - |
| *1* | `` ` `` |
"""
FILES: Files = {
    "network.yml": NETWORK.replace("[en]", "[en, ur]") + "themes: [{id: water, title: Water}]\n",
    "mkdocs.yml": f"""\
site_name: Reef Network
site_url: {URL}
plugins: [talanoa]
exclude_docs: "!.well-known/"
markdown_extensions: [admonition, md_in_html]
nav:
  - index.md
  - 'Posts [all] #1': posts/index.md
  - More:
      - about.md
      - 'Feeds: all': feeds.opml
      - Far: https://example.org/
      - Part: about.md#part
""",
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa Reef}]}\n",
    "events.yml": "events:\n  - {id: reef-call, title: Reef call, type: call, start: 2026-10-01 10:00, recurrence: {every: 6 weeks, count: 3}}\n",
    "docs/about.md": "# About\n\n!!! note\n    Look\n\n## Part\n\n[Join](join.md), [rules](rules.txt)\n\n![A well](well.svg)\n\n<!-- more -->\n\n    tab\there\n     \n    end\n",
    "docs/join.md": "# Join\n\n<div markdown>*well*</div>\n",
    "docs/templates.md": "# Templates\n\nfor letters\n",
    "docs/rules.txt": "Rules\n",
    "docs/robots.txt": "User-agent: *\n",
    "docs/.well-known/security.txt": "Contact: https://example.org/\n",
    "docs/_headers": "/x\n  X-Own: yes\n",
    "docs/two words é.txt": "é\n",
    "posts/wells.md": HARD,
    "docs/well.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "posts/urdu.md": "---\ntitle: پانی\ndate: 2026-11-02\nauthors: [sefa]\nkind: news\nlanguage: ur\nthemes: [water]\n---\nپانی\n",
}
# What every generator makes of its own, or that is for the folder alone.
OWN = {"404.html", "sitemap.xml", ".talanoa-site"}
GENERATORS = {
    "mkdocs": ("mkdocs", "build", "--strict"),
    "properdocs": ("properdocs", "build", "--strict"),
    "zensical": ("zensical", "build", "--strict"),
}


def stage(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return run(root, "talanoa", "stage", "--now", NOW, str(folder))


def _make(folder: Path) -> None:
    root = write_network(folder / "network", FILES)
    built = run(root, "talanoa", "build", "--now", NOW, "--site-dir", str(folder / "site"))
    staged = stage(root, folder / "staged")
    assert (built.returncode, staged.returncode) == (0, 0), built.stderr + staged.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a network, its site and its staged folder, which tests only read."""
    return made_once(tmp_path_factory, "staged", _make)


def test_every_address_of_the_site_has_its_file(made: Path) -> None:
    docs, site = tree(made / "staged/docs"), tree(made / "site")
    pages = {name.removesuffix(".md") + ".html" for name in docs if name.endswith("/index.md") or name == "index.md"}
    others = {name for name in docs if not name.endswith(".md")}
    assert pages | others == site.keys() - {".talanoa-site"}
    assert {"posts/wells/index.html", "templates/index.html", "contribute/fields/index.html"} <= pages
    assert "posts/old-wells/index.html" in others, "a redirect is a file"
    assert [name for name in others if docs[name] != site[name]] == ["_headers"], (
        "which has the policy of our own pages"
    )
    assert docs["_headers"] == b"/x\n  X-Own: yes\n"


def test_pages_have_what_a_generator_needs(made: Path) -> None:
    _, matter, content = (made / "staged/docs/posts/wells/index.md").read_text("utf-8").split("---\n", 2)
    assert yaml.safe_load(matter) == {
        "title": 'Wells: "#1", {{ cost }} & 🪸',
        "description": 'Text with {{ code }}, --8<-- "network.yml", old and {% raw %}.',
        "language": "en",
        "updated": "2026-11-01",
    }
    assert content.startswith('\n<div class="talanoa" lang="en" dir="ltr">\n')
    urdu = (made / "staged/docs/posts/urdu/index.md").read_text("utf-8")
    assert 'title: "پانی"' in urdu and '<div class="talanoa" lang="ur" dir="rtl">' in urdu


def test_the_menu_is_a_page_of_links(made: Path) -> None:
    assert (
        (made / "staged/SUMMARY.md").read_text("utf-8")
        == """\
# Summary

- [Reef Network](<docs/index.md>)
- [Posts \\[all\\] #1](<docs/posts/index.md>)
- More
    - [About](<docs/about/index.md>)
    - [Feeds: all](<docs/feeds.opml>)
    - [Far](<https://example.org/>)
    - [Part](<docs/about/index.md#part>)
"""
    )


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_folder_builds_at_the_same_addresses_without_a_warning(generator: str, made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made / "staged", tmp_path / "staged")
    done = run(folder, *GENERATORS[generator])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in (done.stderr + done.stdout).lower()
    built, site, docs = tree(folder / "site"), tree(made / "site"), tree(made / "staged/docs")
    assert site.keys() - built.keys() <= OWN
    assert [name for name in built.keys() - site.keys() if name.endswith((".html", ".md"))] == []
    files = [name for name in site.keys() & docs.keys() - OWN if not name.endswith(".md")]
    assert [name for name in files if built[name] != docs[name]] == []
    for name in (name for name in docs if name.endswith(".md")):
        content = docs[name].partition(b"---\n\n")[2].strip()
        assert content in built[name.removesuffix(".md") + ".html"], f"{name} isn't as it was staged"
    for name in ("posts/wells/index.html", "about/index.html"):
        assert _texts(built[name]) == _texts(site[name])
    assert [it for it in Site(folder / "site", URL).strays() if not it.startswith("404.html")] == []


def _texts(page: bytes) -> list[str]:
    """What readers copy: code, with every blank."""
    return [str(each.text_content()) for each in html.fromstring(page.decode()).xpath("//pre | //code")]


def test_staging_twice_changes_nothing(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made / "staged", tmp_path / "staged")
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("what a generator made of it", "utf-8")
    before = states(folder)
    done = stage(made / "network", folder)
    assert done.returncode == 0, done.stderr
    assert states(folder) == before


def states(folder: Path) -> dict[Path, tuple[int, int]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def renew(folder: Path, **files: str) -> None:
    """As a run does that writes these; `__` is a slash."""
    among = Among(str(folder), folder.parent / "network")
    among.begin()
    try:
        for name, text in {**files, STAGED: "menu"}.items():
            among.put(name.replace("__", "/"), text.encode())
        among.finish()
    except BaseException:
        among.abandon()
        raise


def test_only_what_we_wrote_is_replaced_and_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "staged"
    renew(folder, old="1", both="1", deep__old="1", deep__er__old="1", file__below="1")
    for name in ("mine", "deep/mine", "site/both"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("mine", "utf-8")
    renew(folder, both="2", new="2", file="2")
    found = {name: data for name, data in tree(folder).items() if name != ".talanoa-site"}
    ours = {STAGED: b"menu", "both": b"2", "new": b"2", "file": b"2"}
    assert found == ours | dict.fromkeys(("mine", "deep/mine", "site/both"), b"mine")
    assert not (folder / "deep/er").exists()


@pytest.mark.parametrize("name", ["changed", "gone", "new", "now-a-folder", "above/mine"])
def test_what_was_changed_or_is_in_the_way_is_named_and_stays(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "staged"
    renew(folder, changed="1", gone="1")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine", "utf-8")
    before = tree(folder)
    with pytest.raises(Refused, match=f"didn't write, or that were changed since: '{name.partition('/')[0]}"):
        renew(folder, **{"changed": "2", "new": "2", "now-a-folder__file": "2", "above": "2"})
    assert tree(folder) == before


def test_a_link_to_elsewhere_is_not_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "staged", tmp_path / "elsewhere"
    renew(folder, other="1")
    elsewhere.mkdir()
    (folder / "docs").symlink_to(elsewhere)
    with pytest.raises(Refused, match="'docs/page'"):
        renew(folder, docs__page="1")
    assert [*elsewhere.iterdir()] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is stopped midway")
@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_a_run_that_was_stopped_while_it_moved_files_is_finished_by_the_next(moved: int, tmp_path: Path) -> None:
    folder, left = tmp_path / "staged", [moved]
    renew(folder, a="1", b="1", gone="1")
    whole = in_place.replace

    def stopping(source: str, target: str) -> None:
        if not left[0]:
            os._exit(9)
        left[0] -= 1
        whole(source, target)

    child = os.fork()
    if not child:
        in_place.replace = stopping  # type: ignore[assignment]
        renew(folder, a="2", b="2", c="2")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    renew(folder, a="2", b="2", c="2")
    assert {name: data for name, data in tree(folder).items() if not name.startswith(".")} == {
        "a": b"2",
        "b": b"2",
        "c": b"2",
        STAGED: b"menu",
    }


def test_a_disk_that_is_full_midway_is_no_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, done = tmp_path / "staged", in_place.replace
    renew(folder, a="1", b="1", gone="1")
    moved = []

    def full(source: str, target: str) -> None:
        if moved:
            raise OSError(28, "No space left on device")
        moved.append(target)
        done(source, target)

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(in_place, "replace", full)
        renew(folder, a="2", b="2")
    assert moved
    renew(folder, a="3", b="2")
    assert {name: data for name, data in tree(folder).items() if not name.startswith(".")} == {
        "a": b"3",
        "b": b"2",
        STAGED: b"menu",
    }


def test_a_folder_that_is_someone_elses_is_refused(made: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    done = stage(made / "network", tmp_path)
    assert done.returncode == 1
    assert "it holds files that Talanoa didn't write: 'letter.txt'; name an empty or a new folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    for folder, why in (
        (made / "site", "it is a built site"),
        (made / "network", "it contains the network's own files"),
        (made / "network/docs/out", "holds what the site is made of"),
    ):
        done = stage(made / "network", folder)
        assert (done.returncode, why in done.stderr) == (1, True), done.stderr


def publish(folder: Path, **files: str) -> None:
    """As a build does that writes these."""
    publication = Publication(str(folder), folder.parent / "network")
    publication.begin()
    try:
        for name, text in files.items():
            publication.put(name, text.encode())
        publication.finish()
    except BaseException:
        publication.abandon()
        raise


def test_no_site_is_built_into_a_staged_folder(tmp_path: Path) -> None:
    folder = tmp_path / "staged"
    renew(folder, page="1")
    before = tree(folder)
    with pytest.raises(Refused, match="for another generator, from `talanoa stage`; name an empty or a new folder"):
        publish(folder, index="2")
    assert tree(folder) == before
    renew(folder, page="2")
    publish(folder / "site", index="3")  # where a generator puts what it makes
    renew(folder, page="3")
    assert (folder / "site/index").read_text("utf-8") == "3" and (folder / "page").read_text("utf-8") == "3"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is stopped midway")
@pytest.mark.parametrize(("begun", "other"), [(publish, renew), (renew, publish)])
def test_what_one_was_stopped_in_the_other_does_not_go_on_with(
    begun: Callable[..., None], other: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder whose own name can't be changed, a site's files are moved one by one, too."""
    folder = tmp_path / "folder"
    begun(folder, a="1", b="1")
    monkeypatch.setattr(Publication, "_is_mounted", lambda _: True)
    child = os.fork()
    if not child:
        in_place.replace = lambda *_: os._exit(9)  # type: ignore[assignment]
        begun(folder, a="2", b="2")
        os._exit(0)
    os.waitpid(child, 0)
    with pytest.raises(Refused):
        other(folder, c="3")
    assert (folder / "a").read_text("utf-8") in "12" and not (folder / "c").exists()
    begun(folder, a="4", b="4")
    assert (folder / "a").read_text("utf-8") == "4"


def test_errors_stop_it_and_leave_nothing(network: Callable[[Files], Path], tmp_path: Path) -> None:
    done = stage(network({"members.yml": "members: [{id: A}]\n"}), tmp_path / "staged")
    assert done.returncode == 1
    assert "members.yml:1:" in done.stderr and "Not staged" in done.stderr
    assert not (tmp_path / "staged").exists()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<p>a</p>\n\n  \t\n<p>b\tc</p>", "<p>a</p>\n<p>b c</p>"),
        ("<pre>\ta\n  \nb</pre>", "<pre>&#9;a\n&#32; \nb</pre>"),
        ("<p>~~ ~~~ `x` {x} {{x}} {%x%}</p>", "<p>~~ &#126;&#126;&#126; &#96;x&#96; {x} &#123;{x}} &#123;%x%}</p>"),
        ("<script>\n\nlet x = `{{`\n</script>", "<script>\n\nlet x = `{{`\n</script>"),
    ],
)
def test_nothing_in_a_page_is_taken_for_something_else(given: str, expected: str) -> None:
    assert verbatim(given) == expected


@pytest.mark.parametrize(
    "text", ['a "b" \\ c: #d', "---\n...", "\u2028\x85\ufeff\x7f", "🪸 پانی", "{{ x }}", "- ! & *"]
)
def test_texts_are_yaml(text: str) -> None:
    assert yaml.safe_load(f"title: {in_quotes(text)}\n") == {"title": text}
