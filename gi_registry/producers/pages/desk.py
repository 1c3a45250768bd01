"""The officer's desk: what waits, since when, who has taken it, what is next."""

from collections.abc import Iterator

from flask import Response, render_template, request

from gi_registry.areas import service as areas
from gi_registry.core import clock, delivery
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.language import current_language
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Language, Words
from gi_registry.overrides import service as overrides
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.mine import TONES
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    BULK_PERMISSION,
    BULK_WORDS,
    TAB_WORDS,
    ApplicationState,
    Tab,
)
from gi_registry.producers.service import DeskLink, DeskRow, Wanted

service.offer_link(
    DeskLink(
        endpoint="land.desk",
        words=Words("产地范围有提示待处理", "Areas to be looked at again"),
        permission=Permission.DESK,
        count=lambda session, caller, _: areas.flagged_products(
            session, caller.prefixes(Permission.DESK)
        ),
    )
)

service.offer_link(
    DeskLink(
        endpoint="overrides.requests",
        words=Words("例外申请待我决定", "Exceptions for me to decide"),
        permission=Permission.DESK,
        count=lambda session, caller, _: overrides.to_decide(session, caller),
    )
)

_ALL = Words("全部", "All")
_HEAD = (
    Words("编号", "number"),
    Words("申请人", "applicant"),
    Words("统一社会信用代码", "credit code"),
    Words("产品", "product"),
    Words("县（市、区）", "county"),
    Words("状态", "state"),
    Words("自", "since"),
    Words("已等天数", "days waiting"),
    Words("期限", "due"),
    Words("承办人", "taken by"),
    Words("由谁办理", "who acts"),
)


@pages.get("/desk")
@requires(Permission.DESK)
def desk() -> str:
    """List the applications of one's jurisdiction, longest waiting first."""
    caller, now = the_caller(), clock.now()
    wanted = _wanted()
    with read() as session:
        counts = service.counts(session, caller, now=now)
        return render_template(
            "producers/desk.html",
            page=service.desk(session, caller, wanted, now=now, number=asked_page()),
            links=service.links(session, caller, on=clock.today()),
            tabs=[(tab, words, counts[tab]) for tab, words in TAB_WORDS.items()],
            wanted=wanted,
            states=[("", _ALL)]
            + [
                (state.value, APPLICATION_STATE_WORDS[state])
                for state in ApplicationState
                if state is not ApplicationState.DRAFT
            ],
            counties=[("", _ALL), *service.counties_of(session, caller)],
            tones=TONES,
            deeds=[
                (deed.value, words)
                for deed, words in BULK_WORDS.items()
                if caller.may(BULK_PERMISSION[deed])
            ],
        )


@pages.get("/desk.csv")
@requires(Permission.DESK)
def desk_csv() -> Response:
    """Give the same list, whole, as CSV."""
    return as_csv(_wanted())


def as_csv(wanted: Wanted) -> Response:
    """Give a list of the caller's desk as CSV."""
    caller, now = the_caller(), clock.now()
    language, database = current_language(), registry().database

    def rows() -> Iterator[list[object]]:
        yield [words.said_in(language) for words in _HEAD]
        with database.read() as session:
            for row in service.every_row(session, caller, wanted, now=now):
                yield _line(row, language)

    return delivery.as_csv(rows(), "desk.csv")


def _line(row: DeskRow, language: Language) -> list[object]:
    return [
        row.number,
        row.entity,
        row.uscc,
        row.product.said_in(language),
        row.place.said_in(language),
        row.state_words.said_in(language),
        row.since,
        row.days,
        row.due.due_on,
        row.taken_by,
        row.waits_for.said_in(language),
    ]


def _wanted() -> Wanted:
    """Read the filters of the address; what is none of ours restricts nothing."""
    state, tab = request.args.get("state", ""), request.args.get("view", "")
    return Wanted(
        text=request.args.get("q", "").strip(),
        division=request.args.get("county", ""),
        state=state if state in set(ApplicationState) else "",
        tab=Tab(tab) if tab in set(Tab) else Tab.MINE,
        sort=request.args.get("sort", ""),
    )
