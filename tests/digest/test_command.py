"""talanoa digest: written, looked at, tried, and sent once."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.conftest import Command, Files, tree
from tests.digest.conftest import MEMBERS, NETWORK, post
from tests.digest.servers import PASSWORD, USER, Post, certificate, server
from tests.digest.test_what_is_told import CALLS

from talanoa.digest.environment import BadSetting, ends
from talanoa.digest.environment import server as server_of
from talanoa.model.network import Convener, Network
from talanoa.model.values import Authority, Id, Language, Reach, Text, TimeZone, Words

NOW = "1795219200"  # 2026-11-21, 00:00 UTC
SPAN = ("--since", "2026-11-01", "--until", "2026-11-21")
ONE = (*SPAN, "--language", "en")
FILES: Files = {
    "network.yml": NETWORK,
    "members.yml": MEMBERS,
    "events.yml": CALLS,
    "posts/wells.md": post("Wells", "2026-11-10"),
}
RECORD = "digests/2026-11-21.en.yml"

Talanoa = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


@pytest.fixture
def root(network: Callable[[Files], Path]) -> Path:
    return network(FILES)


@pytest.fixture
def talanoa(root: Path, command: Command) -> Talanoa:
    def run(*words: str) -> tuple[int, str, str]:
        done = command(root, "talanoa", "digest", *words)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def to_list(trusted: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Everything that the environment has to say to send, to a server at a port."""

    def set_for(port: int) -> None:
        settings = {"HOST": "localhost", "PORT": str(port), "USER": USER, "PASSWORD": PASSWORD}
        ends = {"FROM": "coordinator@reef.example.org", "TO": "list@lists.example.org"}
        for name, value in {**settings, **ends}.items():
            monkeypatch.setenv(f"TALANOA_SMTP_{name}", value)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))

    return set_for


@pytest.fixture
def mailed(trusted: Path, to_list: Callable[[int], None]) -> Iterator[Post]:
    """A server that takes everything, and that the environment names."""
    with server(trusted) as post:
        to_list(post.port)
        yield post


def test_a_mail_a_page_and_a_text_of_every_language(root: Path, talanoa: Talanoa) -> None:
    before = tree(root)
    status, _, said = talanoa(*SPAN, "--out", "mail")
    assert status == 0 and "Written: mail/digest.en.eml" in said and "From digest@reef.example.org" in said
    names = {f"mail/digest.{language}.{ending}" for language in ("en", "id", "ur") for ending in ("eml", "html", "txt")}
    after = tree(root)
    assert {name for name in {*after} - {*before} if not name.startswith(".talanoa/")} == names
    first = {name: after[name] for name in names}
    assert talanoa(*SPAN, "--out", "mail")[0] == 0
    assert {name: tree(root)[name] for name in names} == first, "the same bytes each time"


def test_without_a_folder_it_is_where_git_ignores_it(root: Path, talanoa: Talanoa) -> None:
    assert talanoa(*ONE)[0] == 0
    assert (root / ".talanoa/digest/digest.en.eml").is_file() and (root / ".talanoa/.gitignore").read_text(
        "utf-8"
    ) == "*\n"


def test_nothing_new_is_said_and_nothing_is_written(root: Path, talanoa: Talanoa) -> None:
    before = tree(root)
    status, said, complaint = talanoa("--since", "2031-01-01", "--until", "2031-02-01", "--out", "mail")
    assert (status, said) == (0, "") and complaint.count("Nothing new from 2031-01-01 to 2031-02-01") == 3
    assert tree(root) == before


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--since", "2026-11-21", "--until", "2026-11-01"), "--until lies before --since"),
        (("--since", "soon"), "'soon' is not a date"),
        ((), "--since"),
        ((*SPAN, "--language", "tlh"), "--language is one of the network's: en, id, ur"),
        ((*SPAN, "--out", "docs/mail"), "docs/mail/digest.en.eml would be on the site"),
        ((*SPAN, "--test", "nobody"), "--test takes one e-mail address"),
        ((*SPAN, "--test", "me@example.org", "--send"), "--test tries the digest and --send sends it"),
        ((*SPAN, "--send"), "--send sends one mail to one list; add --language and one of en, id, ur"),
        ((*ONE, "--send"), "TALANOA_SMTP_HOST isn't set"),
    ],
)
def test_what_cannot_be_meant(words: tuple[str, ...], complaint: str, root: Path, talanoa: Talanoa) -> None:
    before = tree(root)
    status, said, complaints = talanoa(*words)
    assert (status, said) == (2, "") and complaint in " ".join(complaints.split())
    assert tree(root) == before


