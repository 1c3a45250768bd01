from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from marshmallow import Schema, ValidationError

from gi_registry.core.fields import Choice, Day, Number, Text, Ticked, Whole


class _Schema(Schema):
    name = Text(required=True, longest=5)
    count = Whole(required=True, least=1, most=1000)
    mass = Number(least="0", most="10.5")
    day = Day()
    kind = Choice(("a", "b"), required=True)
    sure = Ticked(required=True)


GOOD: dict[str, Any] = {"name": "示例", "count": "12", "kind": "a", "sure": "on"}


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("name", "  示例  ", "示例"),
        ("count", "1,000", 1000),
        ("count", "１２０", 120),
        ("count", "0,0120", 120),
        ("mass", " 10.5 ", Decimal("10.5")),
        ("day", "2026/11/22", date(2026, 11, 22)),
        ("day", "２０２６-11-22", date(2026, 11, 22)),
    ],
)
def test_what_people_type_is_understood(field: str, typed: str, meant: object) -> None:
    loaded = _Schema().load(GOOD | {field: typed})

    assert loaded[field] == meant


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "   ", "请填写"),
        ("name", "六个字太长了", "最多 5 个字"),
        ("count", "", "请填写"),
        ("count", "twelve", "应为整数，如 1200"),
        ("count", "1001", "应在 1 与 1000 之间"),
        ("mass", "-1", "应在 0 与 10.5 之间"),
        ("mass", "NaN", "应为数字，如 12.5"),
        ("mass", "8,5", "应为数字，如 12.5"),
        ("count", "1 23,4", "应为整数，如 1200"),
        ("day", "22 November", "应为日期，如 2026-11-22"),
        ("kind", "c", "请从列表中选择"),
        ("kind", "", "请填写"),
        ("sure", None, "请填写"),
    ],
)
def test_what_is_not_understood_is_said_in_words(
    field: str, typed: object, words: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        _Schema().load(GOOD | {field: typed})

    assert caught.value.messages == {field: [words]}


def test_a_box_left_empty_is_named() -> None:
    with pytest.raises(ValidationError) as caught:
        _Schema().load({key: GOOD[key] for key in ("name", "count", "kind")})

    assert caught.value.messages == {"sure": ["请勾选确认"]}
