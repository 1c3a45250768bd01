"""The year's account of one holder's labels: for the holder and for the office."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from flask import Response, flash, redirect, render_template, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    Place,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Ticked, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page, page_of_list
from gi_registry.core.sessions import read, write
from gi_registry.marks import rules, service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.producers import service as producers

if TYPE_CHECKING:
    from gi_registry.producers.models import Authorization

_HEAD: Final = (
    *("year", "day", "run", "from", "to", "first", "last", "labels", "grams"),
)


class ClosingSchema(Schema):
    """Which year is closed, once that is ticked."""

    year = Whole(required=True, least=1900, most=2999)
    is_checked = Ticked(required=True)


@pages.get("/producer/labels/account/<number>", endpoint="account")
@requires(Permission.PRODUCE)
def own_account(number: str) -> str:
    """Show a producer's own account of a year."""
    with read() as session:
        return _page(session, _own(session, number), Form(), may_close=False)


@pages.get("/producer/labels/account/<number>.csv", endpoint="account_csv")
@requires(Permission.PRODUCE)
def own_account_csv(number: str) -> Response:
    """Give a producer's own movements of all years."""
    with read() as session:
        return _csv(session, _own(session, number))


@pages.get("/desk/labels/<number>", endpoint="desk_account")
@requires(Permission.CAPACITY_DECIDE)
def officers_account(number: str) -> str:
    """Show the account of a holder in one's jurisdiction."""
    with read() as session:
        return _page(session, _within(session, number), Form(), may_close=True)


@pages.get("/desk/labels/<number>.csv", endpoint="desk_account_csv")
@requires(Permission.CAPACITY_DECIDE)
def officers_account_csv(number: str) -> Response:
    """Give the movements of a holder in one's jurisdiction."""
    with read() as session:
        return _csv(session, _within(session, number))


@pages.post("/desk/labels/<number>/close")
@requires(Permission.CAPACITY_DECIDE)
def close_account(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Close the books of a year that is over."""
    form = submitted(ClosingSchema())
    if form.ok:
        try:
            with write() as session:
                service.close_year(
                    session,
                    _within(session, number).id,
                    form.data["year"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已结账", "The year is closed"), "good")
            address = url_for(
                "marks.desk_account", number=number, year=form.data["year"]
            )
            return redirect(address, 303)
    with read() as session:
        return _page(session, _within(session, number), form, may_close=True), 422


def _own(session: Session, number: str) -> "Authorization":
    return service.own_authorization(session, number, own_organisation())


def _within(session: Session, number: str) -> "Authorization":
    held = producers.authorization(session, number)
    place = Place(held.division, held.right.managing_authority)
    the_caller().demand(Permission.CAPACITY_DECIDE, place)
    return held


def _page(
    session: Session, held: "Authorization", form: Form, *, may_close: bool
) -> str:
    today = clock.today()
    entries = service.movements(session, held.id, today=today)
    years = sorted({each.year for each in entries} | {today.year}, reverse=True)
    asked = str(form.value("year") or request.args.get("year", ""))
    year = int(asked) if asked in map(str, years) else today.year
    closed = {each.year: each for each in service.closings(session, held.id)}
    return render_template(
        "marks/account.html",
        form=form,
        held=held,
        year=year,
        year_options=[(str(each), str(each)) for each in years],
        account=rules.year_account(entries, year),
        held_now=rules.trial_balance(entries),
        page=page_of_list(
            [each for each in entries if each.year == year], number=asked_page()
        ),
        closed=closed.get(year),
        may_close=may_close and year < today.year and not _is_shut(closed, year),
        csv="marks.desk_account_csv" if may_close else "marks.account_csv",
        account_words=rules.ACCOUNT_WORDS,
        capacity_account=rules.Account.CAPACITY,
    )


def _is_shut(closed: Collection[int], year: int) -> bool:
    return any(each >= year for each in closed)


def _csv(session: Session, held: "Authorization") -> Response:
    entries = service.movements(session, held.id, today=clock.today())
    rows = [
        (
            *(each.year, each.on.isoformat(), each.run),
            *(each.source.value, each.target.value, each.first),
            None if each.end is None else each.end - 1,
            *(each.labels, each.grams),
        )
        for each in entries
    ]
    answer = as_csv([_HEAD, *rows], f"labels-{held.number}.csv")
    answer.headers["Cache-Control"] = "no-store"
    return answer
