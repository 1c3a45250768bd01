"""What a scan asks of the database: one statement for all that is known of a label."""

from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Insert,
    Select,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from gi_registry.areas.models import Division
from gi_registry.areas.rules import DivisionLevel
from gi_registry.core.prepared import Direct, Prepared
from gi_registry.marks.models import (
    CodeEpoch,
    LabelRange,
    LabelRecall,
    LabelRun,
    PrintLotPart,
)
from gi_registry.marks.rules import RangeState
from gi_registry.packs.models import PackContent
from gi_registry.producers.models import Authorization, AuthorizationStatus, Entity
from gi_registry.producers.rules import AuthorizationState
from gi_registry.products.models import Gi, GiRight
from gi_registry.scans.models import Scan, ScannedItem
from gi_registry.scans.rules import Judgement, Position, Seen
from gi_registry.tracing.models import Lot, LotEvent
from gi_registry.tracing.rules import EvidenceLevel, LotEventKind

_MOST_SEEN: Final = 500
"""Checks of one code that the rules look at, newest first."""


_FORGOTTEN_AT_ONCE: Final = 500


class Known(NamedTuple):
    """Everything that is known of one label, in one row."""

    size: int
    key_epoch: int
    leaked_on: date | None
    """From when on codes of the run's epoch prove nothing."""
    has_pin: bool
    """Whether six digits stand under a scratch layer."""
    is_packed: bool
    """Whether labels of the run are in outer packs."""
    year: int
    net_content_g: int
    pack_name: str
    expires_on: date
    authorization_id: int
    authorization: str
    valid_from: date
    valid_to: date | None
    authorization_standard: str | None
    uscc: str
    holder: str
    gi_id: int
    gi_code: str
    name_zh: str
    name_en: str
    category: str
    season_mask: int
    right_number: str | None
    range_id: int | None
    state: RangeState | None
    on_day: date | None
    lot_id: int | None
    lot: str | None
    produced_on: date | None
    lot_standard: str | None
    division: str
    state_then: AuthorizationState | None
    state_today: AuthorizationState | None
    recalled_on: date | None
    at_printer_since: date | None
    newest_event: int | None
    """Id of the newest thing said of the lot; what is said is never changed."""
    first_scan_at: datetime | None
    first_at: datetime | None
    checks: int | None
    judgement: Judgement | None
    judged_at: datetime | None
    just_now: int | None
    """Id of the newest check by the same device, if it was within half an hour."""

    @property
    def shared(self) -> tuple[Any, ...]:
        """What labels of one range have in common: all before `first_scan_at`."""
        return self[:_SHARED]


_SHARED: Final = Known._fields.index("first_scan_at")


class Counted(NamedTuple):
    """How often a code was checked, the present check among them."""

    checks: int
    first_at: datetime


class Told(NamedTuple):
    """One thing that was said of a lot."""

    kind: LotEventKind
    on_day: date
    evidence: EvidenceLevel
    words: str


def known(
    on: Direct, *, run: int, index: int, today: date, device: str, since: datetime
) -> Known | None:
    """Return what is known of a label; None where no run has that number.

    Args:
        on: to read with.
        run: the run number.
        index: of the label; may lie beyond the run.
        today: the present day in China.
        device: who checks, as `Scan.device`.
        since: from when on a check by the same device is the same check.
    """
    values = {
        "run": run,
        "at_index": index,
        "today": today,
        "device": device,
        "since": since,
    }
    return _KNOWN.first(on, values)


def seen(on: Direct, *, run: int, index: int, since: datetime) -> list[Seen]:
    """Return the checks of a code after an instant, newest first, at most 500."""
    return _SEEN.rows(on, {"run": run, "at_index": index, "since": since})


def positions(on: Direct) -> dict[str, Position]:
    """Return a point in each prefecture that is known, by the code's 4 digits.

    CGCS2000 longitude and latitude.
    """
    return {code[:4]: (lon, lat) for code, lon, lat in _POSITIONS.rows(on, {})}


def told(on: Direct, lot_id: int) -> list[Told]:
    """Return what was said of a lot, in order of the day."""
    return _TOLD.rows(on, {"of_lot": lot_id})


