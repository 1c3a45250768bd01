"""The laboratory of a report is compared with the register of laboratories."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gi_registry.annual_reports.rules import LabReport, check
from gi_registry.laboratories.rules import Listed, Qualification, register_of
from tests.annual_reports.test_checks import FACTS, SOUND

HELD = Qualification(date(2020, 1, 1), date(2025, 6, 30))
OLD = Qualification(date(2018, 1, 1), date(2024, 12, 31))
ENDED = Qualification(date(2020, 1, 1), date(2026, 1, 1), date(2025, 1, 1))
REGISTER = register_of(
    [
        Listed(1, "示例检测中心（太谷）", "200412345678", HELD),
        Listed(2, "示例检验所", "180412345678", OLD),
        Listed(3, "示例检验站", "200400000003", ENDED),
    ],
    [(7, 1, (date(2025, 1, 1), None)), (8, 1, (date(2026, 1, 1), None))],
)
GOOD = {"lab_name": "示例检测中心(太谷)", "lab_cma": "2004 1234 5678"}


def _codes(answers: dict[str, Any], *reports: LabReport, gi_id: int = 7) -> list[str]:
    facts = replace(
        FACTS,
        answers=replace(SOUND, **answers),
        laboratories=REGISTER,
        gi_id=gi_id,
        lab_reports=reports,
    )
    return [each.code for each in check(facts)]


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        (GOOD, []),
        ({"lab_cma": "200412345678"}, []),
        ({"lab_name": "示例检测中心（太谷）"}, []),
        ({}, []),
        ({"lab_name": "无名所", "lab_cma": "240400000000"}, ["laboratory-not-listed"]),
        (
            {"lab_name": "无名所", "lab_cma": "180400000000"},
            ["laboratory-not-current", "laboratory-not-listed"],
        ),
        (GOOD | {"lab_name": "无名所"}, ["laboratory-name-number"]),
        (GOOD | {"lab_cma": "240400000000"}, ["laboratory-name-number"]),
        (
            GOOD | {"lab_cma": "200412345678、240400000000"},
            ["laboratory-not-listed"],
        ),
    ],
)
def test_name_and_number_are_those_of_the_register(
    answers: dict[str, Any], codes: list[str]
) -> None:
    assert _codes(answers) == codes


@pytest.mark.parametrize("number", ["180412345678", "200400000003"])
def test_its_own_period_counts_instead_of_the_numbers_digits(number: str) -> None:
    assert _codes({"lab_cma": number}, gi_id=9) == ["laboratory-not-current"]


def test_a_product_with_designated_laboratories_asks_for_one_of_them() -> None:
    day = date(2025, 1, 1)
    own = Listed(4, "示例本地所", "230400000004", Qualification(day, day))
    found = [
        check(
            replace(
                FACTS,
                answers=replace(SOUND, lab_cma=own.cma),
                laboratories=register_of(
                    [own, *REGISTER.by_number["200412345678"]],
                    [(7, 1, (day, last))],
                ),
                gi_id=gi_id,
            )
        )
        for gi_id, last in ((7, None), (8, None), (7, day))
    ]

    codes = [[each.code for each in one] for one in found]
    assert codes == [["laboratory-not-designated"], [], ["laboratory-not-designated"]]


@pytest.mark.parametrize(
    ("day", "bears", "codes"),
    [
        (date(2025, 6, 30), {}, []),
        (date(2025, 7, 1), {}, ["test-report-lab-not-current"]),
        (
            date(2025, 6, 30),
            {"lab_name": "无名所", "lab_cma": ""},
            ["test-report-lab", "test-report-lab-not-listed"],
        ),
    ],
)
def test_a_test_report_is_of_a_day_on_which_its_laboratory_was_qualified(
    day: date, bears: dict[str, Any], codes: list[str]
) -> None:
    report = replace(
        LabReport(day, "SP-1", "示例检测中心（太谷）", "200412345678"), **bears
    )

    assert _codes(GOOD, report) == codes