def test_with_errors_in_the_files_there_is_no_digest(root: Path, talanoa: Talanoa) -> None:
    (root / "posts/bad.md").write_text(post("Bad", "soon"), "utf-8")
    status, _, complaint = talanoa(*ONE)
    assert status == 1 and "posts/bad.md:3:7: error[bad-date]" in complaint and not (root / ".talanoa").exists()


WRONG = {
    "unknown-theme": ("posts/wells.md", post("Wells", "2026-11-10", "themes: [fiscal]")),
    "unknown-member": (
        "events.yml",
        CALLS.replace("  2026-11-25:\n", "  2026-11-25:\n        attended: [closed-reef]\n"),
    ),
    "unknown-activity": ("members.yml", MEMBERS.replace("country: ID", "country: ID, activities: [naps]")),
}


@pytest.mark.parametrize(("code", "path", "text"), [(code, *it) for code, it in WRONG.items()], ids=WRONG)
def test_with_anything_that_the_check_calls_an_error_nothing_is_sent(
    code: str, path: str, text: str, root: Path, talanoa: Talanoa, mailed: Post
) -> None:
    """In posts, events and members; what the check of `--send` found counts from then on, as long as the files are the same."""
    (root / path).write_text(text, "utf-8")
    status, _, said = talanoa(*ONE)
    assert status == 0 and "changed since the last check" in said
    for words in ((*ONE, "--send"), ONE, (*ONE, "--test", "me@example.org")):
        status, _, said = talanoa(*words)
        assert status == 1 and f"error[{code}]" in said and "Fix these errors first" in said
    assert mailed.mails == [] and not (root / RECORD).exists()


def test_without_the_sites_address_there_is_no_digest(root: Path, talanoa: Talanoa) -> None:
    (root / "mkdocs.yml").write_text("site_name: Reef\nplugins: [talanoa]\n", "utf-8")
    status, _, complaint = talanoa(*ONE)
    assert status == 1 and "missing-site-url" in complaint


def test_what_was_looked_at_is_sent_once(root: Path, talanoa: Talanoa, mailed: Post) -> None:
    assert talanoa(*ONE)[0] == 0
    reviewed = (root / ".talanoa/digest/digest.en.eml").read_bytes()
    status, _, said = talanoa(*ONE, "--send")
    assert status == 0, said
    assert (mailed.mails, mailed.to) == ([reviewed], ["list@lists.example.org"])
    record = (root / RECORD).read_text("utf-8")
    assert "state: sent\nsent: 2026-11-21T00:00:00Z\n" in record and "<digest-2026-11-21.en@reef.example.org>" in record
    assert RECORD in said and PASSWORD not in said
    for words in ((*ONE,), ("--since", "2026-11-15", "--until", "2026-11-20", "--language", "en")):
        assert talanoa(*words)[0] == 0, "it can be made again"
        status, _, said = talanoa(*words, "--send")
        assert status == 1 and "Nothing was sent" in said
    assert len(mailed.mails) == 1 and (root / RECORD).read_text("utf-8") == record


def test_another_language_has_its_own_mail(talanoa: Talanoa, mailed: Post) -> None:
    assert talanoa(*SPAN)[0] == 0
    for language in ("en", "ur"):
        assert talanoa(*SPAN, "--language", language, "--send")[0] == 0
    assert len(mailed.mails) == 2


def test_the_day_on_which_it_was_sent_is_that_of_the_network(root: Path, talanoa: Talanoa, mailed: Post) -> None:
    talanoa(*ONE)
    talanoa(*ONE, "--send")
    record = (root / RECORD).read_text("utf-8")
    (root / RECORD).write_text(record.replace("sent: 2026-11-21T00", "sent: 2026-11-20T20"), "utf-8")
    assert "it was sent on 2026-11-21 (" in talanoa(*ONE, "--send")[2], "when it is evening in London"


