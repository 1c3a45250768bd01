"""Lists of what happened to labels: many ranges at once, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.errors import GiError
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.marks.rules import RANGE_STATE_WORDS, RangeRequest, RangeState
from gi_registry.marks.service import RecallRequest
from gi_registry.tracing.errors import ListCellError, ListLengthError
from gi_registry.tracing.rules import Activation
from gi_registry.tracing.service.activation import activate
from gi_registry.tracing.service.lots import lot_by_number

MOST_LINES: Final = 1_000
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
    if not 1 <= len(rows) <= MOST_LINES:
        raise ListLengthError(MOST_LINES)
    lines = []
    for row in rows:
        state = _STATES.get(row.cells.get("state", "").strip().lower())
        labels, error = 0, None
        try:
            with session.begin_nested():
                labels = _entered(
                    session, row, state, (organisation_id, account_id), now
                )
        except GiError as refused:
            error = refused.words
        words = RANGE_STATE_WORDS[state] if state else None
        lines.append(ListLine(row.number, dict(row.cells), words, labels, error))
    return lines


def _entered(
    session: Session,
    row: SheetRow,
    state: RangeState | None,
    by: tuple[int, int],
    now: datetime,
) -> int:
    organisation_id, account_id = by
    if state is None:
        raise ListCellError("state", row.cells.get("state", ""))
    run_id, first, last = (_whole(row, key) for key in ("run", "first", "last"))
    labels = marks.run(session, run_id, organisation_id=organisation_id)
    day, reason = _day(row), row.cells.get("reason", "")
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


def _whole(row: SheetRow, key: str) -> int:
    text = row.cells[key].strip().replace(",", "")
    if not text.isascii() or not text.isdecimal() or len(text) > 10:  # noqa: PLR2004 -- digits of 2^28, and some
        raise ListCellError(key, row.cells[key])
    return int(text)


def _day(row: SheetRow) -> date:
    try:
        return date.fromisoformat(row.cells["day"].strip().replace("/", "-"))
    except ValueError:
        raise ListCellError("day", row.cells["day"]) from None
