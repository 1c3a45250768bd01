"""Keys of certificates are replaced and revoked, with everything that follows."""

import html
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.core import published
from gi_registry.core.db import Database
from gi_registry.marks import service
from gi_registry.marks.certificates import (
    CertificateRevokedError,
    KeyRevokedError,
    verify,
)
from gi_registry.marks.certificates.errors import (
    KeyEndedError,
    KeyReasonError,
    NoSuchKeyError,
)
from gi_registry.marks.certificates.keys import unpadded
from gi_registry.marks.cli.keys import certificates
from gi_registry.producers.rules import AuthorizationState
from gi_registry.translog import service as translog
from tests import factories as make
from tests.factories import NOW

MASTER = bytes(range(32))
LATER = NOW + timedelta(days=40)


def _spans(session: Session) -> list[str]:
    return [span.status.value for span in service.key_spans(session)]


def test_a_new_key_signs_and_the_old_one_is_retired(session: Session) -> None:
    before = service.signing_key(session, MASTER)

    key = service.rotate_key(session, MASTER, "每年更换", now=NOW)

    assert service.signing_key(session, MASTER).kid == key.kid != before.kid
    assert _spans(session) == ["retired", "active"]
    (leaf,) = translog.history(session, unpadded(key.kid))
    assert leaf.body["after"] == unpadded(before.kid)
    assert leaf.body["reason"] == "每年更换"


def test_the_signing_key_is_revoked_and_the_next_begins(session: Session) -> None:
    first = unpadded(service.signing_key(session, MASTER).kid)
    second = unpadded(service.rotate_key(session, MASTER, "更换", now=NOW).kid)

    service.revoke_key(session, MASTER, second, "泄露", now=LATER)
    assert _spans(session) == ["retired", "revoked", "active"]
    service.revoke_key(session, MASTER, first, "泄露", now=LATER)
    assert _spans(session) == ["revoked", "revoked", "active"]

    with pytest.raises(KeyEndedError):
        service.revoke_key(session, MASTER, first, "再次", now=LATER)
    with pytest.raises(NoSuchKeyError):
        service.revoke_key(session, MASTER, "AAAAAAAAAAA", "无此", now=LATER)
    with pytest.raises(KeyReasonError):
        service.rotate_key(session, MASTER, " ", now=LATER)


def test_keys_replaced_at_once_follow_one_another(database: Database) -> None:
    def rotate(_: int) -> bytes:
        with database.write() as session:
            return service.rotate_key(session, MASTER, "更换", now=NOW).kid

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(rotate, range(4)))

    with database.read() as session:
        assert _spans(session) == ["retired"] * 4 + ["active"]
        assert service.signing_key(session, MASTER).kid in made
    assert len(set(made)) == 4


def test_a_printed_certificate_meets_the_key_set_of_its_reader(
    app: Flask, database: Database
) -> None:
    client, runner = app.test_client(), app.test_cli_runner()
    with database.write() as session:
        number = make.authorization(session).number
        stopped = make.authorization(session, state=AuthorizationState.STOPPED).number
    page, ended = (_signed(client.get(f"/c/{n}").text) for n in (number, stopped))
    at_first = client.get("/.well-known/gi-keys.json").json
    assert at_first is not None

    kid = at_first["keys"][0]["kid"]
    assert verify(page, at_first).listed_on is not None
    with pytest.raises(CertificateRevokedError) as refusal:
        verify(ended, at_first)
    assert refusal.value.facts["since"] == "2024-01-01"

    rotated = runner.invoke(certificates, ["keys", "rotate", "--reason", "每年更换"])
    now_signs = rotated.stdout.strip()
    after = json.loads(runner.invoke(certificates, ["keys", "list", "--json"]).stdout)
    assert [key["status"] for key in after["keys"]] == ["active", "retired"]
    assert verify(page, after).key.status.value == "retired"
    newer = _signed(client.get(f"/c/{number}").text)
    assert unpadded(verify(newer, after).key.kid) == now_signs

    revoked = runner.invoke(certificates, ["keys", "revoke", kid, "--reason", "泄露"])
    assert revoked.stdout.strip() == now_signs
    last = client.get("/.well-known/gi-keys.json").json
    assert last is not None
    with pytest.raises(KeyRevokedError):
        verify(page, last)
    assert verify(newer, last).claims.number == number
    lines = runner.invoke(certificates, ["keys", "list"]).stdout.splitlines()
    found = [line.split("\t")[:2] for line in lines]
    assert found == [[now_signs, "active"], [kid, "revoked"]]


def test_the_api_says_of_a_certificate_what_the_register_knows(
    app: Flask, database: Database
) -> None:
    client = app.test_client()
    with database.write() as session:
        number = make.authorization(session).number
        stopped = make.authorization(session, state=AuthorizationState.STOPPED).number
        over = make.authorization(session, valid_to=date(2025, 1, 1)).number
    texts = [_signed(client.get(f"/c/{each}").text) for each in (number, stopped, over)]
    texts.append(texts[0][:-8] + "00000000")

    found = [
        client.post("/api/v1/certificates/verify", json={"text": text}).json
        for text in texts
    ]

    said = [(it["outcome"], it["reason"], it["may_use"]) for it in found if it]
    assert said == [
        ("valid", None, True),
        ("refused", "certificate-revoked", False),
        ("expired", "certificate-expired", False),
        ("refused", "certificate-signature", False),
    ]
    assert found[0] is not None
    assert published.faults("certificate-claims", found[0]["claims"]) == []
    keys = client.get("/.well-known/gi-keys.json").json
    assert published.faults("key-set", keys) == []


def _signed(page: str) -> str:
    start = page.index('id="signed">') + len('id="signed">')
    return html.unescape(page[start : page.index("</pre>", start)])


def test_a_kid_that_begins_with_a_hyphen_is_no_option(app: Flask) -> None:
    words = ["keys", "revoke", "-H36LbvGWkg", "--reason", "泄露"]

    asked = app.test_cli_runner().invoke(certificates, words)

    assert isinstance(asked.exception, NoSuchKeyError)
