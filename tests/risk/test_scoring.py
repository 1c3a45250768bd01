"""The explained score: no data is neither 0 nor safe."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.risk.rules import (
    WEIGHTS,
    Feast,
    Festival,
    Ledger,
    Market,
    Phase,
    Scanned,
    Score,
    Signal,
    Term,
    score,
    week_of,
)

MONDAY = date(2026, 9, 7)
WEEK = week_of(MONDAY)
SEASON = Market(Phase.IN_SEASON, date(2026, 9, 1), date(2026, 10, 31))
CLEAN = Scanned(weeks=4, codes=500)
LEDGER = Ledger(users=3, report_year=2025, reports_due=3)


def _score(
    market: Market = SEASON, scanned: Scanned = CLEAN, ledger: Ledger = LEDGER
) -> Score:
    return score(market, scanned, ledger, week=WEEK)


def _signal(term: Term, found: Score) -> Signal:
    return next(each for each in found.signals if each.term is term)


def test_the_weights_are_those_of_the_domain_study() -> None:
    assert WEIGHTS == {Term.SEASON: 25, Term.COPIES: 20, Term.OVERDUE: 10}
    assert _score().most == 55


def test_points_are_the_sum_of_values_times_weights() -> None:
    scanned = Scanned(weeks=4, codes=100, suspect=6, dead=4)  # 10 % of 20 % is 0.5
    ledger = replace(LEDGER, labels_past=1_000, labels_unused=300)

    found = _score(scanned=scanned, ledger=ledger)

    assert [each.value for each in found.signals] == [1.0, pytest.approx(0.5), 0.3, 0.0]
    assert found.points == pytest.approx(25 + 10 + 3)
    assert found.unknown_share == 0


def test_nothing_scanned_is_no_data() -> None:
    found = _score(scanned=Scanned(weeks=4))

    signal = _signal(Term.COPIES, found)
    assert signal.value is None
    assert signal.points is None
    assert "无数据" in signal.words.zh
    assert "No data" in signal.words.en
    assert found.unknown_points == 20
    assert found.unknown_share == pytest.approx(20 / 55)


@pytest.mark.parametrize(("codes", "value"), [(19, None), (20, 0.0)])
def test_a_few_clean_scans_are_no_data(codes: int, value: float | None) -> None:
    found = _score(scanned=Scanned(weeks=4, codes=codes))

    assert _signal(Term.COPIES, found).value == value


def test_a_few_scans_with_a_finding_are_data() -> None:
    found = _score(scanned=Scanned(weeks=4, codes=2, suspect=1))

    assert _signal(Term.COPIES, found).value == 1.0


def test_a_product_without_users_is_no_data() -> None:
    found = _score(ledger=Ledger())

    assert _signal(Term.OVERDUE, found).value is None


def test_a_ledger_where_nothing_is_late_is_a_known_nought() -> None:
    found = _score(ledger=LEDGER)

    assert _signal(Term.OVERDUE, found).value == 0


def test_an_unknown_season_is_no_data() -> None:
    found = _score(market=Market(Phase.UNKNOWN))

    assert _signal(Term.SEASON, found).value is None
    assert any("上市月份" in each.zh for each in found.advice)


def test_what_is_all_unknown_has_no_points_and_is_all_unknown() -> None:
    found = _score(Market(Phase.UNKNOWN), Scanned(weeks=4), Ledger())

    assert found.points == 0
    assert found.unknown_share == 1


def test_between_equals_the_less_known_comes_first() -> None:
    known = _score(scanned=CLEAN, ledger=LEDGER)
    unknown = _score(scanned=Scanned(weeks=4), ledger=Ledger())

    assert known.points == unknown.points
    assert min([known, unknown], key=lambda each: each.rank) is unknown


def test_overdue_reports_count_by_their_share_once_the_province_set_a_weight() -> None:
    late = replace(LEDGER, reports_missing=2)

    off, on = _score(ledger=late), _score(ledger=replace(late, report_weight=12))

    signal = _signal(Term.REPORTS, on)
    assert signal.value == pytest.approx(2 / 3)
    assert "逾期 2 份" in signal.words.zh
    assert on.points - off.points == pytest.approx(8)
    assert (off.most, on.most) == (55, 67)
    assert "不计分" in _signal(Term.REPORTS, off).words.zh
    assert "不计分" not in signal.words.zh


def test_the_first_two_weeks_of_a_season_weigh_most() -> None:
    later = score(SEASON, CLEAN, LEDGER, week=week_of(date(2026, 10, 5)))

    assert _signal(Term.SEASON, _score()).value == 1.0
    assert _signal(Term.SEASON, later).value == 0.6


@pytest.mark.parametrize(("days", "value"), [(0, 1.0), (21, 0.5)])
def test_a_festival_weighs_more_the_nearer_it_is(days: int, value: float) -> None:
    on = date.fromordinal(MONDAY.toordinal() + days)
    market = Market(Phase.FESTIVAL, festival=Festival(Feast.MID_AUTUMN, on))

    assert _signal(Term.SEASON, _score(market=market)).value == pytest.approx(value)


def test_advice_names_codes_only_where_there_are_some() -> None:
    clean = _score()
    copied = _score(scanned=Scanned(weeks=4, codes=10, suspect=1))

    assert not any("codes below" in each.en for each in clean.advice)
    assert "codes below" in copied.advice[0].en


SCANNED = st.builds(
    lambda codes, suspect, dead: Scanned(
        4, codes + suspect + dead, suspect=suspect, dead=dead
    ),
    st.integers(0, 1_000),
    st.integers(0, 50),
    st.integers(0, 50),
)
LEDGERS = st.builds(
    lambda users, unused, used, missing, filed: Ledger(
        users=users,
        labels_past=unused + used,
        labels_unused=unused,
        report_year=2025,
        reports_due=missing + filed,
        reports_missing=missing,
    ),
    *(st.integers(0, 100) for _ in range(5)),
)


@given(SCANNED, LEDGERS)
def test_values_stay_between_nought_and_one_and_known_and_unknown_make_the_whole(
    scanned: Scanned, ledger: Ledger
) -> None:
    found = _score(scanned=scanned, ledger=ledger)

    assert all(each.value is None or 0 <= each.value <= 1 for each in found.signals)
    assert 0 <= found.points <= found.most - found.unknown_points
    assert all(each.words.zh and each.words.en for each in found.signals)
