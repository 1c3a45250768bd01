"""What the registry itself counts of a year: how many there are, and which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.queries.reports import in_force, under
from gi_registry.annual_reports.rules import ACCEPTED
from gi_registry.cases.models import MarkCase
from gi_registry.core.paging import count_of
from gi_registry.laboratories.models import Laboratory
from gi_registry.producers.models import Authorization, AuthorizationStatus, Entity
from gi_registry.producers.rules import MAY_USE
from gi_registry.products.models import Gi, GiRight, GiStandard
from gi_registry.products.rules import RightKind

RIGHTS: Final = {f"rights_{kind.value}": kind for kind in RightKind}
_NOTHING: Final = literal_column("''", String())
_LABORATORY: Final[ColumnElement[str]] = func.coalesce(
    func.nullif(AnnualReport.lab_cma, _NOTHING),
    func.nullif(AnnualReport.lab_name, _NOTHING),
)
"""A laboratory is known by its CMA number, by its name where it bears none."""
_ON_REGISTER: Final[ColumnElement[bool]] = exists().where(
    or_(
        Laboratory.cma == func.upper(func.replace(AnnualReport.lab_cma, " ", "")),
        and_(
            func.coalesce(AnnualReport.lab_cma, _NOTHING) == _NOTHING,
            Laboratory.name == AnnualReport.lab_name,
        ),
    )
)
"""Its number, or else its name, stands on the register, whether current or not."""
LABORATORIES: Final = ("laboratories", "laboratories_listed")
"""Laboratories that reports name, and those of them on the register."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted.

    Attributes:
        key: stable name; one of `KEYS`, or `REPORTS_OF`.
        year: the year reported on.
        prefixes: GB/T 2260 code prefixes; "" is everywhere.
        laboratory: whose reports are meant, of `REPORTS_OF`.
    """

    key: str
    year: int
    prefixes: Sequence[str]
    laboratory: str = ""

    @property
    def first(self) -> date:
        """First day of the year."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """Last day of the year."""
        return date(self.year, 12, 31)


def registered(session: Session, year: int, prefixes: Sequence[str]) -> dict[str, int]:
    """Return what the registry knows of a year, counts by stable names.

    Kinds of rights that there are none of are left out.
    """
    asked = Counted("", year, prefixes)
    found = {
        key: count_of(session, which(replace(asked, key=key)))
        for key in KEYS
        if key not in RIGHTS
    }
    rights = (
        select(GiRight.kind, func.count())
        .where(GiRight.gi_id.in_(_products(asked)))
        .group_by(GiRight.kind)
    )
    kinds = {kind: int(count) for kind, count in session.execute(rights)}
    return found | {key: kinds[kind] for key, kind in RIGHTS.items() if kind in kinds}


def which(asked: Counted) -> Select[Any]:
    """Select the ids of what is counted; of laboratories, what they are known by."""
    return _WHICH[asked.key](asked)


def listed(asked: Counted) -> Select[*tuple[Any, ...]]:
    """Select what is counted, with what a list shows of it, by labelled columns."""
    if asked.key in LABORATORIES:
        return _laboratories(asked)
    rows, column = _LISTED[asked.key]
    return rows().where(column.in_(which(asked)))


def _here(asked: Counted) -> ColumnElement[bool]:
    return under(asked.prefixes)


def _products(asked: Counted) -> Select[int]:
    """Select the products that somebody here might mark in the year."""
    used = select(Authorization.gi_id).where(_here(asked), in_force(asked.year))
    return used.distinct()


def _at_its_end(asked: Counted) -> ColumnElement[bool]:
    """Return the condition that a permission allowed use on the year's last day."""
    status, last = AuthorizationStatus, asked.last
    allowed = exists().where(
        status.authorization_id == Authorization.id,
        status.state.in_(MAY_USE),
        status.from_on <= last,
        or_(status.to_on.is_(None), status.to_on > last),
    )
    return and_(
        _here(asked),
        Authorization.valid_from <= last,
        or_(Authorization.valid_to.is_(None), Authorization.valid_to >= last),
        allowed,
    )


def _rights_of(asked: Counted) -> Select[int]:
    return select(GiRight.id).where(
        GiRight.kind == RIGHTS[asked.key], GiRight.gi_id.in_(_products(asked))
    )


def _reports(asked: Counted, column: Any) -> Select[Any]:  # noqa: ANN401 -- any column
    return (
        select(column)
        .join(AnnualReport.authorization)
        .where(
            AnnualReport.year == asked.year,
            AnnualReport.state.in_(ACCEPTED),
            _here(asked),
            _LABORATORY.is_not(None),
        )
    )


def _cases(asked: Counted) -> Select[int]:
    return (
        select(MarkCase.id)
        .join(MarkCase.authorization)
        .where(_here(asked), MarkCase.opened_on.between(asked.first, asked.last))
    )


REPORTS_OF: Final = "laboratory_reports"
"""The reports that name one laboratory."""

