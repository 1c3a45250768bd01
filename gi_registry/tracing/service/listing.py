"""Lists of what happened to labels: many ranges at once, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.marks.rules import RANGE_STATE_WORDS, RangeRequest, RangeState
from gi_registry.marks.service import RecallRequest
from gi_registry.tracing.errors import ListCellError
from gi_registry.tracing.rules import Activation
from gi_registry.tracing.service.activation import activate
from gi_registry.tracing.service.lines import day_in, each_line, whole_in
from gi_registry.tracing.service.lots import lot_by_number

LIST_COLUMNS: Final = {
    "run": ("标识批", "批", "run"),
    "first": ("起始序号", "first"),
    "last": ("截止序号", "last"),
    "day": ("日期", "day"),
    "lot": ("批次", "批号", "lot"),
    "state": ("状态", "state"),
    "reason": ("原因", "reason"),
}
LIST_NEEDED: Final = ("run", "first", "last", "day")
_STATES: Final = {
    name: state
    for state, names in {
        RangeState.ACTIVATED: ("", "启用", "已启用", "activated"),
        RangeState.VOID: ("作废", "已作废", "void"),
        RangeState.LOST: ("遗失", "已报失", "lost"),
        RangeState.STOLEN: ("被盗", "已报被盗", "stolen"),
        RangeState.RETURNED: ("退回", "已退回", "returned"),
        RangeState.RECALLED: ("召回", "已召回", "recalled"),
    }.items()
    for name in names
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """What came of one line of a list.

    Attributes:
        number: of the line in the file, from 1.
        cells: as they stood there.
        state: what it is about; none where that cannot be read.
        labels: count; 0 where it is refused.
        error: why it is refused, and what to do; none where it is right.
    """

    number: int
    cells: dict[str, str]
    state: Words | None
    labels: int
    error: Words | None


def carry_out(
    session: Session,
    rows: Sequence[SheetRow],
    *,
    organisation_id: int,
    now: datetime,
    account_id: int,
) -> list[ListLine]:
    """Enter each line in order, and say of each what came of it.

    Lines that are refused change nothing; the caller undoes all of it where there
    is one, or where it only wants to know.

    Args:
        session: a writing session.
        rows: as `core.sheets.read_rows` gives them by `LIST_COLUMNS`.
        organisation_id: whose labels they must be.
        now: the present instant.
        account_id: who enters them.

    Raises:
        ListLengthError: no line at all, or too many.
    """
    by = (organisation_id, account_id)

    def enter(row: SheetRow) -> int:
        return _entered(session, row, by, now)

    return [
        ListLine(row.number, dict(row.cells), _words(row), labels or 0, error)
        for row, labels, error in each_line(session, rows, enter)
    ]


def _state(row: SheetRow) -> RangeState | None:
    return _STATES.get(row.cells.get("state", "").strip().lower())


def _words(row: SheetRow) -> Words | None:
    state = _state(row)
    return RANGE_STATE_WORDS[state] if state else None


def _entered(
    session: Session, row: SheetRow, by: tuple[int, int], now: datetime
) -> int:
    organisation_id, account_id = by
    state = _state(row)
    if state is None:
        raise ListCellError("state", row.cells.get("state", ""))
    run_id, first, last = (whole_in(row, key) for key in ("run", "first", "last"))
    labels = marks.run(session, run_id, organisation_id=organisation_id)
    day, reason = day_in(row), row.cells.get("reason", "")
    if state is RangeState.ACTIVATED:
        lot = lot_by_number(session, labels.authorization_id, row.cells.get("lot", ""))
        wanted = Activation(lot.id, run_id, first, last + 1, day)
        activate(session, wanted, now=now, account_id=account_id)
    elif state is RangeState.RECALLED:
        called = RecallRequest(run_id, first, last + 1, day, reason)
        marks.recall(session, called, now=now, account_id=account_id)
    else:
        request = RangeRequest(run_id, first, last + 1, state, None, day, reason)
        marks.mark_range(session, request, now=now, account_id=account_id)
    return last + 1 - first
