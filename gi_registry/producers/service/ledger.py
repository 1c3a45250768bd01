"""The quarterly ledger (台账) of a jurisdiction: figures, and the rows behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from gi_registry.core.access import Caller
from gi_registry.core.paging import PAGE_SIZE, Page, count_of
from gi_registry.core.words import Words, china_day
from gi_registry.law import service as law
from gi_registry.law.rules import Settings, deadline
from gi_registry.overrides import service as exceptions
from gi_registry.overrides.rules import OUTCOME_WORDS, Outcome
from gi_registry.producers import queries
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    AUTHORIZATION_STATE_WORDS,
    SETTING_OF,
    STEPS_OF,
    ApplicationState,
    AuthorizationState,
    Quarter,
    Section,
)

_BATCH = 500
_WAITS = Words("待第二人决定", "Waits for a second person")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry.

    Attributes:
        subject: number of the application or authorization.
        product: its Chinese name; of an exception, what was asked for.
        told: the state that it led to, or what became of an exception.
        words: reason or remark, as typed.
        office: that did it.
        due_on: last day that the step before had, where a time was set.
        is_late: whether it was done after that day; none without one.
    """

    section: Section
    on: date
    subject: str
    entity: str
    uscc: str
    product: str
    division: str
    told: Words
    words: str
    office: str
    due_on: date | None = None
    is_late: bool | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Whose ledger of which quarter, with the times that offices set."""

    session: Session
    caller: Caller
    quarter: Quarter
    settings: Settings

    def counts(self) -> dict[Section, int]:
        """Return how many rows each section has."""
        found = dict.fromkeys(Section, 0)
        by_state = queries.step_counts(self.caller, self.quarter)
        for state, number in self.session.execute(by_state):
            found[STEPS_OF[ApplicationState(state)]] += number
        timed = self._timed()
        found[Section.LATE] = sum(timed.values())
        found[Section.ON_TIME] = len(timed) - found[Section.LATE]
        for section in (Section.STATES, Section.OVERRIDES):
            found[section] = count_of(self.session, self._statement(section))
        return found

    def page(self, section: Section, *, number: int) -> Page[LedgerRow]:
        """Return a page of the rows behind one figure, oldest first."""
        if section in (Section.ON_TIME, Section.LATE):
            is_late = section is Section.LATE
            ids = [each for each, late in self._timed().items() if late is is_late]
            total = len(ids)
            number = max(1, min(number, -(-total // PAGE_SIZE)))
            shown = ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            statement = queries.steps_by_id(self.caller, self.quarter, shown)
        else:
            statement = self._statement(section)
            total = count_of(self.session, statement)
            number = max(1, min(number, -(-total // PAGE_SIZE)))
            statement = statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
        rows = [self._row(section, each) for each in self.session.execute(statement)]
        return Page(rows, number, PAGE_SIZE, total)

    def every(self) -> Iterator[LedgerRow]:
        """Give all rows once each, section by section in time, for an export."""
        for statement, section in (
            (queries.steps(self.caller, self.quarter), None),
            (self._statement(Section.STATES), Section.STATES),
            (self._statement(Section.OVERRIDES), Section.OVERRIDES),
        ):
            streamed = statement.execution_options(yield_per=_BATCH)
            for each in self.session.execute(streamed):
                yield self._row(section or STEPS_OF[each.state], each)

    def _statement(self, section: Section) -> Select[*tuple[Any, ...]]:
        if section is Section.STATES:
            return queries.states(self.caller, self.quarter)
        if section is Section.OVERRIDES:
            return queries.overrides(self.caller, self.quarter)
        state = next(state for state, each in STEPS_OF.items() if each is section)
        return queries.steps_to(self.caller, self.quarter, state)

    def _timed(self) -> Mapping[int, bool]:
        """Return the steps that had a last day, and whether each was late."""
        if not self.settings.kept:
            return {}
        found = {}
        for each in self.session.execute(queries.steps(self.caller, self.quarter)):
            due_on = self._due_on(each)
            if due_on is not None:
                found[each.id] = china_day(each.at) > due_on
        return found

    def _due_on(self, each: Any) -> date | None:  # noqa: ANN401 -- a row of `queries.steps`
        setting = each.from_state and SETTING_OF.get(each.from_state)
        if setting is None or each.since is None:
            return None
        since = china_day(each.since)
        span = self.settings.span(setting, each.division, on=since)
        return None if span is None else deadline(since, span).day

    def _row(self, section: Section, each: Any) -> LedgerRow:  # noqa: ANN401 -- a row of `queries.ledger`
        on, due_on = china_day(each.at), self._due_on(each)
        is_exception = section is Section.OVERRIDES
        product = each.product
        if is_exception:
            product = exceptions.words_of(product).zh
        return LedgerRow(
            section=section,
            on=on,
            subject=each.subject,
            entity=each.entity,
            uscc=each.uscc,
            product=product,
            division=each.division,
            told=_told(section, each.state),
            words=each.words,
            office=each.office,
            due_on=due_on,
            is_late=None if due_on is None else on > due_on,
        )


def ledger(session: Session, caller: Caller, quarter: Quarter) -> Ledger:
    """Return the ledger of a caller's jurisdiction for a quarter."""
    return Ledger(session, caller, quarter, law.settings(session))


def _told(section: Section, state: str | None) -> Words:
    if section is Section.OVERRIDES:
        return _WAITS if state is None else OUTCOME_WORDS[Outcome(state)]
    if section is Section.STATES:
        return AUTHORIZATION_STATE_WORDS[AuthorizationState(str(state))]
    return APPLICATION_STATE_WORDS[ApplicationState(str(state))]
