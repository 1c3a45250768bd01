"""Reading clocks, with the evidence behind each day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.annual_reports import service as reports
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import ACCEPTED
from gi_registry.cases import service as cases
from gi_registry.cases.models import MarkCase
from gi_registry.cases.rules import Trigger
from gi_registry.clocks import queries
from gi_registry.clocks.models import ClockStep, NonUseDecision, UseRecord
from gi_registry.clocks.queries import Wanted
from gi_registry.clocks.rules import NonUse, UseKind, non_use
from gi_registry.core.access import Caller, Permission
from gi_registry.core.blobs import BlobMissingError
from gi_registry.core.paging import Page, page_of
from gi_registry.core.words import Words
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeState
from gi_registry.producers import service as producers
from gi_registry.producers.models import Authorization, Entity, StoredFile
from gi_registry.producers.rules import AuthorizationState
from gi_registry.tracing.models import Lot

_SHOWN: Final = 20
"""Pieces of evidence of one kind that a page shows, newest first."""
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One authorization and its clock.

    Attributes:
        authorization: with entity, right and product.
        clock: of non-use.
        kind: of the last use; none where none is on record.
    """

    authorization: Authorization
    clock: NonUse
    kind: UseKind | None


@dataclass(frozen=True, slots=True)
class Use:
    """One piece of evidence that the mark was used.

    Attributes:
        kind: what it is.
        on: the day that it stands for.
        words: what it says.
        record_id: of a record that has a file; else none.
    """

    kind: UseKind
    on: date
    words: Words
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something ends or is due.

    Attributes:
        on: the day, the last one.
        title: what ends or is due.
        because: what the day is computed from.
        days_left: negative when it is past.
    """

    on: date
    title: Words
    because: Words
    days_left: int


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one authorization's clocks.

    Attributes:
        row: the authorization with its clock.
        uses: the evidence, newest first.
        deadlines: in order of their days.
        decisions: on non-use, newest first.
        steps: of which holder and office were told, newest first.
        cases: on its non-use, newest first.
    """

    row: Row
    uses: tuple[Use, ...]
    deadlines: tuple[Deadline, ...]
    decisions: tuple[NonUseDecision, ...]
    steps: tuple[ClockStep, ...]
    cases: tuple[MarkCase, ...]


def listed(
    session: Session, caller: Caller, wanted: Wanted, *, on: date, number: int
) -> Page[Row]:
    """Return a page of the clocks on a caller's desk, longest unused first."""
    statement = _desk(caller, wanted, on)
    found: Page[Any] = page_of(session, statement, number=number)
    return found.map(lambda columns: row_of(columns, on))


def every(
    session: Session, caller: Caller, wanted: Wanted, *, on: date
) -> Iterator[Row]:
    """Give all of them, for an export."""
    statement = _desk(caller, wanted, on).execution_options(yield_per=_BATCH)
    for columns in session.execute(statement):
        yield row_of(columns, on)


def long_unused(session: Session, *, on: date) -> Iterator[Row]:
    """Give all that have not been used for as long as the first notice says."""
    statement = queries.narrowed(queries.clocks(on=on), Wanted("told"), on=on)
    for columns in session.execute(statement.execution_options(yield_per=_BATCH)):
        yield row_of(columns, on)


def over(session: Session, caller: Caller, on: date) -> int:
    """Return how many wait for a decision in a caller's jurisdiction."""
    statement = queries.over(queries.seen(caller, Permission.DESK), on=on)
    return session.scalar(statement) or 0


def of_organisation(session: Session, organisation_id: int, *, on: date) -> list[Row]:
    """Return the clocks of an organisation's authorizations."""
    statement = queries.clocks(Entity.organisation_id == organisation_id, on=on)
    return [row_of(columns, on) for columns in session.execute(statement)]


def detail(session: Session, number: str, *, on: date) -> Detail:
    """Return the clocks of an authorization with the evidence behind them.

    Raises:
        AuthorizationNotFoundError: there is none.
    """
    found = producers.authorization(session, number)
    uses = tuple(
        sorted(
            (
                *_activations(session, found.id),
                *_reported(session, found.id, on),
                *_recorded(session, found.id),
            ),
            key=lambda use: use.on,
            reverse=True,
        )
    )
    decisions = session.scalars(
        select(NonUseDecision)
        .where(NonUseDecision.authorization_id == found.id)
        .options(joinedload(NonUseDecision.decided_by))
        .order_by(NonUseDecision.id.desc())
    ).all()
    clock = non_use(
        found.vector_opened_on or found.valid_from,
        [use.on for use in uses],
        on=on,
        decided_on=[
            *(each.decided_on for each in decisions),
            *session.scalars(queries.decided_by_case(found.id)),
        ],
    )
    row = Row(found, clock, _kind(uses, clock))
    deadlines = tuple(
        sorted(
            (*_law(found, clock, on), *_reports_due(session, found, on)),
            key=lambda each: each.on,
        )
    )
    steps = session.scalars(
        select(ClockStep)
        .where(ClockStep.authorization_id == found.id)
        .order_by(ClockStep.id.desc())
        .limit(_SHOWN)
    )
    opened = (
        each
        for each in cases.of_authorization(session, found.id)
        if each.trigger is Trigger.NOT_USED
    )
    return Detail(row, uses, deadlines, tuple(decisions), tuple(steps), tuple(opened))


def record_file(session: Session, record_id: int, authorization_id: int) -> StoredFile:
    """Return the file of a record of use.

    Raises:
        BlobMissingError: the record has none, or is of another authorization.
    """
    found = session.scalar(
        select(StoredFile)
        .join(UseRecord, UseRecord.file_sha256 == StoredFile.sha256)
        .where(
            UseRecord.id == record_id, UseRecord.authorization_id == authorization_id
        )
    )
    if found is None:
        raise BlobMissingError
    return found