_WHICH: Final[dict[str, Callable[[Counted], Select[Any]]]] = {
    "products": _products,
    "users": lambda asked: (
        select(Authorization.entity_id).where(_at_its_end(asked)).distinct()
    ),
    "permissions": lambda asked: select(Authorization.id).where(_at_its_end(asked)),
    "permissions_new": lambda asked: select(Authorization.id).where(
        _here(asked), Authorization.valid_from.between(asked.first, asked.last)
    ),
    "cases": _cases,
    "standards": lambda asked: select(GiStandard.id).where(
        GiStandard.gi_id.in_(_products(asked))
    ),
    "laboratories": lambda asked: _reports(asked, _LABORATORY).distinct(),
    "laboratories_listed": lambda asked: (
        _reports(asked, _LABORATORY).where(_ON_REGISTER).distinct()
    ),
    REPORTS_OF: lambda asked: _reports(asked, AnnualReport.id).where(
        _LABORATORY.in_([asked.laboratory])
    ),
    **dict.fromkeys(RIGHTS, _rights_of),
}

KEYS: Final = tuple(key for key in _WHICH if key != REPORTS_OF)
"""What is counted."""


def _permissions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Authorization.number.label("permission"),
            Entity.name.label("holder"),
            Entity.uscc.label("uscc"),
            *_product(),
            Authorization.division.label("county"),
            Authorization.valid_from.label("valid_from"),
            Authorization.state.label("state"),
        )
        .join(Authorization.entity)
        .join(Authorization.gi)
        .order_by(Authorization.division, Authorization.id)
    )


def _users() -> Select[*tuple[Any, ...]]:
    return select(
        Entity.name.label("holder"),
        Entity.uscc.label("uscc"),
        Entity.division.label("county"),
    ).order_by(Entity.division, Entity.id)


def _gis() -> Select[*tuple[Any, ...]]:
    return select(*_product(), Gi.code.label("code")).order_by(Gi.code)


def _rights() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *_product(),
            Gi.code.label("code"),
            GiRight.number.label("number"),
            GiRight.holder.label("owner"),
            GiRight.since.label("since"),
            GiRight.status.label("state"),
        )
        .join(GiRight.gi)
        .order_by(Gi.code, GiRight.id)
    )


def _standards() -> Select[*tuple[Any, ...]]:
    return (
        select(
            GiStandard.number.label("standard"),
            *_product(),
            Gi.code.label("code"),
            GiStandard.evidence.label("evidence"),
        )
        .join(Gi, Gi.id == GiStandard.gi_id)
        .order_by(GiStandard.number, GiStandard.id)
    )


def _opened() -> Select[*tuple[Any, ...]]:
    return (
        select(
            MarkCase.number.label("case"),
            Entity.name.label("holder"),
            *_product(),
            Authorization.division.label("county"),
            MarkCase.opened_on.label("opened_on"),
            MarkCase.trigger.label("trigger"),
            MarkCase.state.label("state"),
        )
        .join(MarkCase.authorization)
        .join(Authorization.entity)
        .join(Authorization.gi)
        .order_by(MarkCase.number)
    )


def _naming() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Entity.name.label("holder"),
            AnnualReport.id.label("report_id"),
            *_product(),
            Authorization.division.label("county"),
            AnnualReport.lab_name.label("laboratory"),
            AnnualReport.lab_cma.label("cma"),
        )
        .join(AnnualReport.authorization)
        .join(Authorization.entity)
        .join(Authorization.gi)
        .order_by(Authorization.division, AnnualReport.id)
    )


def _laboratories(asked: Counted) -> Select[*tuple[Any, ...]]:
    names = func.max(AnnualReport.lab_name)
    named = _reports(asked, func.coalesce(names, _LABORATORY).label("laboratory"))
    if asked.key != "laboratories":
        named = named.where(_ON_REGISTER)
    return (
        named.add_columns(
            func.max(AnnualReport.lab_cma).label("cma"),
            func.count().label("reports"),
            _LABORATORY.label("known_by"),
        )
        .group_by(_LABORATORY)
        .order_by(func.count().desc(), _LABORATORY)
    )


def _product() -> tuple[ColumnElement[str], ColumnElement[str]]:
    return Gi.name_zh.label("product"), Gi.name_en.label("product_en")


_LISTED: Final[dict[str, tuple[Callable[[], Select[*tuple[Any, ...]]], Any]]] = {
    "permissions": (_permissions, Authorization.id),
    "permissions_new": (_permissions, Authorization.id),
    "users": (_users, Entity.id),
    "products": (_gis, Gi.id),
    "standards": (_standards, GiStandard.id),
    "cases": (_opened, MarkCase.id),
    REPORTS_OF: (_naming, AnnualReport.id),
    **dict.fromkeys(RIGHTS, (_rights, GiRight.id)),
}
"""How each is selected, and the column of its ids."""