def test_what_no_one_looked_at_is_not_sent(
    root: Path, talanoa: Talanoa, mailed: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, _, said = talanoa(*ONE, "--send")
    assert status == 1 and "there is no .talanoa/digest/digest.en.eml, so no one has reviewed it" in said
    talanoa(*ONE)
    (root / "posts/more.md").write_text(post("More", "2026-11-12"), "utf-8")
    status, _, said = talanoa(*ONE, "--send")
    assert status == 1 and "isn't what would be sent now" in said and "last check" not in said
    talanoa(*ONE)
    monkeypatch.setenv("TALANOA_SMTP_TO", "other@lists.example.org")
    assert "the addresses that it is from and to" in talanoa(*ONE, "--send")[2]
    with (root / ".talanoa/digest/digest.en.eml").open("ab") as file:
        file.write(b"PS\r\n")
    assert talanoa(*ONE, "--send")[0] == 1
    assert mailed.mails == [] and not (root / RECORD).exists()


def test_a_span_that_is_not_over_or_of_which_something_is_over_is_not_sent(
    talanoa: Talanoa, mailed: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--since", "2026-11-01", "--until", "2026-11-23", "--language", "en")
    talanoa(*words)
    status, _, said = talanoa(*words, "--send")
    assert status == 1 and "2026-11-23 is still to come" in said
    talanoa(*ONE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW) + 6 * 86_400))
    status, _, said = talanoa(*ONE, "--send")
    assert status == 1 and "it has events that are over by now: Reef call" in said
    assert mailed.mails == []


def test_what_a_server_refused_can_be_sent_later(
    root: Path, talanoa: Talanoa, trusted: Path, to_list: Callable[[int], None]
) -> None:
    to_list(1)
    talanoa(*ONE)
    for answers in ({"RCPT": "450 4.2.0 Greylisted"}, {"DATA": "554 5.7.1 Looks like spam"}):
        with server(trusted, **answers) as refusing:
            to_list(refusing.port)
            status, _, said = talanoa(*ONE, "--send")
        assert status == 1 and "Nothing was sent" in said and not (root / RECORD).exists()
    with server(trusted) as post:
        to_list(post.port)
        assert talanoa(*ONE, "--send")[0] == 0
    assert len(post.mails) == 1


def test_in_doubt_no_second_copy_is_sent(
    root: Path, talanoa: Talanoa, trusted: Path, to_list: Callable[[int], None]
) -> None:
    to_list(1)
    talanoa(*ONE)
    with server(trusted, DATA="drop") as dropping:
        to_list(dropping.port)
        status, _, said = talanoa(*ONE, "--send")
    assert status == 1 and "may have been sent, or not" in said and "state: begun" in (root / RECORD).read_text("utf-8")
    with server(trusted) as post:
        to_list(post.port)
        status, _, said = talanoa(*ONE, "--send")
        assert (
            status == 1
            and "it isn't known whether it was sent" in said
            and "<digest-2026-11-21.en@reef.example.org>" in said
        )
        assert post.mails == []
        (root / RECORD).unlink()  # it hasn't arrived: what the program says to do
        assert talanoa(*ONE, "--send")[0] == 0
    assert len(post.mails) == 1


def test_a_program_that_dies_while_it_sends_sends_no_second_copy(root: Path, talanoa: Talanoa, mailed: Post) -> None:
    """As it is after a power cut between the note and the server's answer."""
    talanoa(*ONE)
    talanoa(*ONE, "--send")
    record = root / RECORD
    record.write_text(record.read_text("utf-8").replace("state: sent", "state: begun"), "utf-8")
    assert talanoa(*ONE, "--send")[0] == 1 and len(mailed.mails) == 1


def test_a_note_that_cannot_be_kept_says_what_to_write(root: Path, talanoa: Talanoa, mailed: Post) -> None:
    class Taking(list[bytes]):
        """Mails of a server that takes one just as the folder of notes goes away."""

        def append(self, mail: bytes) -> None:
            shutil.rmtree(root / "digests")
            super().append(mail)

    talanoa(*ONE)
    mailed.mails = Taking()
    status, _, said = talanoa(*ONE, "--send")
    assert status == 1 and len(mailed.mails) == 1
    assert f"{RECORD} can't be changed: " in said and "was sent to list@lists.example.org: write `state: sent`" in said


