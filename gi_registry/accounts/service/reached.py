"""Who is to be told of something: people of an organisation, officers of a place."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account, RoleGrant
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


def officers(session: Session, permission: Permission) -> Officers:
    """Return who holds a permission, in one query."""
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
    return Officers(
        tuple(
            (row.account_id, Grant(Role(row.role), row.division, row.authority))
            for row in session.scalars(statement)
        )
    )


def members(session: Session, organisation_id: int) -> frozenset[int]:
    """Return the accounts of an organisation that may sign in."""
    statement = select(Account.id).where(
        Account.organisation_id == organisation_id, Account.disabled_at.is_(None)
    )
    return frozenset(session.scalars(statement))
