"""A list of standings, judged line by line against what is on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gi_registry.accounts.models import Organisation
from gi_registry.core import uscc
from gi_registry.core.access import Caller, Permission, Place
from gi_registry.core.sheets import SheetRow, day_of
from gi_registry.core.words import Words
from gi_registry.producers.models import (
    Application,
    Authorization,
    Entity,
    EntityChange,
)
from gi_registry.producers.rules import (
    MAY_USE,
    OPEN,
    AuthorizationState,
    ChangeKind,
    ChangeState,
)
from gi_registry.producers.rules.standing import (
    OnRecord,
    StandingLine,
    StandingOutcome,
    compare,
    status_of,
)

ENDING = MAY_USE | {AuthorizationState.SUSPENDED}
"""States of authorizations that end with their business."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is on record, by credit code.

    Attributes:
        taken: name of an organisation to its id.
    """

    known: Mapping[str, OnRecord]
    entities: Mapping[str, Entity]
    taken: Mapping[str, int]


def judge_list(
    session: Session, rows: Sequence[SheetRow], caller: Caller, *, listed_on: date
) -> list[StandingLine]:
    """Say of each line of a list what would become of it; nothing is written.

    Args:
        session: to read with; the number of its queries does not grow with rows.
        rows: as `core.sheets.read_rows` gives them by `STANDING_COLUMNS`.
        caller: only businesses of his jurisdiction are changed.
        listed_on: day of the list; lines without a day of their own get it.
    """
    checked = [_line(row, listed_on) for row in rows]
    ground = _ground(session, {line.uscc for line, ok in checked if ok}, rows)
    seen: dict[str, int] = {}
    for (line, ok), row in zip(checked, rows, strict=True):
        if ok:
            _judge(line, row.cells, ground, caller, seen)
    return [line for line, _ in checked]


def codes_of(rows: Sequence[SheetRow]) -> set[str]:
    """Return the sound credit codes of a list."""
    return {line.uscc for line, ok in (_line(row, date.max) for row in rows) if ok}


def _line(row: SheetRow, listed_on: date) -> tuple[StandingLine, bool]:
    """Return a line with its code and day checked, and whether they are sound."""
    cells = row.cells
    line = StandingLine(
        row.number, cells.get("uscc", ""), cells.get("name", ""), cells["status"]
    )
    try:
        if not row.exact:
            raise uscc.UsccLengthError(len(line.uscc))
        line.uscc = uscc.check(line.uscc).code
    except uscc.UsccError as error:
        line.end(StandingOutcome.REFUSED, error.words)
        return line, False
    text = cells.get("on", "") or listed_on.isoformat()
    try:
        line.on = day_of(text)
    except ValueError:
        line.end(
            StandingOutcome.REFUSED,
            Words(
                f"日期“{text}”不是日期；请写成 2026-05-06",
                f"“{text}” is no day; write 2026-05-06",
            ),
        )
        return line, False
    if line.on > listed_on:
        line.end(
            StandingOutcome.REFUSED,
            Words(
                f"日期 {line.on} 晚于名单日期 {listed_on}；请核对",
                f"{line.on} lies after the day of the list, {listed_on}; check it",
            ),
        )
        return line, False
    return line, True


def _ground(session: Session, codes: set[str], rows: Sequence[SheetRow]) -> _Ground:
    entities = {
        entity.uscc: entity
        for entity in session.scalars(select(Entity).where(Entity.uscc.in_(codes)))
    }
    ids = [entity.id for entity in entities.values()]
    held = _counts(
        session,
        select(Authorization.entity_id, func.count()).where(
            Authorization.entity_id.in_(ids), Authorization.state.in_(ENDING)
        ),
        Authorization.entity_id,
    )
    under_way = _counts(
        session,
        select(Application.entity_id, func.count()).where(
            Application.entity_id.in_(ids),
            Application.state.in_(OPEN),
            Application.submitted_at.is_not(None),
        ),
        Application.entity_id,
    )
    former: dict[int, list[str]] = {}
    for entity_id, old in session.execute(
        select(EntityChange.entity_id, EntityChange.old).where(
            EntityChange.entity_id.in_(ids),
            EntityChange.kind == ChangeKind.NAME,
            EntityChange.state == ChangeState.CONFIRMED,
        )
    ):
        former.setdefault(entity_id, []).append(old)
    names = {row.cells.get("name", "") for row in rows}
    taken = session.execute(
        select(Organisation.name, Organisation.id).where(Organisation.name.in_(names))
    )
    return _Ground(
        {
            code: OnRecord(
                entity.id,
                entity.name,
                entity.status,
                entity.status_on,
                former.get(entity.id, ()),
                held.get(entity.id, 0),
                under_way.get(entity.id, 0),
            )
            for code, entity in entities.items()
        },
        entities,
        dict(taken.all()),
    )


def _counts(
    session: Session,
    statement: Select[int, int],
    key: InstrumentedAttribute[int],
) -> dict[int, int]:
    return dict(session.execute(statement.group_by(key)).all())


def _judge(
    line: StandingLine,
    cells: Mapping[str, str],
    ground: _Ground,
    caller: Caller,
    seen: dict[str, int],
) -> None:
    first = seen.setdefault(line.uscc, line.row)
    if first != line.row:
        line.end(
            StandingOutcome.DUPLICATE,
            Words(
                f"与第 {first} 行是同一信用代码；只看第 {first} 行",
                f"The same credit code as row {first}; only row {first} counts",
            ),
        )
        return
    known = ground.known.get(line.uscc)
    if known is None:
        line.end(
            StandingOutcome.UNKNOWN,
            Words(
                "本系统没有登记这个信用代码，无须录入",
                "No producer is registered with this code; there is nothing to record",
            ),
        )
        return
    entity = ground.entities[line.uscc]
    if not caller.may(Permission.AUTHORIZATION_CONTROL, Place(entity.division)):
        line.end(
            StandingOutcome.REFUSED,
            Words(
                "不在您的辖区；请转给所在地的省级部门",
                "Outside your jurisdiction; pass it to its province",
            ),
        )
        return
    status = status_of(cells["status"])
    if status is None:
        line.end(StandingOutcome.REFUSED, _strange(cells["status"]))
        return
    compare(line, status, known)
    holder = ground.taken.get(line.new_name or "")
    if holder is not None and holder != entity.organisation_id:
        line.end(
            StandingOutcome.REFUSED,
            Words(
                f"“{line.name}”已是另一个单位的名称；请核对信用代码",
                f"“{line.name}” is another organisation's name; check the code",
            ),
        )


def _strange(text: str) -> Words:
    return Words(
        f"不认得状态“{text}”；请写存续、注销或吊销"
        if text
        else "没有写状态；请写存续、注销或吊销",
        f"“{text}” is no standing known here; write 存续, 注销 or 吊销"
        if text
        else "The standing is missing; write 存续, 注销 or 吊销",
    )
