"""Finds reports, who owes one, and what they are checked against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import ReportNotFoundError, YearUnknownError
from gi_registry.annual_reports.models import AnnualReport, AnnualReportEvent
from gi_registry.annual_reports.queries import Within
from gi_registry.annual_reports.rules import (
    Answers,
    Campaign,
    Campaigns,
    Check,
    ReportState,
    Standing,
)
from gi_registry.annual_reports.service import grounds
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.annual_reports.service.grounds import Stated
from gi_registry.areas import service as areas
from gi_registry.core.db import lock
from gi_registry.core.paging import Page, page_by_id
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis
from gi_registry.producers.models import Authorization, Entity
from gi_registry.translog import service as translog
from gi_registry.translog.models import LogLeaf

_UNSAID_FORM: Final = 2
"""The form of reports handed in before versions were kept; their digests hold."""
_YEARS: Final = 0x79656172 << 32
"""Advisory locks, one for each year."""


@dataclass(frozen=True, slots=True)
class Due:
    """One user and one year that he must report on.

    Attributes:
        authorization: entity, right and product loaded.
        newest: the newest version, if one was begun; authorization set.
        filed: the version that meets the duty, if one stands; the same.
        campaign: the days of that year's reports.
    """

    authorization: Authorization
    year: int
    newest: AnnualReport | None
    filed: AnnualReport | None
    campaign: Campaign

    def standing(self, on: date) -> Standing:
        """Say how the user stands on a day."""
        return rules.standing(
            self.newest.state if self.newest else None,
            is_filed=self.filed is not None,
            campaign=self.campaign,
            on=on,
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a version was handed in, provable by the log.

    Attributes:
        sha256: of the version as it stands here now, hex.
        logged: the same as the log holds it.
        leaf_index: where in the log.
        leaf_hash: of that leaf, hex.
    """

    sha256: str
    logged: str
    leaf_index: int
    leaf_hash: str

    @property
    def is_sound(self) -> bool:
        """Whether the version is what was handed in."""
        return self.sha256 == self.logged


def number_of(report: AnnualReport) -> str:
    """Return a report's public number; the authorization is loaded."""
    return number_for(report.year, report.authorization.number)


def number_for(year: int, authorization: str) -> str:
    """Return the public number of a year's report under an authorization."""
    return f"AR-{year}-{authorization}"


def get(session: Session, report_id: int) -> AnnualReport:
    """Return a report: authorization, entity, right and product loaded.

    Raises:
        ReportNotFoundError: there is none.
    """
    statement = queries.full_report().where(AnnualReport.id == report_id)
    report = session.scalar(statement)
    if report is None:
        raise ReportNotFoundError
    return report


def locked(session: Session, report_id: int) -> AnnualReport:
    """Return a report as it stands now, for this transaction alone to change.

    Raises:
        ReportNotFoundError: there is none.
    """
    own_row = select(AnnualReport.id).where(AnnualReport.id == report_id)
    session.execute(own_row.with_for_update())
    statement = queries.full_report().where(AnnualReport.id == report_id)
    report = session.scalar(statement.execution_options(populate_existing=True))
    if report is None:
        raise ReportNotFoundError
    return report


def newest_by_number(session: Session, number: str) -> AnnualReport:
    """Return the newest version handed in, by the report's public number.

    Raises:
        ReportNotFoundError: there is none.
    """
    year, _, authorization = number.removeprefix("AR-").partition("-")
    statement = (
        queries.full_report()
        .join(AnnualReport.authorization)
        .where(
            Authorization.number == authorization,
            AnnualReport.year == (int(year) if year.isdecimal() else 0),
            AnnualReport.state != ReportState.DRAFT,
        )
        .order_by(AnnualReport.version.desc())
        .limit(1)
    )
    found = session.scalar(statement)
    if found is None:
        raise ReportNotFoundError
    return found


def locked_in_year(session: Session, report_id: int) -> AnnualReport:
    """Return a report as `locked`, while nothing else moves that year's reports.

    Raises:
        ReportNotFoundError: there is none.
    """
    lock_year_of(session, report_id)
    return locked(session, report_id)


