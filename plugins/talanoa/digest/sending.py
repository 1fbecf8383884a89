"""A mail → its server, once. It keeps apart what was certainly not sent and what no one can know."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from talanoa.digest.environment import IMPLICIT_TLS, Server

PATIENCE = 60.0  # seconds for an answer
LAST_PATIENCE = 600.0  # for the answer to the whole mail (RFC 5321, 4.5.3.2.6)


class NotSent(Exception):
    """Nothing was sent, and why."""


class InDoubt(Exception):
    """The whole mail was given to the server, or a part of it, and it didn't say that it took it."""


def send(
    server: Server, sender: str, to: str, data: bytes, *, patience: float = PATIENCE, last: float = LAST_PATIENCE
) -> None:
    """Gives the server one mail to one address, encrypted and never twice. Raises NotSent or InDoubt."""
    with _connected(server, sender, patience) as smtp:
        with _unsent():
            _asked(smtp.mail(sender), (250,), f"the server takes no mail from {sender}")
            _asked(smtp.rcpt(to), (250, 251), f"the server takes no mail for {to}")
            _asked(smtp.docmd("DATA"), (354,), "the server wouldn't take the mail")
        try:
            smtp.sock.settimeout(last)  # type: ignore[union-attr]
            smtp.send(_stuffed(data))
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as reason:
            raise InDoubt(f"the connection ended before the server had answered ({_one_line(str(reason))})") from None
        # An answer is one: a server that refuses the mail hasn't taken it (RFC 5321, 4.2.5).
        _asked(answer, (250,), "the server refused the mail")


def _stuffed(data: bytes) -> bytes:
    """As DATA has it: a line that begins with a dot has another one before it, and a dot alone ends the mail."""
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + b"\r\n.\r\n"


@contextmanager
def _connected(server: Server, sender: str, patience: float) -> Iterator[smtplib.SMTP]:
    smtp: smtplib.SMTP | None = None
    try:
        with _unsent():
            smtp = _opened(server, sender.rpartition("@")[2], patience)
        yield smtp
        with suppress(OSError, smtplib.SMTPException):  # it has answered already
            smtp.sock.settimeout(patience)  # type: ignore[union-attr]
            smtp.quit()
    finally:
        if smtp:
            smtp.close()


def _opened(server: Server, name: str, patience: float) -> smtplib.SMTP:
    """A connection that no one else can read, with the user logged in."""
    context = ssl.create_default_context()
    if server.port == IMPLICIT_TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, timeout=patience, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=patience)
    try:
        smtp.ehlo()
        if server.port != IMPLICIT_TLS:
            if not smtp.has_extn("starttls"):
                raise NotSent("the server offers no STARTTLS, and without it anyone on the way could read the password")
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


@contextmanager
def _unsent() -> Iterator[None]:
    """Whatever goes wrong here, no mail was sent. What a server says of a password isn't repeated."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as reason:
        raise NotSent(f"the server knows no such user and password ({reason.smtp_code})") from None
    except smtplib.SMTPNotSupportedError:
        raise NotSent("the server offers no way to log in that is known here; it may need none") from None
    except ssl.SSLCertVerificationError as reason:
        raise NotSent(f"the server's certificate can't be trusted: {_one_line(reason.verify_message)}") from None
    except smtplib.SMTPResponseException as reason:
        raise NotSent(f"the server said: {_words(reason.smtp_code, reason.smtp_error)}") from None
    except (smtplib.SMTPException, OSError) as reason:
        raise NotSent(f"the connection failed: {_one_line(str(reason) or type(reason).__name__)}") from None


def _asked(answer: tuple[int, bytes], good: tuple[int, ...], otherwise: str) -> None:
    code, words = answer
    if code not in good:
        later = "; it may later" if 400 <= code < 500 else ""
        raise NotSent(f"{otherwise}{later}: {_words(code, words)}")


def _words(code: int, words: bytes | str) -> str:
    return _one_line(f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}")


def _one_line(text: str) -> str:
    """What a server said, in one line, with nothing that a terminal acts on."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:300]
