"""Deliveries of households: the producer's list, and what an officer sees."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from flask import Response, flash, redirect, render_template, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page, page_of
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.sheets import MAX_BYTES, SheetRow, carried, read_rows, taken_up
from gi_registry.core.uploads import scanned
from gi_registry.core.words import Words
from gi_registry.producers import service, web
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.pages.record import note
from gi_registry.producers.rules.deliveries import (
    DELIVERY_COLUMNS,
    DELIVERY_NEEDED,
    LONGEST_NOTE,
    LONGEST_SLIP,
    DeliveryLine,
    DeliveryOutcome,
)
from gi_registry.producers.service import By, DeliveriesWanted

if TYPE_CHECKING:
    from gi_registry.producers.models import Entity

_TONES: Final = {
    DeliveryOutcome.NEW: "good",
    DeliveryOutcome.SAME: "neutral",
    DeliveryOutcome.REFUSED: "stop",
}
_HEAD: Final = (
    Words("交售日期", "Day"),
    Words("农户", "Household"),
    Words("身份证后四位", "Last 4 of the number"),
    Words("产品", "Product"),
    Words("重量（克）", "Weight, grams"),
    Words("磅单号", "Slip"),
    Words("备注", "Note"),
    Words("撤回原因", "Taken back because"),
)
_SUMS_HEAD: Final = (
    Words("农户", "Household"),
    Words("身份证后四位", "Last 4 of the number"),
    Words("产品", "Product"),
    Words("交售次数", "Deliveries"),
    Words("重量（克）", "Weight, grams"),
)
_AT_ONCE: Final = 500


class DeliverySchema(FormSchema):
    """A delivery as typed; each text is judged as a line of a list is."""

    person = Text(required=True, longest=80)
    product = Text(longest=60, load_default="")
    day = Text(required=True, longest=20)
    kg = Text(required=True, longest=30)
    slip = Text(longest=LONGEST_SLIP, load_default="")
    note = Text(longest=LONGEST_NOTE, load_default="")


class TakeBackSchema(FormSchema):
    """Why a delivery was wrong."""

    reason = Text(required=True, longest=200)


class RowsSchema(Schema):
    """What a preview read, sent back to be recorded."""

    rows = Text(required=True, longest=MAX_BYTES)


@pages.get("/producer/deliveries")
@requires(Permission.PRODUCE)
def deliveries() -> str:
    """List what households delivered, or what that comes to for each."""
    return _page(Form())


@pages.post("/producer/deliveries")
@requires(Permission.PRODUCE)
def add_delivery() -> WerkzeugResponse | tuple[str, int]:
    """Record one delivery."""
    form = submitted(DeliverySchema())
    if form.ok:
        rows = [SheetRow(1, form.data)]
        try:
            with write() as session:
                entity = service.entity_of(session, organisation_id())
                (line,) = service.judge_deliveries(
                    session, entity, rows, on=clock.today()
                )
                if line.new is not None:
                    service.record_deliveries(
                        session, organisation_id(), rows, by=_by()
                    )
        except GiError as error:
            form.refuse(error)
        else:
            if line.new is not None:
                flash(say("交售已登记", "The delivery is recorded"), "good")
                return _to_year(line.new.on_day.year)
            _refuse(form, line)
    return _page(form), 422


@pages.get("/producer/deliveries/<int(max=2147483647):delivery_id>")
@requires(Permission.PRODUCE)
def delivery(delivery_id: int) -> str:
    """Show one delivery, and ask why it would be taken back."""
    return _one(delivery_id, Form())


@pages.post("/producer/deliveries/<int(max=2147483647):delivery_id>/take-back")
@requires(Permission.PRODUCE)
def take_back_delivery(delivery_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Let a delivery count no more."""
    form = submitted(TakeBackSchema())
    if form.ok:
        try:
            with write() as session:
                found = service.take_back_delivery(
                    session,
                    organisation_id(),
                    delivery_id,
                    form.data["reason"],
                    by=_by(),
                )
                year = found.on_day.year
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("交售记录已撤回", "The delivery is taken back"), "good")
            return _to_year(year)
    return _one(delivery_id, form), 422


@pages.post("/producer/deliveries/import")
@requires(Permission.PRODUCE)
def judge_deliveries() -> str | tuple[str, int]:
    """Show what would become of each line; the file is not kept."""
    form = Form()
    try:
        stream = scanned(web.demanded("list").stream, field="list")
        content = stream.read(MAX_BYTES + 1)
        rows = read_rows(content, DELIVERY_COLUMNS, needed=DELIVERY_NEEDED)
        with read() as session:
            entity = service.entity_of(session, organisation_id())
            lines = service.judge_deliveries(session, entity, rows, on=clock.today())
    except GiError as error:
        form.refuse(error)
        return _page(form), 422
    counts = [
        (each, sum(line.outcome is each for line in lines)) for each in DeliveryOutcome
    ]
    return render_template(
        "producers/deliveries_preview.html",
        lines=lines,
        counts=counts,
        new=0 if dict(counts)[DeliveryOutcome.REFUSED] else counts[0][1],
        refused=dict(counts)[DeliveryOutcome.REFUSED],
        tones=_TONES,
        rows=carried(rows),
    )


