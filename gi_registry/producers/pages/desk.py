"""The officer's desk: what waits, since when, and what is next."""

from flask import render_template, request

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.core.words import Words
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.mine import TONES
from gi_registry.producers.rules import APPLICATION_STATE_WORDS, ApplicationState
from gi_registry.producers.service import DeskLink, Wanted

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

_ALL = Words("全部", "All")
_VIEWS = {
    "mine": Words("待我办理", "Waiting for me"),
    "open": Words("全部在办", "All under way"),
}


@pages.get("/desk")
@requires(Permission.DESK)
def desk() -> str:
    """List the applications of one's jurisdiction, longest waiting first."""
    caller, now = the_caller(), clock.now()
    wanted = _wanted()
    with read() as session:
        return render_template(
            "producers/desk.html",
            page=service.desk(session, caller, wanted, now=now, number=asked_page()),
            links=service.links(session, caller, on=clock.today()),
            waiting=service.waiting(session, caller),
            wanted=wanted,
            view="mine" if wanted.mine else "open",
            views=list(_VIEWS.items()),
            states=[("", _ALL)]
            + [
                (state.value, APPLICATION_STATE_WORDS[state])
                for state in ApplicationState
                if state is not ApplicationState.DRAFT
            ],
            counties=[("", _ALL), *service.counties_of(session, caller)],
            tones=TONES,
        )


def _wanted() -> Wanted:
    """Read the filters of the address; what is none of ours restricts nothing."""
    state = request.args.get("state", "")
    known = state in set(ApplicationState)
    return Wanted(
        text=request.args.get("q", "").strip(),
        division=request.args.get("county", ""),
        state=state if known else "",
        mine=not known and request.args.get("view", "mine") != "open",
        sort=request.args.get("sort", ""),
    )
