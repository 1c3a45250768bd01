"""Codes of outer packs: one row a run, and the file for the printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from gi_registry.core.paging import Page, page_of
from gi_registry.core.words import china_day
from gi_registry.marks import service as marks
from gi_registry.marks.errors import AuthorizationNotUsableError
from gi_registry.marks.models import LabelRun
from gi_registry.marks.service import PrintJob
from gi_registry.packs import queries
from gi_registry.packs.errors import (
    PackingNotFoundError,
    PackRunNotFoundError,
    PackStateError,
)
from gi_registry.packs.models import PackContent, PackEvent, PackInner, PackRun
from gi_registry.packs.rules import (
    PACK_RUNS,
    PACK_STATE_WORDS,
    NewPacks,
    PackKind,
    PackState,
    Piece,
    check_new,
    without,
)
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS
from gi_registry.tracing.models import Lot
from gi_registry.translog import service as translog

Put = TypeVar("Put", PackContent, PackInner)


@dataclass(frozen=True, slots=True)
class PackRunLine:
    """A run of packs, and how many labels or packs are in them, counts."""

    run: PackRun
    labels: int
    packs: int = 0


@dataclass(frozen=True, slots=True)
class Filling:
    """What was put into packs.

    Attributes:
        content: packs and labels.
        activated: of the labels in use, count.
        may_undo: whether it can still be taken back as a slip.
    """

    content: PackContent
    activated: int
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What packs can be filled with and put to use on."""

    label_runs: list[LabelRun]
    pack_runs: list[PackRun]
    lots: list[Lot]


def issue_packs(
    session: Session, new: NewPacks, *, now: datetime, account_id: int
) -> PackRun:
    """Issue codes of outer packs, and log it; they draw on no capacity.

    Raises:
        PackNumberError: a number or the name is out of bounds.
        AuthorizationNotUsableError: the mark may not be used today.
    """
    check_new(new)
    demand_use(session, new.authorization_id, china_day(now))
    made = PackRun(
        authorization_id=new.authorization_id,
        kind=new.kind,
        name=new.name.strip(),
        size=new.size,
        holds=None if new.kind is PackKind.WHOLE else new.holds,
        content_g=new.content_g if new.kind is PackKind.WHOLE else None,
        key_epoch=marks.current_epoch(session),
        issued_at=now,
        issued_to_id=account_id,
    )
    session.add(made)
    session.flush()
    found = run(session, made.id)
    body = {"size": made.size, "holds": made.holds, "content_g": made.content_g}
    log(session, found, "issued", body, now=now, account_id=account_id)
    return found


def demand_use(session: Session, authorization_id: int, day: date) -> None:
    """Refuse a day on which the mark may not be used.

    Raises:
        AuthorizationNotUsableError: suspended, ended or not begun on that day.
    """
    state = marks.state_on(session, authorization_id, day)
    if state is None or not state.may_use:
        words = AUTHORIZATION_STATE_WORDS[state] if state else None
        raise AuthorizationNotUsableError(words, on=day)


def run(
    session: Session, run_id: int, *, organisation_id: int | None = None
) -> PackRun:
    """Return a run of packs with its authorization, entity and product.

    Args:
        session: to read with.
        run_id: which.
        organisation_id: whose it must be; None is for those who see all.

    Raises:
        PackRunNotFoundError: there is none, or it is another's.
    """
    found = queries.run(session, run_id)
    if found is None or organisation_id not in (
        None,
        found.authorization.entity.organisation_id,
    ):
        raise PackRunNotFoundError(run_id)
    return found


def runs_of(
    session: Session, organisation_id: int, *, number: int
) -> Page[PackRunLine]:
    """Return one page of a producer's runs of packs, newest first."""
    page = page_of(session, queries.runs_of(organisation_id), number=number)
    ids = [row.id for row in page.items]
    labels, packs = queries.filled(session, ids), queries.inner_counts(session, ids)
    return page.map(
        lambda row: PackRunLine(row, labels.get(row.id, 0), packs.get(row.id, 0))
    )


