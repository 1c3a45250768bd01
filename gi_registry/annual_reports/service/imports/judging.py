"""Rows of reports, judged against what is on record; nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import TableHeadError, YearNotOverError
from gi_registry.annual_reports.queries import Standing, User
from gi_registry.annual_reports.rules import (
    Answers,
    Campaign,
    Campaigns,
    Check,
    LabReport,
    ReportState,
    Severity,
)
from gi_registry.annual_reports.rules.cells import Cell, Odd
from gi_registry.annual_reports.rules.imports import (
    Filing,
    Line,
    LineOutcome,
    Row,
    Table,
    find_table,
    meet,
    places_of,
    too_long,
)
from gi_registry.annual_reports.service import grounds
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.annual_reports.service.grounds import Holder, Stated
from gi_registry.annual_reports.service.workbooks.drawing import STAMP_SHEET
from gi_registry.annual_reports.service.workbooks.reading import stamp_lines
from gi_registry.core.books import read_book
from gi_registry.core.words import Words, china_day
from gi_registry.marks.rules import CapacityBasis

AT_ONCE: Final = 5_000
"""Rows that are judged together, with one set of questions to the database."""
_PROVINCE_DIGITS: Final = 2
_BLANK: Final = [each.default for each in fields(Answers)]
_PLACE: Final = {name: at for at, name in enumerate(Answers.names())}
_OPEN_TEXTS: Final = [at for at, blank in enumerate(_BLANK) if blank is not None]
_HIDDEN_ROW: Final = Words(
    "这一行在表中是隐藏的（或被筛选掉），也会录入；不要录入的，请删去这一行",
    "The sheet hides this row, or filters it out; it counts all the same. If it is "
    "not to be recorded, delete it",
)
_CORRECTED: Final = frozenset({*rules.ACCEPTED, ReportState.RETURNED})
"""States of a version after which a further one may be handed in."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose reports may be recorded.

    Attributes:
        where: condition on authorizations.
        is_own: whether they are the caller's own; else they were declared on paper.
    """

    where: ColumnElement[bool]
    is_own: bool


EVERYBODY: Final = Scope(true(), is_own=False)
"""All users, by the paper that they signed."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook with a report in each row.

    Attributes:
        year: the year reported on.
        table: how the sheet is laid out.
        cells: of the sheet, all rows.
        places: by row and column, what is to be said of cells whatever they hold.
        hidden: rows, from 0, that the sheet does not show.
    """

    year: int
    table: Table
    cells: Sequence[Sequence[Cell]]
    places: Mapping[int, Mapping[int, Odd]]
    hidden: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        """How many rows stand under the head."""
        return len(self.cells) - self.table.head - 1


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is on record of the users whom rows name."""

    by_number: Mapping[str, User]
    by_holder: Mapping[tuple[str, str], Sequence[User]]
    standings: Mapping[int, Standing]
    ledgers: Mapping[int, dict[str, Any]]
    bases: Mapping[tuple[int, int], CapacityBasis]
    lab_reports: Mapping[int, tuple[LabReport, ...]]
    """By the version that stands."""


def read_table(data: bytes, year: int) -> Book:
    """Read a workbook with a report in each row.

    Args:
        data: the file's content, xlsx.
        year: the year reported on.

    Raises:
        SheetError: see `core.books.read_book`.
        BookOutdatedError, BookOfOtherYearError: see `rules.imports.meet`.
        TableHeadError, TableUnitError: see `rules.imports.find_table`.
    """
    sheets = read_book(data)
    stamp = next((each for each in sheets if each.name == STAMP_SHEET), None)
    meet(stamp_lines(stamp.rows) if stamp else (), year)
    for sheet in sheets:
        if sheet.is_hidden:
            continue
        table = find_table(sheet.rows)
        if table is not None:
            last = max((*table.columns, *table.beside.values()))
            places = places_of(sheet.formulas, sheet.errors, sheet.merged, last)
            return Book(year, table, sheet.rows, places, sheet.hidden)
    raise TableHeadError


