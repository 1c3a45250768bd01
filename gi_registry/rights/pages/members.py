"""The register of a mark's registrant: the list, one row, its steps."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, RowId, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.producers import service as producers
from gi_registry.producers import web
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.rules.members import (
    MEMBER_KIND_WORDS,
    MEMBER_STATE_WORDS,
    MEMBER_STEPS,
    RECORDAL_RULE,
    MemberKind,
    MemberState,
    MemberStep,
    NewMember,
)
from gi_registry.producers.service import By, DeskLink
from gi_registry.products import service as products
from gi_registry.products.rules import RightKind
from gi_registry.rights.pages.acting import demand, named
from gi_registry.rights.pages.blueprint import pages
from gi_registry.rights.service import members as service
from gi_registry.rights.service.members import WantedMembers

if TYPE_CHECKING:
    from gi_registry.products.models import GiRight

TONES = {
    MemberState.PERMITTED: "neutral",
    MemberState.RECORDAL_DUE: "warn",
    MemberState.RECORDED: "neutral",
    MemberState.ANNOUNCED: "good",
    MemberState.CANCELLED: "warn",
    MemberState.CANCEL_RECORDED: "stop",
}
_ALL = Words("全部", "All")
_VIEW_WORDS = {
    "due": Words("待备案", "To be recorded"),
    "overdue": Words("备案逾期", "Recordal overdue"),
    "all": _ALL,
}
_REFERENCES = {
    MemberState.RECORDED: Words("备案号或变更受理号", "CNIPA's number of the recordal"),
    MemberState.ANNOUNCED: Words("公告号", "Number of the announcement"),
    MemberState.CANCELLED: Words("取消的原因", "Why it is cancelled"),
    MemberState.CANCEL_RECORDED: Words(
        "取消备案号", "CNIPA's number of the cancellation's recordal"
    ),
}

producers.offer_link(
    DeskLink(
        endpoint="rights.members",
        words=Words("商标成员、许可备案逾期", "Recordals of members overdue"),
        permission=Permission.CNIPA_RECORD,
        count=service.overdue,
    )
)


class MemberSchema(FormSchema):
    """A member or licence."""

    right_id = RowId(required=True)
    name = Text(required=True, longest=120)
    uscc = Text(required=True, longest=40)
    number = Text(required=True, longest=60)
    from_on = Day(required=True)
    ends_on = Day(load_default=None)
    kind = Choice(MemberKind, load_default=None)


class StepSchema(FormSchema):
    """A recordal, an announcement or a cancellation."""

    state = Choice(MemberState, required=True)
    on = Day(required=True)
    reference = Text(required=True, longest=500)


class TermSchema(FormSchema):
    """Another last day."""

    ends_on = Day(required=True)


@pages.get("/desk/members")
@requires(Permission.DESK)
def members() -> str:
    """List members and licences, first those to be recorded."""
    wanted, today = _wanted(), clock.today()
    with read() as session:
        return render_template(
            "rights/members.html",
            page=service.members(session, wanted, on=today, number=asked_page()),
            wanted=wanted,
            views=list(_VIEW_WORDS.items()),
            marks=[(0, _ALL), *marks_of(session)],
            kinds=MEMBER_KIND_WORDS,
            states=MEMBER_STATE_WORDS,
            tones=TONES,
            rule=RECORDAL_RULE,
            may_record=the_caller().may(Permission.CNIPA_RECORD),
            today=today,
        )


@pages.get("/desk/members.csv")
@requires(Permission.DESK)
def members_csv() -> Response:
    """Give the same list, whole, with the columns that an import reads."""
    wanted, today, database = _wanted(), clock.today(), registry().database
    states = {state: said(words) for state, words in MEMBER_STATE_WORDS.items()}
    kinds = {MemberKind.MEMBER: "成员", MemberKind.LICENCE: "许可"}

    def rows() -> Iterator[list[object]]:
        heads = [names[0] for names in service.COLUMNS.values()]
        yield [*heads, "产品", "状态", "备案期限"]
        with database.read() as session:
            for row in service.every_member(session, wanted, on=today):
                each = row.member
                yield [
                    each.name,
                    each.uscc,
                    each.number,
                    each.from_on,
                    each.ends_on,
                    kinds[each.kind],
                    each.right.gi.name_zh,
                    states[row.state],
                    row.due_on,
                ]

    return as_csv(rows(), "members.csv")


@pages.get("/desk/members/new")
@requires(Permission.CNIPA_RECORD)
def prepare_member() -> str:
    """Show the form of a member or licence."""
    return _new_page(Form())


@pages.post("/desk/members/new")
@requires(Permission.CNIPA_RECORD)
def add_member() -> WerkzeugResponse | tuple[str, int]:
    """Put a member or licence on record."""
    form = submitted(MemberSchema())
    if form.ok:
        given = dict(form.data)
        right_id, kind = given.pop("right_id"), given.pop("kind")
        try:
            with write() as session:
                demand(session, products.right(session, right_id))
                new = NewMember(**given, kind=MemberKind(kind) if kind else None)
                member_id = service.add(session, right_id, new, by=_by()).id
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已登记", "It is on record"), "good")
            return redirect(f"/desk/members/{member_id}", 303)
    return _new_page(form), 422


@pages.get("/desk/members/<int:member_id>")
@requires(Permission.DESK)
def member(member_id: int) -> str:
    """Show a member or licence with what can follow."""
    return _page(member_id, Form(), Form())


@pages.post("/desk/members/<int:member_id>/step")
@requires(Permission.CNIPA_RECORD)
def member_step(member_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Record what followed."""
    form = submitted(StepSchema())
    if form.ok:
        given = form.data
        try:
            with write() as session:
                _demand(session, member_id)
                step = MemberStep(
                    MemberState(given["state"]), given["on"], given["reference"]
                )
                service.record_step(
                    session, member_id, step, _announcement(session, step), by=_by()
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(MEMBER_STATE_WORDS[step.state]), "good")
            return redirect(f"/desk/members/{member_id}", 303)
    return _page(member_id, form, Form()), 422


