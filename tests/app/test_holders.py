"""Who knows the SHA-256 of another's file gets nothing for it, anywhere."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from gi_registry.accounts.models import Account
from gi_registry.core import blobs, clock, published
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Database
from gi_registry.core.sheets import SheetRow, carried
from gi_registry.producers import service as producers
from gi_registry.producers.models import Entity
from gi_registry.producers.rules import ApplicationState
from gi_registry.products.rules import RightKind
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.filings.test_api import form
from tests.producers.test_batches import code
from tests.programs import Program, body_of, example, program, slug
from tests.rights.test_api import placed

ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)

THEIRS, NOBODYS = "a" * 64, "b" * 64
TODAY = str(clock.today())
OF, HERE = "file_sha256", "(here)"


@dataclass
class World:
    """Somebody whose file it is, and who knows its SHA-256."""

    database: Database
    people: dict[str, Account]
    programs: dict[str, Program] = field(default_factory=dict)

    def __call__(self, who: str, path: str, status: int, **body: Any) -> dict[str, Any]:
        """Do what comes before."""
        return body_of(self.programs[who]("POST", path, json=body), status)

    def file(self, who: str) -> str:
        """Hand in a file of one's own."""
        return str(
            body_of(self.programs[who]("POST", "/files", data=PDF), 201)["sha256"]
        )


@pytest.fixture
def world(app: Flask, database: Database) -> World:
    with database.write() as session:
        make.division(session)
        own = make.organisation(session)
        people = {
            "victim": (make.producer(session), Role.PRODUCER),
            "producer": (make.producer(session, own), Role.PRODUCER),
            "printer": (make.account(session, Grant(Role.PRINTER)), Role.PRINTER),
            "county": (make.officer(session), Role.COUNTY),
            "province": (make.officer(session, Role.PROVINCE, "14"), Role.PROVINCE),
        }
        make.entity(session, own, uscc=code(1))
        make.file(session, people["victim"][0].id, THEIRS)
        return World(
            database,
            {name: account for name, (account, _) in people.items()},
            {
                name: program(app, session, account, role)
                for name, (account, role) in people.items()
            },
        )


Attack = Callable[[World], tuple[str, str, dict[str, Any]]]
"""Makes all else ready; gives who calls, where, and the body with `HERE` in it."""
ATTACKS: dict[str, list[Attack]] = {}


def attacks(path: str) -> Callable[[Attack], Attack]:
    """Note by which attack a route is tried."""

    def noted(attack: Attack) -> Attack:
        ATTACKS.setdefault(path, []).append(attack)
        return attack

    return noted


@attacks("/changes")
def a_change(_: World) -> tuple[str, str, dict[str, Any]]:
    what = {"kind": "name", "new": "示例新名称", "from_on": TODAY, "reason": "变更"}
    return "producer", "/changes", what | {OF: HERE}


@attacks("/filings")
def a_filing(_: World) -> tuple[str, str, dict[str, Any]]:
    return "producer", "/filings", form(HERE)


@attacks("/filings/for-others")
def a_filing_for_others(_: World) -> tuple[str, str, dict[str, Any]]:
    return "province", "/filings/for-others", form(HERE)


@attacks("/filings/{number}/resend")
def a_filing_sent_again(world: World) -> tuple[str, str, dict[str, Any]]:
    made = world("producer", "/filings", 201, **form(world.file("producer")))
    at = f"/filings/{made['number']}"
    world("province", f"{at}/steps", 200, state="returned", on=TODAY, words="请补正")
    return "producer", f"{at}/resend", form(HERE)


@attacks("/entities/lists")
def a_list_of_standings(_: World) -> tuple[str, str, dict[str, Any]]:
    lines = [{"uscc": code(1), "status": "注销"}]
    body = {"source": "示例名单", "listed_on": TODAY, "lines": lines}
    return "province", "/entities/lists", body | {OF: HERE}


