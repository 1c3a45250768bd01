"""Forms by which a province records what CNIPA did with a right."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, RowId, Several, Text, Ticked, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.producers import service as producers
from gi_registry.producers import web
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.products.rules import RIGHT_KIND_WORDS
from gi_registry.rights import rules, service
from gi_registry.rights.pages.blueprint import pages
from gi_registry.rights.pages.listing import WORDS
from gi_registry.rights.rules import (
    Ending,
    NewProcedure,
    NewState,
    Procedure,
    State,
    Touched,
    Track,
)
from gi_registry.rights.service import NewRight, Papers

if TYPE_CHECKING:
    from gi_registry.products.models import GiRight

_SHOWN = 100
"""Users whom an end would suspend that are named; all are counted."""


class BeginSchema(FormSchema):
    """The beginning of a procedure; each kind asks for some of these."""

    on = Day(required=True)
    party = Text(longest=120, load_default="")
    reasons = Text(longest=4_000, load_default="")
    has_evidence = Ticked(load_default=False)
    track = Choice(Track, load_default=Track.MINOR.value)
    touches = Several(Choice(Touched), load_default=[])
    ground = Whole(least=1, most=6, load_default=None)
    ending = Choice(Ending, load_default=None)
    successor_id = RowId(load_default=None)
    valid_to = Day(load_default=None)
    parent_id = RowId(load_default=None)
    touched = Whole(load_default=None)
    announcement_number = Whole(least=1, most=999_999, load_default=None)


class ApplySchema(FormSchema):
    """An application for a right that is not registered yet."""

    code = Text(required=True, longest=20)
    party = Text(required=True, longest=120)
    managing_authority = Text(longest=120, load_default="")
    on = Day(required=True)


class StateSchema(FormSchema):
    """The next state of a procedure."""

    on = Day(required=True)
    received_on = Day(load_default=None)
    words = Text(longest=4_000, load_default="")
    touched = Whole(load_default=None)
    announcement_number = Whole(least=1, most=999_999, load_default=None)


@dataclass(frozen=True, slots=True)
class Kept:
    """The users that an end of a right would suspend, as a page shows them."""

    count: int
    some: tuple[tuple[str, str], ...]


@pages.get("/desk/rights/apply")
@requires(Permission.CNIPA_RECORD)
def prepare_apply() -> str:
    """Show the form of an application for a new right."""
    return render_template("rights/apply.html", form=Form(), today=clock.today())


@pages.post("/desk/rights/apply")
@requires(Permission.CNIPA_RECORD)
def apply() -> Response | tuple[str, int]:
    """Register a right that is applied for."""
    form = submitted(ApplySchema())
    if form.ok:
        given = form.data
        try:
            with write() as session:
                gi = products.by_code(session, given["code"])
                for right in gi.rights:
                    demand(session, right)
                made = service.apply(
                    session,
                    gi.code,
                    NewRight(given["party"], given["managing_authority"]),
                    NewProcedure(
                        Procedure.RECOGNITION, given["on"], party=given["party"]
                    ),
                    by=_by(),
                )
                right_id = made.right_id
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("申请已记录", "The application is on record"), "good")
            return redirect(f"/desk/rights/{right_id}", 303)
    page = render_template("rights/apply.html", form=form, today=clock.today())
    return page, 422


@pages.get("/desk/rights/<int:right_id>/begin/<kind>")
@requires(Permission.CNIPA_RECORD)
def prepare_begin(right_id: int, kind: str) -> str:
    """Show the form that begins a procedure."""
    return _begin_page(right_id, _known(Procedure, kind), Form())


@pages.post("/desk/rights/<int:right_id>/begin/<kind>")
@requires(Permission.CNIPA_RECORD)
def begin(right_id: int, kind: str) -> Response | tuple[str, int]:
    """Put the beginning of a procedure on record."""
    procedure = _known(Procedure, kind)
    form = submitted(BeginSchema())
    if form.ok:
        given = form.data
        try:
            with write() as session:
                demand(session, products.right(session, right_id))
                made = service.begin(
                    session,
                    right_id,
                    _new_procedure(procedure, given),
                    _papers(session, given, given["on"]),
                    by=_by(),
                )
                is_forced = made.track is Track.MAIN and given["track"] != made.track
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已记录", "It is on record"), "good")
            if is_forced:
                flash(
                    say(
                        "变更涉及名称、产地范围、质量特色或产品形态，按主要内容办理"
                        "（第二十六条）",
                        "The change touches name, area, quality or form, so it is on "
                        "the track of main content (Art. 26)",
                    ),
                    "warn",
                )
            return redirect(f"/desk/rights/{right_id}", 303)
    return _begin_page(right_id, procedure, form), 422


@pages.get("/desk/rights/procedures/<int:procedure_id>/<state>")
@requires(Permission.CNIPA_RECORD)
def prepare_record(procedure_id: int, state: str) -> str:
    """Show the form of a next state."""
    return _record_page(procedure_id, _known(State, state), Form())


@pages.post("/desk/rights/procedures/<int:procedure_id>/<state>")
@requires(Permission.CNIPA_RECORD)
def record(procedure_id: int, state: str) -> Response | tuple[str, int]:
    """Put the next state of a procedure on record."""
    target = _known(State, state)
    form = submitted(StateSchema())
    if form.ok:
        given = form.data
        try:
            with write() as session:
                found = service.procedure(session, procedure_id)
                demand(session, found.right)
                service.record(
                    session,
                    procedure_id,
                    NewState(target, given["on"], given["received_on"], given["words"]),
                    _papers(session, given, given["on"]),
                    by=_by(),
                )
                right_id = found.right_id
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(rules.STATE_WORDS[target]), "good")
            return redirect(f"/desk/rights/{right_id}", 303)
    return _record_page(procedure_id, target, form), 422


def _begin_page(right_id: int, kind: Procedure, form: Form) -> str:
    with read() as session:
        right = products.right(session, right_id)
        demand(session, right)
        life = service.life(session, right_id)
        return render_template(
            "rights/begin.html",
            right=right,
            kind=kind,
            form=form,
            words=WORDS,
            parents=[
                (each.found.id, rules.PROCEDURE_WORDS[each.found.kind])
                for each in life.procedures
                if each.oppositions
            ],
            others=[
                (other.id, named(other)) for other in service.others_of(session, right)
            ],
            endings=[
                (each.value, words)
                for each, words in rules.ENDING_WORDS.items()
                if each in (Ending.CONVERTED, Ending.MERGED)
                or right.valid_to
                or "mark" in right.kind.value
            ],
            must_go_on=not (right.valid_to or "mark" in right.kind.value),
            grounds=list(rules.GROUND_WORDS.items()),
            touches=[(k.value, w) for k, w in rules.TOUCHED_WORDS.items()],
            tracks=[(k.value, w) for k, w in rules.TRACK_WORDS.items()],
            kept=_kept(session, right_id) if kind is Procedure.ENDING else None,
            today=clock.today(),
        )


def _record_page(procedure_id: int, target: State, form: Form) -> str:
    with read() as session:
        found = service.procedure(session, procedure_id)
        demand(session, found.right)
        if target not in rules.following(found.kind, found.state):
            raise NotFound
        grounds = service.grounds(session, found)
        return render_template(
            "rights/act.html",
            found=found,
            right=found.right,
            target=target,
            need=rules.need(found.kind, target),
            form=form,
            words=WORDS,
            grounds=grounds,
            is_refusal=target is State.NOT_ACCEPTED,
            kept=_kept(session, found.right_id)
            if service.ends_right(found.kind, target)
            else None,
            today=clock.today(),
        )


def _kept(session: Session, right_id: int) -> Kept:
    some = producers.of_right(session, right_id, limit=_SHOWN)
    return Kept(
        producers.count_of_right(session, right_id),
        tuple((each.number, each.entity.name) for each in some),
    )


def named(right: "GiRight") -> Words:
    """Return a right as a list names it."""
    words, number = RIGHT_KIND_WORDS[right.kind], right.number or ""
    return Words(f"{words.zh} {number}".strip(), f"{words.en} {number}".strip())


def _new_procedure(kind: Procedure, given: dict[str, Any]) -> NewProcedure:
    return NewProcedure(
        kind=kind,
        on=given["on"],
        party=given["party"],
        reasons=given["reasons"],
        has_evidence=bool(given["has_evidence"]),
        asked_track=Track(given["track"]),
        touches=tuple(Touched(each) for each in given["touches"]),
        ground=given["ground"],
        ending=Ending(given["ending"]) if given["ending"] else None,
        successor_id=given["successor_id"],
        valid_to=given["valid_to"],
        parent_id=given["parent_id"],
    )


def _papers(session: Session, given: dict[str, Any], on: Any) -> Papers:  # noqa: ANN401 -- a day
    """Keep the file that came: of the announcement, if its number did too."""
    number, file = given["announcement_number"], web.uploaded("announcement_file")
    if number is not None:
        file = web.demanded("announcement_file")
    if file is None:
        return Papers(touched=given["touched"])
    blob = web.put_upload(file, "announcement_file")
    sha256 = web.keep_upload(session, blob, file.filename or "").sha256
    if number is None:
        return Papers(file_sha256=sha256, touched=given["touched"])
    announcement = NewAnnouncement(number, on, sha256)
    return Papers(announcement, touched=given["touched"])


def demand(session: Session, right: "GiRight") -> None:
    """Refuse who does not record what CNIPA does with a right.

    Raises:
        OutsideJurisdictionError: the right lies elsewhere.
    """
    gi = products.right(session, right.id).gi
    place = service.place_of(session, gi, right, on=clock.today())
    the_caller().demand(Permission.CNIPA_RECORD, place)


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _known(kind: type[Any], text: str) -> Any:  # noqa: ANN401 -- a member of the enum
    if text not in {each.value for each in kind}:
        raise NotFound
    return kind(text)
