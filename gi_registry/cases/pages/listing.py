"""The officers' list of cases, as a page and as CSV."""

from collections.abc import Iterator

from flask import Response, render_template, request

from gi_registry.areas import service as areas
from gi_registry.cases import service
from gi_registry.cases.pages.blueprint import TONES, pages
from gi_registry.cases.rules import CASE_STATE_WORDS, OPENERS, TRIGGER_WORDS
from gi_registry.cases.service import VIEWS, Wanted
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words
from gi_registry.producers import service as producers
from gi_registry.producers.service import DeskLink

_ALL = Words("全部", "All")
_VIEW_WORDS = {
    "under-way": Words("在办", "Under way"),
    "due": Words("限期改正中", "To be put right"),
    "all": _ALL,
}

producers.offer_link(
    DeskLink(
        endpoint="cases.listed",
        words=Words("停止用标案件待处理", "Cases that may end use of the mark"),
        permission=Permission.AUTHORIZATION_CONTROL,
        count=service.to_do,
    )
)


@pages.get("/desk/cases")
@requires(Permission.DESK)
def listed() -> str:
    """List the cases of one's jurisdiction."""
    caller, wanted = the_caller(), _wanted()
    with read() as session:
        page = service.listed(session, caller, wanted, number=asked_page())
        return render_template(
            "cases/listed.html",
            page=page,
            names=areas.names(
                session, {each.authorization.division for each in page.items}
            ),
            wanted=wanted,
            views=list(_VIEW_WORDS.items()),
            triggers=[("", _ALL)] + [(k.value, w) for k, w in TRIGGER_WORDS.items()],
            trigger_words=TRIGGER_WORDS,
            state_words=CASE_STATE_WORDS,
            tones=TONES,
            may_open=any(caller.may(each) for each in OPENERS),
            today=clock.today(),
        )


@pages.get("/desk/cases.csv")
@requires(Permission.DESK)
def listed_csv() -> Response:
    """Give the same list, whole, as CSV."""
    caller, wanted, database = the_caller(), _wanted(), registry().database
    triggers = {trigger: said(words) for trigger, words in TRIGGER_WORDS.items()}
    states = {state: said(words) for state, words in CASE_STATE_WORDS.items()}
    head = (
        *(say("案号", "Case"), say("使用人", "Holder"), say("信用代码", "Credit code")),
        *(say("产品", "Product"), say("凭证", "Authorization"), say("产地", "County")),
        *(
            say("情形", "Trigger"),
            say("改正期限", "Put right by"),
            say("状态", "State"),
        ),
    )

    def rows() -> Iterator[tuple[object, ...]]:
        yield head
        with database.read() as session:
            for each in service.every(session, caller, wanted):
                held = each.authorization
                yield (
                    *(each.number, held.entity.name, held.entity.uscc),
                    *(held.gi.name_zh, held.number, held.division),
                    *(triggers[each.trigger], each.due_on, states[each.state]),
                )

    return as_csv(rows(), "cases.csv")


def _wanted() -> Wanted:
    view = request.args.get("view", "")
    return Wanted(
        view=view if view in VIEWS else "under-way",
        trigger=request.args.get("trigger", ""),
        text=request.args.get("q", "").strip(),
    )
