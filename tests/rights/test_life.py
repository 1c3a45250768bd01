"""What CNIPA does with a right, recorded; and who uses the mark under it."""

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.producers import service as producers
from gi_registry.producers.errors import RightEndedError
from gi_registry.producers.models import AuthorizationStatus
from gi_registry.producers.rules import AuthorizationState, Change, NewAnnouncement
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.products.models import GiRight
from gi_registry.products.rules import RightKind, RightStatus
from gi_registry.rights import service
from gi_registry.rights.errors import (
    AnnouncementMissingError,
    HoldNotFoundError,
    NotPreliminaryError,
    RebaseTargetError,
    StateNotNextError,
    SuccessorError,
    TouchedChangedError,
)
from gi_registry.rights.models import RightEvent, RightHold, RightProcedure
from gi_registry.rights.rules import (
    Ending,
    NewProcedure,
    NewState,
    Procedure,
    State,
    Touched,
    Track,
    need,
)
from gi_registry.rights.service import NewRight, Papers, Rebase
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.counting import counted
from tests.products.catalogue import shipped

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
S, P = State, Procedure
_files = count(1)

ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
"""Pages are tried on one engine: what they do is tried on both."""


@dataclass
class Office:
    """A province that records."""

    session: Session
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        self.account = make.officer(self.session, Role.PROVINCE, "14")

    @property
    def by(self) -> By:
        return By(self.account.id, NOW)

    def announcement(self, on: date, number: int = 0) -> NewAnnouncement:
        serial = next(_files)
        sha256 = f"{serial:064d}"
        make.file(self.session, self.account.id, sha256)
        return NewAnnouncement(number or 200_000 + serial, on, sha256)

    def begin(
        self, right: GiRight, new: NewProcedure, papers: Papers | None = None
    ) -> RightProcedure:
        papers = papers or Papers()
        return service.begin(self.session, right.id, new, papers, by=self.by)

    def record(
        self,
        found: RightProcedure,
        state: State,
        on: date,
        *,
        words: str = "",
        received: date | None = None,
        touched: int | None = None,
    ) -> RightProcedure:
        is_announced = need(found.kind, state).announcement is not None
        papers = Papers(self.announcement(on) if is_announced else None, None, touched)
        new = NewState(state, on, received, words)
        return service.record(self.session, found.id, new, papers, by=self.by)

    def end(
        self,
        right: GiRight,
        ending: Ending,
        touched: int,
        successor: GiRight | None = None,
    ) -> RightProcedure:
        new = NewProcedure(
            P.ENDING,
            date(2026, 10, 1),
            reasons="统一认定转换",
            ending=ending,
            successor_id=successor.id if successor else None,
        )
        return self.begin(right, new, Papers(touched=touched))


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


def preliminary(office: Office, gi_code: str) -> RightProcedure:
    """Give an application that is preliminarily announced on 2026-04-19."""
    found = service.apply(
        office.session,
        gi_code,
        NewRight("示例县人民政府", "示例县市场监督管理局"),
        NewProcedure(P.RECOGNITION, date(2025, 9, 1), party="示例县人民政府"),
        by=office.by,
    )
    for state, on in (
        (S.SENT_TO_CNIPA, date(2025, 11, 20)),
        (S.FORMAL_EXAM, date(2025, 12, 1)),
        (S.ACCEPTED, date(2026, 1, 5)),
        (S.TECH_EXAM, date(2026, 1, 6)),
    ):
        office.record(found, state, on)
    return office.record(found, S.PRELIM_ANNOUNCED, date(2026, 4, 19))


def test_a_right_is_recognised_with_both_announcements(office: Office) -> None:
    gi = make.gi(office.session)
    found = preliminary(office, gi.code)
    assert found.due_on == date(2026, 6, 19)
    with pytest.raises(AnnouncementMissingError):
        service.record(
            office.session,
            found.id,
            NewState(S.RECOGNISED, date(2026, 6, 20)),
            Papers(),
            by=office.by,
        )

    office.record(found, S.RECOGNISED, date(2026, 6, 20))

    life = service.life(office.session, found.right_id)
    assert life.right.status is RightStatus.PROTECTED
    assert life.right.since == "2026-06-20"
    assert life.protected_from == date(2026, 6, 20)
    announced = [line.on for line in life.lines if line.announcement]
    assert announced == [date(2026, 4, 19), date(2026, 6, 20)]
    logged = office.session.scalars(
        select(func.count(LogLeaf.index)).where(LogLeaf.kind == "right.recognition")
    ).one()
    assert logged == 7


