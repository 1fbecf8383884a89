"""What the environment says of mail: the server, whose password is in no file, and the addresses that a network doesn't publish."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from talanoa.digest.message import Ends, mailbox
from talanoa.model.network import Network

HOST = "TALANOA_SMTP_HOST"
PORT = "TALANOA_SMTP_PORT"
USER = "TALANOA_SMTP_USER"
PASSWORD = "TALANOA_SMTP_PASSWORD"
FROM = "TALANOA_SMTP_FROM"
TO = "TALANOA_SMTP_TO"

SUBMISSION = 587  # where STARTTLS comes first
IMPLICIT_TLS = 465


class BadSetting(Exception):
    """A variable is missing or can't be meant; never says what a password is."""


class Server(Struct, frozen=True):
    host: str
    port: int = SUBMISSION
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Without the password."""
        return f"Server({self.host!r}, {self.port}, {self.user!r})"


def server(environment: Mapping[str, str]) -> Server:
    """Raises BadSetting."""
    host = environment.get(HOST, "").strip()
    if not host:
        raise BadSetting(f"{HOST} isn't set: the name of your mail server, such as smtp.example.org")
    port = environment.get(PORT, "").strip() or str(SUBMISSION)
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadSetting(f"{PORT} is no port: {SUBMISSION} for STARTTLS, or {IMPLICIT_TLS}")
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if bool(user) != bool(password):
        raise BadSetting(f"{USER} and {PASSWORD} are set together, or neither of them")
    return Server(host, int(port), user, password)


def ends(environment: Mapping[str, str], network: Network) -> Ends:
    """The digest's; whom it is from is the convener, unless the environment says otherwise. Raises BadSetting."""
    convener = network.convener.mailbox if network.convener else None
    stand_in = mailbox(convener) if convener else None
    sender = _mailbox(environment, FROM) or stand_in or f"digest@{network.authority.domain}"
    return Ends(sender, _mailbox(environment, TO))


def _mailbox(environment: Mapping[str, str], name: str) -> str:
    written = environment.get(name, "").strip()
    found = mailbox(written) if written else ""
    if found is None:
        raise BadSetting(
            f"{name} is no e-mail address such as list@example.org; write the address alone, without a name"
        )
    return found
