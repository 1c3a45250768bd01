"""A list of announced users, judged line by line against what is on record."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.models import Organisation
from gi_registry.areas import service as areas
from gi_registry.core import uscc
from gi_registry.core.sheets import SheetRow, day_of
from gi_registry.core.words import Words
from gi_registry.producers.models import Authorization, Entity
from gi_registry.producers.rules import AuthorizationState, route_of
from gi_registry.producers.rules.batches import AnnouncedUser, Line, LineOutcome
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules import ENDED, RIGHT_KIND_WORDS

_OVER: Final = {
    AuthorizationState.STOPPED,
    AuthorizationState.EXPIRED,
    AuthorizationState.WITHDRAWN,
    AuthorizationState.ENTITY_GONE,
}
_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is on record, by what lines are found by."""

    products: Mapping[str, Gi]
    """By name and by code."""
    counties: Mapping[str, Sequence[tuple[str, str]]]
    """Code and name, by code and by name, also without its last character."""
    entities: Mapping[str, Entity]
    """By credit code."""
    authorizations: Mapping[tuple[str, int], Authorization]
    """Those that are not over, by credit code and right."""
    organisations: Mapping[str, Organisation]
    """By name."""


def judge_batch(session: Session, rows: Sequence[SheetRow]) -> list[Line]:
    """Say of each line of a list what would become of it; nothing is written.

    Args:
        session: to read with; the number of its queries does not grow with rows.
        rows: as `core.sheets.read_rows` gives them by `rules.batches.COLUMNS`.
    """
    ground = _ground(session, rows)
    seen: dict[tuple[str, int], int] = {}
    names: dict[str, str] = {}
    lines = []
    for row in rows:
        line = _judged(row, ground)
        if line.user is not None:
            _compare_lines(line, line.user, seen, names)
        lines.append(line)
    return lines


def _ground(session: Session, rows: Sequence[SheetRow]) -> _Ground:
    codes = {_code(row.cells.get("uscc", "")) for row in rows} - {""}
    holders = {row.cells.get("holder", "") for row in rows}
    products: dict[str, Gi] = {}
    for gi in session.scalars(select(Gi).options(selectinload(Gi.rights))):
        products |= {gi.name_zh: gi, gi.code: gi}
    counties: dict[str, list[tuple[str, str]]] = {}
    for county in areas.counties(session):
        here = (county.code, county.name)
        for key in {county.code, county.name, county.name[:-1] or county.name}:
            counties.setdefault(key, []).append(here)
    return _Ground(
        products,
        counties,
        {
            entity.uscc: entity
            for entity in session.scalars(select(Entity).where(Entity.uscc.in_(codes)))
        },
        {
            (each.entity.uscc, each.right_id): each
            for each in session.scalars(
                select(Authorization)
                .join(Authorization.entity)
                .where(Entity.uscc.in_(codes), Authorization.state.not_in(_OVER))
                .options(joinedload(Authorization.entity))
            )
        },
        {
            each.name: each
            for each in session.scalars(
                select(Organisation).where(Organisation.name.in_(holders))
            )
        },
    )


def _code(text: str) -> str:
    try:
        return uscc.check(text).code
    except uscc.UsccError:
        return ""


def _judged(row: SheetRow, ground: _Ground) -> Line:
    cells = row.cells
    product = cells.get("product", "") or cells.get("product_code", "")
    line = Line(row.number, cells.get("holder", ""), cells.get("uscc", ""), product)
    code = _checked_code(line, row)
    if not line.holder:
        line.refuse(
            Words("没有写使用人名称，请补上", "The holder's name is missing; add it")
        )
    right = _right(line, cells, ground)
    ends = _ends(line, cells.get("valid_to", ""))
    entity = ground.entities.get(code)
    division = _division(line, cells.get("county", ""), entity, ground)
    if line.outcome is LineOutcome.REFUSED or right is None:
        line.outcome = LineOutcome.REFUSED
        return line
    line.user = AnnouncedUser(
        holder=line.holder,
        uscc=code,
        right_id=right.id,
        division=division,
        address=cells.get("address", ""),
        standard=cells.get("standard") or None,
        register_number=cells.get("register_number") or None,
        valid_to=ends,
    )
    _compare_record(line, line.user, ground)
    return line


def _checked_code(line: Line, row: SheetRow) -> str:
    if not row.exact:
        line.refuse(
            Words(
                "统一社会信用代码被 Excel 存成了数字，已丢失末几位；"
                "请把该列设为文本格式后重新填写",
                "Excel kept the credit code as a number and lost its last digits; "
                "format the column as text and enter it again",
            )
        )
        return ""
    try:
        found = uscc.check(line.uscc)
    except uscc.UsccError as error:
        line.refuse(error.words)
        return ""
    line.words += found.warnings
    return found.code


