"""What a producer has to do next, what labels are left, and the year ahead."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.annual_reports import service as reports
from gi_registry.annual_reports.rules import Campaign
from gi_registry.cases import service as cases
from gi_registry.cases.rules import CASE_STATE_WORDS, TRIGGER_WORDS, CaseState
from gi_registry.clocks import service as clocks
from gi_registry.clocks.rules import Stage
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.marks.rules import Capacity
from gi_registry.producers import service as producers
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import ApplicationState
from gi_registry.tracing import service as tracing

_LINES = 50


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do.

    Attributes:
        due: last day, if there is one.
        tone: `stop` overdue, `warn` due, `neutral` otherwise.
        endpoint: the page to do it on, with its arguments.
    """

    title: Words
    text: Words
    due: date | None
    tone: str
    state: Words
    endpoint: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Permit:
    """One authorization and what may still be marked this year.

    Attributes:
        capacity: none while nobody has decided it.
        labels_left: on rolls, neither used nor dead; count.
    """

    authorization: Authorization
    capacity: Capacity | None
    labels_left: int


@dataclass(frozen=True, slots=True)
class Home:
    """A producer's first page.

    Attributes:
        dates: days of the year ahead, in order.
    """

    todos: tuple[Todo, ...]
    permits: tuple[Permit, ...]
    open_lots: int
    dates: tuple[tuple[date, Words], ...]


def producer_home(session: Session, organisation_id: int, *, on: date) -> Home:
    """Put together what a producer sees first."""
    permits = _permits(session, organisation_id, on)
    lots = tracing.lots_of(session, organisation_id, number=1, size=_LINES)
    return Home(
        todos=(
            *_registration(session, organisation_id),
            *_applications(session, organisation_id),
            *_reports(session, organisation_id, on),
            *_unused(session, organisation_id, on),
            *_cases(session, organisation_id, on),
        ),
        permits=permits,
        open_lots=sum(line.lot.closed_at is None for line in lots.items),
        dates=_dates(permits, reports.campaigns(session).of(on.year), on),
    )


def _permits(session: Session, organisation_id: int, on: date) -> tuple[Permit, ...]:
    lines = marks.runs_of_organisation(session, organisation_id, size=_LINES).items
    left: dict[int, int] = {}
    for line in lines:
        if line.run.expires_on >= on:
            key = line.run.authorization_id
            left[key] = left.get(key, 0) + line.left
    mine = marks.authorizations_of(session, organisation_id)
    decided = marks.capacities(session, [each.id for each in mine], on.year)
    return tuple(
        Permit(each, decided.get(each.id), left.get(each.id, 0)) for each in mine
    )


def _registration(session: Session, organisation_id: int) -> list[Todo]:
    if producers.find_entity_of(session, organisation_id) is not None:
        return []
    return [
        Todo(
            Words("登记企业信息", "Register your business"),
            Words(
                "填写统一社会信用代码后才能申请用标",
                "The credit code is needed before you can apply for the mark",
            ),
            None,
            "warn",
            Words("待办", "To do"),
            "producers.entity",
        )
    ]


def _applications(session: Session, organisation_id: int) -> list[Todo]:
    mine = (ApplicationState.DRAFT, ApplicationState.RETURNED)
    return [
        Todo(
            Words("补正用标申请", "Correct your application")
            if each.state is ApplicationState.RETURNED
            else Words("完成用标申请", "Finish your application"),
            Words(each.number, each.number),
            None,
            "warn",
            Words("退回补正", "Returned")
            if each.state is ApplicationState.RETURNED
            else Words("草稿", "Draft"),
            "producers.application",
            {"number": each.number},
        )
        for each in producers.applications_of(session, organisation_id)
        if each.state in mine
    ]


def _reports(session: Session, organisation_id: int, on: date) -> list[Todo]:
    todos = []
    for each in reports.years_of(session, organisation_id, on=on):
        if each.filed is not None:
            continue
        days = each.campaign
        overdue = on > days.users_by
        product = each.authorization.gi.name_zh
        todos.append(
            Todo(
                Words(f"提交 {each.year} 年度年报", f"Report on {each.year}"),
                Words(product, each.authorization.gi.name_en),
                days.users_by,
                "stop" if overdue else "warn",
                Words("已逾期", "Overdue") if overdue else Words("待办", "To do"),
                "annual_reports.mine",
            )
        )
    return todos


def _unused(session: Session, organisation_id: int, on: date) -> list[Todo]:
    """Say where the mark has not been used for a year or longer."""
    return [
        Todo(
            Words(
                f"{row.clock.months} 个月没有用标记录",
                f"No use of the mark on record for {row.clock.months} months",
            ),
            Words(row.authorization.gi.name_zh, row.authorization.gi.name_en),
            row.clock.ends_on,
            "warn" if row.clock.stage is Stage.TOLD else "stop",
            row.clock.stage.words,
            "clocks.mine",
            {"number": row.authorization.number},
        )
        for row in clocks.of_organisation(session, organisation_id, on=on)
        if row.clock.stage is not Stage.QUIET
    ]


def _cases(session: Session, organisation_id: int, on: date) -> list[Todo]:
    """Say what has to be put right, or led to a suspension."""
    told = (CaseState.CURE, CaseState.HELD)
    return [
        Todo(
            TRIGGER_WORDS[each.trigger],
            Words(each.number, each.number),
            each.due_on,
            "stop" if each.due_on is None or each.due_on < on else "warn",
            CASE_STATE_WORDS[each.state],
            "cases.mine",
        )
        for each in cases.of_organisation(session, organisation_id)
        if each.state in told
    ]


def _dates(
    permits: tuple[Permit, ...], days: Campaign, on: date
) -> tuple[tuple[date, Words], ...]:
    dates = [
        (
            days.opens_on,
            Words(f"{on.year} 年度年报开始填报", f"{on.year} report opens"),
        ),
        (days.users_by, Words(f"{on.year} 年度年报截止", f"{on.year} report due")),
    ]
    dates += [
        (
            each.authorization.valid_to,
            Words(
                f"{each.authorization.gi.name_zh} 用标许可到期",
                f"Permission for {each.authorization.gi.name_en} ends",
            ),
        )
        for each in permits
        if each.authorization.valid_to is not None
    ]
    return tuple(sorted(entry for entry in dates if entry[0] >= on))
