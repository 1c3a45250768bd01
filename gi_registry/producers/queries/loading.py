"""What is loaded with an application or an authorization."""

from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from gi_registry.accounts.models import Account
from gi_registry.producers.models import (
    Application,
    ApplicationEvent,
    Authorization,
    AuthorizationStatus,
    Entity,
)
from gi_registry.products.models import GiRight

WHOLE_APPLICATION: tuple[ORMOption, ...] = (
    joinedload(Application.entity).joinedload(Entity.organisation),
    joinedload(Application.right).joinedload(GiRight.gi),
    joinedload(Application.plot),
    selectinload(Application.origin_checks),
    selectinload(Application.events).options(
        joinedload(ApplicationEvent.account).joinedload(Account.organisation),
        joinedload(ApplicationEvent.held_for),
    ),
)
"""Loads everything of an application, in a constant number of queries."""

WHOLE_AUTHORIZATION: tuple[ORMOption, ...] = (
    joinedload(Authorization.entity),
    joinedload(Authorization.right).joinedload(GiRight.gi),
    joinedload(Authorization.gi),
    joinedload(Authorization.announcement),
    selectinload(Authorization.statuses).joinedload(AuthorizationStatus.announcement),
)
"""Loads everything of an authorization, in a constant number of queries."""
