"""Reads of changes of what is on record, and of what businesses were called."""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.producers.models import Authorization, Entity, EntityChange
from gi_registry.producers.rules import ChangeKind, ChangeState
from gi_registry.products.models import GiRight

WHOLE_CHANGE: tuple[ORMOption, ...] = (
    joinedload(EntityChange.entity),
    joinedload(EntityChange.authorization).joinedload(Authorization.right),
    joinedload(EntityChange.authorization).joinedload(Authorization.gi),
)
"""Loads everything of a change."""


def changes(
    caller: Caller,
    state: ChangeState | None,
    *,
    permission: Permission = Permission.DESK,
) -> Select[EntityChange]:
    """Select the changes in a caller's jurisdiction, the oldest first."""
    statement = (
        select(EntityChange)
        .join(EntityChange.entity)
        .outerjoin(EntityChange.authorization)
        .outerjoin(Authorization.right)
        .options(
            contains_eager(EntityChange.entity),
            contains_eager(EntityChange.authorization).joinedload(Authorization.gi),
        )
        .where(
            EntityChange.kind != ChangeKind.STATUS,
            reach(
                caller,
                permission,
                division=EntityChange.division,
                authority=GiRight.managing_authority,
            ),
        )
    )
    if state is not None:
        statement = statement.where(EntityChange.state == state)
    return statement.order_by(EntityChange.id)


def was_called(text: str) -> ColumnElement[bool]:
    """Return the condition that a business was called so before."""
    return Entity.id.in_(formerly(text))


def formerly(text: str) -> Select[int]:
    """Select the ids of the businesses that were called so before."""
    return select(EntityChange.entity_id).where(
        EntityChange.kind == ChangeKind.NAME,
        EntityChange.state == ChangeState.CONFIRMED,
        has(EntityChange.old, text),
    )


def has(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Return the condition that a text is in a column; case counts where there is none.

    What is not folded first is compared twice as fast.
    """
    if text.lower() == text.upper():
        return column.contains(text, autoescape=True)
    return column.icontains(text, autoescape=True)
