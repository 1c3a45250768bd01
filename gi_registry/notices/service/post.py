"""How mails leave: into files to look at, or to a server."""

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from gi_registry.core.settings import LOOPBACK, Settings

FILES: Final = "file"
_TIMEOUT_S: Final = 30
_SUBMISSION, _SUBMISSIONS = 587, 465
"""Ports of RFC 6409 and RFC 8314."""
_PERMANENT: Final = 500
"""Reply codes from here on do not change by trying again (RFC 5321, 4.2.1)."""


class RefusedMailError(Exception):
    """The server will not take this mail, today or tomorrow."""


class LaterMailError(Exception):
    """The server will not take this mail now."""


class Post(Protocol):
    """Takes mails."""

    def send(self, mail: EmailMessage) -> None:
        """Send one.

        Raises:
            RefusedMailError: it will never be taken.
            LaterMailError: it may be taken later.
            OSError, smtplib.SMTPException: nothing is taken now.
        """


@contextmanager
def opened(settings: Settings) -> Iterator[Post]:
    """Give what `GI_SMTP_URL` names.

    Raises:
        OSError, smtplib.SMTPException: the server cannot be reached, has no TLS or
            does not know us.
    """
    if settings.smtp_url == FILES:
        yield _Files(settings.data_dir / "mail")
        return
    with _connected(settings) as server:
        yield _Server(server)


class _Files:
    """Writes each mail to a file, whole or not at all."""

    def __init__(self, folder: Path):
        self.folder = folder

    def send(self, mail: EmailMessage) -> None:
        """Write one."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = mail["Message-ID"].strip("<>").replace("/", "-")
        part = self.folder / f".{name}.{os.getpid()}.part"
        part.write_bytes(mail.as_bytes())
        part.replace(self.folder / f"{name}.eml")


class _Server:
    """Hands each mail to a server."""

    def __init__(self, server: smtplib.SMTP):
        self.server = server

    def send(self, mail: EmailMessage) -> None:
        """Hand one over."""
        try:
            self.server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _answer(code)(f"recipient {code}") from error
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
            raise _answer(code)(f"content {code}") from error


def _answer(code: int) -> type[Exception]:
    return RefusedMailError if code >= _PERMANENT else LaterMailError


@contextmanager
def _connected(settings: Settings) -> Iterator[smtplib.SMTP]:
    parts = urlsplit(settings.smtp_url)
    host, context = parts.hostname or "", ssl.create_default_context()
    if parts.scheme == "smtps":
        port = parts.port or _SUBMISSIONS
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=_TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or _SUBMISSION, timeout=_TIMEOUT_S)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and host not in LOOPBACK:
            server.starttls(context=context)
        if parts.username and settings.smtp_password_file:
            password = Path(settings.smtp_password_file).read_text().strip()
            server.login(parts.username, password)
        yield server
