"""The year's account of labels, as annual reports need it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gi_registry.marks import queries
from gi_registry.marks.errors import LedgerBrokenError
from gi_registry.marks.rules import Balance, is_conserved


def balances(
    session: Session, authorization_ids: Sequence[int], year: int
) -> dict[int, Balance]:
    """Return the year's account of each authorization, in one query.

    Labels issued count in the production year of their run; what happened to
    them counts in the year of its day.

    Raises:
        LedgerBrokenError: an account does not add up.
    """
    if not authorization_ids:
        return {}
    found = queries.balances(session, authorization_ids, year)
    for authorization_id, balance_ in found.items():
        if not is_conserved(balance_):
            msg = f"authorization {authorization_id}, {year}: {balance_}"
            raise LedgerBrokenError(msg)
    return found


def balance(session: Session, authorization_id: int, year: int) -> Balance:
    """Return the year's account of one authorization.

    Raises:
        LedgerBrokenError: the account does not add up.
    """
    return balances(session, [authorization_id], year)[authorization_id]
