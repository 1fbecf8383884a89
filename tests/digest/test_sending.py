"""One mail to one address, over TCP, to servers that take it and to those that refuse it in any way that there is."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from tests.digest.servers import PASSWORD, USER, certificate, server

from talanoa.digest.environment import Server
from talanoa.digest.sending import InDoubt, NotSent, send

MAIL = b"Subject: Wells\r\n\r\n.A line that begins with a dot\r\n..\r\n.\r\nthe end\r\n"
FROM, TO = "coordinator@reef.example.org", "list@lists.example.org"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(autouse=True)
def trust(trusted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))


def give(port: int, password: str = PASSWORD, last: float = 5) -> None:
    send(Server("localhost", port, USER, password), FROM, TO, MAIL, patience=5, last=last)


def test_what_arrives_is_what_was_sent(trusted: Path) -> None:
    with server(trusted) as post:
        give(post.port)
    assert (post.mails, post.to, post.was_encrypted) == ([MAIL], [TO], True)


REFUSED = {
    "a sender": (
        {"MAIL": "550 5.7.1 Not your domain"},
        "takes no mail from coordinator@reef.example.org: 550 5.7.1 Not your domain",
    ),
    "a sender, for now": ({"MAIL": "451 4.3.0 Try later"}, "it may later: 451"),
    "a recipient": (
        {"RCPT": "550 5.1.1 No such list"},
        "takes no mail for list@lists.example.org: 550 5.1.1 No such list",
    ),
    "a recipient, for now": ({"RCPT": "450 4.2.0 Greylisted"}, "it may later: 450 4.2.0 Greylisted"),
    "to begin": ({"DATA_COMMAND": "452 4.3.1 Disk full"}, "it may later: 452 4.3.1 Disk full"),
    "the mail": ({"DATA": "554 5.7.1 Looks like spam"}, "refused the mail: 554 5.7.1 Looks like spam"),
    "the mail, for now": ({"DATA": "421 4.3.2 Closing"}, "refused the mail; it may later: 421"),
    "with codes of terminals": ({"RCPT": "550 \x1b[31mRed\x1b[0m \x07"}, "550 [31mRed [0m"),
}


@pytest.mark.parametrize("answers_and_words", REFUSED.values(), ids=REFUSED)
def test_what_a_server_refuses_was_not_sent(answers_and_words: tuple[dict[str, str], str], trusted: Path) -> None:
    answers, words = answers_and_words
    with server(trusted, **answers) as post, pytest.raises(NotSent) as refused:
        give(post.port)
    assert words in str(refused.value)
    assert post.mails == [] and post.data_begun == ("DATA" in answers), "and nothing is tried twice"


def test_no_password_is_said_without_encryption() -> None:
    with server(None) as post, pytest.raises(NotSent, match="offers no STARTTLS"):
        give(post.port)
    assert post.mails == []


def test_a_wrong_password_is_not_repeated(trusted: Path) -> None:
    with server(trusted) as post, pytest.raises(NotSent, match=r"knows no such user and password \(535\)") as refused:
        give(post.port, "wrong horse")
    assert "horse" not in str(refused.value) and USER not in str(refused.value)
    assert "horse" not in repr(Server("localhost", 25, USER, "wrong horse"))


def test_a_certificate_that_no_one_vouches_for_ends_it(trusted: Path, tmp_path: Path) -> None:
    with server(certificate(tmp_path)) as post, pytest.raises(NotSent, match="certificate can't be trusted"):
        give(post.port)
    assert post.mails == []


def test_a_connection_dropped_before_the_mail_sent_nothing(trusted: Path) -> None:
    with server(trusted, DATA_COMMAND="drop") as post, pytest.raises(NotSent, match="connection failed"):
        give(post.port)


def test_a_connection_dropped_after_the_mail_leaves_a_doubt(trusted: Path) -> None:
    with server(trusted, DATA="drop") as post, pytest.raises(InDoubt, match="before the server had answered"):
        give(post.port)
    assert post.data_begun == 1, "it isn't tried again"


def test_a_server_that_does_not_answer_leaves_a_doubt(trusted: Path) -> None:
    with server(trusted, DATA="slow") as post, pytest.raises(InDoubt, match="timed out"):
        give(post.port, last=0.2)
    assert post.data_begun == 1


def test_a_server_that_is_gone_once_it_has_the_mail_has_it(trusted: Path) -> None:
    with server(trusted, DATA="250 then gone") as post:
        give(post.port)
    assert post.mails == [MAIL]


def test_where_no_server_is_nothing_is_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(NotSent, match="connection failed"):
        give(port)


def test_a_server_that_says_nothing_is_not_waited_for(trusted: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NotSent, match="timed out"):
        send(Server("localhost", silent.getsockname()[1]), FROM, TO, MAIL, patience=0.2)