def lock_year_of(session: Session, report_id: int) -> None:
    """Do as `lock_year` for the year of a report.

    Raises:
        ReportNotFoundError: there is none.
    """
    statement = select(AnnualReport.year).where(AnnualReport.id == report_id)
    year = session.scalar(statement)
    if year is None:
        raise ReportNotFoundError
    lock_year(session, year)


def lock_year(session: Session, year: int) -> None:
    """Let one transaction at a time move a year's reports through the offices."""
    lock(session, _YEARS | year)


def versions(session: Session, authorization_id: int, year: int) -> list[AnnualReport]:
    """Return all versions of one year's report, oldest first; as `get` loads."""
    statement = (
        queries.full_report()
        .where(
            AnnualReport.authorization_id == authorization_id, AnnualReport.year == year
        )
        .order_by(AnnualReport.version)
    )
    return list(session.scalars(statement))


def due(
    session: Session, year: int, *, where: Sequence[ColumnElement[bool]] = ()
) -> list[Due]:
    """Return everybody who must report on a year, by name.

    Args:
        session: to read with.
        year: the year reported on.
        where: further conditions on authorizations.
    """
    statement = queries.due(year).where(*where)
    rows = session.execute(statement.order_by(Entity.name, Authorization.id))
    known = campaigns(session)
    return [_due(known, year, *row) for row in rows]


