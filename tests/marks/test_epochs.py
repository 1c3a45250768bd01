"""Keys follow one another; one that leaked makes only its own runs doubtful."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.core.codes import CodeKeys, Decoded
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.marks import service
from gi_registry.marks.errors import EpochReasonError, EpochUnknownError, LeakDayError
from gi_registry.marks.web import code_keys_of
from gi_registry.scans import service as scans
from gi_registry.scans.rules import Verdict
from gi_registry.translog import service as translog
from tests import factories as make
from tests.factories import NOW
from tests.marks import asked

MASTER = bytes(range(32))


def issued(session: Session) -> Decoded:
    """Give the first label of a new run, with the epoch that it was issued under."""
    held = make.authorization(session)
    account = make.account(session)
    make.capacity(session, held, year=2026, ceiling_g=1_000_000)
    run = service.issue_run(session, asked.run(held.id), now=NOW, account_id=account.id)
    return Decoded(run.key_epoch, run.id, 0)


def test_runs_are_issued_under_the_newest_key(session: Session) -> None:
    first = issued(session)
    epoch = service.begin_epoch(session, "例行更换", now=NOW, account_id=None)
    second = issued(session)

    assert (first.epoch, epoch, second.epoch) == (1, 2, 2)
    assert [
        (line.epoch, line.runs, line.labels) for line in service.epochs(session)
    ] == [
        (2, 1, 1_000),
        (1, 1, 1_000),
    ]
    (leaf,) = translog.history(session, "epoch-2")
    assert (leaf.kind, leaf.body["reason"]) == ("codes.epoch-begun", "例行更换")


def test_who_has_an_old_key_makes_no_code_of_a_newer_run(session: Session) -> None:
    service.begin_epoch(session, "例行更换", now=NOW, account_id=None)
    label = issued(session)
    forged = CodeKeys(MASTER, [1]).encode(1, label.run, 0)
    decoded = CodeKeys(MASTER, [1, 2]).decode(forged)
    genuine = CodeKeys(MASTER, [1, 2]).encode(2, label.run, 0)

    found = scans.look_up(session, decoded, now=NOW)
    many = scans.verify(session, CodeKeys(MASTER, [1, 2]), [forged, genuine], now=NOW)

    assert decoded == Decoded(1, label.run, 0)
    assert (found.verdict, found.is_ours) == (Verdict.FORGED, False)
    assert [one.verdict for one in many] == ["forged", "not_activated"]


def test_a_leak_makes_labels_of_its_runs_suspect_and_no_others(
    session: Session,
) -> None:
    held = make.authorization(session)
    run = make.run(session, held)
    make.labels(session, run, 0, 10, make.lot(session, held))
    old = Decoded(1, run.id, 0)
    before = scans.look_up(session, old, now=NOW)

    current = service.declare_leak(
        session, 1, on=date(2026, 11, 20), reason="备份遗失", now=NOW, account_id=None
    )
    after = scans.look_up(session, old, now=NOW)
    new = issued(session)

    assert before.verdict is Verdict.GENUINE
    assert after.verdict is Verdict.SUSPECT
    assert "key_leaked" in [reason.slug for reason in after.reasons]
    assert (current, new.epoch) == (2, 2)
    assert service.leak_of(session, 1) == date(2026, 11, 20)
    assert service.leak_of(session, 2) is None
    assert scans.look_up(session, new, now=NOW).verdict is Verdict.NOT_ACTIVATED


def test_an_earlier_day_of_a_leak_replaces_a_later_one(session: Session) -> None:
    for day in (date(2026, 11, 20), date(2026, 11, 1), date(2026, 11, 10)):
        service.declare_leak(
            session, 1, on=day, reason="备份遗失", now=NOW, account_id=None
        )

    assert service.leak_of(session, 1) == date(2026, 11, 1)
    assert service.current_epoch(session) == 2


def test_a_leak_needs_a_day_a_reason_and_a_key(session: Session) -> None:
    good = {"on": date(2026, 11, 1), "reason": "备份遗失", "now": NOW}
    for epoch, wrong, refused in (
        (1, {"reason": " "}, EpochReasonError),
        (1, {"on": date(2026, 12, 1)}, LeakDayError),
        (2, {}, EpochUnknownError),
    ):
        with pytest.raises(refused):
            service.declare_leak(session, epoch, account_id=None, **good | wrong)  # type: ignore[arg-type] # by name

    assert service.epochs(session)[0].leaked_on is None


def test_a_running_process_learns_of_a_new_key(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: Registry = app.extensions["gi"]
    assert code_keys_of(app).epochs == (1,)
    with database.write() as session:
        service.begin_epoch(session, "例行更换", now=NOW, account_id=None)
    code = CodeKeys(parts.secrets.master, [2]).encode(2, 1, 0)

    assert code_keys_of(app).decode(code) is None
    monkeypatch.setattr("gi_registry.marks.web.AFTER_S", 0.0)
    assert code_keys_of(app).decode(code) == Decoded(2, 1, 0)


def test_a_process_that_issues_needs_no_minute(app: Flask, database: Database) -> None:
    assert code_keys_of(app).epochs == (1,)
    with database.write() as session:
        service.begin_epoch(session, "例行更换", now=NOW, account_id=None)

    assert code_keys_of(app, 2).epochs == (2, 1)