def test_two_at_once_send_one(root: Path, talanoa: Talanoa, mailed: Post) -> None:
    """The file of the note is made by one of them only, whatever the other has read before."""
    from talanoa.files import durable

    talanoa(*ONE)
    durable.make(root / "digests", "2026-11-21.en.yml", b"")
    with pytest.raises(FileExistsError):
        durable.make(root / "digests", "2026-11-21.en.yml", b"")
    assert talanoa(*ONE, "--send")[0] == 1 and mailed.mails == []


def test_a_note_that_cannot_be_read_stops_it(root: Path, talanoa: Talanoa, mailed: Post) -> None:
    talanoa(*ONE)
    (root / "digests").mkdir()
    (root / RECORD).write_text("state: perhaps\n", "utf-8")
    status, _, said = talanoa(*ONE, "--send")
    assert status == 1 and RECORD in said and mailed.mails == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
def test_a_folder_that_leads_elsewhere_takes_no_note(
    root: Path, talanoa: Talanoa, mailed: Post, tmp_path: Path
) -> None:
    talanoa(*ONE)
    (tmp_path / "elsewhere").mkdir()
    (root / "digests").symlink_to(tmp_path / "elsewhere")
    assert talanoa(*ONE, "--send")[0] == 1 and mailed.mails == [] and tree(tmp_path / "elsewhere") == {}


def test_a_test_that_was_certainly_not_sent_says_so(talanoa: Talanoa, to_list: Callable[[int], None]) -> None:
    to_list(1)
    status, _, said = talanoa(*ONE, "--test", "me@example.org")
    assert status == 1 and "The test (en) wasn't sent: " in said


def test_a_test_goes_to_one_address_as_often_as_one_likes(root: Path, talanoa: Talanoa, mailed: Post) -> None:
    before = tree(root)
    for _ in range(2):
        status, _, said = talanoa(*ONE, "--test", "me@example.org")
        assert status == 0 and "me@example.org" in said
    assert mailed.to == ["me@example.org"] * 2 and mailed.mails[0] == mailed.mails[1]
    assert b"\r\nTo: me@example.org\r\nSubject: [Test] " in mailed.mails[0] and b"list@lists" not in mailed.mails[0]
    assert tree(root) == before, "and leaves no note"


GIVEN = {
    "HOST": "localhost",
    "PORT": "2525",
    "USER": USER,
    "PASSWORD": PASSWORD,
    "FROM": "a@example.org",
    "TO": "b@example.org",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", ""),
        ("PORT", "smtp"),
        ("PORT", "70000"),
        ("PASSWORD", ""),
        ("USER", ""),
        ("TO", "Reef <a@example.org>"),
        ("FROM", "me"),
    ],
)
def test_settings_that_cannot_be_meant_are_named_and_never_shown(name: str, value: str) -> None:
    content, _ = load_network()
    given = {f"TALANOA_SMTP_{key}": text for key, text in {**GIVEN, name: value}.items()}
    with pytest.raises(BadSetting) as reason:
        server_of(given)
        ends(given, content)
    assert f"TALANOA_SMTP_{name}" in str(reason.value) or name in ("USER", "PASSWORD")
    assert not re.search(f"{PASSWORD}|{USER}", str(reason.value))


def test_the_convener_is_whom_it_is_from_unless_the_environment_says_otherwise() -> None:
    network, convened = load_network()
    assert ends({}, network).sender == "digest@reef.example.org"
    assert ends({}, convened).sender == "mele@reef.example.org"
    assert ends({"TALANOA_SMTP_FROM": "a@example.org"}, convened).sender == "a@example.org"


def load_network() -> tuple[Network, Network]:
    """A network, and the same with a convener."""
    network = Network(
        Id("reef"), Authority("reef.example.org", "2016"), Words({"": "Reef"}), TimeZone("UTC"), (Language("en"),)
    )
    return network, replace(network, convener=Convener(Text("Mele"), url=Reach("mailto:mele@reef.example.org")))
