"""What would become of each line of a list of deliveries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import among
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import Language, Words, long_day
from gi_registry.producers.errors import (
    WorkerAmbiguousError,
    WorkerUnknownError,
    year_closed,
)
from gi_registry.producers.models import (
    Authorization,
    Entity,
    HouseholdDelivery,
    PrimaryProducer,
)
from gi_registry.producers.rules.deliveries import (
    LONGEST_NOTE,
    LONGEST_SLIP,
    DeliveryLine,
    NewDelivery,
    day_in,
    grams_in,
    key_of,
)
from gi_registry.producers.rules.individuals import person_in
from gi_registry.products.models import Gi

_MANY = 2


@dataclass(frozen=True, slots=True)
class Judge:
    """Whose list is judged, and what says which years no longer change."""

    session: Session
    entity: Entity
    closed: Callable[[Session, int, Iterable[int]], set[tuple[int, int]]]

    def lines(self, rows: Sequence[SheetRow], on: date) -> list[DeliveryLine]:
        """Judge each row; the number of queries does not grow with them."""
        people = self._people(rows)
        products = self._products()
        lines = [_read(row, people, products, on) for row in rows]
        new = [each.new for each in lines if each.new]
        closed = self.closed(
            self.session, self.entity.id, {each.on_day.year for each in new}
        )
        recorded = self._recorded({key_of(each) for each in new})
        seen: dict[str, tuple[NewDelivery, int]] = {}
        for line in lines:
            if line.new is not None:
                _compare(line, line.new, closed, recorded, seen)
        return lines

    def _people(self, rows: Sequence[SheetRow]) -> dict[str, list[PrimaryProducer]]:
        asked = (person_in(row.cells.get("person", "")) for row in rows)
        names = {person.name for person in asked if person}
        statement = select(PrimaryProducer).where(
            PrimaryProducer.entity_id == self.entity.id,
            among(self.session, PrimaryProducer.name, names),
        )
        found: dict[str, list[PrimaryProducer]] = {}
        for each in self.session.scalars(statement):
            found.setdefault(each.name, []).append(each)
        return found

    def _products(self) -> dict[str, int]:
        """Return the ids of the business's products, by code and by name."""
        statement = (
            select(Gi.id, Gi.code, Gi.name_zh)
            .join(Authorization, Authorization.gi_id == Gi.id)
            .where(Authorization.entity_id == self.entity.id)
        )
        rows = self.session.execute(statement).all()
        by_name = {name: gi_id for gi_id, _, name in rows}
        return by_name | {code: gi_id for gi_id, code, _ in rows}

    def _recorded(self, keys: Iterable[str]) -> dict[str, NewDelivery]:
        row = HouseholdDelivery
        statement = select(
            row.key,
            row.individual_id,
            row.gi_id,
            row.on_day,
            row.grams,
            row.slip,
            row.note,
        ).where(
            row.entity_id == self.entity.id,
            row.taken_back_at.is_(None),
            among(self.session, row.key, keys),
        )
        found = self.session.execute(statement).all()
        return {each[0]: NewDelivery(*each[1:]) for each in found}


def _read(
    row: SheetRow,
    people: dict[str, list[PrimaryProducer]],
    products: dict[str, int],
    on: date,
) -> DeliveryLine:
    line = DeliveryLine(row.number, row.cells)
    gi_id = _product(line, products)
    day = _day(line, on)
    grams = grams_in(row.cells.get("kg", ""))
    if grams is None:
        line.refuse(
            "kg",
            Words(
                f"看不懂重量“{row.cells.get('kg', '')}”；以千克计，如 125.5，"
                "也可写明单位，如 300 斤",
                f"“{row.cells.get('kg', '')}” is no weight; write kilograms, such as "
                "125.5, or the unit beside it, such as 300 斤",
            ),
        )
    person = _person(line, people, day)
    slip, note = _texts(line)
    if not line.wrong and person and gi_id and day and grams:
        line.new = NewDelivery(person.id, gi_id, day, grams, slip, note)
    return line


def _product(line: DeliveryLine, products: dict[str, int]) -> int | None:
    said = line.cells.get("product", "").strip()
    found = products.get(said)
    if not said and len(set(products.values())) == 1:
        return next(iter(products.values()))
    if found is None:
        line.refuse(
            "product",
            Words(
                f"“{said}”不是本单位用标的产品；请写产品名称或编号，只有一个产品的可不写"
                if products
                else "本单位还没有用标的产品；经公告获准用标后再登记交售",
                f"“{said}” is no product of yours; write its name or code, or nothing "
                "where there is only one"
                if products
                else "You hold no permission for any product yet; record deliveries "
                "once one is announced",
            ),
        )
    return found