def judge(
    session: Session, book: Book, scope: Scope, *, now: datetime
) -> Iterator[list[Line]]:
    """Say of each row what would become of it, some thousand at a time.

    Args:
        session: to read with; the number of its queries does not grow with rows.
        book: as `read_table` gives it.
        scope: whose reports may be recorded.
        now: the present instant.

    Raises:
        YearNotOverError: the year has not ended.
    """
    if china_day(now) <= rules.proposed(book.year).ends:
        raise YearNotOverError(book.year)
    judging = _Judging(session, book, scope, china_day(now), campaigns(session))
    first = book.table.head + 1
    for start in range(first, len(book.cells), AT_ONCE):
        part = range(start, min(start + AT_ONCE, len(book.cells)))
        rows = [
            row
            for at in part
            if (row := book.table.read(at, book.cells[at], book.places.get(at, {})))
        ]
        yield judging.lines(rows)


@dataclass(frozen=True, slots=True)
class _Judging:
    """One judgement of a book, with the rows by which users were met."""

    session: Session
    book: Book
    scope: Scope
    today: date
    campaigns: Campaigns
    seen: dict[int, int] = field(default_factory=dict)
    days: dict[str, Campaign] = field(default_factory=dict)

    def lines(self, rows: Sequence[Row]) -> list[Line]:
        """Judge some rows."""
        ground = self._ground(rows)
        lines, stated, reasons = [], [], []
        for row in rows:
            line, user = self._met(row, ground)
            lines.append(line)
            if user is None or line.outcome is LineOutcome.REFUSED:
                continue
            self._filing(line, row, user, ground)
            if line.filing is not None:
                stated.append(
                    Stated(
                        user.id,
                        user.gi_id,
                        self.book.year,
                        line.filing.answers,
                        line.filing.prefilled,
                        line.filing.form,
                        ground.lab_reports.get(line.filing.former_id or 0, ()),
                    )
                )
                reasons.append((line, ground.bases.get((user.id, self.book.year))))
        found = grounds.checked(self.session, stated)
        for (line, basis), checks in zip(reasons, found, strict=True):
            _check(line, checks, basis)
        return lines

    def _ground(self, rows: Sequence[Row]) -> _Ground:
        year = self.book.year
        usccs = {row.said.get("uscc", "") for row in rows if not row.said.get("number")}
        users = queries.users(
            self.session,
            year,
            self.scope.where,
            numbers={row.said.get("number", "") for row in rows},
            usccs=usccs,
        )
        by_holder: dict[tuple[str, str], list[User]] = {}
        for user in users:
            for product in (user.product, user.product_code):
                by_holder.setdefault((user.uscc, product), []).append(user)
        ids = [user.id for user in users]
        holders = [
            Holder(user.id, user.organisation_id, user.gi_id, user.standard_number)
            for user in users
        ]
        standings = queries.standings(self.session, ids, year)
        return _Ground(
            {user.number: user for user in users},
            by_holder,
            standings,
            grounds.ledgers(self.session, holders, year),
            queries.bases(self.session, [(each, year) for each in ids]),
            queries.lab_reports(self.session, [s.id for s in standings.values()]),
        )

    def _met(self, row: Row, ground: _Ground) -> tuple[Line, User | None]:
        """Say whom a row is about, and what is wrong with its cells."""
        said = row.said
        number, holder = said.get("number", ""), said.get("holder", "")
        line = Line(row.at, number, holder, said.get("product", ""))
        user = _user(line, said, ground, self.book.year)
        for column, odd in row.odd:
            what = self.book.table.named(column)
            words = Words(f"{what.zh}：{odd.words.zh}", f"{what.en}: {odd.words.en}")
            if odd.is_refused:
                line.columns.append(column)
                line.refuse(*words)
            else:
                line.words.append(words)
        for words in too_long(said):
            line.refuse(*words)
        if row.at - 1 in self.book.hidden:
            line.words.append(_HIDDEN_ROW)
        if user is not None:
            self._compare(line, said, user)
        return line, user

    def _compare(self, line: Line, said: Mapping[str, str], user: User) -> None:
        """Say whether a row is about who it says it is, once, and in time."""
        year = said.get("year", "").removesuffix("年")
        if year and year != str(self.book.year):
            line.refuse(
                f"年度写的是“{year}”，这里录入的是 {self.book.year} 年度；请核对",
                f"The row says “{year}”, and {self.book.year} is recorded here; check",
            )
        if said.get("uscc") and said["uscc"].upper() != user.uscc:
            line.refuse(
                f"信用代码与用标编号不是同一使用人；{user.number} 是{user.holder}的，"
                "请核对",
                f"Credit code and permission are of different users; {user.number} "
                f"belongs to {user.holder}",
            )
        elif said.get("holder") and said["holder"] != user.holder:
            line.refuse(
                f"使用人与用标编号不符；{user.number} 是{user.holder}的，请核对",
                f"The user does not fit; {user.number} belongs to {user.holder}",
            )
        first = self.seen.setdefault(user.id, line.row)
        if first != line.row:
            line.refuse(
                f"与第 {first} 行是同一份年报；请删去一行",
                f"The same report as row {first}; take one out",
            )
        opens_on = self._days(user.division).opens_on
        if self.today < opens_on:
            line.refuse(
                f"自 {opens_on} 起才能填报；请到那天再录入",
                f"Reports open on {opens_on}; record them from then on",
            )
        line.number, line.holder, line.product = user.number, user.holder, user.product

    def _days(self, division: str) -> Campaign:
        """Return the days of a division's reports; provinces decide them."""
        province = division[:_PROVINCE_DIGITS]
        if province not in self.days:
            self.days[province] = self.campaigns.of(self.book.year, province)
        return self.days[province]

    def _filing(self, line: Line, row: Row, user: User, ground: _Ground) -> None:
        """Say which version a row becomes, or why none."""
        standing = ground.standings.get(user.id)
        form = standing.form if standing else self._days(user.division).form
        answers = _answers(self.book.table, row, ground.ledgers[user.id], standing)
        if answers.plots is not None and rules.asks_plots(form):
            answers = rules.with_plots(answers, ground.ledgers[user.id].get("plots"))
        if left_out := rules.unasked(form):
            if standing is None:
                answers = _without(answers, left_out - {*self.book.table.names})
            if not _is_asked(line, answers, form):
                return
        reason, signatory = (
            row.said.get(key) or (getattr(standing, key) if standing else "")
            for key in ("change_reason", "signatory")
        )
        if standing and not self._may_follow(line, standing, answers):
            return
        if not signatory:
            line.refuse(
                "没有签署人；请填写在年报上签字的人",
                "Nobody declares it true; name who signed the report",
            )
            return
        is_draft = standing is not None and standing.state is ReportState.DRAFT
        before = standing.version if standing else 0
        line.outcome = LineOutcome.CHANGED if before > is_draft else LineOutcome.NEW
        line.filing = Filing(
            authorization_id=user.id,
            number=user.number,
            version=before if is_draft else before + 1,
            former_id=standing.id if standing else None,
            is_draft=is_draft,
            form=form,
            answers=answers,
            prefilled=ground.ledgers[user.id],
            change_reason=reason,
            signatory=signatory,
        )

    def _may_follow(self, line: Line, standing: Standing, answers: Answers) -> bool:
        """Whether a further version may take the place of the one that stands."""
        if standing.state is ReportState.DRAFT:
            is_touched = standing.revision > 1 and not self.scope.is_own
            if is_touched:
                line.refuse(
                    "使用人正在网上填报，草稿已保存；请由使用人自己提交",
                    "The user is filling it in online and has saved a draft; let the "
                    "user hand that in",
                )
            return not is_touched
        unlike = list(standing.answers.unlike(answers))
        if not unlike and standing.state.is_filed:
            line.outcome = LineOutcome.SAME
            return False
        if not unlike:
            line.refuse(
                "与被退回的那一版相同；请按退回的意见改正后再录入",
                "The same as the version that was returned; correct it first",
            )
            return False
        if standing.is_locked:
            line.refuse(
                "这一年度已由省级锁定；须先由两人准予更正，再录入",
                "The province has locked the year; two officers must let the report be "
                "corrected first",
            )
            return False
        if standing.state not in _CORRECTED:
            what = rules.BY_NAME[unlike[0]].words
            line.refuse(
                f"已提交、正在审核，与本行有 {len(unlike)} 项不同（如{what.zh}）；"
                "请先退回，再录入",
                f"It is under review and differs in {len(unlike)} answers, such as "
                f"“{what.en}”; have it returned first",
            )
            return False
        return True


