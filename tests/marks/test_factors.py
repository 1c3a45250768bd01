"""What is decided for a product and year, and a capacity that goes above it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.marks import service
from gi_registry.marks.errors import FactorDocumentError, TermError
from gi_registry.marks.models import CapacityFactor
from gi_registry.marks.rules import (
    CapacityBasis,
    EvidenceKind,
    Factors,
    Term,
    departures,
    described,
    described_factors,
)
from gi_registry.marks.service import FactorRequest
from gi_registry.overrides import service as overrides
from gi_registry.overrides.errors import SamePersonError
from gi_registry.overrides.models import OverrideRequest
from gi_registry.overrides.rules import Outcome
from gi_registry.producers.errors import SecondPersonError
from gi_registry.producers.models import Authorization
from gi_registry.products.models import Gi
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.marks import asked

YEAR = clock.today().year

VALUES = {
    "yield_kg": "400",
    "season_factor": "0.9",
    "conversion": "0.75",
    "waste_percent": "3",
}


def factors(**given: str) -> Factors:
    values = VALUES | given
    return Factors(
        **{k: Term(Decimal(v), "测产报告（示例）") for k, v in values.items()}
    )


def code(session: Session, holder: Authorization) -> str:
    return session.get_one(Gi, holder.gi_id).code


def decided(session: Session, holder: Authorization, **given: str) -> CapacityFactor:
    return service.decide_factors(
        session,
        FactorRequest(
            code(session, holder),
            CapacityBasis.PLOT_AREA,
            2026,
            factors(**given),
            "晋知〔2026〕1 号（示例）",
            "按测产",
        ),
        now=make.NOW,
        account_id=make.officer(session).id,
    )


def test_terms_that_are_not_the_products_are_named() -> None:
    terms = described(
        CapacityBasis.PLOT_AREA, asked.terms(yield_kg="401", conversion="0.7")
    )

    found = departures(terms, described_factors(CapacityBasis.PLOT_AREA, factors()))

    assert [(each.key, each.is_upward) for each in found] == [
        ("yield_kg", True),
        ("conversion", False),
    ]
    assert departures(terms, []) == []


@pytest.mark.parametrize(
    ("key", "value"), [("waste_percent", "3.1"), ("season_factor", "2.1")]
)
def test_factors_have_the_bounds_of_terms(key: str, value: str) -> None:
    with pytest.raises(TermError):
        described_factors(CapacityBasis.PLOT_AREA, factors(**{key: value}))


def test_a_decision_names_its_paper(session: Session) -> None:
    request = FactorRequest(
        "x", CapacityBasis.HEAD, 2026, factors(), document=" ", reason="按测产"
    )

    with pytest.raises(FactorDocumentError):
        service.decide_factors(session, request, now=make.NOW, account_id=1)


def test_the_newest_decision_of_a_product_basis_and_year_holds(
    session: Session,
) -> None:
    holder = make.authorization(session)
    decided(session, holder)
    newer = decided(session, holder, yield_kg="380")

    in_force = service.factors_in_force(session, holder.gi_id)

    assert [each.id for each in in_force] == [newer.id]
    assert len(service.factors_of(session, holder.gi_id)) == 2
    assert service.factor(session, holder.gi_id, CapacityBasis.HEAD, 2026) is None
    [*_, leaf] = translog.history(session, code(session, holder))
    assert (leaf.kind, leaf.body["document"]) == ("factors.decided", newer.document)


def test_a_capacity_below_the_factors_is_one_persons_and_says_so(
    session: Session,
) -> None:
    holder = make.authorization(session)
    make.claimed(session, holder, asked.WORKED_M2)
    decided(session, holder)
    request = asked.decision(holder.id, terms=asked.terms(yield_kg="350"))

    made = service.decide_capacity(
        session, request, now=make.NOW, account_id=make.officer(session).id
    )

    assert {row["key"]: row.get("decided") for row in made.terms}["yield_kg"] == "400"
    assert [row["key"] for row in made.terms if "decided" in row] == ["yield_kg"]


def test_a_capacity_above_the_factors_takes_two_people_and_is_logged(
    session: Session,
) -> None:
    holder, first, second = (
        make.authorization(session),
        make.officer(session),
        make.officer(session),
    )
    make.claimed(session, holder, asked.WORKED_M2)
    decided(session, holder)
    request = asked.decision(holder.id, terms=asked.terms(yield_kg="500"))

    with pytest.raises(SecondPersonError):
        service.decide_capacity(session, request, now=make.NOW, account_id=first.id)
    waiting = service.decide_or_ask(
        session, request, holder.number, now=make.NOW, by=first.id
    )
    assert waiting is not None
    assert service.decisions(session, holder.id) == []
    with pytest.raises(SamePersonError):
        _approve(session, waiting, first.id)
    _approve(session, waiting, second.id)

    [made] = service.decisions(session, holder.id)
    assert made.ceiling_g == asked.WORKED_G * 500 // 400
    assert made.decided_by_id == second.id
    leaves = {leaf.kind: leaf for leaf in translog.history(session, holder.number)}
    assert leaves["capacity.decided"].body["override"] == waiting.id
    assert {"override.asked", "override.approved"} < set(leaves)
    told = dict(overrides.kind_of(waiting).told(waiting.what))
    assert "400 → 500" in told.values()


def test_a_year_or_basis_without_factors_binds_nobody(session: Session) -> None:
    holder = make.authorization(session)
    decided(session, holder)
    make.evidence(session, holder, kind=EvidenceKind.HERD, amount=100)
    request = asked.decision(holder.id, terms=asked.terms(yield_kg="500"))
    another = replace(request, basis=CapacityBasis.HEAD)

    service.decide_capacity(
        session, another, now=make.NOW, account_id=make.officer(session).id
    )


def test_the_province_decides_on_a_page_and_everybody_reads_it(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        holder = make.authorization(session)
        make.claimed(session, holder, asked.WORKED_M2, season=YEAR)
        gi_code, number = code(session, holder), holder.number
        province = make.officer(session, Role.PROVINCE, "14").login
        county = make.officer(session).login
    url = f"/desk/factors/{gi_code}"
    typed = dict(VALUES) | {f"{key}_source": "测产报告（示例）" for key in VALUES}
    typed |= {"year": str(YEAR), "basis": "plot_area", "reason": "按测产"}
    typed |= {"document": "晋知〔2026〕1 号（示例）"}
    above = dict(asked.WORKED) | {f"{key}_source": "示例" for key in asked.WORKED}
    above |= {"year": str(YEAR), "basis": "plot_area", "reason": "测产较高"}
    above |= {"yield_kg": "500", "tranches": "100"}
    officer = signed_in(app, county)

    decided_ = signed_in(app, province).post(url, data=typed)
    refused = officer.post(url, data=typed)
    filled = officer.get(f"/desk/capacity/{number}").text
    tried = officer.post(f"/desk/capacity/{number}", data=above | {"preview": "1"})
    asked_ = officer.post(f"/desk/capacity/{number}", data=above)
    waiting = officer.get(f"/desk/capacity/{number}").text

    assert (decided_.status_code, refused.status_code) == (303, 403)
    assert 'value="400"' in filled
    assert "单产上限高于产品系数" in tried.text
    assert asked_.status_code == 303
    assert "待第二人决定" in waiting
    public = app.test_client()
    assert "晋知〔2026〕1 号" in public.get(f"/gi/{gi_code}").text
    assert f"{gi_code}," in public.get("/open-data/capacity-factors.csv").text


def _approve(session: Session, request: OverrideRequest, by: int) -> None:
    caller = accounts.caller_of(accounts.account_by_id(session, by))
    overrides.decide(
        session, request.id, Outcome.APPROVED, "有新测产", caller, now=make.NOW
    )