def _desk(caller: Caller, wanted: Wanted, on: date) -> Any:  # noqa: ANN401 -- a Select
    seen = queries.seen(caller, Permission.DESK)
    return queries.narrowed(queries.clocks(seen, on=on), wanted, on=on)


def row_of(columns: Any, on: date) -> Row:  # noqa: ANN401 -- a row of `queries.clocks`
    """Return a row of `queries.clocks` with its clock on a day."""
    found, activated, year, recorded, decided, _ = columns
    uses = [
        Use(kind, day, kind.words)
        for kind, day in (
            (UseKind.ACTIVATION, activated),
            (UseKind.REPORT, year and min(date(year, 12, 31), on)),
            (UseKind.RECORDED, recorded),
        )
        if day is not None
    ]
    clock = non_use(
        found.vector_opened_on or found.valid_from,
        [use.on for use in uses],
        on=on,
        decided_on=[decided] if decided else [],
    )
    return Row(found, clock, _kind(uses, clock))


def _kind(uses: Sequence[Use], clock: NonUse) -> UseKind | None:
    if not clock.is_used:
        return None
    return next((use.kind for use in uses if use.on == clock.runs_from), None)


def _activations(session: Session, authorization_id: int) -> Iterator[Use]:
    labels = func.sum(LabelRange.end - LabelRange.first)
    statement = (
        select(LabelRange.on_day, LabelRun.id, Lot.number, labels)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .join(Lot, Lot.id == LabelRange.lot_id)
        .where(
            LabelRun.authorization_id == authorization_id,
            LabelRange.state == RangeState.ACTIVATED,
            LabelRange.undone_at.is_(None),
        )
        .group_by(LabelRange.on_day, LabelRun.id, Lot.number)
        .order_by(LabelRange.on_day.desc(), LabelRun.id.desc())
        .limit(_SHOWN)
    )
    for day, run, lot, count in session.execute(statement):
        words = Words(
            f"第 {run} 号标识批次启用 {count:,} 枚，用于批次 {lot}",
            f"{count:,} labels of run {run} put on lot {lot}",
        )
        yield Use(UseKind.ACTIVATION, day, words)


def _reported(session: Session, authorization_id: int, on: date) -> Iterator[Use]:
    statement = (
        select(AnnualReport.year, AnnualReport.marked_output_g)
        .where(
            AnnualReport.authorization_id == authorization_id,
            AnnualReport.state.in_(ACCEPTED),
            AnnualReport.marked_output_g > 0,
        )
        .order_by(AnnualReport.year.desc(), AnnualReport.version.desc())
    )
    years_seen: set[int] = set()
    for year, grams in session.execute(statement):
        if year not in years_seen:
            years_seen.add(year)
            mass = f"{(grams or 0) / 1_000_000:,.1f}"
            words = Words(
                f"{year} 年度年报已审定，用标产量 {mass} 吨",
                f"Report on {year} accepted, {mass} t sold with the mark",
            )
            yield Use(UseKind.REPORT, min(date(year, 12, 31), on), words)


def _recorded(session: Session, authorization_id: int) -> Iterator[Use]:
    statement = (
        select(UseRecord)
        .where(UseRecord.authorization_id == authorization_id)
        .order_by(UseRecord.used_on.desc(), UseRecord.id.desc())
        .limit(_SHOWN)
    )
    for each in session.scalars(statement):
        words = Words(each.words, each.words)
        file = each.id if each.file_sha256 else None
        yield Use(UseKind.RECORDED, each.used_on, words, file)


def _law(found: Authorization, clock: NonUse, on: date) -> Iterator[Deadline]:
    if found.state in queries.RUNNING:
        since = (
            Words(
                f"最近一次用标 {clock.runs_from}，其后两年",
                f"two years after the last use on record, {clock.runs_from}",
            )
            if clock.is_used
            else Words(
                f"自 {clock.runs_from} 可以用标起，没有用标记录，其后两年",
                f"two years after use became possible on {clock.runs_from}; "
                "none is on record",
            )
        )
        yield _deadline(
            clock.ends_on,
            Words("两年未用标届满", "Two years without use end"),
            since,
            on,
        )
    if found.valid_to is not None:
        yield _deadline(
            found.valid_to,
            Words("许可或商标权到期", "Licence or mark ends"),
            Words("用标许可登记的截止日", "the last day on record of the licence"),
            on,
        )
    last = found.statuses[-1]
    if last.state is AuthorizationState.RECTIFY and last.due_on is not None:
        yield _deadline(
            last.due_on,
            Words("限期改正届满", "To be put right"),
            Words(
                f"{last.from_on} 责令限期改正",
                f"asked for on {last.from_on}, with a day",
            ),
            on,
        )


def _reports_due(
    session: Session, found: Authorization, on: date
) -> Iterator[Deadline]:
    mine: tuple[ColumnElement[bool], ...] = (Authorization.id == found.id,)
    for year in reports.campaigns(session).years(on, found.division):
        for each in reports.due(session, year, where=mine):
            if each.filed is None:
                yield _deadline(
                    each.campaign.users_by,
                    Words(f"提交 {year} 年度年报", f"Report on {year} due"),
                    Words(
                        f"{year} 年有可以用标的日子，年报尚未提交",
                        f"the mark could be used in {year}, and no report is in",
                    ),
                    on,
                )


def _deadline(day: date, title: Words, because: Words, on: date) -> Deadline:
    return Deadline(day, title, because, (day - on).days)


def _with_file(sha256: str) -> Select[int]:
    """Select the authorizations whose use a file shows."""
    return select(UseRecord.authorization_id).where(UseRecord.file_sha256 == sha256)


producers.offer_papers(Permission.DESK, _with_file)