def _user(
    line: Line, said: Mapping[str, str], ground: _Ground, year: int
) -> User | None:
    if line.number:
        met = ground.by_number.get(line.number)
        found = [met] if met else []
    else:
        key = (said.get("uscc", "").upper(), said.get("product", ""))
        found = list(ground.by_holder.get(key, ()))
    if len(found) == 1:
        return found[0]
    what = line.number or f"{said.get('uscc', '')} {line.product}".strip()
    if found:
        line.refuse(
            f"“{what}”有 {len(found)} 项用标资格；请写明用标编号",
            f"“{what}” has {len(found)} permissions; give the number of one",
        )
    else:
        line.refuse(
            f"没有找到“{what}”应报的 {year} 年度年报；请核对用标编号，"
            "或它不在您的辖区、当年没有有效",
            f"No report on {year} is due of “{what}”; check the number, or it is "
            "outside your jurisdiction, or was not in force",
        )
    return None


def _answers(
    table: Table, row: Row, ledger: Mapping[str, Any], standing: Standing | None
) -> Answers:
    """Return a row's answers; what has no column is as it stands, or the ledger's."""
    if standing is not None:
        values = [*standing.answers.values()]
    else:
        values = list(_BLANK)
        for name, value in ledger.items():
            values[_PLACE[name]] = value
    for name, value in zip(table.names, row.answers, strict=True):
        values[_PLACE[name]] = value
    for at in _OPEN_TEXTS:
        if values[at] is None:
            values[at] = _BLANK[at]
    return Answers(*values)


