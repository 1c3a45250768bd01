"""Who is to be told of something: people of an organisation, officers of a place."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Absence, Account, RoleGrant
from gi_registry.accounts.rules import LENT
from gi_registry.core.access import ROLE_PERMISSIONS, Grant, Permission, Place, Role


@dataclass(frozen=True, slots=True)
class Officers:
    """Everybody who holds a permission somewhere.

    Attributes:
        held: account ids, each with a grant that gives the permission.
    """

    held: tuple[tuple[int, Grant], ...]

    def at(self, place: Place) -> frozenset[int]:
        """Return those whose grants reach a place."""
        return frozenset(who for who, grant in self.held if grant.covers(place))


def officers(session: Session, permission: Permission, *, on: date) -> Officers:
    """Return who holds a permission, and deputies of who is absent, in two queries.

    Args:
        session: to read with.
        permission: held somewhere.
        on: the present day in China, for absences.
    """
    roles = [role for role in Role if permission in ROLE_PERMISSIONS[role]]
    statement = (
        select(RoleGrant)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(
            RoleGrant.role.in_(roles),
            RoleGrant.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )
    held = [
        (row.account_id, Grant(Role(row.role), row.division, row.authority))
        for row in session.scalars(statement)
    ]
    deputies = _deputies(session, on)
    lent = [
        (deputies[who], grant)
        for who, grant in held
        if who in deputies and grant.role in LENT
    ]
    return Officers((*held, *lent))


def _deputies(session: Session, on: date) -> dict[int, int]:
    """Return who stands in for whom on a day: the absent person's deputy."""
    statement = (
        select(Absence)
        .join(Account, Account.id == Absence.deputy_id)
        .where(
            Absence.from_on <= on,
            Absence.to_on >= on,
            Absence.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )
    return {row.account_id: row.deputy_id for row in session.scalars(statement)}


def members(session: Session, organisation_id: int) -> frozenset[int]:
    """Return the accounts of an organisation that may sign in."""
    statement = select(Account.id).where(
        Account.organisation_id == organisation_id, Account.disabled_at.is_(None)
    )
    return frozenset(session.scalars(statement))
