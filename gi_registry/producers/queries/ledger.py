"""Entries of the quarterly ledger, each source as rows of the same columns."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, null, select
from sqlalchemy.orm import aliased

from gi_registry.accounts.models import Account, Organisation
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.core.words import china_begins
from gi_registry.overrides.models import OverrideRequest
from gi_registry.producers.models import (
    Application,
    ApplicationEvent,
    Authorization,
    AuthorizationStatus,
    Entity,
)
from gi_registry.producers.rules import ApplicationState, AuthorizationState, Quarter
from gi_registry.products.models import Gi, GiRight

Rows = Select[*tuple[Any, ...]]
"""Rows of labelled columns."""


def steps(caller: Caller, quarter: Quarter) -> Rows:
    """Select the steps of applications in a quarter, oldest first.

    Columns: id, at, subject, entity, uscc, product, division, state, from_state,
    words, office, since (when the state before began).
    """
    before = aliased(ApplicationEvent)
    since = (
        select(func.max(before.at))
        .where(
            before.application_id == ApplicationEvent.application_id,
            before.id < ApplicationEvent.id,
        )
        .scalar_subquery()
    )
    return (
        select(
            ApplicationEvent.id.label("id"),
            ApplicationEvent.at.label("at"),
            Application.number.label("subject"),
            Entity.name.label("entity"),
            Entity.uscc.label("uscc"),
            Gi.name_zh.label("product"),
            Application.division.label("division"),
            ApplicationEvent.to_state.label("state"),
            ApplicationEvent.from_state.label("from_state"),
            ApplicationEvent.words.label("words"),
            Organisation.name.label("office"),
            since.label("since"),
        )
        .join(Application, Application.id == ApplicationEvent.application_id)
        .join(Application.entity)
        .join(Application.right)
        .join(GiRight.gi)
        .join(ApplicationEvent.account)
        .join(Account.organisation)
        .where(
            *_within(ApplicationEvent.at, quarter),
            ApplicationEvent.to_state != ApplicationState.DRAFT,
            Application.submitted_at.is_not(None),
            _seen(caller, Application.division, GiRight.managing_authority),
        )
        .order_by(ApplicationEvent.at, ApplicationEvent.id)
    )


def step_counts(caller: Caller, quarter: Quarter) -> Rows:
    """Count the same steps by the state that they led to."""
    of = steps(caller, quarter).order_by(None).subquery()
    return select(of.c.state, func.count()).group_by(of.c.state)


def steps_to(caller: Caller, quarter: Quarter, state: ApplicationState) -> Rows:
    """Select the same steps that led to one state."""
    return steps(caller, quarter).where(ApplicationEvent.to_state == state)


def steps_by_id(caller: Caller, quarter: Quarter, ids: Sequence[int]) -> Rows:
    """Select some of the same steps."""
    return steps(caller, quarter).where(ApplicationEvent.id.in_(ids))


def states(caller: Caller, quarter: Quarter) -> Rows:
    """Select the changes of authorizations in a quarter but for their beginning."""
    return (
        select(
            AuthorizationStatus.id.label("id"),
            AuthorizationStatus.recorded_at.label("at"),
            Authorization.number.label("subject"),
            Entity.name.label("entity"),
            Entity.uscc.label("uscc"),
            Gi.name_zh.label("product"),
            Authorization.division.label("division"),
            AuthorizationStatus.state.label("state"),
            null().label("from_state"),
            AuthorizationStatus.reason.label("words"),
            Organisation.name.label("office"),
            null().label("since"),
        )
        .join(Authorization, Authorization.id == AuthorizationStatus.authorization_id)
        .join(Authorization.entity)
        .join(Authorization.right)
        .join(Authorization.gi)
        .join(Account, Account.id == AuthorizationStatus.account_id)
        .join(Account.organisation)
        .where(
            *_within(AuthorizationStatus.recorded_at, quarter),
            AuthorizationStatus.state != AuthorizationState.ANNOUNCED,
            _seen(caller, Authorization.division, GiRight.managing_authority),
        )
        .order_by(AuthorizationStatus.recorded_at, AuthorizationStatus.id)
    )


def overrides(caller: Caller, quarter: Quarter) -> Rows:
    """Select the exceptions asked for in a quarter, with what became of them."""
    return (
        select(
            OverrideRequest.id.label("id"),
            OverrideRequest.asked_at.label("at"),
            OverrideRequest.subject.label("subject"),
            literal("").label("entity"),
            literal("").label("uscc"),
            OverrideRequest.kind.label("product"),
            OverrideRequest.division.label("division"),
            OverrideRequest.outcome.label("state"),
            null().label("from_state"),
            OverrideRequest.reason.label("words"),
            Organisation.name.label("office"),
            null().label("since"),
        )
        .join(OverrideRequest.asked_by)
        .join(Account.organisation)
        .where(
            *_within(OverrideRequest.asked_at, quarter),
            _seen(caller, OverrideRequest.division, OverrideRequest.authority),
        )
        .order_by(OverrideRequest.asked_at, OverrideRequest.id)
    )


def _within(column: Any, quarter: Quarter) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 -- a column of instants
    return (
        column >= china_begins(quarter.first),
        column < china_begins(quarter.end),
    )


def _seen(caller: Caller, division: Any, authority: Any) -> ColumnElement[bool]:  # noqa: ANN401 -- columns
    return reach(caller, Permission.DESK, division=division, authority=authority)