def _without(answers: Answers, names: Iterable[str]) -> Answers:
    """Return answers without some that nobody asks."""
    blank = Answers()
    return replace(answers, **{name: getattr(blank, name) for name in names})


def _is_asked(line: Line, answers: Answers, form: int) -> bool:
    """Whether the form asks all that a row answers; refuse the row if not."""
    given = sorted(n for n in rules.unasked(form) if not answers.is_open(n))
    if given:
        what = rules.BY_NAME[given[0]].words
        line.refuse(
            f"这一年度用第 {form} 版表单，没有“{what.zh}”等 {len(given)} 项；"
            "请清空这些列",
            f"The year's form is version {form}, which does not ask “{what.en}” "
            f"({len(given)} such columns); leave them empty",
        )
    return not given


def _check(line: Line, checks: Sequence[Check], basis: CapacityBasis | None) -> None:
    """Refuse what could not be handed in online either."""
    filing = line.filing
    if filing is None:
        return
    open_figures = rules.missing(filing.answers, basis, filing.form)
    if open_figures:
        zh = "、".join(each.words.zh for each in open_figures)
        en = "; ".join(each.words.en for each in open_figures)
        line.refuse(
            f"还有 {len(open_figures)} 项没有填写：{zh}；没有的填 0",
            f"{len(open_figures)} answers are missing: {en}. Where there is none, "
            "answer 0",
        )
    for each in checks:
        if each.severity is Severity.RED:
            line.refuse(*each.words)
    line.checks = tuple(each for each in checks if each.severity is Severity.AMBER)
    if line.checks and not filing.change_reason:
        line.refuse(
            "有数字需要说明；请在“有出入的原因”一列写明原因",
            "Figures need a reason; give it in the column “Reason for differences”",
        )
    if line.outcome is LineOutcome.REFUSED:
        line.filing = None
