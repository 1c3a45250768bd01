"""The scan over HTTP, on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask, request, request_started
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.codes import CodeKeys
from gi_registry.core.db import Database
from gi_registry.marks.models import LabelRange
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState
from gi_registry.producers.service import By
from gi_registry.products.models import Gi
from gi_registry.rights import service as rights
from gi_registry.rights.rules import Ending, NewProcedure, Procedure
from gi_registry.rights.service import Papers
from gi_registry.scans.models import Scan, ScannedItem
from gi_registry.scans.pages.counter import CHECKS_PER_MINUTE
from gi_registry.scans.rules import Judgement, Verdict
from gi_registry.tracing import service as tracing
from gi_registry.tracing.rules import EvidenceLevel, LotEventKind, NewEvent
from tests import factories as make
from tests.counting import counted
from tests.marks.test_runs import change
from tests.scans.conftest import Labels

MEMBERS = {
    "verdict",
    "reasons",
    "first_check",
    "checks",
    "level",
    "product",
    "user",
    "lot",
    "run",
    "index",
}
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"


def asked(
    client: FlaskClient, code: str, *, browser: str = PHONE, **more: Any
) -> dict[str, Any]:
    headers = {"Accept": "application/json", "User-Agent": browser}
    answer = client.get(f"/t/{code}", headers=headers, **more)
    found: dict[str, Any] = answer.get_json()
    assert set(found) == MEMBERS
    assert answer.headers["Cache-Control"] == "no-store"
    not_ours = found["verdict"] in ("forged", "not_issued")
    assert answer.status_code == (404 if not_ours else 200)
    return found


def rows(database: Database) -> tuple[int, int]:
    """Return how many checks are stored, and for how many codes."""
    with database.read() as session:
        scans = session.scalar(select(func.count()).select_from(Scan))
        items = session.scalar(select(func.count()).select_from(ScannedItem))
    return scans or 0, items or 0


def test_a_label_on_goods_is_genuine(client: FlaskClient, labels: Labels) -> None:
    found = asked(client, labels.code(7))

    assert found["verdict"] == "genuine"
    assert found["reasons"] == []
    assert (found["first_check"], found["checks"]) == (True, 1)
    assert (found["level"], found["run"], found["index"]) == ("item", labels.run, 7)
    assert found["product"]["name_zh"] == labels.product_zh
    assert found["user"]["uscc"] == labels.uscc
    assert found["user"]["state_on_activation"] == "in_use"
    assert found["user"]["state_today"] == "in_use"
    assert found["lot"]["number"] == labels.lot
    assert found["lot"]["activated_on"] == "2026-10-08"


@pytest.mark.parametrize(
    ("index", "verdict", "reasons"),
    [
        (0, "genuine", []),
        (99, "genuine", []),
        (100, "void", ["lost"]),
        (109, "void", ["lost"]),
        (110, "not_activated", []),
        (999, "not_activated", []),
        (1_000, "not_issued", []),
        (2**28 - 1, "not_issued", []),
    ],
)
def test_the_edges_of_ranges_are_exact(
    client: FlaskClient, labels: Labels, index: int, verdict: str, reasons: list[str]
) -> None:
    found = asked(client, labels.code(index))

    assert (found["verdict"], found["reasons"]) == (verdict, reasons)


def test_a_code_of_another_key_is_forged(client: FlaskClient, labels: Labels) -> None:
    strange = CodeKeys(bytes(32)).encode(1, labels.run, 7)

    found = asked(client, strange)

    assert found["verdict"] == "forged"
    assert found["product"] is found["user"] is found["lot"] is None
    assert found["run"] is found["index"] is None
    assert (found["first_check"], found["checks"]) == (False, 0)


def test_a_run_that_never_was_is_not_issued(app: Flask, client: FlaskClient) -> None:
    keys = CodeKeys(app.extensions["gi"].secrets.master)

    assert asked(client, keys.encode(1, 4_000_000_000, 0))["verdict"] == "not_issued"


@pytest.mark.parametrize("code", ["1", "CBQY-ZAWQ", "一" * 20, "U" * 20])
def test_what_is_no_code_is_forged_and_says_so(client: FlaskClient, code: str) -> None:
    found = asked(client, code)

    assert (found["verdict"], found["reasons"]) == ("forged", ["code-format"])


def test_a_code_may_be_typed_as_people_type(
    client: FlaskClient, labels: Labels
) -> None:
    code = labels.code(7)
    typed = " ".join(code[at : at + 4] for at in range(0, 20, 4)).lower()

    assert asked(client, typed)["index"] == 7
    upper = client.get(f"/T/{code}", headers={"Accept": "application/json"})
    assert upper.get_json()["index"] == 7


def test_activation_while_suspended_is_told_with_both_states(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        holder, off = labels.authorization_id, AuthorizationState.SUSPENDED
        change(session, holder, off, date(2026, 10, 8))
        change(session, holder, AuthorizationState.IN_USE, date(2026, 10, 9))

    found = asked(client, labels.code(7))

    assert (found["verdict"], found["reasons"]) == (
        "authorization_ended",
        ["suspended"],
    )
    assert found["user"]["state_on_activation"] == "suspended"
    assert found["user"]["state_today"] == "in_use"


def test_a_right_that_ended_since_leaves_the_label_genuine(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        stopped = AuthorizationState.STOPPED
        change(session, labels.authorization_id, stopped, date(2026, 10, 9))

    found = asked(client, labels.code(7))

    assert (found["verdict"], found["reasons"]) == ("genuine", ["ended_since"])
    assert found["user"]["state_on_activation"] == "in_use"
    assert found["user"]["state_today"] == "stopped"


@pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("ended_on", "expected"),
    [
        (date(2026, 10, 9), ("genuine", "ended_since")),
        (date(2026, 10, 8), ("authorization_ended", "suspended")),
    ],
)
def test_a_label_of_a_right_that_ended_says_so(
    client: FlaskClient,
    labels: Labels,
    database: Database,
    ended_on: date,
    expected: tuple[str, str],
) -> None:
    with database.write() as session:
        held = session.get_one(Authorization, labels.authorization_id)
        successor = make.right(session, session.get_one(Gi, held.gi_id)).id
        ended = NewProcedure(
            Procedure.ENDING,
            ended_on,
            reasons="并入",
            ending=Ending.MERGED,
            successor_id=successor,
        )
        by = By(make.officer(session, Role.PROVINCE, "14").id, clock.now())
        rights.begin(session, held.right_id, ended, Papers(touched=1), by=by)

    found = asked(client, labels.code(7))

    assert (found["verdict"], *found["reasons"]) == expected
    assert found["user"]["state_today"] == "suspended"


def test_an_activation_that_was_taken_back_counts_for_nothing(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        session.execute(update(LabelRange).values(undone_at=make.NOW))

    assert asked(client, labels.code(7))["verdict"] == "not_activated"


def test_another_device_is_another_check_and_the_same_one_is_not(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    code = labels.code(7)

    first = asked(client, code)
    again = asked(client, code)
    other = asked(client, code, browser="another phone")
    elsewhere = asked(client, code, environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert [one["checks"] for one in (first, again, other, elsewhere)] == [1, 1, 2, 3]
    assert [one["first_check"] for one in (first, again, other)] == [True, True, False]
    assert rows(database) == (3, 1)


def test_no_address_is_stored(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    asked(client, labels.code(7), environ_base={"REMOTE_ADDR": "203.0.113.9"})

    with database.read() as session:
        [scan] = session.scalars(select(Scan))
    stored = [str(getattr(scan, c.name)) for c in Scan.__table__.columns]
    assert not any("203" in text and "113" in text for text in stored)
    assert len(scan.device) == 16


@pytest.mark.parametrize("browser", ["Googlebot/2.1", "WhatsApp/2.23"])
def test_programs_are_answered_and_not_counted(
    client: FlaskClient, labels: Labels, database: Database, browser: str
) -> None:
    found = asked(client, labels.code(7), browser=browser)
    client.head(f"/t/{labels.code(7)}")
    ahead = {"Sec-Purpose": "prefetch", "User-Agent": PHONE}
    client.get(f"/t/{labels.code(7)}", headers=ahead)

    assert found["verdict"] == "genuine"
    assert rows(database) == (0, 0)


def test_forged_codes_leave_no_trace(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    asked(client, CodeKeys(bytes(32)).encode(1, labels.run, 7))
    asked(client, labels.code(1_000))

    assert rows(database) == (0, 0)


def test_a_forged_code_costs_no_query(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    forged = CodeKeys(bytes(32)).encode(1, labels.run, 7)
    asked(client, forged)  # which keys there are is asked once a minute

    with counted(database.engine) as statements:
        asked(client, forged)

    assert statements == []


def test_the_range_notes_its_first_scan_once(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    def noted() -> list[Any]:
        with database.read() as session:
            query = select(LabelRange.first_scan_at).order_by(LabelRange.first)
            return list(session.scalars(query))

    before = noted()
    asked(client, labels.code(7))
    first = noted()
    asked(client, labels.code(8))

    assert before == [None, None]
    assert first[0] is not None
    assert first[1] is None
    assert noted() == first


def test_six_devices_in_a_day_are_a_signal_but_no_verdict(
    client: FlaskClient, labels: Labels
) -> None:
    for number in range(5):
        asked(client, labels.code(7), browser=f"phone {number}")

    found = asked(client, labels.code(7), browser="phone 5")

    assert (found["verdict"], found["reasons"]) == ("genuine", ["many_devices"])
    assert found["checks"] == 6


def test_two_signals_make_a_code_suspect_until_an_officer_clears_it(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        for code, lon, lat in (("140200", 113.3, 40.08), ("140800", 111.0, 35.03)):
            make.division(
                session,
                code=code,
                level="prefecture",
                label_lon=lon,
                label_lat=lat,
                parent_code="140000",
            )
    for number in range(5):
        asked(client, labels.code(7), browser=f"phone {number}")
    place = {"query_string": {"place": "1402"}}
    asked(client, labels.code(7), browser="phone 5", **place)

    place = {"query_string": {"place": "1408"}}
    found = asked(client, labels.code(7), browser="phone 6", **place)
    with database.write() as session:
        [item] = session.scalars(select(ScannedItem))
        [last] = session.scalars(select(Scan).order_by(Scan.id.desc()).limit(1))
        item.judgement, item.judged_at = Judgement.CLEARED, last.at
    cleared = asked(client, labels.code(7), browser="phone 7")

    assert found["verdict"] == "suspect"
    assert found["reasons"] == ["many_devices", "fast_travel"]
    assert last.verdict is Verdict.SUSPECT
    assert (cleared["verdict"], cleared["reasons"]) == ("genuine", [])


def test_where_it_was_seen_can_be_said_afterwards(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    asked(client, labels.code(7))

    asked(client, labels.code(7), query_string={"place": "11"})

    with database.read() as session:
        assert list(session.scalars(select(Scan.division))) == ["11"]


def test_a_code_that_an_officer_doubts_is_suspect(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        doubt = ScannedItem(
            run_id=labels.run,
            index=7,
            first_at=make.NOW,
            last_at=make.NOW,
            checks=0,
            judgement=Judgement.SUSPECT,
        )
        session.add(doubt)

    found = asked(client, labels.code(7))

    assert (found["verdict"], found["reasons"]) == ("suspect", ["officer"])
    assert (found["first_check"], found["checks"]) == (True, 1)


def test_too_many_checks_from_one_address_are_refused_for_a_while(
    client: FlaskClient, labels: Labels
) -> None:
    answers = (client.get(f"/t/{labels.code(500)}") for _ in range(5_000))
    refused = next(answer for answer in answers if answer.status_code != 200)
    other = client.get(
        f"/t/{labels.code(7)}", environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )

    assert refused.status_code == 429
    assert "秒" in refused.text
    assert other.status_code == 200
    assert CHECKS_PER_MINUTE == 120


def test_an_answer_takes_one_query_and_one_write(
    client: FlaskClient, labels: Labels, trace: list[str]
) -> None:
    asked(client, labels.code(7))
    del trace[:]

    asked(client, labels.code(8))

    kinds = [text.split()[0] for text in trace]
    assert kinds.count("SELECT") == 1
    assert kinds.count("INSERT") == 2
    assert set(kinds) <= {"SELECT", "BEGIN", "SET", "PRAGMA", "INSERT", "COMMIT"}


def test_checks_are_forgotten_after_180_days_and_their_number_is_not(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        for index, days in ((1, 181), (2, 179)):
            at = clock.now() - timedelta(days=days)
            scan = Scan(
                run_id=labels.run,
                index=index,
                at=at,
                verdict=Verdict.GENUINE,
                device="0" * 16,
            )
            item = ScannedItem(
                run_id=labels.run, index=index, first_at=at, last_at=at, checks=1
            )
            session.add_all([scan, item])

    asked(client, labels.code(7))

    with database.read() as session:
        kept = set(session.scalars(select(Scan.index)))
    assert kept == {2, 7}
    assert asked(client, labels.code(1))["checks"] == 2


def test_the_page_says_what_who_where_and_when(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        person = make.producer(session)
        new = NewEvent(
            labels.lot_id, LotEventKind.HARVESTED, date(2026, 9, 28), "南梁示例地块"
        )
        tracing.add_event(session, new, now=make.NOW, account_id=person.id)
        new = NewEvent(labels.lot_id, LotEventKind.TESTED, date(2026, 10, 1))
        tracing.add_event(
            session,
            new,
            now=make.NOW,
            account_id=person.id,
            evidence=EvidenceLevel.LABORATORY,
        )

    answer = client.get(f"/t/{labels.code(7)}")

    page = answer.text
    for text in (
        labels.product_zh,
        labels.holder,
        labels.uscc,
        labels.lot,
        "祁县",
        "2026年9月30日",
        "2026年10月8日",
        "采收",
        "南梁示例地块",
        "1,000,000 千克",
        "这一件产品",
        "使用中",
    ):
        assert text in page
    assert page.index("采收") < page.index("检验") < page.index("这枚标识启用")
    assert len(answer.data) < 40_000
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_of_one_lot_differ_in_their_codes_alone(
    client: FlaskClient, labels: Labels
) -> None:
    pages = [client.get(f"/t/{labels.code(index)}").text for index in (7, 8)]

    printed = [
        "-".join(code[at : at + 4] for at in range(0, 20, 4))
        for code in (labels.code(7), labels.code(8))
    ]
    assert printed[0] in pages[0]
    assert printed[1] not in pages[0]
    assert f"/t/{labels.code(8)}?lang=en" in pages[1]
    assert (
        pages[0].replace(printed[0], printed[1]).replace(labels.code(7), labels.code(8))
        == pages[1]
    )


@pytest.mark.parametrize("index", [7, 103, 500])
def test_a_page_at_hand_is_the_page_that_the_view_gives(
    app: Flask, client: FlaskClient, labels: Labels, index: int
) -> None:
    begun: list[str] = []

    def note(_app: Flask, **_: object) -> None:
        begun.append(request.path)

    with request_started.connected_to(note, app):
        first = client.get(f"/t/{labels.code(index)}")
        quick = client.get(f"/t/{labels.code(index + 1)}")
        asking = client.get(f"/t/{labels.code(index + 1)}?again")

    assert len(begun) == 2
    assert first.status_code == quick.status_code == 200
    assert quick.data == asking.data
    assert sorted(quick.headers) == sorted(asking.headers)


def test_what_was_looked_up_before_the_view_is_not_looked_up_again(
    client: FlaskClient, labels: Labels, trace: list[str]
) -> None:
    client.get(f"/t/{labels.code(7)}")

    assert trace
    assert len(trace) == len(set(trace))


def test_what_is_not_plain_is_left_to_the_view(
    app: Flask, client: FlaskClient, labels: Labels
) -> None:
    client.get(f"/t/{labels.code(7)}")
    url = f"/t/{labels.code(8)}"
    begun: list[str] = []

    def note(_app: Flask, **_: object) -> None:
        begun.append(request.path)

    with request_started.connected_to(note, app):
        client.get(url, query_string={"lang": "en"})
        client.get(url, headers={"Cookie": "lang=en"})
        client.get(url, headers={"Accept": "application/json"})
        client.head(url)
        client.get("/t/ABC")
        client.get(f"/t/{labels.code(1_000)}")

    assert len(begun) == 6


def test_what_is_said_of_a_lot_is_on_the_next_page(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    before = client.get(f"/t/{labels.code(7)}").text

    with database.write() as session:
        person = make.producer(session)
        new = NewEvent(labels.lot_id, LotEventKind.SHIPPED, date(2026, 10, 9))
        tracing.add_event(session, new, now=make.NOW, account_id=person.id)
    after = client.get(f"/t/{labels.code(8)}").text

    assert "发货" not in before
    assert "发货" in after


def test_the_page_speaks_both_languages(client: FlaskClient, labels: Labels) -> None:
    chinese = client.get(f"/t/{labels.code(7)}")
    english = client.get(f"/t/{labels.code(7)}?lang=en")

    assert 'lang="zh-CN"' in chinese.text
    assert 'lang="en"' in english.text
    assert "produced" in english.text
    assert "produced" not in chinese.text


def test_a_forged_code_gets_a_calm_page_with_advice(
    client: FlaskClient, labels: Labels
) -> None:
    answer = client.get(f"/t/{CodeKeys(bytes(32)).encode(1, labels.run, 7)}")
    typo = client.get("/t/ABC")

    assert answer.status_code == typo.status_code == 404
    assert "12315" in answer.text
    assert "20 位" in typo.text
    assert labels.product_zh not in answer.text


def test_a_typed_code_leads_to_its_answer(client: FlaskClient, labels: Labels) -> None:
    asking = client.get("/t")
    wrong = client.get("/t?code=ABC")
    right = client.get("/t", query_string={"code": labels.code(7).lower()})

    assert asking.status_code == 200
    assert "有 20 位" in wrong.text
    assert "ABC" in wrong.text
    assert right.status_code == 303
    assert client.get(right.location).status_code == 200


def test_a_busy_database_does_not_keep_an_answer_waiting(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    asked(client, labels.code(7))
    other = Database(database.url)

    with other.write() as session:
        session.execute(update(ScannedItem).values(last_at=make.NOW))
        if not database.is_sqlite:
            session.execute(update(LabelRange).values(reason="busy"))
        found = asked(client, labels.code(7), browser="another phone")
    other.engine.dispose()

    assert found["verdict"] == "genuine"
    assert found["checks"] == 2
    assert rows(database) == (1, 1)
