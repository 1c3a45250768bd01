"""What a report is checked for."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from gi_registry.annual_reports.rules import (
    FIGURES,
    Answers,
    Facts,
    LabReport,
    Peers,
    Severity,
    check,
    differences,
    missing,
    peers_of,
)
from gi_registry.marks.rules import CapacityBasis

SOUND = Answers(
    contact_name="示例联系人",
    contact_phone="0354-5550100",
    base_m2=100_000,
    total_output_g=10_000_000,
    standard_output_g=9_000_000,
    marked_output_g=5_000_000,
    sales_fen=20_000_000,
    marked_sales_fen=15_000_000,
    export_fen=0,
    labels_issued=10_000,
    labels_activated=10_000,
    labels_void=100,
    labels_closing=400,
    labels_opening=500,
    tests=4,
    tests_failed=0,
    complaints=0,
    standard_number="GB/T 19777-2013",
)
LEDGER: dict[str, Any] = {
    "base_m2": 100_000,
    "marked_output_g": 5_000_000,
    "labels_issued": 10_000,
    "labels_activated": 10_000,
    "labels_void": 100,
    "labels_closing": 400,
    "labels_opening": 500,
    "standard_number": "GB/T 19777-2013",
}
FACTS = Facts(
    answers=SOUND,
    prefilled=LEDGER,
    last=asdict(SOUND),
    ceiling_g=12_000_000,
    standards=frozenset({"GB/T 19777-2013"}),
    year=2025,
    peers=Peers(9, 3_000, 100),  # 150,000 yuan for 5,000 kg is 30 yuan a kg
)


def _found(facts: Facts) -> dict[str, Severity]:
    return {each.code: each.severity for each in check(facts)}


def _with(**changed: Any) -> Facts:
    return replace(FACTS, answers=replace(SOUND, **changed))


def test_a_sound_report_has_nothing_to_say() -> None:
    assert check(FACTS) == ()
    assert missing(SOUND) == ()


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("marked-over-standard", {"standard_output_g": 4_999_999}),
        ("standard-over-total", {"standard_output_g": 10_000_001}),
        ("marked-sales-over-sales", {"marked_sales_fen": 20_000_001}),
        ("exports-over-sales", {"export_fen": 20_000_001}),
        ("failed-over-tests", {"tests_failed": 5}),
        ("labels-do-not-add-up", {"labels_closing": 399}),
        ("standard-over-total", {"total_ml": 9, "standard_ml": 10}),
        ("online-over-sales", {"online_sales_fen": 20_000_001}),
        ("local-over-bought", {"raw_bought_g": 1, "raw_local_g": 2}),
        ("lost-over-void", {"labels_lost": 101}),
        ("destroyed-over-void", {"labels_destroyed": 101}),
        ("samples-over-void", {"labels_samples": 101}),
        ("void-parts-over-void", {"labels_lost": 60, "labels_destroyed": 41}),
        ("outside-over-tests", {"outside_tests": 5, "lab_name": "示例检验所"}),
        (
            "reported-over-found",
            {"infringements_reported": 1, "infringements_found": 0},
        ),
        ("cases-over-found", {"cases": 1, "infringements_found": 0}),
        (
            "exports-do-not-add-up",
            {"export_fen": 5, "exports": [{"to": "日本", "hs": "2209", "fen": 4}]},
        ),
    ],
)
def test_what_cannot_be_is_red(code: str, changed: dict[str, Any]) -> None:
    assert _found(_with(**changed))[code] is Severity.RED


def test_fewer_destroyed_than_by_printers_is_to_be_explained() -> None:
    code = "destroyed-below-printers"

    assert _found(replace(_with(labels_destroyed=9), destroyed=10)) == {
        code: Severity.AMBER
    }
    assert not _found(replace(_with(labels_destroyed=10), destroyed=10))
    assert not _found(replace(FACTS, destroyed=10))


def test_labels_left_from_the_year_before_are_counted() -> None:
    # 500 left + 10,000 issued = 10,000 activated + 100 void + 400 left
    unlike = replace(FACTS, prefilled=LEDGER | {"labels_opening": 0})
    not_answered = _with(labels_opening=None)

    assert "labels-do-not-add-up" not in _found(FACTS)
    assert "labels-do-not-add-up" not in _found(not_answered)
    assert _found(_with(labels_opening=499))["labels-do-not-add-up"] is Severity.RED
    # What is answered holds over the ledger; that it is unlike it is told.
    assert "labels-do-not-add-up" not in _found(unlike)
    assert _found(unlike)["prefilled-changed"] is Severity.AMBER
    without = replace(unlike, answers=not_answered.answers)
    assert _found(without)["labels-do-not-add-up"] is Severity.RED


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("total-over-ceiling", {"total_output_g": 12_000_001}),
        ("marked-over-ceiling", {"marked_output_g": 12_000_001}),
        ("marked-unlike-activated", {"marked_output_g": 4_999_999}),
        ("prefilled-changed", {"labels_void": 101, "labels_closing": 399}),
        ("prefilled-changed", {"base_m2": 99_999}),
        ("prefilled-changed", {"standard_number": None}),
        ("standard-not-listed", {"standard_number": "Q/ABC 0001S-2020"}),
        ("standard-other-edition", {"standard_number": "GB/T 19777-2005"}),
        ("failures-open", {"tests_failed": 1}),
        ("laboratory-missing", {"outside_tests": 1}),
        ("laboratory-number", {"lab_cma": "CMA 1234"}),
        ("laboratory-not-current", {"lab_cma": "180412341234"}),  # 2018 to 2024
        ("laboratory-not-current", {"lab_cma": "260412341234"}),
        ("acts-missing", {"infringements_found": 1}),
        ("export-places-missing", {"export_fen": 1}),
        ("traced-over-total", {"traced_output_g": 10_000_001}),
        ("price-unlike-sales", {"marked_price": 2_699}),
        ("price-unlike-peers", {"marked_sales_fen": 16_505_000}),  # 33.01 yuan
    ],
)
def test_what_is_odd_is_amber(code: str, changed: dict[str, Any]) -> None:
    assert _found(_with(**changed))[code] is Severity.AMBER


@pytest.mark.parametrize(
    ("total", "is_told"),
    [
        (12_000_000, False),  # 20 % more
        (12_000_001, True),
        (8_000_000, False),  # 20 % less
        (7_999_999, True),
    ],
)
def test_a_change_of_more_than_20_percent_needs_a_reason(
    total: int, *, is_told: bool
) -> None:
    changed = replace(SOUND, total_output_g=total, standard_output_g=7_000_000)

    found = check(replace(FACTS, answers=changed))

    told = {each.field for each in found if each.code == "year-on-year"}
    assert ("total_output_g" in told) is is_told


@pytest.mark.parametrize("name", ["trees", "herd_head", "pond_m2", "vat_ml"])
def test_what_capacity_is_counted_from_is_compared_with_last_year(name: str) -> None:
    last = asdict(SOUND) | {name: 100}

    told = [
        [each.field for each in check(replace(_with(**{name: now}), last=last))]
        for now in (120, 121, None)
    ]

    assert told == [[], [name], []]


def test_growth_from_nothing_needs_a_reason_and_nothing_from_nothing_none() -> None:
    nothing = replace(SOUND, sales_fen=0, marked_sales_fen=0)

    grown = check(replace(FACTS, last=asdict(nothing)))
    still = check(replace(FACTS, answers=nothing, last=asdict(nothing)))

    assert [each.field for each in grown] == ["sales_fen"]
    assert still == ()


def test_what_cannot_be_compared_is_said_and_is_no_difference() -> None:
    found = check(replace(FACTS, last=None, ceiling_g=None))

    assert {each.code for each in found} == {"no-last-year", "ceiling-unknown"}
    assert differences(found) == ()


def test_a_year_without_use_is_allowed() -> None:
    empty: dict[str, Any] = {each.name: 0 for each in FIGURES if each.unit.is_number}
    answers = replace(SOUND, **empty)
    ledger = empty | {"standard_number": SOUND.standard_number}

    found = check(replace(FACTS, answers=answers, last=None, prefilled=ledger))

    assert missing(answers) == ()
    assert {each.code for each in differences(found)} == set()
    assert "zero-use" in {each.code for each in found}


def test_nothing_is_compared_before_it_is_answered() -> None:
    found = check(Facts(answers=Answers(), prefilled={}))

    assert {each.severity for each in found} == {Severity.NOTE}


def test_what_is_not_answered_is_missing_and_none_is_an_answer() -> None:
    open_figures = missing(replace(SOUND, tests=None, complaints=0, jobs=None))

    assert [figure.name for figure in open_figures] == ["tests"]


def test_the_sentence_has_the_figures_in_both_languages() -> None:
    (one,) = check(_with(tests_failed=5, failures_handled="销毁"))

    assert "5 次" in one.words.zh
    assert "4 次" in one.words.zh
    assert "5 tests" in one.words.en
    assert "4 tests" in one.words.en
    assert [compared.value for compared in one.figures] == [5, 4]


def test_the_worst_comes_first() -> None:
    found = check(replace(_with(tests_failed=5, total_output_g=12_000_001), last=None))

    assert [each.severity for each in found] == sorted(
        (each.severity for each in found), key=list(Severity).index
    )
    assert found[0].severity is Severity.RED


@pytest.mark.parametrize(
    "written",
    ["GB/T19777—2013", "ＧＢ／Ｔ　19777－2013", "gb/t 19777-2013、DB14/T 1-2020"],
)
def test_a_standard_written_otherwise_or_with_others_is_still_that(
    written: str,
) -> None:
    found = check(_with(standard_number=written))

    assert "standard_number" not in {each.field for each in found}


def test_one_of_several_standards_can_be_a_former_edition() -> None:
    found = check(_with(standard_number="GB/T 19777-2005, GB/T 19777-2013"))

    assert "standard-other-edition" in {each.code for each in found}


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("plots-unknown", {"basis": CapacityBasis.PLOT_AREA}),
        ("scans-without-sales", {"answers": replace(SOUND, marked_output_g=0)}),
        ("scans-over-activated", {"last": None}),
        ("not-permitted", {"is_permitted": False}),
        ("activated-after-end", {"ended_on": date(2025, 7, 1), "activated_after": 3}),
    ],
)
def test_what_the_registry_knows_otherwise_is_amber(
    code: str, known: dict[str, Any]
) -> None:
    scanned = LEDGER | {"labels_scanned": 10_001}

    facts = replace(FACTS, prefilled=scanned, **known)

    assert _found(facts)[code] is Severity.AMBER


def test_households_are_at_least_those_registered() -> None:
    said = replace(SOUND, households=12)

    enough = _found(replace(FACTS, answers=said, households=12))
    fewer = _found(replace(FACTS, answers=said, households=13))

    assert enough == {}
    assert fewer == {"households-below-registered": Severity.AMBER}


def test_households_are_at_least_those_that_delivered() -> None:
    facts = replace(FACTS, prefilled=LEDGER | {"households": 12}, households=40)

    enough = _found(replace(facts, answers=replace(SOUND, households=12)))
    fewer = _found(replace(facts, answers=replace(SOUND, households=11)))

    assert enough == {}, "members who brought nothing need not be counted"
    assert fewer == {"households-below-delivering": Severity.AMBER}


@pytest.mark.parametrize(
    ("basis", "name", "code"),
    [
        (CapacityBasis.RAW_PURCHASE, "raw_bought_g", "delivered-over-bought"),
        (CapacityBasis.VAT_VOLUME_AGEING, "raw_bought_g", "delivered-over-bought"),
        (CapacityBasis.PLOT_AREA, "total_output_g", "delivered-over-total"),
        (CapacityBasis.TREE_COUNT, "total_output_g", "delivered-over-total"),
        (CapacityBasis.HEAD, "total_output_g", None),
        (None, "total_output_g", None),
    ],
)
def test_what_households_delivered_is_part_of_what_was_taken_in(
    basis: CapacityBasis | None, name: str, code: str | None
) -> None:
    def told(said: int | None, known: int, whole: int) -> dict[str, Severity]:
        taken_in: dict[str, Any] = {name: whole}
        facts = replace(
            FACTS,
            basis=basis,
            prefilled=LEDGER | {"plots_used": 1, "delivered_g": known},
            answers=replace(SOUND, plots_used=1, delivered_g=said, **taken_in),
        )
        found = _found(facts)
        return {each: found[each] for each in found if each.startswith("delivered")}

    over = {code: Severity.AMBER} if code else {}

    assert told(10_000_000, 10_000_000, 10_000_000) == {}
    assert told(10_000_001, 10_000_001, 10_000_000) == over
    assert told(None, 10_000_001, 10_000_000) == over, "a form that does not ask it"
    assert told(9_000_000, 10_000_001, 10_000_000) == {}, "what is answered counts"


def test_a_laboratory_is_current_for_six_years() -> None:
    assert _found(_with(lab_cma="190412341234")) == {}


ATTACHED = LabReport(date(2025, 11, 3), "SP-2025-0001", "示例检测中心", "250012345678")
TESTED = replace(SOUND, lab_name="示例检测中心（太谷）", lab_cma="2500 1234 5678")


@pytest.mark.parametrize(
    ("code", "bears"),
    [
        ("test-report-other-year", {"tested_on": date(2026, 1, 1)}),
        ("test-report-other-year", {"tested_on": date(2024, 12, 31)}),
        ("test-report-lab", {"lab_name": "另一检测中心"}),
        ("test-report-cma", {"lab_cma": "250012345679"}),
    ],
)
def test_a_test_report_is_of_the_year_and_of_the_laboratory_answered(
    code: str, bears: dict[str, Any]
) -> None:
    facts = replace(FACTS, answers=TESTED, lab_reports=(ATTACHED,))
    other = replace(facts, lab_reports=(replace(ATTACHED, **bears),))

    assert _found(facts) == {}
    assert _found(other) == {code: Severity.AMBER}


def test_no_more_test_reports_are_attached_than_tests_were_made() -> None:
    answers = replace(TESTED, tests=1)
    again = replace(ATTACHED, number="SP-2025-0002")

    once = _found(replace(FACTS, answers=answers, lab_reports=(ATTACHED,)))
    twice = _found(replace(FACTS, answers=answers, lab_reports=(ATTACHED, again)))
    undated = _found(replace(FACTS, answers=answers, lab_reports=(LabReport(),)))

    assert once == {}
    assert twice == {"test-reports-over-tests": Severity.AMBER}
    assert undated == {"test-report-undated": Severity.NOTE}


def test_a_price_within_three_deviations_is_usual() -> None:
    assert _found(_with(marked_sales_fen=16_500_000)) == {}


def test_few_others_are_no_measure() -> None:
    # 10, 20, 30 and 60: the median is 25, and 15, 5, 5 and 35 lie 10 from it
    assert peers_of([10, 20, 30, 60]) == Peers(4, 25, 10)
    assert peers_of([10, 20, 30]) is None
    assert _found(replace(FACTS, peers=None)) == {"peers-unknown": Severity.NOTE}