@pages.post("/desk/members/<int:member_id>/term")
@requires(Permission.CNIPA_RECORD)
def member_term(member_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Record another last day."""
    form = submitted(TermSchema())
    if form.ok:
        try:
            with write() as session:
                _demand(session, member_id)
                service.renew_term(session, member_id, form.data["ends_on"], by=_by())
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("续期已记录", "The new last day is on record"), "good")
            return redirect(f"/desk/members/{member_id}", 303)
    return _page(member_id, Form(), form), 422


def _page(member_id: int, form: Form, term_form: Form) -> str:
    today = clock.today()
    with read() as session:
        row = service.member(session, member_id, on=today)
        return render_template(
            "rights/member.html",
            row=row,
            form=form,
            term_form=term_form,
            kinds=MEMBER_KIND_WORDS,
            states=MEMBER_STATE_WORDS,
            tones=TONES,
            rule=RECORDAL_RULE,
            options=[
                (state.value, MEMBER_STATE_WORDS[state])
                for state in MEMBER_STEPS[row.state]
            ],
            references=[
                (MEMBER_STATE_WORDS[state], _REFERENCES[state])
                for state in MEMBER_STEPS[row.state]
            ],
            users=service.authorizations_of(session, row.member),
            refused=service.refused_before(session, row.member),
            may_record=the_caller().may(Permission.CNIPA_RECORD),
            today=today,
        )


def _new_page(form: Form) -> str:
    with read() as session:
        return render_template(
            "rights/member_new.html",
            form=form,
            marks=marks_of(session),
            chosen=request.args.get("right", ""),
            kinds=[(kind.value, words) for kind, words in MEMBER_KIND_WORDS.items()],
            today=clock.today(),
        )


def marks_of(
    session: Session, kind: RightKind | None = None
) -> list[tuple[int, Words]]:
    """Return the marks that a form or a filter offers: all, or one kind."""
    return [(each.id, _named(each)) for each in service.marks(session, kind)]


def _named(right: "GiRight") -> Words:
    gi, words = right.gi, named(right)
    return Words(f"{gi.name_zh} {words.zh}", f"{gi.name_en} {words.en}")


def _announcement(session: Session, step: MemberStep) -> NewAnnouncement | None:
    if step.state is not MemberState.ANNOUNCED or not step.reference.isdecimal():
        return None
    file = web.demanded("announcement_file")
    blob = web.put_upload(file, "announcement_file")
    kept = web.keep_upload(session, blob, file.filename or "")
    return NewAnnouncement(int(step.reference), step.on, kept.sha256)


def _demand(session: Session, member_id: int) -> None:
    found = service.member(session, member_id, on=clock.today()).member
    demand(session, found.right)


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _wanted() -> WantedMembers:
    view, right = request.args.get("view", ""), request.args.get("right", "")
    return WantedMembers(
        view=view if view in service.MEMBER_VIEWS else "due",
        right_id=int(right) if right.isdecimal() and len(right) < 9 else 0,  # noqa: PLR2004 -- keeps it in SQL's range
        text=request.args.get("q", "").strip(),
    )