def _right(line: Line, cells: Mapping[str, str], ground: _Ground) -> GiRight | None:
    gi = ground.products.get(cells.get("product_code", "")) or ground.products.get(
        cells.get("product", "")
    )
    if gi is None:
        names = [name for name, found in ground.products.items() if name != found.code]
        near = difflib.get_close_matches(line.product, names, n=3, cutoff=_ALIKE)
        hint = "、".join(near)
        line.refuse(
            Words(
                f"登记簿中没有产品“{line.product}”"
                + (f"，是不是 {hint}？" if near else "")
                + "请核对名称或填写产品代码",
                f"The register has no product “{line.product}”"
                + (f"; is it {hint}?" if near else "")
                + " Check the name, or give the product code",
            )
        )
        return None
    wanted = cells.get("right", "")
    open_rights = [
        right
        for right in gi.rights
        if right.status not in ENDED and route_of(right.kind) is not None
    ]
    found = [
        right
        for right in open_rights
        if not wanted or wanted in (*RIGHT_KIND_WORDS[right.kind], right.number)
    ]
    if len(found) != 1:
        kinds = "、".join(RIGHT_KIND_WORDS[right.kind].zh for right in open_rights)
        line.refuse(
            Words(
                f"“{gi.name_zh}”有 {len(found)} 项符合的权利；"
                f"请在“权利”列写明其中一项：{kinds or '（没有可用标的权利）'}",
                f"“{gi.name_en}” has {len(found)} rights that fit; name one in the "
                f"column 权利: {kinds or '(none under which the mark is used)'}",
            )
        )
        return None
    return found[0]


def _ends(line: Line, text: str) -> date | None:
    if not text:
        return None
    try:
        return day_of(text)
    except ValueError:
        line.refuse(
            Words(
                f"截止日“{text}”不是日期；请写成 2027-12-31",
                f"The last day “{text}” is no day; write 2027-12-31",
            )
        )
        return None


def _division(line: Line, text: str, entity: Entity | None, ground: _Ground) -> str:
    if not text and entity is not None:
        return entity.division
    found = ground.counties.get(text, ())
    if len(found) == 1:
        return found[0][0]
    if len(found) > 1:
        which = "、".join(f"{name} {code}" for code, name in found)
        line.refuse(
            Words(
                f"产地“{text}”不止一个：{which}；请写代码",
                f"There are several of “{text}”: {which}; give the code",
            )
        )
    else:
        line.refuse(
            Words(
                f"产地“{text}”不是本省的县（市、区）；请写名称或六位代码"
                if text
                else "没有写产地县（市、区）；请补上名称或六位代码",
                f"“{text}” is no county of the province; give its name or code"
                if text
                else "The county of origin is missing; give its name or code",
            )
        )
    return ""


def _compare_record(line: Line, user: AnnouncedUser, ground: _Ground) -> None:
    """Say how a line differs from what is on record."""
    entity = ground.entities.get(user.uscc)
    if entity is not None and entity.name != user.holder:
        line.words.append(
            Words(
                f"登记簿中该信用代码的名称是“{entity.name}”；"
                "录入后名称不变。来文用的是曾用名的，可以直接录入；"
                "已更名的，请生产者申请名称变更，或录入登记状态名单",
                f"The register has this credit code under “{entity.name}”; that name "
                "stays. A former name in the list does no harm; if the name changed, "
                "have the producer ask for the change, or enter a list of standings",
            )
        )
    named = ground.organisations.get(user.holder)
    if named is not None and (entity is None or entity.organisation_id != named.id):
        line.refuse(
            Words(
                f"“{user.holder}”已是另一个单位的名称；请核对信用代码",
                f"“{user.holder}” is another organisation's name; check the credit "
                "code",
            )
        )
        return
    found = ground.authorizations.get((user.uscc, user.right_id))
    if found is None:
        return
    line.authorization = found.number
    line.outcome = LineOutcome.SAME
    for zh, en, there, here in (
        ("执行标准", "standard", found.standard_number, user.standard),
        ("截止日", "last day", found.valid_to, user.valid_to),
        ("产地", "county", found.division, user.division),
    ):
        if here is not None and here != there:
            line.outcome = LineOutcome.DIFFERS
            line.words.append(
                Words(
                    f"{zh}：在册为 {there or '（无）'}，来文为 {here}；"
                    "在册的不改，请核对后另行变更",
                    f"{en}: {there or '(none)'} on record, {here} in the list; what "
                    "is on record stays until a change is recorded",
                )
            )


def _compare_lines(
    line: Line,
    user: AnnouncedUser,
    seen: dict[tuple[str, int], int],
    names: dict[str, str],
) -> None:
    """Refuse a line that is in the list twice; one name is one code."""
    first = seen.setdefault((user.uscc, user.right_id), line.row)
    if first != line.row:
        line.refuse(
            Words(
                f"与第 {first} 行重复；请删去一行",
                f"The same as row {first}; take one out",
            )
        )
    elif names.setdefault(user.holder, user.uscc) != user.uscc:
        line.refuse(
            Words(
                f"“{user.holder}”在本文件中有两个信用代码；请核对",
                f"“{user.holder}” has two credit codes in this file; check them",
            )
        )
