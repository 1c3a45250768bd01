"""A list of rights, judged line by line against what is on record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.access import Place
from gi_registry.core.errors import GiError
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import Words
from gi_registry.producers.service import CNIPA
from gi_registry.products.models import Announcement, Gi, GiRight
from gi_registry.products.rules import RightKind, RightStatus
from gi_registry.rights import rules
from gi_registry.rights.errors import LineError
from gi_registry.rights.models import RightEvent, RightProcedure
from gi_registry.rights.rules import NewState, Procedure, Standing, State
from gi_registry.rights.rules.batches import (
    MEANINGS,
    TAKEN,
    Line,
    LineOutcome,
    Matter,
    Meaning,
    Planned,
)
from gi_registry.rights.rules.opening import can_open
from gi_registry.rights.service.batches.cells import (
    as_cells,
    differences,
    particulars,
)
from gi_registry.rights.service.batches.comparing import compare_right, is_end
from gi_registry.rights.service.batches.ground import Ground, called, ground_of
from gi_registry.rights.service.batches.wording import (
    chosen,
    demanded_matter,
    no_right,
    not_as_it_stands,
    open_right,
    recognised_already,
    which_product,
)
from gi_registry.rights.service.reading import in_common

_RECOGNITION: Final = MEANINGS[Matter.RECOGNITION]
_CONVERSION: Final = MEANINGS[Matter.CONVERSION]


@dataclass(frozen=True, slots=True)
class Listing:
    """An announcement whose rights come as a list.

    Attributes:
        rows: as `core.sheets.read_rows` gives them by `rules.batches.COLUMNS`.
        may: whether the caller records what CNIPA does with a right of a place.
    """

    number: int
    on: date
    rows: Sequence[SheetRow]
    may: Callable[[Place | None], bool]


def judge_rights(session: Session, listing: Listing, *, today: date) -> list[Line]:
    """Say of each line what would become of it; nothing is written.

    The number of queries does not grow with the list.
    """
    ground = ground_of(session, listing.rows, on=today)
    return judge_on(ground, listing, today=today)


def judge_on(ground: Ground, listing: Listing, *, today: date) -> list[Line]:
    """Judge the lines of a list by what is on record."""
    judge = _Judge(ground, listing, today)
    return [judge.line(row) for row in listing.rows]


@dataclass(frozen=True, slots=True)
class _Judge:
    ground: Ground
    listing: Listing
    today: date
    seen: dict[tuple[int, RightKind], int] = field(default_factory=dict)
    """Row of the first line about a right, by product and kind."""
    recognised: set[int] = field(default_factory=set)
    """Products whose right the list recognises."""

    def line(self, row: SheetRow) -> Line:
        """Judge one line."""
        line = Line(row.number, dict(row.cells))
        try:
            self._judge(line)
        except GiError as error:
            line.refuse(error.words)
        return line

    def _judge(self, line: Line) -> None:
        matter = demanded_matter(line)
        gi = self._product(line)
        meaning = MEANINGS[matter]
        self._check_twice(line, gi, meaning)
        given = particulars(line.cells)
        if self._is_on_record(line, gi, matter):
            return
        if self.listing.on > self.today:
            raise LineError(
                Words(
                    "公告日期在今天以后；请核对",
                    "The day of the announcement lies in the future; check it",
                )
            )
        if meaning.ending is None:
            new = NewState(
                meaning.state, self.listing.on, given.received_on, given.words
            )
            line.events = (self._planned(gi, meaning, new),)
        else:
            line.events = self._ending(line, gi, meaning)
        if any(each.meaning is _RECOGNITION for each in line.events):
            self.recognised.add(gi.id)
        line.right_id = line.events[-1].right_id
        compare_right(line, gi, self.listing.on)
        self._count_users(line)

    def _product(self, line: Line) -> Gi:
        found = called(self.ground.products, line.cells)
        if len(found) != 1:
            raise LineError(which_product(line.product, found, self.ground.products))
        gi = found[0]
        line.code = gi.code
        codes = self.ground.codes.get(gi.id)
        authority = next(
            (each.managing_authority for each in gi.rights if each.managing_authority),
            None,
        )
        place = Place(in_common(codes), authority) if codes else None
        if not self.listing.may(place):
            raise LineError(
                Words(
                    f"“{gi.name_zh}”不在您的辖区；请交由其所在地记录",
                    f"{gi.name_en} is outside your jurisdiction; leave it to the "
                    "office in charge",
                )
            )
        printed = line.cells.get("product", "")
        if printed and printed != gi.name_zh:
            line.words.append(
                Words(
                    f"来文写作“{printed}”，认作登记簿中的“{gi.name_zh}”（{gi.code}）；请核对",
                    f"The list says “{printed}”, taken as “{gi.name_zh}” ({gi.code}) "
                    "of the register; check it",
                )
            )
        return gi

    def _check_twice(self, line: Line, gi: Gi, meaning: Meaning) -> None:
        first = self.seen.setdefault((gi.id, meaning.kind), line.row)
        if first != line.row:
            raise LineError(
                Words(
                    f"与第 {first} 行是同一项权利；请删去一行",
                    f"The same right as in row {first}; take one out",
                )
            )

    def _is_on_record(self, line: Line, gi: Gi, matter: Matter) -> bool:
        found = self._event(gi, MEANINGS[matter])
        if found is None:
            return False
        procedure, event = found
        said = self.ground.cells.get(event.id)
        if said is None:
            right = next(each for each in gi.rights if each.id == procedure.right_id)
            procedure.right, right.gi = right, gi
            said = as_cells(event, procedure, matter)
        line.right_id = procedure.right_id
        found_words = differences(said, line.cells)
        line.words += found_words
        line.outcome = LineOutcome.DIFFERS if found_words else LineOutcome.SAME
        return True

    def _event(
        self, gi: Gi, meaning: Meaning
    ) -> tuple[RightProcedure, RightEvent] | None:
        """Return the event that this announcement is already on record with."""
        for right in gi.rights:
            for each in self._procedures(right, meaning):
                for event in each.events:
                    if event.state is meaning.state and self._is_this(
                        event.announcement
                    ):
                        return each, event
        return None

    def _is_this(self, found: Announcement | None) -> bool:
        return (
            found is not None
            and found.issuer == CNIPA
            and found.number == self.listing.number
        )

    def _procedures(self, right: GiRight, meaning: Meaning) -> list[RightProcedure]:
        return [
            each
            for each in self.ground.procedures.get(right.id, ())
            if (each.kind, each.ending) == (meaning.procedure, meaning.ending)
        ]

    def _planned(
        self, gi: Gi, meaning: Meaning, new: NewState, *, has_cells: bool = True
    ) -> Planned:
        right = open_right(gi, meaning.kind)
        if right is None:
            if meaning.procedure is not Procedure.RECOGNITION:
                raise LineError(no_right(gi, meaning.kind))
            return Planned(meaning, gi.id, None, has_cells=has_cells)
        under_way = [
            each
            for each in self._procedures(right, meaning)
            if not rules.is_over(each.kind, each.state)
        ]
        if under_way:
            found = chosen(under_way, meaning.state)
            self._check(found, new)
            return Planned(meaning, gi.id, right.id, found.id, has_cells)
        self._check_fresh(right, meaning)
        need = rules.need(meaning.procedure, meaning.state)
        if need.reason and not new.words:
            raise LineError(
                Words(
                    "请在“说明”列按公告写明理由，公开页面将显示这段文字",
                    "Write the reason in the column 说明 as the announcement states "
                    "it; it is shown in public",
                )
            )
        return Planned(meaning, gi.id, right.id, has_cells=has_cells)

    def _check(self, found: RightProcedure, new: NewState) -> None:
        standing = Standing(
            procedure=found.kind,
            state=found.state,
            last_on=found.events[-1].on_day,
            due_on=found.due_on,
            opposed_by=tuple(self.ground.opposed.get(found.id, ())),
        )
        rules.check(standing, new, today=self.today)

    def _check_fresh(self, right: GiRight, meaning: Meaning) -> None:
        """Refuse what does not fit a right without such a procedure under way."""
        if meaning.procedure is not Procedure.RECOGNITION:
            if not can_open(meaning.procedure, right.kind, right.status):
                raise LineError(not_as_it_stands(right))
            return
        others = [
            each
            for each in self.ground.finals.get(right.id, ())
            if not self._is_this(each)
        ]
        if others:
            raise LineError(recognised_already(others[0].title))

    def _ending(self, line: Line, gi: Gi, meaning: Meaning) -> tuple[Planned, ...]:
        """Plan a conversion or merger, with the recognition that it brings."""
        right = open_right(gi, meaning.kind)
        if right is None:
            raise LineError(no_right(gi, meaning.kind))
        if not can_open(meaning.procedure, right.kind, right.status):
            raise LineError(not_as_it_stands(right))
        ended = Planned(meaning, gi.id, right.id)
        other = open_right(gi, RightKind.PRODUCT_PROTECTION)
        if other is not None and other.status is RightStatus.PROTECTED:
            return (ended,)
        if meaning is not _CONVERSION:
            raise LineError(
                Words(
                    f"“{gi.name_zh}”没有受保护的地理标志产品，无可并入；"
                    "由公告转换的，事项写“转换”",
                    f"“{gi.name_en}” has no protected GI product to merge into; write "
                    "转换 if the announcement converts it",
                )
            )
        if gi.id in self.recognised:
            return (ended,)
        row = self.seen.setdefault((gi.id, RightKind.PRODUCT_PROTECTION), line.row)
        if row != line.row:
            raise LineError(
                Words(
                    f"要转入的权利见第 {row} 行，该行不是可以录入的认定；请先改好该行",
                    f"Row {row} is about the right to convert into, and recognises "
                    "nothing that can be taken; correct that row first",
                )
            )
        implied = NewState(State.RECOGNISED, self.listing.on, words="转换")
        return self._planned(gi, _RECOGNITION, implied, has_cells=False), ended

    def _count_users(self, line: Line) -> None:
        ends = [each for each in line.events if is_end(each.meaning)]
        line.users = sum(self.ground.users.get(each.right_id or 0, 0) for each in ends)
        if line.users and line.outcome in TAKEN:
            line.words.append(
                Words(
                    f"会使 {line.users} 个用标主体暂停用标，"
                    "等待转到同一产品的另一项权利",
                    f"It would suspend {line.users} authorized users until they are "
                    "re-based onto another right of the product",
                )
            )
