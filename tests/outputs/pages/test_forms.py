"""The forms of /join/ and /contribute/ as pages have them: where they lead, what they ask, what works without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from tests.conftest import REPOSITORY

from talanoa.authoring.forms import FORMS
from talanoa.clock import now
from talanoa.engine import check
from talanoa.outputs.pages import skeletons, take_part
from talanoa.outputs.repository import Repository, filled
from talanoa.outputs.view import View

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en, ur]
join: {}
themes: [{ id: water, title: Water }]
countries: [{ code: FJ }, { code: MN }]
"""
# What makes all forms appear.
OPEN = {
    "members.yml": "members: [{id: one, name: One, country: FJ}]\n",
    "events.yml": "events: [{id: day, title: Day, type: summit, start: 2027-01-01, proposals: []}]\n",
    "posts/open.md": "---\ntitle: Open\ndate: 2026-01-01\nauthors: [one]\nkind: statement\nsigning: {opens: 2026-01-01}\n---\nText.\n",
}
HUB = Repository("https://github.example.org/reef/site", "GitHub", "github")


@pytest.mark.parametrize(
    ("url", "name", "edit_uri", "kind", "branch", "folder"),
    [
        ("https://github.com/reef/site/", "GitHub", "edit/main/docs/", "github", "main", ""),
        ("https://github.com/reef/site", "GitHub", "", "github", "main", ""),
        ("https://code.example.org/reef/site", "GitHub", "blob/trunk/net/reef/docs", "github", "trunk", "net/reef"),
        ("https://gitlab.example.org/reef/site", "", "-/edit/next/docs/", "gitlab", "next", ""),
        ("https://codeberg.org/reef/site", "Codeberg", "_edit/main/docs/", "gitea", "main", ""),
        ("https://git.example.org/reef/site", "Forgejo", "src/branch/main/docs/", "gitea", "main", ""),
    ],
)
def test_a_repository_is_known_by_what_mkdocs_says(url, name, edit_uri, kind, branch, folder):
    found = Repository.of(url, name, edit_uri)
    assert found and (found.kind, found.branch, found.folder) == (kind, branch, folder)


@pytest.mark.parametrize("url", ["https://example.org/x", "ssh://git@github.com/x/y", "https://bitbucket.org/x/y", "x"])
def test_a_host_whose_addresses_no_one_knows_is_none(url):
    assert Repository.of(url, "", "") is None


@pytest.mark.parametrize(
    ("kind", "file", "issue"),
    [
        (
            "github",
            "https://h.example/r/new/main/posts?filename=a.md&value=A%20%26%0A",
            "https://h.example/r/issues/new?template=post.yml&title=T",
        ),
        (
            "gitlab",
            "https://h.example/r/-/new/main/posts?file_name=a.md&content=A%20%26%0A&commit_message=T",
            "https://h.example/r/-/issues/new?issue[title]=T&issue[description]=A%20%26%0A",
        ),
        (
            "gitea",
            "https://h.example/r/_new/main/posts/?filename=a.md&value=A%20%26%0A",
            "https://h.example/r/issues/new?title=T&body=A%20%26%0A",
        ),
    ],
)
def test_each_host_has_its_addresses(kind, file, issue):
    repository = Repository("https://h.example/r", "Host", kind)
    holes = {"name": "a.md", "text": "A &\n", "title": "T"}
    assert filled(repository.new_file("posts"), **holes) == file
    assert filled(repository.new_issue("post"), **holes) == issue


def test_a_folder_that_is_not_there_yet_is_in_the_name():
    assert HUB.new_file("events", exists=False).startswith(HUB.url + "/new/main?filename=events/{name}&")


def test_issue_forms_ask_what_the_pages_fill_in():
    """Under .github/ISSUE_TEMPLATE: the same ids, with the same headings, in the same order, but for what is asked by mail alone."""
    folder = REPOSITORY / ".github/ISSUE_TEMPLATE"
    forms = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in folder.glob("*.yml")}
    assert forms.keys() - {"config"} == take_part.headings().keys()
    for name, asked in take_part.headings().items():
        fields = [field for field in forms[name]["body"] if field["type"] != "markdown"]
        by_mail = {question.id for question in FORMS[name].questions if question.by_mail}
        public = [(id, label) for id, label in asked.items() if id not in by_mail]
        assert [(field["id"], field["attributes"]["label"]) for field in fields] == public
        assert not {"title", "body", "labels", "assignees"} & asked.keys(), "the host takes these for itself"