def _day(line: DeliveryLine, on: date) -> date | None:
    text = line.cells.get("day", "")
    day = day_in(text)
    if day is None:
        line.refuse(
            "day",
            Words(
                f"看不懂日期“{text}”；请写成 2026-09-28",
                f"“{text}” is no day; write 2026-09-28",
            ),
        )
    elif day > on:
        line.refuse(
            "day",
            Words(
                f"{long_day(day, Language.ZH)}还没到；请核对日期",
                f"{long_day(day, Language.EN)} is in the future; check the day",
            ),
        )
    return day


def _person(
    line: DeliveryLine, people: dict[str, list[PrimaryProducer]], day: date | None
) -> PrimaryProducer | None:
    asked = person_in(line.cells.get("person", ""))
    if asked is None:
        line.refuse("person", Words("没有写农户，请补上", "Say which household"))
        return None
    able = [
        each
        for each in people.get(asked.name, ())
        if asked.last4 in ("", each.identity_last4)
    ]
    if not able:
        line.refuse("person", WorkerUnknownError(asked.name).words)
        return None
    if day is None:
        return None
    members = [
        each
        for each in able
        if each.from_on <= day and (each.to_on is None or day < each.to_on)
    ]
    if not members:
        line.refuse("day", _outside(asked.name, day, able))
    elif len(members) >= _MANY:
        line.refuse("person", WorkerAmbiguousError(asked.name).words)
    return members[0] if len(members) == 1 else None


def _outside(name: str, day: date, able: Sequence[PrimaryProducer]) -> Words:
    first = min(each.from_on for each in able)
    return Words(
        f"{long_day(day, Language.ZH)}“{name}”不在名单中"
        f"（{long_day(first, Language.ZH)}加入）；请核对日期或名单",
        f"“{name}” was not on your list on {long_day(day, Language.EN)} (joined on "
        f"{long_day(first, Language.EN)}); check the day, or the list",
    )


def _texts(line: DeliveryLine) -> tuple[str, str]:
    slip, note = (line.cells.get(key, "").strip() for key in ("slip", "note"))
    for key, text, longest in (
        ("slip", slip, LONGEST_SLIP),
        ("note", note, LONGEST_NOTE),
    ):
        if len(text) > longest:
            line.refuse(
                key,
                Words(
                    f"最多 {longest} 个字，请写短一些",
                    f"At most {longest} characters; make it shorter",
                ),
            )
    return slip, note


def _compare(
    line: DeliveryLine,
    new: NewDelivery,
    closed: set[tuple[int, int]],
    recorded: dict[str, NewDelivery],
    seen: dict[str, tuple[NewDelivery, int]],
) -> None:
    key, year = key_of(new), new.on_day.year
    before = recorded.get(key)
    first, row = seen.setdefault(key, (new, line.row))
    if before is not None and before.facts == new.facts:
        line.repeat(
            Words(
                "已登记过，不重复登记；同日同户同重量的另一车，请写磅单号",
                "Recorded before and not again; a second load of the same weight on "
                "that day needs the number of its slip",
            )
        )
    elif before is not None:
        line.refuse(
            "slip",
            Words(
                f"磅单号 {new.slip} 已登记过，但农户、产品、日期或重量不同；"
                "请核对，登记错了的先撤回",
                f"Slip {new.slip} is recorded with another household, product, day or "
                "weight; check it, or take the wrong one back first",
            ),
        )
    elif (new.gi_id, year) in closed:
        line.refuse("day", year_closed(year))
    elif row != line.row:
        _again(line, new, first, row)


def _again(line: DeliveryLine, new: NewDelivery, first: NewDelivery, row: int) -> None:
    """Say that a line before has the same key."""
    if first.facts == new.facts:
        line.repeat(
            Words(
                f"与第 {row} 行相同；确是两次交售的，请写各自的磅单号",
                f"The same as row {row}; two deliveries need numbers of their slips",
            )
        )
    else:
        line.refuse(
            "slip",
            Words(
                f"磅单号与第 {row} 行相同而内容不同；请核对",
                f"The slip of row {row} with other contents; check it",
            ),
        )