def test_an_opposition_holds_the_recognition_up(office: Office) -> None:
    found = preliminary(office, make.gi(office.session).code)
    filed = NewProcedure(
        P.OPPOSITION,
        date(2026, 6, 19),
        party="示例公司",
        reasons="名称通用",
        parent_id=found.id,
    )
    opposition = office.begin(found.right, filed)
    office.record(opposition, S.ACCEPTED, date(2026, 7, 1))
    assert found.state is S.OPPOSED
    assert found.due_on == date(2026, 6, 19)
    for state in (S.NEGOTIATION, S.EXPERT_REVIEW):
        office.record(opposition, state, date(2026, 8, 1))
    office.record(opposition, S.UPHELD, date(2026, 9, 1), words="名称已通用")

    office.record(found, S.NOT_RECOGNISED, date(2026, 9, 10), words="异议成立")

    assert found.right.status is RightStatus.PENDING
    assert service.life(office.session, found.right_id).protected_from is None


def test_a_late_opposition_is_only_not_accepted(office: Office) -> None:
    found = preliminary(office, make.gi(office.session).code)
    late = NewProcedure(
        P.OPPOSITION, date(2026, 6, 20), reasons="名称通用", parent_id=found.id
    )
    opposition = office.begin(found.right, late)

    grounds = service.grounds(office.session, opposition)
    office.record(opposition, S.NOT_ACCEPTED, date(2026, 6, 25), words="逾期")

    assert len(grounds) == 1
    assert "2026-06-19" in grounds[0].zh
    assert found.state is S.PRELIM_ANNOUNCED


def test_nothing_can_be_opposed_before_it_is_announced(office: Office) -> None:
    right = make.right(office.session)
    change = office.begin(right, NewProcedure(P.CHANGE, date(2026, 5, 1)))

    for parent in (change.id, None, 10**6):
        new = NewProcedure(P.OPPOSITION, date(2026, 5, 2), parent_id=parent)
        with pytest.raises(NotPreliminaryError):
            office.begin(right, new)


def test_a_change_of_the_area_is_forced_onto_the_main_track(office: Office) -> None:
    right = make.right(office.session)
    asked = NewProcedure(
        P.CHANGE,
        date(2026, 1, 5),
        asked_track=Track.MINOR,
        touches=(Touched.AREA,),
    )

    change = office.begin(right, asked)
    with pytest.raises(StateNotNextError):
        office.record(change, S.ANNOUNCED, date(2026, 2, 1))
    office.record(change, S.PRELIM_CHANGE_ANNOUNCED, date(2026, 2, 1))
    office.record(change, S.ANNOUNCED, date(2026, 4, 2))

    assert change.track is Track.MAIN
    assert [event.due_on for event in change.events] == [None, date(2026, 4, 1), None]
    assert right.status is RightStatus.PROTECTED


def test_a_revocation_suspends_every_user_in_one_act(office: Office) -> None:
    session, right = office.session, make.right(office.session)
    used = [make.authorization(session, to=right) for _ in range(3)]
    used[2].state = AuthorizationState.SUSPENDED
    gone = make.authorization(session, to=right, state=AuthorizationState.STOPPED)
    other = make.authorization(session)
    revocation = office.begin(
        right, NewProcedure(P.REVOCATION, date(2026, 5, 1), reasons="通用", ground=1)
    )
    office.record(revocation, S.EXAM, date(2026, 6, 1))
    leaves = session.scalar(select(func.count(LogLeaf.index)))

    def revoke(touched: int) -> None:
        office.record(
            revocation,
            S.REVOKED,
            date(2026, 10, 1),
            words="第（一）项",
            received=date(2026, 10, 8),
            touched=touched,
        )

    with pytest.raises(TouchedChangedError), session.begin_nested():
        revoke(2)
    session.expire_all()
    assert session.scalar(select(func.count(LogLeaf.index))) == leaves
    assert service.count_waiting(session, right.id) == 0
    revoke(3)

    session.expire_all()
    assert right.status == RightStatus.REVOKED
    assert revocation.due_on == date(2027, 4, 8)
    suspended = AuthorizationState.SUSPENDED
    states = [each.state for each in used]
    assert states == [suspended, suspended, suspended]
    assert gone.state is AuthorizationState.STOPPED
    assert other.state is AuthorizationState.IN_USE
    assert service.count_waiting(session, right.id) == 3