def fillings(session: Session, run_id: int, *, number: int) -> Page[Filling]:
    """Return one page of what was put into the packs of a run, in their order."""
    page = page_of(session, queries.contents_of(run_id), number=number)
    in_use = queries.activated(session, [row.id for row in page.items])
    happened = events(session, run_id)

    def filling(row: PackContent) -> Filling:
        touched = any(e.first < row.end and e.end > row.first for e in happened)
        return Filling(row, in_use.get(row.id, 0), not touched)

    return page.map(filling)


def nestings(
    session: Session, run_id: int, *, number: int
) -> Page[tuple[PackInner, bool]]:
    """Return one page of what stands on the pallets of a run, in their order.

    With each comes whether it can still be taken back as a slip.
    """
    page = page_of(session, queries.nested_of(run_id), number=number)
    happened = events(session, run_id)
    return page.map(
        lambda row: (
            row,
            not any(e.first < row.end and e.end > row.first for e in happened),
        )
    )


def standing_in(session: Session, packs: PackRun, *, most: int) -> list[PackInner]:
    """Return what the packs of a run stand in, the newest first."""
    whole = Piece(0, packs.size)
    return queries.holders(session, [(packs.id, whole)], most=most)


def events(session: Session, run_id: int) -> list[PackEvent]:
    """Return what happened to the packs of a run, in their order."""
    return queries.events(session, [run_id])[run_id]


def choices(session: Session, packs: PackRun) -> Choices:
    """Return the runs and lots that packs can have to do with."""
    held, is_pallet = packs.authorization_id, packs.kind is PackKind.PALLET
    return Choices(
        [] if is_pallet else queries.label_runs(session, held),
        queries.pack_runs(session, held, packs.id) if is_pallet else [],
        queries.open_lots(session, held),
    )


def demand_untouched(session: Session, run_id: int, piece: Piece) -> None:
    """Refuse packs after which nothing more can happen to them.

    Raises:
        PackStateError: with what happened to the first of them.
    """
    event = queries.event_over(session, run_id, piece)
    if event is not None:
        raise PackStateError(
            run=run_id,
            first=event.first,
            last=event.end - 1,
            state=PACK_STATE_WORDS[event.state],
        )


def first_closed(
    session: Session, held: Sequence[tuple[int, Piece]]
) -> tuple[int, int] | None:
    """Return run and number of the first of some packs that nobody has opened.

    Args:
        session: to read with.
        held: packs with their runs.
    """
    events = queries.events(session, {run_id for run_id, _ in held})
    for run_id, piece in held:
        opened = [
            Piece(event.first, event.end)
            for event in events[run_id]
            if event.state is PackState.OPENED
        ]
        closed = without(piece, opened)
        if closed:
            return run_id, closed[0].first
    return None


def taken_back(
    session: Session, packs: PackRun, kind: type[Put], row_id: int, *, now: datetime
) -> Put:
    """Return what was put into packs of a run, taken back as a slip.

    Raises:
        PackingNotFoundError: it is not of this run, or was taken back already.
        PackStateError: something happened to one of the packs since.
    """
    marks.lock_ledger(session, packs.authorization_id)
    made = session.get(kind, row_id, populate_existing=True)
    if made is None or made.run_id != packs.id or made.undone_at is not None:
        raise PackingNotFoundError
    demand_untouched(session, packs.id, Piece(made.first, made.end))
    made.undone_at = now
    session.flush()
    return made


def print_job(packs: PackRun, *, base_url: str) -> PrintJob:
    """Return what a printer needs of a run of packs; its authorization loaded."""
    held = packs.authorization
    return PrintJob(
        run=PACK_RUNS + packs.id,
        key_epoch=packs.key_epoch,
        size=packs.size,
        pack=packs.name,
        uscc=held.entity.uscc,
        product=held.gi.name_zh,
        basis=held.standard_number or held.announcement.title,
        base_url=base_url,
        is_outer=True,
    )


def log(
    session: Session,
    packs: PackRun,
    verb: str,
    body: dict[str, Any],
    *,
    now: datetime,
    account_id: int,
) -> None:
    """Log what was done with packs, under their authorization's number."""
    translog.append(
        session,
        f"packs.{verb}",
        packs.authorization.number,
        {"packs": packs.id} | body,
        now=now,
        account_id=account_id,
    )
