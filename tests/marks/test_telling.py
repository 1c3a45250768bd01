"""Producers, printers and offices are told of evidence and of printed labels."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.core.access import Role
from gi_registry.marks import service
from gi_registry.marks.models import CapacityEvidence
from gi_registry.marks.rules import EvidenceState, HandOver, PrintCheck
from gi_registry.marks.service import Act, EvidenceVerdict, NewPrintLot
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Kind
from gi_registry.producers.models import Authorization
from tests import factories as make
from tests.marks.test_printing import FILE, a_printer

one_engine = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)


def _held(session: Session, of: Organisation) -> Authorization:
    return make.authorization(session, make.entity(session, of))


def _waiting(session: Session, held: Authorization) -> CapacityEvidence:
    return make.evidence(session, held, state=EvidenceState.WAITING, decided_at=None)


@one_engine
def test_a_producer_is_told_what_became_of_its_evidence_and_why(
    session: Session,
) -> None:
    own = make.organisation(session)
    held, producer = _held(session, own), make.producer(session, own)
    rows = [_waiting(session, held) for _ in range(3)]
    good, bad = (EvidenceVerdict(each, "与现场不符。") for each in (True, False))
    by: dict[str, Any] = {"now": make.NOW, "account_id": make.officer(session).id}

    service.decide_evidence(session, held, [row.id for row in rows[:2]], good, **by)
    service.decide_evidence(session, held, [rows[2].id], bad, **by)

    yes, no = session.scalars(select(SentNotice).order_by(SentNotice.id))
    assert {yes.account_id, no.account_id} == {producer.id}
    assert (yes.kind, no.kind) == (Kind.EVIDENCE_CONFIRMED, Kind.EVIDENCE_REFUSED)
    assert "2 条 2026 年产量依据已确认" in yes.words_zh
    assert "未获确认：与现场不符。请改正" in no.words_zh
    assert no.link == f"/producer/evidence?permit={held.number}&year=2026"


def test_an_officer_gets_one_digest_of_evidence_until_something_new_waits(
    session: Session,
) -> None:
    held = _held(session, make.organisation(session))
    county = make.officer(session)
    make.officer(session, Role.COUNTY, "140729")

    def told() -> list[str]:
        digests = service.evidence_digests(session, on=make.TODAY)
        service.of_waiting(session, digests, now=make.NOW)
        mine = select(SentNotice).where(SentNotice.account_id == county.id)
        return [row.words_zh for row in session.scalars(mine.order_by(SentNotice.id))]

    assert told() == []
    [_waiting(session, held) for _ in range(2)]
    first = told()
    assert first == told() == ["您辖区内有 2 条产量依据待确认。"]
    _waiting(session, held)
    assert told() == [*first, "您辖区内有 3 条产量依据待确认。"]
    others = session.scalars(select(SentNotice.account_id)).all()
    assert set(others) == {county.id}


@one_engine
def test_both_sides_are_told_what_a_printer_hands_over_and_what_is_missing(
    session: Session,
) -> None:
    own = make.organisation(session)
    held, clerk = _held(session, own), make.producer(session, own)
    colleague, officer = make.producer(session, own), make.officer(session)
    make.capacity(session, held)
    run, found = make.run(session, held), a_printer(session, officer)
    works = session.get_one(Organisation, found.organisation_id)
    presser = make.producer(session, works)
    user, printer = Act(make.NOW, clerk.id), Act(make.NOW, presser.id)
    sent = service.send_lot(
        session, NewPrintLot(run.id, found.id, 0, 100, ""), FILE, user
    )
    lot = service.print_lot(session, sent.id)
    service.take_on(session, lot, list(PrintCheck), "示例-1", printer)
    said = HandOver(make.TODAY, 90, [(10, 20)], [])

    service.hand_over(session, lot, said, printer)
    service.receive(session, lot, 88, [(50, 52)], user)

    rows = session.scalars(select(SentNotice).order_by(SentNotice.id)).all()
    at = f"/producer/printing/{lot.id}"
    assert [(row.kind, row.account_id, row.link) for row in rows] == [
        (Kind.PRINT_HANDED_OVER, clerk.id, at),
        (Kind.PRINT_HANDED_OVER, colleague.id, at),
        (Kind.PRINT_DIFFERENT, colleague.id, at),
        (Kind.PRINT_DIFFERENT, presser.id, f"/printer/lots/{lot.id}"),
    ]
    assert "合格 90 枚，废品 10 枚，缺少 0 枚" in rows[0].words_zh
    assert "签收 88 枚，缺少 2 枚" in rows[2].words_zh
