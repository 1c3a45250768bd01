from datetime import date

import pytest
from sqlalchemy.orm import Session

from gi_registry.marks import service
from gi_registry.marks.rules import Balance, RangeState, is_conserved
from tests import factories as make
from tests.counting import counted
from tests.marks import asked


def test_an_account_over_three_years(session: Session) -> None:
    """1,000 labels of 2025 and 500 of 2026, by hand."""
    holder = make.authorization(session)
    make.capacity(session, holder)
    lot = make.lot(session, holder)
    old = make.run(session, holder, year=2025, expires_on=date(2026, 12, 31))
    make.run(session, holder, size=500)
    for first, end, day, state in (
        (0, 300, date(2025, 9, 1), RangeState.ACTIVATED),
        (300, 310, date(2025, 9, 2), RangeState.VOID),
        (310, 700, date(2026, 2, 1), RangeState.ACTIVATED),
        (700, 705, date(2026, 2, 2), RangeState.STOLEN),
    ):
        row = make.labels(
            session, old, first, end, lot if state is RangeState.ACTIVATED else None
        )
        row.on_day, row.state = day, state
    session.flush()

    account = [service.balance(session, holder.id, year) for year in range(2024, 2029)]

    assert account == [
        Balance(0, 0, 0, 0, 0, 0),
        Balance(opening=0, issued=1000, activated=300, void=10, expired=0, closing=690),
        # 690 - 390 - 5 = 295 of the old run are left when it expires.
        Balance(
            opening=690, issued=500, activated=390, void=5, expired=295, closing=500
        ),
        Balance(opening=500, issued=0, activated=0, void=0, expired=500, closing=0),
        Balance(0, 0, 0, 0, 0, 0),
    ]


def test_what_is_returned_after_expiry_has_expired_already(session: Session) -> None:
    holder = make.authorization(session)
    make.capacity(session, holder)
    run = make.run(session, holder, year=2025, expires_on=date(2026, 6, 30))
    request = asked.spoilt(
        run.id, 0, 1_000, state=RangeState.RETURNED, on_day=date(2026, 10, 1)
    )
    service.mark_range(
        session, request, now=make.NOW, account_id=make.producer(session).id
    )

    balance = service.balance(session, holder.id, 2026)

    assert balance == Balance(1_000, 0, 0, 0, 1_000, 0)


def test_many_accounts_are_one_query(session: Session) -> None:
    holders = [make.authorization(session) for _ in range(3)]
    for at, holder in enumerate(holders[:2], start=1):
        make.run(session, holder, size=at * 100)
    ids = [holder.id for holder in holders]

    with counted(session) as statements:
        found = service.balances(session, ids, 2026)

    assert [found[id_].closing for id_ in ids] == [100, 200, 0]
    assert len(statements) == 1
    assert service.balances(session, [], 2026) == {}


@pytest.mark.parametrize(
    "broken",
    [
        Balance(opening=0, issued=10, activated=3, void=0, expired=0, closing=8),
        Balance(opening=0, issued=10, activated=11, void=0, expired=0, closing=-1),
        Balance(opening=-1, issued=10, activated=0, void=0, expired=0, closing=9),
    ],
)
def test_an_account_that_does_not_add_up_is_seen(broken: Balance) -> None:
    assert not is_conserved(broken)
