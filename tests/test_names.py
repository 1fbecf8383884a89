"""Names of files, as web hosts and other computers read them."""

from __future__ import annotations

import pytest

from talanoa.load import may_be_published
from talanoa.names import folded, is_hidden, is_writable_everywhere, steers_host
from tests.conftest import REPOSITORY


@pytest.mark.parametrize(
    "path",
    [
        *(
            "_headers",
            "en/_redirects",
            "CNAME",
            ".well-known/security.txt",
            "x/.user.ini",
            ".vercel/output/config.json",
        ),
        *("web.config", "x/WEB.CONFIG", "Web.config.", "web.config::$DATA", "web․config", "_wоrker.js"),
        *(
            "wrangler.toml",
            "now.json",
            "render.yaml",
            "Staticfile",
            "Procfile",
            "_config.yml",
            "bitbucket-pipelines.yml",
        ),
        *(
            "nginx.conf",
            "x/Staticfile.Auth",
            "apple-app-site-association",
            "docker-compose.yml",
            "zeabur.json",
            "Jenkinsfile",
        ),
        *("functions/a/index.html", "API/x", "netlify/functions/a.mjs", "public/index.html", "cgi-bin/x"),
        *("a.php", "a.php5", "report.php.pdf", "x/a.phar", "a.PHTML.txt", "a.shtml", "a.aspx", "a.jsp"),
    ],
)
def test_a_host_would_act_on_it(path: str) -> None:
    assert steers_host(path)


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "posts/functions/index.html", "posts/public/api.png", "public", "about/api/index.html"),
        *(
            "headers.txt",
            "_header.png",
            "redirects",
            "web-config.pdf",
            "php.pdf",
            "on-php/notes.txt",
            "a.html",
            "x.htm",
        ),
        *("nginx.pdf", "requirements.txt", "about/compose/index.html", "mime-types.csv", "apple.png"),
        *("report.pl.pdf", "දිය-ශ්\u200dරී.png", "الميزانية\u200c.pdf", "Screenshot 9.41\u202fAM.png", "a.aspirin.png"),
        *("members/render.png", "auth.pdf", "authors/index.html", "data/members.json", "assets/site.1.js", "feed.json"),
    ],
)
def test_no_host_acts_on_it(path: str) -> None:
    assert not steers_host(path)


def test_the_sample_has_nothing_that_steers() -> None:
    for folder in ("docs", "posts"):
        found = [path.relative_to(REPOSITORY / folder).as_posix() for path in (REPOSITORY / folder).rglob("*")]
        assert not [path for path in found if steers_host(path)]


def test_the_network_may_steer_its_own_host() -> None:
    assert may_be_published("docs/_headers")
    assert may_be_published("docs/CNAME")
    assert may_be_published("docs/functions/form.js")
    assert not may_be_published("posts/wells/report.php.pdf")
    assert not may_be_published("posts/wells/robots.txt")
    assert may_be_published("posts/wells/report.pdf")


@pytest.mark.parametrize(
    "path", ["con", "x/NUL.png", "Lpt9.txt", "aux .md", "x./y", "x /y", "a?b", "a\\b", "a\u202eb", "com¹"]
)
def test_not_every_computer_can_write_it(path: str) -> None:
    assert not is_writable_everywhere(path)


@pytest.mark.parametrize("path", ["contact.md", "x/null.png", "com10.txt", "a..b", "a b/ c", "\u202fx", "දිය\u200d"])
def test_every_computer_can_write_it(path: str) -> None:
    assert is_writable_everywhere(path)


def test_hidden_names() -> None:
    assert all(is_hidden(path) for path in (".git/config", "a/.b/c", "a/․b", " .c"))
    assert not any(is_hidden(path) for path in ("../a.md", "./a", "a.b", "…and more.png"[1:]))


def test_names_that_are_one_on_some_disks() -> None:
    assert folded("Posts/CAFÉ.png") == folded("posts/cafe\u0301.png")
    assert folded("a-b") != folded("a_b")
