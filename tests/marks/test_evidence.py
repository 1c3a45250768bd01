"""Evidence behind a capacity: what carries it, who confirms it, what goes beyond."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from shapely import box
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.areas import service as areas
from gi_registry.areas.models import PlotClaim
from gi_registry.areas.rules import NewPlot
from gi_registry.core.errors import GiError
from gi_registry.geo.measure import area_m2
from gi_registry.marks import service
from gi_registry.marks.errors import (
    EvidenceClosedError,
    EvidenceFieldError,
    EvidenceNotFoundError,
    EvidenceReasonError,
    EvidenceThereError,
)
from gi_registry.marks.models import CapacityEvidence
from gi_registry.marks.rules import (
    KINDS,
    READ_AGEING,
    CapacityBasis,
    EvidenceKind,
    EvidenceState,
    Ground,
    NewEvidence,
    aged,
    check_evidence,
    from_unit,
    in_basis,
    land_ground,
    vat_ground,
)
from gi_registry.marks.service import EvidenceVerdict
from gi_registry.producers.errors import SecondPersonError
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import GiStandard
from gi_registry.products.rules import Evidence
from gi_registry.translog import service as translog
from tests import factories as make
from tests.marks import asked

YES, NO = (
    EvidenceVerdict(is_confirmed=True, words=""),
    EvidenceVerdict(is_confirmed=False, words="与现场不符"),
)
VAT = NewEvidence(
    EvidenceKind.VAT,
    2026,
    8_000_000,
    "3号缸",
    volume=10_000_000,
    begins_on=date(2025, 3, 1),
)


def test_every_basis_but_land_has_a_kind_of_evidence() -> None:
    carried = {facts.basis for facts in KINDS.values()}

    assert carried == set(CapacityBasis) - {CapacityBasis.PLOT_AREA}


def test_smallest_units_come_to_the_unit_of_the_basis_exactly() -> None:
    assert in_basis(CapacityBasis.PLOT_AREA, 2_000) == 3  # a mu is 2000/3 m2
    assert in_basis(CapacityBasis.POND_AREA, 667) == Decimal("1.0005")
    assert in_basis(CapacityBasis.VAT_VOLUME_AGEING, 120_000_000) == 120_000
    assert f"{in_basis(CapacityBasis.RAW_PURCHASE, 10**11):f}" == "100000000"
    assert in_basis(CapacityBasis.HEAD, 40) == 40
    assert from_unit(EvidenceKind.VAT, Decimal("0.125")) == 125
    with pytest.raises(EvidenceFieldError):
        from_unit(EvidenceKind.HERD, Decimal("1.5"))


@pytest.mark.parametrize(
    ("begun", "ended", "expected"),
    [
        (date(2025, 12, 31), None, True),  # twelve months on the last day of 2026
        (date(2026, 1, 1), None, False),
        (date(2024, 5, 1), date(2025, 4, 30), False),
        (date(2024, 5, 1), date(2025, 5, 1), True),
    ],
)
def test_stock_is_old_enough_after_its_months_of_ageing(
    begun: date, ended: date | None, *, expected: bool
) -> None:
    assert aged(begun, ended, year=2026, months=12)[0] is expected


def test_of_a_vat_its_stock_counts_once_it_is_old_enough() -> None:
    vat = Ground(EvidenceKind.VAT, 1, "3号缸", 8_000_000, 8_000_000)
    ageing = READ_AGEING["GB/T 19777"]

    young = vat_ground(vat, date(2026, 2, 1), None, (2026, ageing))

    assert vat_ground(vat, date(2025, 2, 1), None, (2026, ageing)).counted == vat.amount
    assert (young.counted, young.amount) == (0, vat.amount)
    assert young.words is not None
    assert "12 个月" in young.words.zh
    assert vat_ground(vat, date(2026, 2, 1), None, (2026, None)) == vat
    assert "未核实" in ageing.source.zh


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ((9_000, 10_000, 0), 9_000),
        ((11_000, 10_000, 0), 10_000),
        ((10_000, 10_000, 400), 9_600),
        ((9_000, 10_000, 400), 9_000),
    ],
)
def test_of_a_plot_the_smaller_area_counts_and_what_is_shared_once(
    measures: tuple[int, int, int], expected: int
) -> None:
    assert land_ground(1, "示例", *measures).counted == expected


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reference": ""}, "reference"),
        ({"volume": None}, "volume"),
        ({"amount": 10_000_001}, "amount"),
        ({"begins_on": date(2026, 11, 23)}, "begins_on"),
        ({"ends_on": date(2025, 2, 28)}, "ends_on"),
        ({"document_sha256": "xyz"}, "document_sha256"),
    ],
)
def test_what_cannot_be_evidence_is_refused(given: dict[str, Any], field: str) -> None:
    with pytest.raises(EvidenceFieldError) as refused:
        check_evidence(replace(VAT, **given), today=make.TODAY)

    assert refused.value.field == field


@pytest.fixture
def holder(session: Session) -> Authorization:
    return make.authorization(session)


def by(session: Session) -> dict[str, Any]:
    return {"now": make.NOW, "account_id": make.officer(session).id}


def whose(session: Session, holder: Authorization) -> int:
    return session.get_one(Entity, holder.entity_id).organisation_id


def corrected(
    session: Session, holder: Authorization, row: CapacityEvidence, **given: Any
) -> CapacityEvidence:
    own = service.own_evidence(session, row.id, whose(session, holder))
    new = replace(VAT, **given)
    return service.correct_evidence(session, own, new, "重新量过", **by(session))


def carried(
    session: Session,
    holder: Authorization,
    basis: CapacityBasis = CapacityBasis.VAT_VOLUME_AGEING,
) -> Decimal:
    found = service.carried(session, holder.id, basis, 2026, on=make.TODAY)
    return found.quantity


def test_only_what_an_officer_confirmed_counts_and_nothing_is_overwritten(
    session: Session, holder: Authorization
) -> None:
    row = service.enter_evidence(session, holder, VAT, **by(session))
    assert carried(session, holder) == 0
    with pytest.raises(EvidenceThereError):
        service.enter_evidence(session, holder, VAT, **by(session))
    service.decide_evidence(session, holder, [row.id], YES, **by(session))
    assert carried(session, holder) == 8_000

    less = corrected(session, holder, row, amount=5_000_000)
    assert carried(session, holder) == 8_000  # until an officer has seen it
    with pytest.raises(EvidenceClosedError):
        corrected(session, holder, row, amount=1)
    again = corrected(session, holder, less, amount=6_000_000)
    service.decide_evidence(session, holder, [again.id], YES, **by(session))

    assert carried(session, holder) == 6_000
    states = [session.get_one(CapacityEvidence, e.id).state for e in (row, less, again)]
    superseded = EvidenceState.SUPERSEDED
    assert states == [superseded, superseded, EvidenceState.CONFIRMED]
    assert session.get_one(CapacityEvidence, row.id).amount == 8_000_000
    kinds = [leaf.kind for leaf in translog.history(session, holder.number)]
    assert kinds.count("evidence.corrected") == 2


def test_a_refused_row_says_why_and_a_refused_correction_changes_nothing(
    session: Session, holder: Authorization
) -> None:
    row = service.enter_evidence(session, holder, VAT, **by(session))
    silent = EvidenceVerdict(is_confirmed=False, words=" ")
    with pytest.raises(EvidenceReasonError):
        service.decide_evidence(session, holder, [row.id], silent, **by(session))
    service.decide_evidence(session, holder, [row.id], YES, **by(session))
    more = corrected(session, holder, row, amount=9_000_000)
    service.decide_evidence(session, holder, [more.id], NO, **by(session))

    assert carried(session, holder) == 8_000
    assert (more.state, more.decision) == (EvidenceState.REFUSED, "与现场不符")
    with pytest.raises(EvidenceClosedError):
        service.decide_evidence(session, holder, [more.id], YES, **by(session))
    other = make.authorization(session)
    with pytest.raises(EvidenceNotFoundError):
        service.decide_evidence(session, other, [more.id], YES, **by(session))


def test_vinegar_is_counted_by_aged_stock_with_the_purchases_beside_it(
    session: Session, holder: Authorization
) -> None:
    standard = GiStandard(
        gi_id=holder.gi_id,
        number="GB/T 19777-2013",
        source="示例",
        evidence=Evidence.OFFICIAL,
    )
    session.add(standard)
    vat = {"kind": EvidenceKind.VAT, "amount": 3_000_000}
    make.evidence(session, holder, **vat, begins_on=date(2024, 6, 1))
    make.evidence(session, holder, **vat, begins_on=date(2026, 6, 1))
    make.evidence(session, holder)

    [found] = [
        each
        for each in service.all_carried(session, holder.id, 2026, on=make.TODAY)
        if each.basis is CapacityBasis.VAT_VOLUME_AGEING
    ]

    assert found.quantity == 3_000
    assert (len(found.grounds), found.counting) == (3, 1)
    assert found.ageing == READ_AGEING["GB/T 19777"]
    assert carried(session, holder, CapacityBasis.RAW_PURCHASE) == 10_000


def test_land_is_counted_by_its_claims_and_shared_land_for_the_earlier_one(
    session: Session, holder: Authorization
) -> None:
    make.division(session)
    first = box(112.3000, 37.3000, 112.3030, 37.3020)
    second = box(112.3029, 37.3000, 112.3060, 37.3020)  # 3 % of the first
    own = session.get_one(Organisation, whose(session, holder))
    neighbour = make.organisation(session)
    for of, land in ((neighbour, first), (own, second)):
        new = NewPlot(
            of.id, holder.gi_id, "示例", round(area_m2(land)), land, "EPSG:4490", "示例"
        )
        areas.add_plot(session, new, now=make.NOW)
    shared = area_m2(first.intersection(second))

    counted = carried(session, holder, CapacityBasis.PLOT_AREA)

    expected = (area_m2(second) - shared) * 3 / 2000
    assert float(counted) == pytest.approx(expected, abs=0.002)
    assert (
        service.carried(
            session, holder.id, CapacityBasis.PLOT_AREA, 2025, on=make.TODAY
        ).quantity
        == 0
    )
    session.query(PlotClaim).update({"ended_at": make.NOW})
    assert carried(session, holder, CapacityBasis.PLOT_AREA) == 0


def test_a_capacity_above_its_evidence_takes_two_people(
    session: Session, holder: Authorization
) -> None:
    officer = make.officer(session)
    row = make.evidence(session, holder, kind=EvidenceKind.HERD, amount=99)
    request = asked.decision(holder.id, basis=CapacityBasis.HEAD)  # 100 of them
    with pytest.raises(SecondPersonError):
        service.decide_capacity(session, request, now=make.NOW, account_id=officer.id)
    waiting = service.decide_or_ask(
        session, request, holder.number, now=make.NOW, by=officer.id
    )
    assert waiting is not None
    assert waiting.what["above"] == [["数量", "Quantity", "99 → 100"]]

    made = service.decide_capacity(
        session, request, now=make.NOW, account_id=officer.id, override=waiting
    )

    quantity = made.terms[0]
    assert (quantity["value"], quantity["carried"], quantity["rows"]) == (
        "100",
        "99",
        "1",
    )
    [ground] = service.grounds_of(session, made.id, number=1).items
    assert (ground.evidence_id, ground.counted) == (row.id, 99)
    [leaf] = [
        leaf
        for leaf in translog.history(session, holder.number)
        if leaf.kind == "capacity.decided"
    ]
    assert leaf.body["terms"][0]["carried"] == "99"
    assert leaf.body["reason"] == request.reason


def test_another_producers_row_is_not_there(
    session: Session, holder: Authorization
) -> None:
    row = make.evidence(session, holder)

    with pytest.raises(GiError):
        service.own_evidence(session, row.id, make.organisation(session).id)
