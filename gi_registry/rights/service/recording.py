"""What CNIPA did with a right, put on record; nothing is decided here."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.core.words import Words, china_day
from gi_registry.producers import service as producers
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.products.models import Announcement, GiRight
from gi_registry.products.rules import Confidence, Evidence, RightKind, RightStatus
from gi_registry.rights import rules
from gi_registry.rights.errors import (
    AnnouncementMissingError,
    NotPreliminaryError,
    ProcedureNotFoundError,
    RightOpenError,
    SuccessorError,
)
from gi_registry.rights.models import RightEvent, RightProcedure
from gi_registry.rights.rules import (
    PRELIMINARY,
    PROCEDURE_WORDS,
    NewProcedure,
    NewState,
    Procedure,
    Standing,
    State,
)
from gi_registry.rights.service import effects
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class Papers:
    """What comes with an event.

    Attributes:
        announcement: CNIPA's, its file kept.
        file_sha256: of a kept notice or decision.
        touched: how many users the officer saw that an end would suspend.
    """

    announcement: NewAnnouncement | None = None
    file_sha256: str | None = None
    touched: int | None = None


@dataclass(frozen=True, slots=True)
class NewRight:
    """A right that is applied for and is not in the register yet."""

    holder: str
    managing_authority: str


def apply(
    session: Session, code: str, new: NewRight, opened: NewProcedure, *, by: By
) -> RightProcedure:
    """Register a right that is applied for, with its application.

    Raises:
        GiNotFoundError: there is no such product.
        DayOrderError: in the future.
    """
    gi = products.by_code(session, code)
    right = GiRight(
        gi_id=gi.id,
        ordinal=max((each.ordinal for each in gi.rights), default=0) + 1,
        kind=RightKind.PRODUCT_PROTECTION,
        status=RightStatus.PENDING,
        managing_authority=new.managing_authority or None,
        holder=new.holder or None,
        source="recorded by the province from the application",
        evidence=Evidence.OFFICIAL,
        confidence=Confidence.HIGH,
        mirrored_at=by.now,
    )
    session.add(right)
    session.flush()
    return begin(session, right.id, opened, Papers(), by=by)


def begin(
    session: Session, right_id: int, new: NewProcedure, papers: Papers, *, by: By
) -> RightProcedure:
    """Put the beginning of a procedure on record.

    An ending and a renewal are over with it, and have their effect at once.

    Raises:
        RightNotFoundError: there is no such right.
        RightOpenError: the right does not enter it, or it is under way already.
        NotPreliminaryError: nothing was announced that one could oppose.
        SuccessorError: the right converted into is none of the same product.
        DayOrderError, GroundMissingError, ReasonMissingError, RenewalDayError: see
            `rules.check_opening`.
        TouchedChangedError: other users would be suspended than were shown.
        AnnouncementConflictError, FileNotHandedInError: see `producers.announced`.
    """
    right = locked(session, right_id)
    rules.check_opening(
        new,
        right.kind,
        right.status,
        valid_to=right.valid_to,
        today=china_day(by.now),
    )
    _check_others(session, right, new)
    track = (
        rules.track_of(new.touches, new.asked_track)
        if new.kind is Procedure.CHANGE
        else None
    )
    made = RightProcedure(
        right=right,
        kind=new.kind,
        state=rules.first(new.kind, track),
        parent_id=new.parent_id if new.kind is Procedure.OPPOSITION else None,
        opened_on=new.on,
        party=new.party.strip(),
        reasons=new.reasons.strip(),
        has_evidence=new.has_evidence,
        track=track,
        touches=[each.value for each in new.touches],
        ground=new.ground if new.kind is Procedure.REVOCATION else None,
        ending=new.ending if new.kind is Procedure.ENDING else None,
        successor_id=new.successor_id if new.kind is Procedure.ENDING else None,
        valid_to=new.valid_to if new.kind is Procedure.RENEWAL else None,
        events=[],
    )
    session.add(made)
    session.flush()
    words = made.reasons if new.kind is Procedure.ENDING else ""
    first = NewState(made.state, new.on, words=words)
    _put(session, made, first, papers, by=by)
    effects.follow(session, made, first, papers.touched, by=by)
    return made


def record(
    session: Session, procedure_id: int, new: NewState, papers: Papers, *, by: By
) -> RightProcedure:
    """Put the next state of a procedure on record, with what follows from it.

    Raises:
        ProcedureNotFoundError: there is none.
        AnnouncementMissingError: CNIPA announces this state.
        TouchedChangedError: other users would be suspended than were shown.
        GiError: see `rules.check`, `producers.announced`.
    """
    found = procedure(session, procedure_id)
    locked(session, found.right_id)
    session.refresh(found, ["state", "due_on"])
    rules.check(standing(session, found), new, today=china_day(by.now))
    if rules.need(found.kind, new.state).announcement and not papers.announcement:
        raise AnnouncementMissingError
    found.state = new.state
    _put(session, found, new, papers, by=by)
    if found.kind is Procedure.OPPOSITION and new.state is State.ACCEPTED:
        _oppose(session, found, new, by=by)
    effects.follow(session, found, new, papers.touched, by=by)
    return found


def procedure(session: Session, procedure_id: int) -> RightProcedure:
    """Return a procedure with its right, product and events.

    Raises:
        ProcedureNotFoundError: there is none.
    """
    statement = (
        select(RightProcedure)
        .where(RightProcedure.id == procedure_id)
        .options(
            joinedload(RightProcedure.right).joinedload(GiRight.gi),
            selectinload(RightProcedure.events),
        )
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ProcedureNotFoundError
    return found


def standing(session: Session, found: RightProcedure) -> Standing:
    """Return where a procedure stands, with the oppositions against it."""
    opposed = session.scalars(
        select(RightProcedure.state).where(RightProcedure.parent_id == found.id)
    ).all()
    return Standing(
        procedure=found.kind,
        state=found.state,
        last_on=found.events[-1].on_day,
        due_on=found.due_on,
        opposed_by=tuple(opposed),
        grounds=grounds(session, found),
    )


def grounds(session: Session, found: RightProcedure) -> tuple[Words, ...]:
    """Return why an opposition or a request is not accepted, if it is not."""
    if found.kind not in (Procedure.OPPOSITION, Procedure.REVOCATION):
        return ()
    last = (
        preliminary(session, found.parent_id).due_on
        if found.parent_id is not None
        else None
    )
    return rules.not_acceptable(
        found.kind, filed_on=found.opened_on, last_day=last, reasons=found.reasons
    )


def preliminary(session: Session, procedure_id: int) -> RightEvent:
    """Return the event of a preliminary announcement.

    Raises:
        NotPreliminaryError: there is none.
    """
    found = session.scalars(
        select(RightEvent).where(
            RightEvent.procedure_id == procedure_id, RightEvent.state.in_(PRELIMINARY)
        )
    ).first()
    if found is None:
        raise NotPreliminaryError
    return found


def locked(session: Session, right_id: int) -> GiRight:
    """Return a right with its product, locked until the transaction ends.

    Raises:
        RightNotFoundError: there is none.
    """
    products.right(session, right_id)
    statement = (
        select(GiRight)
        .where(GiRight.id == right_id)
        .options(joinedload(GiRight.gi))
        .with_for_update(of=GiRight)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one()


def _check_others(session: Session, right: GiRight, new: NewProcedure) -> None:
    """Refuse what does not fit the other procedures and rights of the product."""
    if new.kind is Procedure.OPPOSITION:
        parent = new.parent_id and session.get(RightProcedure, new.parent_id)
        if not parent or parent.right_id != right.id:
            raise NotPreliminaryError
        preliminary(session, parent.id)
    if new.kind is Procedure.RECOGNITION and _under_way(session, right.id, new.kind):
        raise RightOpenError(
            PROCEDURE_WORDS[new.kind], rules.STATE_WORDS[State.SUBMITTED_PROVINCE]
        )
    if new.successor_id is not None:
        other = session.get(GiRight, new.successor_id)
        if other is None or other.gi_id != right.gi_id or other.id == right.id:
            raise SuccessorError


def _under_way(session: Session, right_id: int, kind: Procedure) -> bool:
    states = session.scalars(
        select(RightProcedure.state).where(
            RightProcedure.right_id == right_id, RightProcedure.kind == kind
        )
    )
    return any(not rules.is_over(kind, state) for state in states)


def _oppose(
    session: Session, opposition: RightProcedure, new: NewState, *, by: By
) -> None:
    """Let an application or change wait for the first opposition accepted."""
    parent = procedure(session, opposition.parent_id or 0)
    if parent.state not in PRELIMINARY:
        return
    due_on = parent.due_on
    parent.state = State.OPPOSED
    on = max(new.on, parent.events[-1].on_day)
    _put(session, parent, NewState(State.OPPOSED, on), Papers(), by=by)
    parent.due_on = due_on


def _put(
    session: Session, found: RightProcedure, new: NewState, papers: Papers, *, by: By
) -> None:
    announcement = _announced(session, found, new, papers, by)
    due_on = rules.last_day(found.kind, new.state, new.on, new.received_on)
    found.due_on = due_on
    found.events.append(
        RightEvent(
            state=new.state,
            on_day=new.on,
            received_on=new.received_on,
            due_on=due_on,
            announcement=announcement,
            file_sha256=papers.file_sha256,
            words=new.words.strip(),
            account_id=by.account_id,
            recorded_at=by.now,
        )
    )
    session.flush()
    translog.append(
        session,
        f"right.{found.kind.value}",
        found.right.gi.code,
        {
            "right": found.right.ordinal,
            "procedure": found.id,
            "state": new.state.value,
            "on": new.on.isoformat(),
            "received_on": new.received_on and new.received_on.isoformat(),
            "announcement": announcement and announcement.number,
            "file_sha256": announcement.file_sha256 if announcement else None,
        },
        now=by.now,
        account_id=by.account_id,
    )


def _announced(
    session: Session, found: RightProcedure, new: NewState, papers: Papers, by: By
) -> Announcement | None:
    if papers.announcement is None:
        return None
    kind = rules.need(found.kind, new.state).announcement
    return producers.announced(
        session, papers.announcement, found.right_id, kind, by=by
    )