def test_use_cannot_go_on_under_a_right_that_ended(office: Office) -> None:
    session, gi = office.session, make.gi(office.session)
    right = make.right(session, gi)
    number = make.authorization(session, to=right).number
    office.end(right, Ending.MERGED, 1, make.right(session, gi))
    session.expire_all()

    found = producers.authorization(session, number)

    assert [each.to_on for each in found.statuses] == [date(2026, 10, 1), None]
    assert "终止" in found.statuses[-1].reason
    change = Change(AuthorizationState.IN_USE, date(2026, 11, 1), "恢复")
    with pytest.raises(RightEndedError):
        producers.set_state(
            session, number, change, now=NOW, account_id=office.account.id
        )


def test_users_of_a_converted_right_rest_on_its_successor(office: Office) -> None:
    session, gi = office.session, make.gi(office.session)
    old = make.right(session, gi, kind=RightKind.CERTIFICATION_MARK)
    new = make.right(session, gi)
    first, second = (make.authorization(session, to=old) for _ in range(2))
    second.state = AuthorizationState.SUSPENDED
    office.end(old, Ending.CONVERTED, 2, new)
    assert (new.supersedes_id, old.status) == (old.id, RightStatus.CONVERTED)
    stranger = make.right(session)

    def rebase(numbers: tuple[str, ...], target: GiRight) -> int:
        on = date(2026, 11, 1)
        asked = Rebase(numbers, target.id, on, "转为产品", office.announcement(on))
        return service.rebase(session, old.id, asked, by=office.by)

    with pytest.raises(RebaseTargetError):
        rebase((first.number,), stranger)
    with pytest.raises(HoldNotFoundError):
        rebase((first.number, "MA-2020-000001"), new)
    session.expire_all()
    count = rebase((first.number, second.number), new)

    session.expire_all()
    assert count == 2
    assert first.right_id == second.right_id == new.id
    assert first.state is AuthorizationState.IN_USE
    assert second.state is AuthorizationState.SUSPENDED
    assert service.count_waiting(session) == 0
    statuses = session.scalars(select(AuthorizationStatus.state)).all()
    assert statuses.count(AuthorizationState.SUSPENDED) == 1
    holds = session.scalars(select(RightHold)).all()
    assert {hold.from_right_id for hold in holds} == {old.id}


def test_a_conversion_names_another_right_of_the_product(office: Office) -> None:
    right = make.right(office.session, kind=RightKind.AGRI_GI)

    for other in (right, make.right(office.session)):
        with pytest.raises(SuccessorError):
            office.end(right, Ending.CONVERTED, 0, other)


def test_a_renewal_carries_the_last_day_over_to_users(office: Office) -> None:
    session = office.session
    right = make.right(
        session, kind=RightKind.COLLECTIVE_MARK, valid_to=date(2026, 12, 31)
    )
    plain = make.authorization(session, to=right, valid_to=date(2026, 12, 31))
    licensed = make.authorization(session, to=right, valid_to=date(2026, 12, 31))
    session.refresh(licensed, ["application"])
    licensed.application.licence_ends_on = date(2028, 6, 30)
    session.flush()

    office.begin(
        right,
        NewProcedure(P.RENEWAL, date(2026, 11, 1), valid_to=date(2036, 12, 31)),
    )

    session.expire_all()
    assert right.valid_to == date(2036, 12, 31)
    assert plain.valid_to == date(2036, 12, 31)
    assert licensed.valid_to == date(2028, 6, 30)


def test_a_catalogue_does_not_undo_what_cnipa_did(session: Session) -> None:
    document = shipped()
    document["products"] = document["products"][:1]
    products.import_catalogue(session, document, now=NOW)
    code = document["products"][0]["id"]
    office = Office(session)
    service.apply(
        session,
        code,
        NewRight("示例", ""),
        NewProcedure(P.RECOGNITION, date(2026, 1, 5)),
        by=office.by,
    )
    right = products.by_code(session, code).rights[0]
    right.status, right.mirrored_at = RightStatus.REVOKED, NOW
    session.flush()
    session.expire_all()

    result = products.import_catalogue(session, document, now=NOW)

    assert result.unchanged == 1
    assert right.status is RightStatus.REVOKED