@attacks("/announcements/{number}/users")
def a_list_of_users(world: World) -> tuple[str, str, dict[str, Any]]:
    with world.database.write() as session:
        make.right(session, make.gi(session, code="SXGI-001", name_zh="山西老陈醋"))
    body = example("announcement-batch", "two-users")
    users = [body["users"][0] | {"uscc": code(2)}]
    return "province", "/announcements/702/users", body | {OF: HERE, "users": users}


@attacks("/announcements/{number}/rights")
def a_list_of_rights(world: World) -> tuple[str, str, dict[str, Any]]:
    with world.database.write() as session:
        make.gi(session, name_zh="示例黄小米")
    body = example("announcement-rights", "three-rights")
    rights = body["rights"][:1]
    return "province", "/announcements/701/rights", body | {OF: HERE, "rights": rights}


@attacks("/applications/{number}/record-announcement")
def an_announced_user(world: World) -> tuple[str, str, dict[str, Any]]:
    with world.database.write() as session:
        made = make.application(
            session,
            state=ApplicationState.REGISTERED,
            cnipa_registered_on=clock.today(),
            standard_number="GB/T 19777-2013",
        )
        at = f"/applications/{made.number}/record-announcement"
    return "province", at, {"number": 703, "announced_on": TODAY, OF: HERE}


@attacks("/authorizations/{number}/states")
def a_stop(world: World) -> tuple[str, str, dict[str, Any]]:
    with world.database.write() as session:
        at = f"/authorizations/{make.authorization(session).number}/states"
    named = {"number": 704, "announced_on": TODAY, OF: HERE}
    body = {"state": "stopped", "on": TODAY, "reason": "公告", "announcement": named}
    return "province", at, body


def opened(world: World) -> dict[str, Any]:
    """Return what opens a case."""
    with world.database.write() as session:
        number = make.authorization(session).number
    what = {"trigger": "moved", "on": TODAY, "words": "示例：已迁出"}
    return what | {"authorization": number}


@attacks("/cases")
def a_case(world: World) -> tuple[str, str, dict[str, Any]]:
    return "county", "/cases", opened(world) | {OF: HERE}


@attacks("/cases/{number}/steps")
def a_step(world: World) -> tuple[str, str, dict[str, Any]]:
    made = world("county", "/cases", 201, **opened(world))
    step = {"state": "held", "on": TODAY, "words": "核实", OF: HERE}
    return "province", f"/cases/{made['number']}/steps", step


@attacks("/cases/{number}/steps")
def a_cancellation(world: World) -> tuple[str, str, dict[str, Any]]:
    _, at, step = a_step(world)
    for state in ("held", "reported"):
        world("province", at, 200, **step | {"state": state, OF: None})
    named = {"number": 903, OF: HERE}
    step |= {"state": "cancelled", OF: None, "announcement": named}
    return "province", at, step


def applied(world: World) -> str:
    """Return the path of the states of a right that is applied for."""
    with world.database.write() as session:
        placed(session, code="TEST-901")
    new = {"product_code": "TEST-901", "party": "示例县人民政府", "on": "2026-05-04"}
    (opened,) = world("province", "/rights", 201, **new)["procedures"]
    return f"/rights/procedures/{opened['id']}/states"


@attacks("/rights/procedures/{procedure_id}/states")
def a_notice(world: World) -> tuple[str, str, dict[str, Any]]:
    step = {"state": "sent_to_cnipa", "on": "2026-05-05", OF: HERE}
    return "province", applied(world), step


@attacks("/rights/procedures/{procedure_id}/states")
def an_announced_state(world: World) -> tuple[str, str, dict[str, Any]]:
    at = applied(world)
    for state in ("sent_to_cnipa", "formal_exam", "accepted", "tech_exam"):
        world("province", at, 200, state=state, on="2026-05-05")
    named = {"number": 801, OF: HERE}
    step = {"state": "prelim_announced", "on": "2026-05-09", "announcement": named}
    return "province", at, step


