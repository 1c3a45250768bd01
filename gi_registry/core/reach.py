"""What a caller's grants reach, as a condition of a query."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from gi_registry.core.access import ROLE_PERMISSIONS, Caller, Grant, Permission, Role

_COUNTY, _VILLAGE = 6, 12
"""Digits of a county's code, and of the longest there are."""
_Column = InstrumentedAttribute[Any] | ColumnElement[Any]


def reach(
    caller: Caller, permission: Permission, *, division: _Column, authority: _Column
) -> ColumnElement[bool]:
    """Return the condition that rows lie in a caller's jurisdiction.

    It says of each row what `caller.may(permission, Place(division, authority))`
    would say, in the database.

    Args:
        caller: who asks.
        permission: held within which jurisdiction.
        division: column of GB/T 2260 codes.
        authority: column of the managing authority that the announcement names,
            NULL where it names none.
    """
    if not caller.may(permission):
        return false()
    return or_(
        *(
            _covers(grant, division, authority)
            for grant in caller.grants
            if permission in ROLE_PERMISSIONS[grant.role]
        )
    )


def begins(division: _Column, prefix: str) -> ColumnElement[bool]:
    """Return the condition that a code begins with a prefix.

    A county is few rows of many, and is looked up in an index; a province or a
    prefecture is many, and must not keep an engine from the index of a list's order.

    Args:
        division: column of GB/T 2260 codes.
        prefix: digits; empty is everywhere.
    """
    if not prefix:
        return true()
    is_code = prefix.isascii() and prefix.isdecimal()
    if not (is_code and _COUNTY <= len(prefix) <= _VILLAGE):
        return division.startswith(prefix, autoescape=True)
    following = str(int(prefix) + 1).zfill(len(prefix))
    return and_(division >= prefix, division < following)


def _covers(grant: Grant, division: _Column, authority: _Column) -> ColumnElement[bool]:
    """Say in SQL what `Grant.covers` says of one place."""
    inside = begins(division, grant.division)
    if grant.role is Role.COUNTY:
        inside = and_(inside, authority.is_(None))
    if grant.authority is None:
        return inside
    return or_(inside, authority == grant.authority)
