"""Who did and who saw what, of one application or authorization."""

from flask import Response, render_template

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import said
from gi_registry.core.paging import asked_page, page_of_list
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages

_HEAD = (
    Words("时间", "When"),
    Words("事项", "What"),
    Words("人员", "Who"),
    Words("代谁办理", "For whom"),
    Words("单位", "Office"),
    Words("原因或意见", "Reason or remark"),
    Words("日志序号", "Entry in the log"),
)


def note(subject: str) -> None:
    """Keep that the caller opened a page of a thing; see `service.saw`."""
    with write() as session:
        service.saw(session, subject, the_caller(), now=clock.now())


@pages.get("/desk/applications/<number>/history")
@requires(Permission.HISTORY)
def application_history(number: str) -> str:
    """Show the whole record of an application."""
    return _page(number, _of_application(number))


@pages.get("/desk/applications/<number>/history.csv")
@requires(Permission.HISTORY)
def application_history_csv(number: str) -> Response:
    """Give what was done with an application, whole, as CSV."""
    return _csv(number, _of_application(number))


@pages.get("/desk/authorizations/<number>/history")
@requires(Permission.HISTORY)
def authorization_history(number: str) -> str:
    """Show the whole record of an authorization."""
    return _page(number, _of_authorization(number))


@pages.get("/desk/authorizations/<number>/history.csv")
@requires(Permission.HISTORY)
def authorization_history_csv(number: str) -> Response:
    """Give what was done with an authorization, whole, as CSV."""
    return _csv(number, _of_authorization(number))


def _of_application(number: str) -> Place:
    with read() as session:
        return service.place_of(service.application(session, number))


def _of_authorization(number: str) -> Place:
    with read() as session:
        return service.place_of(service.authorization(session, number))


def _page(number: str, place: Place) -> str:
    the_caller().demand(Permission.HISTORY, place)
    with read() as session:
        return render_template(
            "producers/record.html",
            number=number,
            page=page_of_list(service.record_of(session, number), number=asked_page()),
            sights=service.sights(session, number),
        )


def _csv(number: str, place: Place) -> Response:
    the_caller().demand(Permission.HISTORY, place)
    with read() as session:
        lines = service.record_of(session, number)
    rows: list[list[object]] = [
        [
            line.at.isoformat(timespec="seconds"),
            said(line.words),
            line.person,
            line.held_for,
            line.office,
            line.detail,
            line.entry,
        ]
        for line in lines
    ]
    head: list[object] = [said(words) for words in _HEAD]
    return as_csv(iter([head, *rows]), f"{number}-history.csv")