def ending(world: World) -> tuple[str, dict[str, Any], str]:
    """Return a right in use, its end, and who uses it."""
    with world.database.write() as session:
        gi = placed(session)
        old, new = make.right(session, gi), make.right(session, gi)
        user = make.authorization(session, right=old).number
        facts = {"kind": "ending", "ending": "merged", "successor": new.id}
        at = f"/rights/{old.id}"
    return at, facts | {"on": "2026-09-01", "reasons": "并入", "touched": 1}, user


@attacks("/rights/{right_id}/procedures")
def an_end(world: World) -> tuple[str, str, dict[str, Any]]:
    at, end, _ = ending(world)
    return "province", f"{at}/procedures", end | {OF: HERE}


@attacks("/rights/{right_id}/procedures")
def an_announced_end(world: World) -> tuple[str, str, dict[str, Any]]:
    at, end, _ = ending(world)
    named = {"announcement": {"number": 802, OF: HERE}}
    return "province", f"{at}/procedures", end | named


@attacks("/rights/{right_id}/rebase")
def a_move(world: World) -> tuple[str, str, dict[str, Any]]:
    at, end, user = ending(world)
    world("province", f"{at}/procedures", 201, **end)
    move = {"numbers": [user], "to_right": end["successor"], "on": "2026-09-02"}
    named = {"announcement": {"number": 803, OF: HERE}, "words": "公告转入"}
    return "province", f"{at}/rebase", move | named


def mark(world: World) -> dict[str, Any]:
    """Return a licence of a mark."""
    with world.database.write() as session:
        right = make.right(
            session,
            placed(session),
            kind=RightKind.CERTIFICATION_MARK,
            holder="示例协会",
            valid_to=date(2034, 1, 1),
        )
        return {"right": right.id, "name": "示例酒业", "uscc": code(3)}


@attacks("/members/{member_id}/steps")
def an_announced_licence(world: World) -> tuple[str, str, dict[str, Any]]:
    licence = mark(world) | {"number": "XK-1", "from_on": "2026-09-01"}
    at = f"/members/{world('province', '/members', 201, **licence)['id']}/steps"
    world("province", at, 200, state="recorded", on="2026-10-01", reference="备1")
    named = {"announcement": {"number": 811, OF: HERE}}
    return "province", at, {"state": "announced", "on": "2026-10-20"} | named


@attacks("/members/refusals")
def a_refused_user(world: World) -> tuple[str, str, dict[str, Any]]:
    days = {"asked_on": "2026-03-02", "refused_on": "2026-03-20"}
    told = {"condition": "使用管理规则第六条", OF: HERE}
    return "province", "/members/refusals", mark(world) | days | told


EVERY = [each for some in ATTACKS.values() for each in some]


@ONE_ENGINE
@pytest.mark.parametrize("attack", EVERY, ids=[each.__name__ for each in EVERY])
def test_a_file_of_others_is_as_one_that_nobody_handed_in(
    world: World, attack: Attack
) -> None:
    who, path, body = attack(world)

    def answer(sha256: str) -> TestResponse:
        named = json.loads(json.dumps(body).replace(HERE, sha256))
        return world.programs[who]("POST", path, json=named)

    theirs, nobodys = answer(THEIRS), answer(NOBODYS)
    with world.database.write() as session:
        make.file(session, world.people[who].id, THEIRS)
    own = answer(THEIRS)

    assert (theirs.status_code, slug(theirs)) == (404, "file-missing")
    assert theirs.json == nobodys.json
    assert own.status_code in {200, 201}, own.text


def test_every_route_that_takes_a_digest_is_attacked() -> None:
    document = json.loads((published.ROOT / "openapi.json").read_text(encoding="utf-8"))
    shapes = document["components"]["schemas"]

    def takes(shape: object) -> bool:
        if isinstance(shape, list):
            return any(map(takes, shape))
        if not isinstance(shape, dict):
            return False
        if "$ref" in shape:
            return takes(shapes[shape["$ref"].rpartition("/")[2]])
        return any(name.endswith("sha256") or takes(shape[name]) for name in shape)

    found = {
        path.removeprefix("/api/v1")
        for path, ways in document["paths"].items()
        for way in ways.values()
        if isinstance(way, dict) and takes(way.get("requestBody", {}))
    }
    looked_at = {"/announcements/{number}/preview", "/entities/lists/preview"}
    typed = {"/evidence", "/evidence/{evidence_id}/correction"}
    assert found == set(ATTACKS) | looked_at | typed


