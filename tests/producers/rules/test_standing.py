from datetime import date

import pytest

from gi_registry.producers.rules import EntityStatus
from gi_registry.producers.rules.standing import (
    OnRecord,
    StandingLine,
    StandingOutcome,
    compare,
    status_of,
)

A, C, R = EntityStatus.ACTIVE, EntityStatus.CANCELLED, EntityStatus.REVOKED
O = StandingOutcome  # noqa: E741 -- as the table reads


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("存续（在营、开业、在册）", A),
        ("注销", C),
        ("吊销，未注销", R),
        ("吊销，已注销", C),
        (" Revoked ", R),
        ("迁出", None),
        ("", None),
    ],
)
def test_offices_words_for_a_standing(text: str, status: EntityStatus | None) -> None:
    assert status_of(text) is status


@pytest.mark.parametrize(
    ("before", "listed", "on", "outcome"),
    [
        (A, A, "2026-11-01", O.SAME),
        (A, C, "2026-11-01", O.STATUS),
        (A, R, "2026-11-01", O.STATUS),
        (A, C, "2026-01-01", O.STATUS),  # before it registered here
        (R, C, "2026-11-01", O.STATUS),
        (R, C, "2026-04-30", O.BACKWARDS),  # an older list
        (R, R, "2026-04-30", O.SAME),
        (C, R, "2026-11-01", O.BACKWARDS),
        (C, A, "2026-11-01", O.BACKWARDS),
    ],
)
def test_a_standing_goes_forward_only(
    before: EntityStatus, listed: EntityStatus, on: str, outcome: StandingOutcome
) -> None:
    line = StandingLine(2, "code", "示例", "…", on=date.fromisoformat(on))

    compare(line, listed, OnRecord(1, "示例", before, date(2026, 5, 1)))

    assert line.outcome is outcome
    assert line.new_status is (listed if outcome is O.STATUS else None)


@pytest.mark.parametrize(
    ("name", "outcome", "new"),
    [
        ("", O.SAME, None),
        ("示例（祁县） 醋业", O.SAME, None),
        ("示例老店", O.SAME, None),
        ("示例新醋业", O.NAME, "示例新醋业"),
    ],
)
def test_a_name_changes_only_to_a_new_one(
    name: str, outcome: StandingOutcome, new: str | None
) -> None:
    line = StandingLine(2, "code", name, "存续", on=date(2026, 11, 1))
    known = OnRecord(1, "示例(祁县)醋业", A, date(2026, 5, 1), former=("示例老店",))

    compare(line, A, known)

    assert (line.outcome, line.new_name) == (outcome, new)
