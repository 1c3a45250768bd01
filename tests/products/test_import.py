from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

import pytest
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gi_registry.core.db import Base
from gi_registry.core.published import codelist
from gi_registry.products import service
from gi_registry.products.errors import (
    CatalogueInvalidError,
    GiNotFoundError,
    RightGoneError,
    RightNotFoundError,
)
from gi_registry.products.models import Announcement, Gi, GiFact, GiRight, GiStandard
from gi_registry.products.rules import (
    AnnouncementKind,
    Evidence,
    FactKind,
    RightKind,
    RightStatus,
)
from gi_registry.products.rules.seasons import months_of
from gi_registry.translog import service as translog
from tests import factories as make
from tests.products.catalogue import shipped, small

Kind = TypeVar("Kind", bound=StrEnum)


def _count(session: Session, table: type[Base], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _counts(session: Session, column: InstrumentedAttribute[Kind]) -> dict[Kind, int]:
    statement = select(column, func.count()).group_by(column)
    return dict(session.execute(statement).all())


def test_all_that_is_shipped_comes_in(session: Session) -> None:
    """Counted in the file itself, by its NOTES."""
    result = service.import_catalogue(session, shipped(), now=make.NOW)

    assert (result.created, result.updated, result.unchanged) == (109, 0, 0)
    assert result.total == 109
    assert _counts(session, GiRight.kind) == {
        RightKind.AGRI_GI: 84,
        RightKind.CERTIFICATION_MARK: 18,
        RightKind.PRODUCT_PROTECTION: 16,
    }
    assert _counts(session, GiRight.status) == {
        RightStatus.PROTECTED: 69,
        RightStatus.UNVERIFIED: 40,
        RightStatus.PENDING: 9,
    }
    assert _counts(session, Gi.evidence) == {Evidence.SOURCED: 69, Evidence.MEMORY: 40}
    assert _count(session, GiStandard) == 3


def test_a_second_import_changes_nothing(session: Session) -> None:
    service.import_catalogue(session, shipped(), now=make.NOW)
    later = make.NOW + timedelta(days=1)

    result = service.import_catalogue(session, shipped(), now=later)

    assert (result.created, result.updated, result.unchanged) == (0, 0, 109)
    assert _count(session, Gi, Gi.imported_at != make.NOW) == 0
    assert len(translog.history(session, "SXGI-001")) == 1


def test_an_announcement_is_one_row_however_many_rights_it_covers(
    session: Session,
) -> None:
    service.import_catalogue(session, shipped(), now=make.NOW)

    rows = select(Announcement.issuer, Announcement.year, Announcement.number)
    assert sorted(tuple(row) for row in session.execute(rows)) == [
        ("AQSIQ", 2003, 75),
        ("AQSIQ", 2004, 104),
        ("AQSIQ", 2011, 102),
        ("AQSIQ", 2015, 143),
        ("MOA", 0, 1813),
    ]
    spirits = [service.by_code(session, f"SXGI-0{n}").rights[0] for n in (10, 11)]
    links = [link for right in spirits for link in right.announcements]
    assert {link.announcement.title for link in links} == {
        "国家质检总局公告2011年第102号"
    }
    assert {link.kind for link in links} == {AnnouncementKind.ACCEPTED}
    assert {right.status for right in spirits} == {RightStatus.PENDING}


def test_every_fact_keeps_its_source_and_memory_is_never_called_sourced(
    session: Session,
) -> None:
    service.import_catalogue(session, small(), now=make.NOW)

    vinegar = service.by_code(session, "SXGI-001")

    facts = {fact.kind: fact for fact in vinegar.facts}
    assert facts[FactKind.SEASON].evidence is Evidence.MEMORY
    assert facts[FactKind.QUALITY].evidence is Evidence.MEMORY  # in part
    assert facts[FactKind.EU_CHINA].evidence is Evidence.SOURCED
    assert facts[FactKind.EU_CHINA].source.startswith("http://en.chinagate.cn/")
    assert vinegar.rights[0].evidence is Evidence.SOURCED
    assert [standard.number for standard in vinegar.standards] == ["GB/T 19777-2013"]
    assert months_of(vinegar.season_mask) == tuple(range(1, 13))
    assert _count(session, GiFact, GiFact.source == "") == 0


def test_rights_of_one_product_are_not_linked_without_a_source(
    session: Session,
) -> None:
    service.import_catalogue(session, shipped(), now=make.NOW)

    assert _count(session, GiRight, GiRight.supersedes_id.is_not(None)) == 0


def test_what_differs_is_brought_up_and_logged(session: Session) -> None:
    service.import_catalogue(session, small(), now=make.NOW)
    document = small()
    product = document["products"][0]
    product["season_months"] = [9, 10]
    product["quality"] = product["quality_source"] = ""
    product["standards"][0]["number"] = "GB/T 19777-2030"
    product["registrations"][0]["status"] = "revoked"
    later = make.NOW + timedelta(days=1)

    result = service.import_catalogue(session, document, now=later)

    session.expire_all()
    vinegar = service.by_code(session, "SXGI-001")
    assert result.updated == 1
    assert vinegar.imported_at == later
    assert months_of(vinegar.season_mask) == (9, 10)
    assert FactKind.QUALITY not in {fact.kind for fact in vinegar.facts}
    assert [standard.number for standard in vinegar.standards] == ["GB/T 19777-2030"]
    assert vinegar.rights[0].status is RightStatus.REVOKED
    kinds = [leaf.kind for leaf in translog.history(session, "SXGI-001")]
    assert kinds == ["product.registered", "product.changed"]


@pytest.mark.parametrize("spoil", ["left out", "other kind"])
def test_a_registered_right_is_never_taken_away(session: Session, spoil: str) -> None:
    service.import_catalogue(session, shipped(), now=make.NOW)
    document = shipped()
    rights = document["products"][2]["registrations"]
    if spoil == "left out":
        del rights[1]
    else:
        rights[1]["kind"] = "certification_mark"

    with pytest.raises(RightGoneError) as refused:
        service.import_catalogue(session, document, now=make.NOW)

    assert refused.value.facts == {"code": "SXGI-003", "ordinal": 2}


def _product(document: dict[str, Any]) -> dict[str, Any]:
    product: dict[str, Any] = document["products"][0]
    return product


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda d: d.pop("title"), "document"),
        (lambda d: d.update(compiled="2026-02-30"), "compiled"),
        (lambda d: _product(d).pop("id"), "products[0]"),
        (lambda d: _product(d).update(surprise=1), "products[0]"),
        (lambda d: _product(d).update(category="cheese"), "products[0].category"),
        (lambda d: _product(d).update(name_zh=" 醋"), "products[0].name_zh"),
        (lambda d: _product(d).update(note="a\nb"), "products[0].note"),
        (
            lambda d: _product(d)["season_months"].__setitem__(0, 13),
            "products[0].season_months[0]",
        ),
        (lambda d: _product(d).update(season_source=""), "products[0].season_source"),
        (
            lambda d: _product(d)["registrations"][0].update(date="2004-13"),
            "products[0].registrations[0].date",
        ),
        (
            lambda d: _product(d)["registrations"][0].update(number="第104号"),
            "products[0].registrations[0].number",
        ),
        (
            lambda d: _product(d)["registrations"][0].update(number_kind=""),
            "products[0].registrations[0].number_kind",
        ),
        (
            lambda d: _product(d)["registrations"][0].update(source="heard of it"),
            "products[0].registrations[0].source",
        ),
        (
            lambda d: _product(d)["standards"][0].update(number="GB/T 19777"),
            "products[0].standards[0].number",
        ),
        (
            lambda d: _product(d)["area"]["county_adcodes"].append("140728"),
            "products[0].area.county_names",
        ),
        (lambda d: d["products"].append(_product(d)), "products[0].id"),
    ],
)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(
    session: Session, spoil: Callable[[dict[str, Any]], object], where: str
) -> None:
    document = small()
    spoil(document)

    with pytest.raises(CatalogueInvalidError) as refused:
        service.import_catalogue(session, document, now=make.NOW)

    assert where in {fault.where for fault in refused.value.faults}
    assert _count(session, Gi) == 0


def test_all_faults_are_told_at_once(session: Session) -> None:
    document = small()
    _product(document).update(category="cheese", name_zh=" 醋")
    _product(document)["standards"][0]["number"] = "GB/T 19777"

    with pytest.raises(CatalogueInvalidError) as refused:
        service.import_catalogue(session, document, now=make.NOW)

    assert len(refused.value.faults) == 3


def test_every_category_of_the_catalogue_has_words() -> None:
    used = {product["category"] for product in shipped()["products"]}

    assert used <= set(codelist("category"))


def test_every_product_of_the_catalogue_has_a_plain_word() -> None:
    without = [
        product["name_zh"]
        for product in shipped()["products"]
        if service.goods_words(product["name_zh"]) is None
    ]

    assert without == []


def test_what_is_not_registered_is_said_to_be_not_there(session: Session) -> None:
    with pytest.raises(GiNotFoundError):
        service.by_code(session, "SXGI-999")
    with pytest.raises(RightNotFoundError):
        service.right(session, 1)


def test_a_right_comes_with_its_product(session: Session) -> None:
    made = make.right(session)

    assert service.right(session, made.id).gi.id == made.gi_id