def years_of(session: Session, organisation_id: int, *, on: date) -> list[Due]:
    """Return every year that an organisation must report on, newest first."""
    mine = (Entity.organisation_id == organisation_id,)
    return [
        each
        for year in campaigns(session).years(on)
        for each in due(session, year, where=mine)
        if on >= each.campaign.opens_on
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a desk's list is narrowed to.

    Attributes:
        year: the year reported on.
        within: where the officer looks.
        state: one of `rules.FILTERS`, or "" for all who must report.
    """

    year: int
    within: Within
    state: str = ""


def due_page(
    session: Session, wanted: Wanted, *, number: int, total: int | None = None
) -> Page[Due]:
    """Return one page of a desk's list.

    Args:
        session: to read with.
        wanted: which list.
        number: of the page, from 1; beyond the end it gives the last.
        total: how long the list is, where `lengths` said it already.
    """

    def load(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
        return queries.with_versions(wanted.year).where(Authorization.id.in_(ids))

    if total is None:
        total = queries.lengths(session, wanted.year, wanted.within)[wanted.state]
    which = queries.which(wanted.year, wanted.state, wanted.within)
    found: Page[Any] = page_by_id(session, which, load, number=number, total=total)
    known = campaigns(session)
    return found.map(lambda row: _due(known, wanted.year, *row))


def due_all(session: Session, wanted: Wanted) -> list[Due]:
    """Return all of a desk's list, in its order."""
    which = queries.which(wanted.year, wanted.state, wanted.within)
    ids = which.order_by(None).scalar_subquery()
    statement = queries.with_versions(wanted.year).where(Authorization.id.in_(ids))
    known = campaigns(session)
    rows = session.execute(statement.order_by(Entity.name, Authorization.id))
    return [_due(known, wanted.year, *row) for row in rows]


def steps_of(session: Session, report_ids: Sequence[int]) -> list[AnnualReportEvent]:
    """Return what happened to versions of a report, oldest first."""
    statement = (
        select(AnnualReportEvent)
        .where(AnnualReportEvent.report_id.in_(report_ids))
        .order_by(AnnualReportEvent.id)
    )
    return list(session.scalars(statement))


def counties_in(session: Session, prefixes: Sequence[str]) -> list[tuple[str, Words]]:
    """Return the counties within divisions, with their names."""
    return [
        (each.code, Words(each.name, each.name_en))
        for each in areas.counties(session)
        if each.code.startswith(tuple(prefixes))
    ]


def division_names(session: Session, codes: Iterable[str]) -> dict[str, Words]:
    """Return the names of divisions; a code without a name stands for itself."""
    wanted = set(codes)
    return {code: Words(code, code) for code in wanted} | areas.names(session, wanted)


def own_authorization(session: Session, number: str, organisation_id: int) -> int:
    """Return the id of an organisation's authorization by its number.

    Raises:
        ReportNotFoundError: it has none of that number.
    """
    found = queries.authorization_id(session, number, organisation_id)
    if found is None:
        raise ReportNotFoundError
    return found


def answers_of(report: AnnualReport) -> Answers:
    """Return what a version says."""
    return Answers(**{name: getattr(report, name) for name in Answers.names()})


def basis_of(session: Session, report: AnnualReport) -> CapacityBasis | None:
    """Return what the user's capacity is counted from; None if never decided."""
    key = (report.authorization_id, report.year)
    return queries.bases(session, [key]).get(key)


def checks_of(
    session: Session, reports: Iterable[AnnualReport]
) -> dict[int, tuple[Check, ...]]:
    """Check reports; authorizations loaded. Few statements, whatever their number."""
    wanted = list(reports)
    files = queries.lab_reports(session, [each.id for each in wanted])
    stated = [
        Stated(
            each.authorization_id,
            each.authorization.gi_id,
            each.year,
            answers_of(each),
            each.prefilled,
            each.form,
            files.get(each.id, ()),
        )
        for each in wanted
    ]
    found = grounds.checked(session, stated)
    return {each.id: checks for each, checks in zip(wanted, found, strict=True)}


def sha256_of(session: Session, report: AnnualReport) -> str:
    """Return the SHA-256 of a version, with what was declared; authorization loaded."""
    more = declared(report, queries.declared_files(session, report.id))
    return rules.fingerprint(
        number_of(report), report.version, answers_of(report), more
    )


class Declared(Protocol):
    """What is declared with the answers of a version."""

    @property
    def prefilled(self) -> Mapping[str, Any]:
        """What the registry gave."""

    @property
    def change_reason(self) -> str:
        """Why figures are unlike the registry's."""

    @property
    def form(self) -> int:
        """Version of the form."""

    @property
    def signatory(self) -> str:
        """Who declares it true."""

    @property
    def reasons(self) -> Mapping[str, Any] | None:
        """The same by the answer's name, if given so."""


def declared(version: Declared, files: Sequence[Any] = ()) -> dict[str, Any]:
    """Return what is declared with the answers of a version, as the log covers it.

    Args:
        version: what the user says beside the answers.
        files: what is attached to it, as `queries.declared_files` gives it.
    """
    more: dict[str, Any] = {
        "prefilled": version.prefilled,
        "change_reason": version.change_reason,
        "signatory": version.signatory,
    }
    if version.form != _UNSAID_FORM:
        more["form"] = version.form
    if version.reasons:
        more["reasons"] = version.reasons
    if files:
        more["files"] = files
    return more


def receipt(session: Session, report: AnnualReport) -> Receipt | None:
    """Return the proof that a version was handed in; None for a draft."""
    leaf = leaf_of(session, report)
    if leaf is None:
        return None
    return Receipt(
        sha256=sha256_of(session, report),
        logged=leaf.body["sha256"],
        leaf_index=leaf.index,
        leaf_hash=leaf.leaf_hash,
    )


def known_year(session: Session, text: str | None, *, on: date) -> int:
    """Return the year asked for, or the newest that is reported on.

    Raises:
        YearUnknownError: it is none that is reported on.
    """
    newest = campaigns(session).newest_year(on)
    if not text:
        return newest
    year = int(text) if text.isdecimal() and len(text) < 5 else 0  # noqa: PLR2004 -- digits of a year
    if not rules.FIRST_YEAR <= year <= newest:
        raise YearUnknownError(rules.FIRST_YEAR, newest)
    return year


def _due(
    known: Campaigns,
    year: int,
    authorization: Authorization,
    newest: AnnualReport | None,
    filed: AnnualReport | None,
) -> Due:
    for report in (newest, filed):
        if report is not None:
            set_committed_value(report, "authorization", authorization)
    days = known.of(year, authorization.division)
    return Due(authorization, year, newest, filed, days)


def leaf_of(session: Session, report: AnnualReport) -> LogLeaf | None:
    """Return the log's leaf of a version's handing in; None for a draft."""
    leaves = translog.history(session, number_of(report))
    handed_in = (
        leaf
        for leaf in leaves
        if leaf.kind == "report.submitted" and leaf.body["version"] == report.version
    )
    return next(handed_in, None)
