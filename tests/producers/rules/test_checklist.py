from gi_registry.law import rules as law
from gi_registry.producers.rules import Route
from gi_registry.producers.rules.checklist import (
    FileKind,
    Need,
    checklist,
    uploadable,
)
from tests.factories import TODAY


def test_only_what_a_rule_demands_is_required() -> None:
    for route in Route:
        required = {i.kind for i in checklist(route) if i.need is Need.REQUIRED}
        assert required == {FileKind.QUALITY_REPORT}, "Order 80 Art. 20"


def test_members_and_licences_are_of_the_trade_mark_route() -> None:
    marks = set(uploadable(Route.TRADE_MARK)) - set(uploadable(Route.PRODUCT))

    assert marks == {FileKind.MEMBERSHIP, FileKind.LICENCE, FileKind.RECORDAL}


def test_every_rule_named_is_one_of_the_library() -> None:
    for item in checklist(Route.TRADE_MARK):
        assert not item.rule or law.rule(item.rule, on=TODAY)