def add_check(on: Direct, values: dict[str, Any]) -> Counted | None:
    """Store one check and count it; None where the same device just made it.

    Args:
        on: to write with.
        values: the columns of `Scan`, and `since` as for `known`.
    """
    if not _ADD_SCAN.rows(on, values):
        return None
    item = {
        "run_id": values["run_id"],
        "index": values["index"],
        "first_at": values["at"],
        "last_at": values["at"],
        "checks": 1,
    }
    return _COUNT.rows(on, item)[0]


def note_first_scan(on: Direct, range_id: int, at: datetime) -> None:
    """Note that a label of a range was checked, if none was before."""
    _FIRST_SCAN.run(on, {"range_id": range_id, "noted_at": at})


def forget(on: Direct, before: datetime) -> None:
    """Delete the oldest checks before an instant, 500 of them at most."""
    _FORGET.run(on, {"before": before})


def place_check(on: Direct, scan_id: int, division: str) -> None:
    """Note where a check was made, as the person has said it since."""
    _PLACE.run(on, {"scan_id": scan_id, "placed_in": division})


def _known() -> Select[*tuple[Any, ...]]:
    run = bindparam("run", type_=LabelRun.id.type)
    index = bindparam("at_index", type_=LabelRange.first.type)
    today = bindparam("today", type_=LabelRange.on_day.type)
    then, now = aliased(AuthorizationStatus), aliased(AuthorizationStatus)
    # Ranges do not overlap: the last one that begins before the label, walking
    # the index down, is the only one that can hold it.
    holding = (
        select(LabelRange.id)
        .where(
            LabelRange.run_id == LabelRun.id,
            LabelRange.undone_at.is_(None),
            LabelRange.first <= index,
        )
        .order_by(LabelRange.first.desc())
        .limit(1)
        .correlate(LabelRun)
        .scalar_subquery()
    )
    just_now = (
        select(func.max(Scan.id))
        .where(
            Scan.run_id == run,
            Scan.index == index,
            Scan.at > bindparam("since", type_=Scan.at.type),
            Scan.device == bindparam("device"),
        )
        .scalar_subquery()
    )
    at_printer = (
        select(PrintLotPart.sent_on)
        .where(
            PrintLotPart.run_id == run,
            PrintLotPart.first <= index,
            PrintLotPart.end > index,
            PrintLotPart.out_on.is_(None),
        )
        .limit(1)
        .scalar_subquery()
    )
    newest_event = (
        select(func.max(LotEvent.id))
        .where(LotEvent.lot_id == Lot.id)
        .correlate(Lot)
        .scalar_subquery()
    )
    is_packed = (
        exists()
        .where(PackContent.label_run_id == LabelRun.id, PackContent.undone_at.is_(None))
        .correlate(LabelRun)
    )
    return (
        select(
            LabelRun.size,
            LabelRun.key_epoch,
            CodeEpoch.leaked_on,
            LabelRun.has_pin,
            is_packed,
            LabelRun.year,
            LabelRun.net_content_g,
            LabelRun.pack_name,
            LabelRun.expires_on,
            LabelRun.authorization_id,
            Authorization.number,
            Authorization.valid_from,
            Authorization.valid_to,
            Authorization.standard_number,
            Entity.uscc,
            Entity.name,
            Gi.id,
            Gi.code,
            Gi.name_zh,
            Gi.name_en,
            Gi.category,
            Gi.season_mask,
            GiRight.number,
            LabelRange.id,
            LabelRange.state,
            LabelRange.on_day,
            Lot.id,
            Lot.number,
            Lot.produced_on,
            Lot.standard_number,
            func.coalesce(Lot.division, Authorization.division),
            then.state,
            now.state,
            LabelRecall.on_day,
            at_printer,
            newest_event,
            LabelRange.first_scan_at,
            ScannedItem.first_at,
            ScannedItem.checks,
            ScannedItem.judgement,
            ScannedItem.judged_at,
            just_now,
        )
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .join(Entity, Entity.id == Authorization.entity_id)
        .join(Gi, Gi.id == Authorization.gi_id)
        .join(GiRight, GiRight.id == Authorization.right_id)
        .outerjoin(CodeEpoch, CodeEpoch.epoch == LabelRun.key_epoch)
        .outerjoin(LabelRange, (LabelRange.id == holding) & (LabelRange.end > index))
        .outerjoin(Lot, Lot.id == LabelRange.lot_id)
        .outerjoin(
            LabelRecall,
            (LabelRecall.range_id == LabelRange.id)
            & (LabelRecall.first <= index)
            & (LabelRecall.end > index),
        )
        .outerjoin(
            then,
            (then.authorization_id == Authorization.id)
            & (then.from_on <= LabelRange.on_day)
            & (then.to_on.is_(None) | (then.to_on > LabelRange.on_day)),
        )
        .outerjoin(
            now,
            (now.authorization_id == Authorization.id)
            & (now.from_on <= today)
            & (now.to_on.is_(None) | (now.to_on > today)),
        )
        .outerjoin(
            ScannedItem,
            (ScannedItem.run_id == LabelRun.id) & (ScannedItem.index == index),
        )
        .where(LabelRun.id == run)
    )