@pages.post("/producer/deliveries/record")
@requires(Permission.PRODUCE)
def record_deliveries() -> WerkzeugResponse | tuple[str, int]:
    """Record all that is new on the list that was seen, or nothing."""
    request.max_form_memory_size = MAX_BYTES
    form = submitted(RowsSchema())
    if form.ok:
        try:
            rows = taken_up(form.data["rows"], DELIVERY_COLUMNS)
            with write() as session:
                lines = service.record_deliveries(
                    session, organisation_id(), rows, by=_by()
                )
        except GiError as error:
            form.refuse(error)
        else:
            new = [line.new for line in lines if line.new]
            told = say("已登记 {:,} 笔交售", "{:,} deliveries are recorded")
            flash(told.format(len(new)), "good")
            return _to_year(max(each.on_day.year for each in new) if new else None)
    return _page(Form({}, form.errors)), 422


@pages.get("/producer/deliveries/template.csv")
@requires(Permission.PRODUCE)
def deliveries_template() -> Response:
    """Give an empty list with its heads."""
    heads = [names[0] for names in DELIVERY_COLUMNS.values()]
    return as_csv(iter([heads]), "deliveries-template.csv")


@pages.get("/producer/deliveries.csv")
@requires(Permission.PRODUCE)
def deliveries_csv() -> Response:
    """Give what the list shows, whole, as CSV."""
    with read() as session:
        wanted = _wanted(service.entity_of(session, organisation_id()).id)
    is_sums = _is_sums()
    head = [said(words) for words in (_SUMS_HEAD if is_sums else _HEAD)]
    database = registry().database

    def lines() -> Iterator[Sequence[object]]:
        yield head
        with database.read() as session:
            yield from (_sum_rows if is_sums else _rows)(session, wanted)

    return as_csv(lines(), f"deliveries-{wanted.year}.csv")


@pages.get("/desk/entities/<code>/deliveries")
@requires(Permission.DESK)
def deliveries_of(code: str) -> str:
    """Show an officer what households delivered to a business; that it was is kept."""
    with read() as session:
        entity, _, _ = service.business(session, the_caller(), code)
        page = render_template(
            "producers/deliveries_desk.html", entity=entity, **_shown(session, entity)
        )
    note(code)
    return page


def _page(form: Form) -> str:
    with read() as session:
        entity = service.entity_of(session, organisation_id())
        return render_template(
            "producers/deliveries.html",
            form=form,
            today=clock.today(),
            products=service.deliverable(session, entity.id),
            people=service.individuals_count(session, entity.id),
            **_shown(session, entity),
        )


def _one(delivery_id: int, form: Form) -> str:
    with read() as session:
        entity = service.entity_of(session, organisation_id())
        found = service.delivery(session, entity, delivery_id)
        return render_template(
            "producers/delivery.html",
            delivery=found,
            is_closed=service.is_closed(session, found),
            form=form,
        )


def _shown(session: Session, entity: "Entity") -> dict[str, Any]:
    """Return what both the producer's and the officer's page show."""
    wanted, is_sums = _wanted(entity.id), _is_sums()
    if is_sums:
        statement = service.delivery_sums(wanted)
        page = page_of(session, statement, number=asked_page())
    else:
        page = service.deliveries_page(session, wanted, number=asked_page())
    return {
        "page": page,
        "wanted": wanted,
        "is_sums": is_sums,
        "years": service.delivery_years(session, entity.id, on=clock.today()),
        "delivered": service.delivered_of(session, entity.id, wanted.year),
    }


def _wanted(entity_id: int) -> DeliveriesWanted:
    asked, year = request.args, request.args.get("year", "")
    is_year = year.isascii() and year.isdecimal() and len(year) == 4  # noqa: PLR2004 -- digits of a year
    return DeliveriesWanted(
        entity_id,
        max(int(year), 1) if is_year else clock.today().year,
        asked.get("product", ""),
        asked.get("q", "").strip(),
        asked.get("sort", ""),
    )


def _is_sums() -> bool:
    return request.args.get("by") == "household"


def _rows(session: Session, wanted: DeliveriesWanted) -> Iterator[Sequence[object]]:
    statement = service.delivery_rows(wanted).execution_options(yield_per=_AT_ONCE)
    for each in session.scalars(statement):
        yield (
            *(each.on_day.isoformat(), each.individual.name),
            *(each.individual.identity_last4, each.gi.name_zh, each.grams),
            *(each.slip, each.note, each.taken_back_reason),
        )


def _sum_rows(session: Session, wanted: DeliveriesWanted) -> Iterator[Sequence[object]]:
    for each in session.execute(service.delivery_sums(wanted)):
        yield each.name, each.last4, each.name_zh, each.times, each.grams


def _refuse(form: Form, line: DeliveryLine) -> None:
    """Put what was found in the one line beside the fields."""
    for column, words in line.wrong or [("slip", line.words[0])]:
        form.errors.setdefault(column, []).append(said(words))


def _to_year(year: int | None) -> WerkzeugResponse:
    shown = None if year == clock.today().year else year
    return redirect(url_for("producers.deliveries", year=shown), 303)


def _by() -> By:
    return By(the_caller().account_id, clock.now())
