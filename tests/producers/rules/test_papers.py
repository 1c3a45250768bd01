from dataclasses import replace
from datetime import date

import pytest

from gi_registry.producers.rules import EntityStatus, Papers, Route, missing, route_of
from gi_registry.products.rules import RightKind

WHOLE = Papers(
    route=Route.PRODUCT,
    entity_status=EntityStatus.ACTIVE,
    has_plot=True,
    standard_number="GB/T 19777-2013",
    product_description="示例",
    has_quality_report=True,
    licence_record=None,
    licence_ends_on=None,
    on=date(2026, 11, 22),
)
OF_A_MARK = replace(WHOLE, route=Route.TRADE_MARK, licence_record="示例备案1号")


@pytest.mark.parametrize("papers", [WHOLE, OF_A_MARK])
def test_nothing_is_missing_from_a_whole_application(papers: Papers) -> None:
    assert missing(papers) == ()


@pytest.mark.parametrize(
    ("papers", "page", "field"),
    [
        (replace(WHOLE, has_plot=False), "place", "plot_id"),
        (replace(WHOLE, standard_number=None), "papers", "standard_number"),
        (replace(WHOLE, product_description=""), "papers", "product_description"),
        (replace(WHOLE, has_quality_report=False), "papers", "quality_report"),
        (replace(OF_A_MARK, licence_record=None), "papers", "licence_record"),
        (replace(WHOLE, entity_status=EntityStatus.REVOKED), "", ""),
        (replace(WHOLE, entity_status=EntityStatus.CANCELLED), "", ""),
    ],
)
def test_each_thing_that_is_missing_is_named_with_its_place(
    papers: Papers, page: str, field: str
) -> None:
    (found,) = missing(papers)

    assert (found.page, found.field) == (page, field)
    assert found.words.zh
    assert found.words.en


def test_all_that_is_missing_is_said_at_once() -> None:
    empty = replace(
        WHOLE,
        has_plot=False,
        standard_number="",
        product_description="",
        has_quality_report=False,
    )

    assert len(missing(empty)) == 4


@pytest.mark.parametrize(
    ("ends_on", "is_missing"),
    [(date(2026, 11, 21), True), (date(2026, 11, 22), False), (None, False)],
)
def test_a_licence_counts_through_its_last_day(
    ends_on: date | None, *, is_missing: bool
) -> None:
    assert bool(missing(replace(OF_A_MARK, licence_ends_on=ends_on))) is is_missing


def test_the_route_follows_from_the_kind_of_right() -> None:
    routes = {kind: route_of(kind) for kind in RightKind}

    assert routes == {
        RightKind.PRODUCT_PROTECTION: Route.PRODUCT,
        RightKind.CERTIFICATION_MARK: Route.TRADE_MARK,
        RightKind.COLLECTIVE_MARK: Route.TRADE_MARK,
        RightKind.AGRI_GI: None,
        RightKind.FOREIGN_GI: None,
    }
