import pytest

from gi_registry.law import rules as law
from gi_registry.producers.rules import Route
from gi_registry.producers.rules.packaging import (
    PackItem,
    Printed,
    as_ticked,
    requirements,
)
from tests.factories import TODAY

SHOWN = {
    Route.PRODUCT: {
        PackItem.MARK: "",
        PackItem.USCC: "91140727MA0Y000167",
        PackItem.GI_NAME: "山西老陈醋",
        PackItem.STANDARD: "GB/T 19777-2013 / 国家知识产权局公告第508号",
    },
    Route.TRADE_MARK: {
        PackItem.MARK: "",
        PackItem.USCC: "91140727MA0Y000167",
        PackItem.TRADE_MARK: "第12345678号",
    },
}


@pytest.mark.parametrize("route", Route)
def test_each_route_has_its_own_words_on_the_pack(route: Route) -> None:
    of = Printed(
        route,
        "91140727MA0Y000167",
        "山西老陈醋",
        "GB/T 19777-2013",
        "国家知识产权局公告第508号",
        "第12345678号",
    )

    found = {each.item: as_ticked(each) for each in requirements(of)}

    assert found == SHOWN[route]
    for each in requirements(of):
        assert law.rule(each.rule, on=TODAY), each.rule