def _add_scan() -> Insert:
    """Insert a check, unless the same device made one of the same code just now."""
    names = ("run_id", "index", "at", "verdict", "device", "division")
    columns = [Scan.__table__.c[name] for name in names]
    same = aliased(Scan)
    values = [bindparam(column.name, type_=column.type) for column in columns]
    just_now = exists().where(
        same.run_id == values[0],
        same.index == values[1],
        same.device == values[4],
        same.at > bindparam("since", type_=Scan.at.type),
    )
    return (
        insert(Scan.__table__)  # type: ignore[arg-type] # it is a Table
        .from_select(names, select(*values).where(~just_now))
        .returning(Scan.id)
    )


def _count(dialect: str) -> Insert:
    kind = sqlite.insert if dialect == "sqlite" else postgresql.insert
    fresh = kind(ScannedItem)
    return fresh.on_conflict_do_update(
        index_elements=["run_id", "index"],
        set_={
            "checks": ScannedItem.checks + 1,
            "last_at": fresh.excluded.last_at,
            # An officer may have judged a code that nobody had checked.
            "first_at": case(
                (ScannedItem.checks == 0, fresh.excluded.first_at),
                else_=ScannedItem.first_at,
            ),
        },
    ).returning(ScannedItem.checks, ScannedItem.first_at)


_KNOWN: Final = Prepared(_known(), Known)
_SEEN: Final = Prepared(
    select(Scan.at, Scan.device, Scan.division)
    .where(
        Scan.run_id == bindparam("run"),
        Scan.index == bindparam("at_index"),
        Scan.at > bindparam("since"),
    )
    .order_by(Scan.at.desc())
    .limit(_MOST_SEEN),
    Seen,
)
_POSITIONS: Final = Prepared(
    select(Division.code, Division.label_lon, Division.label_lat).where(
        Division.level == DivisionLevel.PREFECTURE, Division.valid_to.is_(None)
    ),
    lambda *row: row,
)
_TOLD: Final = Prepared(
    select(LotEvent.kind, LotEvent.on_day, LotEvent.evidence, LotEvent.words)
    .where(
        LotEvent.lot_id == bindparam("of_lot"),
        LotEvent.kind != LotEventKind.LABELLED,
    )
    .order_by(LotEvent.on_day, LotEvent.id),
    Told,
)
_ADD_SCAN: Final = Prepared(_add_scan(), lambda scan_id: scan_id)
_COUNT: Final = Prepared(
    _count, Counted, given=("run_id", "index", "first_at", "last_at", "checks")
)
_FIRST_SCAN: Final = Prepared(
    update(LabelRange)
    .where(LabelRange.id == bindparam("range_id"), LabelRange.first_scan_at.is_(None))
    .values(first_scan_at=bindparam("noted_at")),
    tuple,
)
_FORGET: Final = Prepared(
    delete(Scan).where(
        Scan.id.in_(
            select(Scan.id)
            .where(Scan.at < bindparam("before"))
            .order_by(Scan.at)
            .limit(_FORGOTTEN_AT_ONCE)
        )
    ),
    tuple,
)
_PLACE: Final = Prepared(
    update(Scan)
    .where(Scan.id == bindparam("scan_id"))
    .values(division=bindparam("placed_in")),
    tuple,
)
