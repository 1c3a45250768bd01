"""The registry itself, where it does what the calendar asks for and nobody decides."""

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.accounts.service.people import create_organisation, hasher
from gi_registry.core.db import lock

_LOCKED: Final = 0x524547
_LOGIN: Final = "registry"
_NAME: Final = "地理标志登记系统"
_NO_PLACE: Final = ""


def the_registry(session: Session, *, now: datetime) -> int:
    """Return the account of the registry itself, made at its first deed.

    It is disabled, has no role and a password that nobody knows: it is a name in
    the record, not a way in.

    Args:
        session: a writing session.
        now: the present instant.
    """
    lock(session, _LOCKED)
    found = session.scalar(select(Account.id).where(Account.login == _LOGIN))
    if found is not None:
        return found
    organisation = create_organisation(
        session,
        kind=OrganisationKind.OPERATOR,
        name=_NAME,
        division=_NO_PLACE,
        now=now,
    )
    made = Account(
        login=_LOGIN,
        name=_NAME,
        organisation_id=organisation.id,
        password_hash=hasher().hash(secrets.token_hex()),
        created_at=now,
        disabled_at=now,
    )
    session.add(made)
    session.flush()
    return made.id
