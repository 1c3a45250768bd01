"""The offices' list of complaints, as a page and as CSV."""

from collections.abc import Iterator
from typing import Final

from flask import Response, render_template, request

from gi_registry.complaints import service
from gi_registry.complaints.pages.blueprint import TONES, pages
from gi_registry.complaints.rules import MATTER_WORDS, OPEN_STATES, STATE_WORDS
from gi_registry.complaints.service import SORTS, VIEWS, Wanted
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import current_language, said
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words, china_day
from gi_registry.producers import service as producers
from gi_registry.producers.service import DeskLink
from gi_registry.scans.rules import VERDICT_WORDS, Verdict

_ALL: Final = Words("全部", "All")
_HEAD: Final = (
    Words("编号", "Number"),
    Words("收到日期", "Received on"),
    Words("反映的问题", "What is wrong"),
    Words("行为代码", "Act"),
    Words("编码", "Code"),
    Words("提交时的查验结果", "What a scan said then"),
    Words("使用人", "Authorized user"),
    Words("信用代码", "Credit code"),
    Words("产品", "Product"),
    Words("购买地", "Bought in"),
    Words("商家或平台", "Shop or platform"),
    Words("办理机关所在", "Office"),
    Words("办理期限", "To be handled by"),
    Words("状态", "State"),
    Words("办结日期", "Closed on"),
)

producers.offer_link(
    DeskLink(
        endpoint="complaints.listed",
        words=Words("投诉举报待办理", "Reports by consumers to handle"),
        permission=Permission.COMPLAINT_HANDLE,
        count=service.to_do,
    )
)


@pages.get("/desk/complaints")
@requires(Permission.DESK)
def listed() -> str:
    """List the complaints of one's jurisdiction."""
    wanted = _wanted()
    views = {"open": Words("未办结", "Not closed")}
    views |= {state.value: words for state, words in STATE_WORDS.items()}
    sorts = (
        ("due", Words("办理期限", "Due first")),
        ("newest", Words("最新在前", "Newest first")),
        ("oldest", Words("最早在前", "Oldest first")),
    )
    with read() as session:
        return render_template(
            "complaints/listed.html",
            page=service.listed(session, the_caller(), wanted, number=asked_page()),
            offices=service.offices(session),
            wanted=wanted,
            views=[*views.items(), ("all", _ALL)],
            matters=[("", _ALL), *((k.value, w) for k, w in MATTER_WORDS.items())],
            sorts=sorts,
            matter_words=MATTER_WORDS,
            state_words=STATE_WORDS,
            verdict_words=VERDICT_WORDS,
            open_states=OPEN_STATES,
            tones=TONES,
            today=clock.today(),
        )


@pages.get("/desk/complaints.csv")
@requires(Permission.DESK)
def listed_csv() -> Response:
    """Give the same list, whole, as CSV: no telephones, no words of people."""
    caller, wanted, language = the_caller(), _wanted(), current_language()
    database = registry().database
    head = tuple(said(words) for words in _HEAD)

    def rows() -> Iterator[tuple[object, ...]]:
        yield head
        with database.read() as session:
            named = {
                k: w.said_in(language) for k, w in service.offices(session).items()
            }
            for each in service.every(session, caller, wanted):
                held, verdict = each.authorization, each.verdict
                yield (
                    *(each.number, china_day(each.received_at)),
                    MATTER_WORDS[each.matter].said_in(language),
                    *(each.matter.code, each.code),
                    VERDICT_WORDS[Verdict(verdict)].said_in(language)
                    if verdict
                    else "",
                    *((held.entity.name, held.entity.uscc) if held else ("", "")),
                    held.gi.name_zh if held else "",
                    named.get(each.bought_in or "", ""),
                    *(each.shop, named.get(each.division, each.division), each.due_on),
                    STATE_WORDS[each.state].said_in(language),
                    china_day(each.ended_at) if each.ended_at else "",
                )

    return as_csv(rows(), "complaints.csv")


def _wanted() -> Wanted:
    view, sort = request.args.get("view", ""), request.args.get("sort", "")
    return Wanted(
        view=view if view in VIEWS else "open",
        matter=request.args.get("matter", ""),
        text=request.args.get("q", "").strip(),
        sort=sort if sort in SORTS else "due",
    )
