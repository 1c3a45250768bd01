"""Reads behind the import of many reports; few statements, whatever their number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.queries.reports import in_force
from gi_registry.annual_reports.rules import Answers, ReportState
from gi_registry.core.db import among
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import Gi, GiRight


@dataclass(frozen=True, slots=True)
class User:
    """Who must report on a year."""

    id: int
    number: str
    holder: str
    uscc: str
    organisation_id: int
    gi_id: int
    product: str
    product_code: str
    standard_number: str | None
    division: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest version of a user's report on a year.

    Attributes:
        is_locked: whether a version is locked with its year.
    """

    id: int
    version: int
    state: ReportState
    revision: int
    form: int
    signatory: str
    change_reason: str
    answers: Answers
    is_locked: bool


def users(
    session: Session,
    year: int,
    where: ColumnElement[bool],
    *,
    numbers: Iterable[str] | None = None,
    usccs: Iterable[str] = (),
) -> list[User]:
    """Return who must report on a year, by number.

    Args:
        session: to read with.
        year: the year reported on.
        where: condition on authorizations, entities and rights.
        numbers: of authorizations; with `usccs`, all that are named. None is all.
        usccs: credit codes.
    """
    statement = (
        select(
            Authorization.id,
            Authorization.number,
            Entity.name,
            Entity.uscc,
            Entity.organisation_id,
            Authorization.gi_id,
            Gi.name_zh,
            Gi.code,
            Authorization.standard_number,
            Authorization.division,
        )
        .select_from(Authorization)
        .join(Authorization.entity)
        .join(GiRight, GiRight.id == Authorization.right_id)
        .join(Gi, Gi.id == Authorization.gi_id)
        .where(in_force(year), where)
        .order_by(Authorization.number)
    )
    if numbers is not None:
        named = or_(
            among(session, Authorization.number, numbers),
            among(session, Entity.uscc, usccs),
        )
        statement = statement.where(named)
    found: Iterable[Any] = session.execute(statement)
    return [User(*row) for row in found]


def standings(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, Standing]:
    """Return the newest version of each user's report on a year, if one was begun."""
    columns = [getattr(AnnualReport, name) for name in Answers.names()]
    statement = (
        select(
            AnnualReport.authorization_id,
            AnnualReport.id,
            AnnualReport.version,
            AnnualReport.state,
            AnnualReport.revision,
            AnnualReport.form,
            AnnualReport.signatory,
            AnnualReport.change_reason,
            *columns,
        )
        .where(
            among(session, AnnualReport.authorization_id, authorization_ids),
            AnnualReport.year == year,
        )
        .order_by(AnnualReport.version)
    )
    found: dict[int, Standing] = {}
    rows: Iterable[Any] = session.execute(statement)
    for row in rows:
        before = found.get(row[0])
        is_locked = row.state is ReportState.LOCKED or bool(before and before.is_locked)
        values: list[Any] = [*row[1:8], Answers(*row[8:]), is_locked]
        found[row[0]] = Standing(*values)
    return found


def ids_of(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the id of the newest version of a year by authorization."""
    statement = (
        select(AnnualReport.authorization_id, AnnualReport.id)
        .where(
            among(session, AnnualReport.authorization_id, authorization_ids),
            AnnualReport.year == year,
        )
        .order_by(AnnualReport.version)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def holders_of(
    session: Session, authorization_ids: Iterable[int]
) -> Sequence[Row[int, int, str, str]]:
    """Return who may sign in for the holders of authorizations.

    Each is authorization, account, and the product's name in Chinese and English.
    """
    return session.execute(
        select(Authorization.id, Account.id, Gi.name_zh, Gi.name_en)
        .join(Entity, Entity.id == Authorization.entity_id)
        .join(Account, Account.organisation_id == Entity.organisation_id)
        .join(Gi, Gi.id == Authorization.gi_id)
        .where(
            among(session, Authorization.id, authorization_ids),
            Account.disabled_at.is_(None),
        )
    ).all()