def test_pages_of_a_right_send_as_many_queries_for_many(office: Office) -> None:
    session, right = office.session, make.right(office.session)
    sent = []
    for _ in range(2):
        for _ in range(4):
            found = office.begin(right, NewProcedure(P.CHANGE, date(2026, 5, 1)))
            office.record(found, S.ANNOUNCED, date(2026, 6, 1))
            make.right(session)
            office.begin(make.right(session), NewProcedure(P.CHANGE, date(2026, 5, 1)))
        session.expire_all()
        with counted(session) as statements:
            service.listed(session, service.Wanted("all"), number=1)
            assert service.life(session, right.id).lines
            assert service.timelines(session, [right.id])
        sent.append(len(statements))

    assert sent[0] == sent[1]


@dataclass
class Desk:
    """A right in use, and who is signed in."""

    right_id: int
    code: str
    number: str
    province: FlaskClient
    county: FlaskClient


@pytest.fixture
def desk(app: Flask, database: Database) -> Desk:
    with database.write() as session:
        gi = make.gi(session)
        right = make.right(session, gi)
        number = make.authorization(session, to=right).number
        province = make.officer(session, Role.PROVINCE, "14").login
        county = make.officer(session, Role.COUNTY).login
        facts = (right.id, gi.code, number)
    return Desk(*facts, signed_in(app, province), signed_in(app, county))


@ONE_ENGINE
def test_the_province_records_and_a_county_does_not(desk: Desk) -> None:
    page = f"/desk/rights/{desk.right_id}"
    begin = f"{page}/begin/revocation"
    data = {"on": "2026-05-01", "ground": "4", "reasons": "违法", "party": "示例甲"}

    assert desk.county.get(begin).status_code == 403
    assert desk.county.post(begin, data=data).status_code == 403
    assert "由省级记录" in desk.county.get(page).text
    assert "还没有记录任何事项" in desk.province.get(page).text
    assert desk.province.get(begin).status_code == 200
    assert desk.province.post(begin, data=data | {"ground": ""}).status_code == 422
    assert desk.province.post(begin, data=data).status_code == 303
    assert "违法" in desk.province.get(page).text
    change = {"on": "2026-05-01", "touches": ["area", "other"]}
    assert desk.province.post(f"{page}/begin/change", data=change).status_code == 303
    assert "产地范围、其他更新、完善" in desk.province.get(page).text
    assert desk.province.get(f"{page}/begin/nothing").status_code == 404


@ONE_ENGINE
def test_a_revocation_shows_whom_it_touches_before_and_after(
    app: Flask, database: Database, desk: Desk
) -> None:
    client, page = desk.province, f"/desk/rights/{desk.right_id}"
    data = {"on": "2026-05-01", "ground": "4", "reasons": "违法"}
    client.post(f"{page}/begin/revocation", data=data)
    with database.read() as session:
        procedure = session.scalars(select(RightProcedure.id)).one()
    step = f"/desk/rights/procedures/{procedure}"
    client.post(f"{step}/exam", data={"on": "2026-06-01"})
    assert desk.number in client.get(f"{step}/revoked").text

    answer = client.post(
        f"{step}/revoked",
        data={
            "on": "2026-10-01",
            "received_on": "2026-10-08",
            "words": "违法",
            "touched": "1",
            "announcement_number": "901",
            "announcement_file": (io.BytesIO(PDF), "公告.pdf"),
        },
    )

    assert answer.status_code == 303, answer.text
    assert "等待转到同一产品的另一项权利" in client.get(page).text
    public = app.test_client().get(f"/gi/{desk.code}").text
    assert "国家知识产权局公告第901号" in public
    with database.read() as session:
        event = session.scalars(
            select(RightEvent.id).where(RightEvent.state == State.REVOKED)
        ).one()
    with client.get(f"/desk/rights/events/{event}/file") as file:
        assert file.data == PDF
    assert "已撤销" in client.get("/desk/rights?view=waiting").text
    assert client.get(f"{step}/dismissed").status_code == 404
    assert "没有受保护的其他权利" in client.get(f"{page}/rebase").text
