import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from gi_registry.accounts import service as accounts
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings
from gi_registry.core.words import Language, Words
from gi_registry.notices import service
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Group, Kind, Notice
from gi_registry.notices.rules.mails import wait_after
from gi_registry.notices.service.mailing import check, send_waiting
from tests import factories as make

NONE = timedelta()
ELSEWHERE = "127.0.0.2"
"""This machine too, but none of the names by which loopback is known to us."""


@dataclass
class Inbox:
    """A real server's handler; refuses whom it is told to, with a code."""

    refuses: dict[str, int] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    passwords: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self,
        _server: object,
        _session: object,
        envelope: Envelope,
        to: str,
        _options: object,
    ) -> str:
        """Take or refuse a recipient."""
        code = self.refuses.get(to)
        if code:
            return f"{code} no"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, _server: object, _session: object, envelope: Envelope
    ) -> str:
        """Keep a mail."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken.append(mail)
        return "250 OK"


class _Server(Controller):
    """Takes port 0 for any free one."""

    def _trigger_server(self) -> None:
        """Learn the port before connecting to it."""
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def server(inbox: Inbox) -> Iterator[_Server]:
    """Give a server on loopback without TLS."""
    running = _Server(inbox, hostname="127.0.0.1", port=0)
    running.start()
    yield running
    running.stop()


def _settings(server: _Server | None = None, **given: Any) -> Settings:
    values: dict[str, Any] = {
        "base_url": "https://gi.example",
        "mail_from": "gi@gi.example",
        "smtp_url": f"smtp://127.0.0.1:{server.port}" if server else "file",
    }
    return Settings(**values | given)


def _someone(database: Database, login: str, language: Language | None = None) -> int:
    with database.write() as session:
        who = make.producer(session)
        who.login, who.language = login, language
        return who.id


def _tell(database: Database, account_id: int, number: int = 1) -> None:
    words = Words(f"“示例小米”年报第 {number} 号已审定。", f"Report {number} accepted.")
    told = Notice(
        Kind.REPORT_ACCEPTED, words, f"/producer/reports/{number}", f"AR-{number}"
    )
    with database.write() as session:
        service.tell(session, [account_id], told, now=make.NOW)


def _send(database: Database, settings: Settings, after: timedelta = NONE) -> int:
    return send_waiting(
        database, settings, now=lambda: make.NOW + after, between=lambda _: None
    )


def _rows(database: Database) -> list[SentNotice]:
    with database.read() as session:
        return list(session.scalars(select(SentNotice).order_by(SentNotice.id)))


def test_a_mail_is_in_the_language_chosen_with_the_link(
    database: Database, server: _Server, inbox: Inbox
) -> None:
    zh = _someone(database, "zh@producer.example")
    en = _someone(database, "en@producer.example", Language.EN)
    for each in (zh, en):
        _tell(database, each)

    sent = [_send(database, _settings(server)) for _ in range(2)]

    mails = {mail["To"]: mail for mail in inbox.taken}
    assert sent == [2, 0]
    first, second = mails["zh@producer.example"], mails["en@producer.example"]
    assert first["Subject"] == "[地理标志登记] 年报已审定"
    assert "“示例小米”年报第 1 号已审定。" in first.get_content()
    assert "https://gi.example/producer/reports/1" in first.get_content()
    assert second["Subject"] == "[GI Registry] Your report is accepted"
    assert second["Auto-Submitted"] == "auto-generated"
    assert second["List-Unsubscribe"] == "<https://gi.example/account/notices>"
    assert all(row.mailed_at == make.NOW for row in _rows(database))


def test_several_notices_are_one_mail(
    database: Database, server: _Server, inbox: Inbox
) -> None:
    who = _someone(database, "one@producer.example", Language.EN)
    for number in range(60):
        _tell(database, who, number)

    _send(database, _settings(server))

    (mail,) = inbox.taken
    assert mail["Subject"] == "[GI Registry] 60 notices for you"
    assert mail.get_content().count("https://gi.example/producer/reports/") == 50
    assert "10 more are on the site." in mail.get_content()


def test_who_is_refused_for_now_is_tried_later_and_for_good_never(
    database: Database, server: _Server, inbox: Inbox
) -> None:
    inbox.refuses = {"busy@producer.example": 451, "gone@producer.example": 550}
    for login in (
        "busy@producer.example",
        "gone@producer.example",
        "ok@producer.example",
    ):
        _tell(database, _someone(database, login))

    _send(database, _settings(server))
    inbox.refuses.clear()
    soon = _send(database, _settings(server), wait_after(1) - timedelta(seconds=1))
    later = _send(database, _settings(server), wait_after(1))

    assert [mail["To"] for mail in inbox.taken] == [
        "ok@producer.example",
        "busy@producer.example",
    ]
    assert (soon, later) == (0, 1)
    assert [row.mail_error for row in _rows(database)] == [None, "recipient 550", None]


def test_a_server_that_is_gone_loses_nothing_and_undoes_nothing(
    database: Database, inbox: Inbox
) -> None:
    server = _Server(inbox, hostname="127.0.0.1", port=0)
    server.start()
    settings = _settings(server)
    _tell(database, _someone(database, "one@producer.example"))
    server.stop()

    failed = _send(database, settings)
    row = _rows(database)[0]
    again = _Server(inbox, hostname="127.0.0.1", port=server.port)
    again.start()
    sent = _send(database, settings, timedelta(hours=1))
    again.stop()

    assert (failed, sent, row.mailed_at) == (0, 1, None)
    assert (row.mail_error or "").startswith("ConnectionRefusedError")
    assert wait_after(9) == timedelta(hours=4)


def test_what_is_late_unwanted_or_has_no_address_is_never_mailed(
    database: Database, server: _Server, inbox: Inbox
) -> None:
    late = _someone(database, "late@producer.example")
    off = _someone(database, "off@producer.example")
    nowhere, closed = (
        _someone(database, "producer@demo"),
        _someone(database, "x@y.example"),
    )
    with database.write() as session:
        service.choose(session, off, [Group.CLOCKS], Language.ZH)
        accounts.disable(session, closed, now=make.NOW, by_id=closed)
    for each in (late, off, nowhere, closed):
        _tell(database, each)

    _send(database, _settings(server), timedelta(days=4))

    assert inbox.taken == []
    errors = [row.mail_error for row in _rows(database)]
    assert errors == ["given up", None, "no address", "account disabled"]


def test_for_development_mails_are_files(database: Database, tmp_path: Path) -> None:
    _tell(database, _someone(database, "producer@demo"))

    _send(database, _settings(data_dir=tmp_path))

    (path,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (path.suffix, mail["To"]) == (".eml", "producer@demo")


def test_elsewhere_nothing_is_said_without_tls(
    database: Database, inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def authenticate(*args: Any) -> AuthResult:
        inbox.passwords.append(args[-1].password)
        return AuthResult(success=True)

    context = _certified(tmp_path, monkeypatch)
    (tmp_path / "password").write_text("a secret\n")
    _tell(database, _someone(database, "one@producer.example"))
    outcomes = []
    with_tls: dict[str, Any] = {"tls_context": context, "auth_require_tls": True}
    for given in ({}, with_tls):
        running = _Server(
            inbox, hostname=ELSEWHERE, port=0, authenticator=authenticate, **given
        )
        running.start()
        settings = _settings(
            smtp_url=f"smtp://gi@{ELSEWHERE}:{running.port}",
            smtp_password_file=str(tmp_path / "password"),
        )
        outcomes.append(check(settings))
        _send(database, settings, timedelta(hours=len(outcomes)))
        running.stop()

    assert outcomes == ["SMTPNotSupportedError", ""]
    assert len(inbox.taken) == 1
    assert set(inbox.passwords) == {b"a secret"}


def _certified(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Give a server's side of TLS under a certificate that clients here trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    now = datetime.now(UTC)  # noqa: TID251 -- TLS looks at the real clock
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(ELSEWHERE))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "certificate").write_bytes(certificate.public_bytes(pem))
    kind = serialization.PrivateFormat.PKCS8
    (folder / "key").write_bytes(key.private_bytes(pem, kind, plain))
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")
    return context