SAID = "本单位没有提交过这个文件"
LISTS = [
    ("producer", "/producer/labels/list/enter"),
    ("producer", "/producer/printing/list/enter"),
    ("producer", "/producer/packs/list/enter"),
    ("producer", "/producer/evidence/list/enter"),
    ("printer", "/printer/list/enter"),
    ("province", "/desk/entities/record"),
]


@ONE_ENGINE
@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_list_that_others_had_looked_at_cannot_be_entered(
    app: Flask, world: World, who: str, path: str
) -> None:
    folder = app.extensions["gi"].settings.data_dir
    listed = blobs.put_data(folder, BytesIO("示例,a\n1,2\n".encode()), most=100)

    def handed_in_by(account: Account) -> None:
        name, who = "示例.csv", account.id
        with world.database.write() as session:
            producers.receive(
                session, listed.sha256, name, now=make.NOW, account_id=who
            )

    handed_in_by(world.people["victim"])
    browser = signed_in(app, world.people[who].login)

    def said(sha256: str) -> bool:
        named = {"sha256": sha256, OF: sha256, "source": "示例", "listed_on": TODAY}
        return SAID in browser.post(path, data=named).text

    assert [said(listed.sha256), said(NOBODYS)] == [True, True]
    handed_in_by(world.people[who])
    assert not said(listed.sha256)


@ONE_ENGINE
def test_a_digest_typed_as_evidence_gives_no_paper_of_others(
    app: Flask, world: World
) -> None:
    theirs = world.file("victim")
    mine = signed_in(app, world.people["producer"].login)
    with world.database.write() as session:
        entity = session.scalars(select(Entity)).one()
        number = make.authorization(session, entity).number
    row = {"authorization": number, "year": clock.today().year, "kind": "purchase"}
    row |= {"amount": 1_000_000, "party": "示例粮站", "begins_on": TODAY}
    papers = []
    for sha256 in (theirs, NOBODYS):
        given = row | {"reference": sha256[:9], "document_sha256": sha256}
        papers.append(
            f"/evidence/{world('producer', '/evidence', 201, **given)['id']}/paper"
        )

    assert [mine.get(paper).status_code for paper in papers] == [404, 404]
    assert world.file("producer") == theirs
    with mine.get(papers[0]) as got:
        assert got.data == PDF
    assert mine.get(papers[1]).status_code == 404


@ONE_ENGINE
def test_a_second_upload_says_nothing_of_the_first(world: World) -> None:
    answers = [
        world.programs[who]("POST", "/files", data=PDF)
        for who in ("victim", "producer")
    ]

    assert answers[0].status_code == answers[1].status_code == 201
    assert answers[0].data == answers[1].data


@ONE_ENGINE
@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("/desk/announcements/record", {"holder": "示例", "uscc": code(2)}),
        ("/desk/announcements/rights/record", {"matter": "recognition"}),
    ],
)
def test_an_announced_list_is_not_recorded_with_a_file_of_others(
    app: Flask, world: World, path: str, row: dict[str, str]
) -> None:
    with world.database.write() as session:
        gi = make.gi(session, name_zh="山西老陈醋")
        if "holder" in row:
            make.right(session, gi)
    rows = carried(
        [SheetRow(2, row | {"product": "山西老陈醋", "county": make.COUNTY})]
    )
    browser = signed_in(app, world.people["province"].login)

    def answer(sha256: str) -> TestResponse:
        named = {"announcement_number": "705", "announced_on": TODAY, OF: sha256}
        return browser.post(path, data=named | {"rows": rows, "touched": "0"})

    refused = [answer(THEIRS), answer(NOBODYS)]
    with world.database.write() as session:
        make.file(session, world.people["province"].id, THEIRS)

    assert [SAID in each.text for each in refused] == [True, True]
    assert answer(THEIRS).status_code == 303