def test_a_page_asks_in_the_order_of_its_issue_form(view_of, html):
    """Which `talanoa intake` takes for granted."""
    page = html(take_part.pages, _with(view_of({"network.yml": NETWORK, **OPEN}), HUB))
    text = page["/contribute/"] + page["/join/"]
    forms = {
        form: {"agenda": "agenda-item", "propose": "proposal", "sign": "signature", "request": "member"}.get(form, form)
        for form in re.findall('data-form="([a-z]+)"', text)
    }
    assert {*forms.values()} == {*take_part.headings()}
    for form, issue in forms.items():
        written = re.search(rf'<form[^>]*data-form="{form}".*?</form>', text, re.DOTALL)
        assert written
        order = re.findall(r'data-id="([a-z_]+)" data-heading="([^"]+)"', written[0])
        asked = list(take_part.headings()[issue].items())
        assert order and order == [field for field in asked if field in order]


def test_without_a_repository_nothing_public_is_offered(view_of, html):
    pages = html(take_part.pages, view_of({"network.yml": NETWORK}))
    for page in (pages["/contribute/"], pages["/join/"]):
        assert (
            "data-public" not in page
            and "http://" not in page
            and "https://" not in page.replace("https://example.org", "")
        )
        assert 'href="mailto:?subject=' in page and "data-copy" in page and "data-save" in page


def test_the_mailbox_is_the_conveners(view_of, html):
    convened = NETWORK + "convener: { name: Wahine, url: 'mailto:us@example.org' }\n"
    page = html(take_part.pages, view_of({"network.yml": convened}))["/contribute/"]
    assert 'href="mailto:us@example.org?subject=' in page and "Write to:" not in page
    convened = NETWORK + "convener: { name: Wahine, url: 'https://example.org/wahine' }\n"
    page = html(take_part.pages, view_of({"network.yml": convened}))["/contribute/"]
    assert 'href="mailto:?subject=' in page and "Write to:" in page


def test_no_form_asks_for_an_address_or_a_number(view_of, html):
    pages = html(take_part.pages, _with(view_of({"network.yml": NETWORK}), HUB))
    for page in pages.values():
        assert not re.search(r'type="(email|tel|password)"|autocomplete="(email|tel)', page)


def test_files_to_begin_from_pass_the_check(view_of, tmp_path: Path):
    """Each as it is, and as it comes out of the address of the host's page."""
    view = _with(view_of({"network.yml": NETWORK}), HUB)
    page = "".join(str(page.made(view).render(False)) for page in take_part.pages(view))
    (tmp_path / "network.yml").write_text(NETWORK, "utf-8")
    for folder, (name, text) in (
        ("posts", skeletons.post(view)),
        ("events", skeletons.event(view)),
        ("members", skeletons.member(view)),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, "utf-8")
        links = [link.replace("&amp;", "&") for link in re.findall(r'href="(https://github[^"]+)"', page)]
        sent = [parse_qs(urlsplit(link).query).get("value", [""])[0] for link in links]
        assert text in sent
    assert check(tmp_path, now()) == ()


def test_a_mailbox_is_read_as_strictly_as_a_web_address(tmp_path: Path):
    for url, fine in (
        ("mailto:us@example.org", True),
        ("mailto:us@example.org?bcc=me@example.com", False),
        ("mailto:", False),
    ):
        (tmp_path / "network.yml").write_text(NETWORK + f"convener: {{ name: W, url: '{url}' }}\n", "utf-8")
        codes = [problem.code for problem in check(tmp_path, now())]
        assert codes == ([] if fine else ["bad-email"]), url


def _with(view: View, repository: Repository) -> View:
    return View(view.site, repository=repository)


@pytest.mark.parametrize(
    ("members", "asked"), [("", False), ("  - { id: reef, name: Reef Watch, country: FJ }\n", True)]
)
def test_readers_are_sent_to_members_only_where_there_are_some(site_of, members, asked):
    network = NETWORK.replace("join: {}", "join: { opens: 2025-01-01, closes: 2026-01-01 }")
    view = site_of(
        {"network.yml": network, "members.yml": f"members:\n{members}"}, "2026-06-15T12:00", "https://example.org/"
    )
    page = next(str(page.made(view).render(False)) for page in take_part.pages(view) if page.address == "/join/")
    assert ("Ask a member" in page) is asked
