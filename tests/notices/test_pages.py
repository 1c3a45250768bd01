from flask import Flask

from gi_registry.accounts.models import Account
from gi_registry.core.db import Database
from gi_registry.core.words import Language, Words
from gi_registry.notices import service
from gi_registry.notices.rules import Group, Kind, Notice
from tests import factories as make
from tests.conftest import signed_in
from tests.counting import counted

WORDS = Words("已审定，请查看", "It is accepted")


def _told(database: Database, count: int) -> tuple[str, int, int]:
    """Give somebody's login and id, and the newest of that many notices."""
    with database.write() as session:
        who = make.producer(session)
        for number in range(count):
            each = Notice(Kind.REPORT_ACCEPTED, WORDS, "/account", f"AR-{number}")
            service.tell(session, [who.id], each, now=make.NOW)
        found = service.listed(session, who.id, service.Wanted(), number=1)
        newest = found.items[0].id if count else 0
        return who.login, who.id, newest


def test_a_notice_is_counted_opened_and_then_read(
    app: Flask, database: Database
) -> None:
    login, account_id, newest = _told(database, 3)
    client = signed_in(app, login)

    page = client.get("/notices").text
    answer = client.post(f"/notices/{newest}/open")

    assert page.count("年报已审定") == 3
    assert "通知，3 条未读" in page
    assert (answer.status_code, answer.location) == (303, "/account")
    with database.read() as session:
        assert service.unread(session, account_id) == 2
    client.post("/notices/read")
    assert "通知，0 条未读" in client.get("/notices").text


def test_somebody_elses_notice_is_not_there(app: Flask, database: Database) -> None:
    _, owner, newest = _told(database, 1)
    client = signed_in(app, _told(database, 0)[0])

    assert client.post(f"/notices/{newest}/open").status_code == 404
    with database.read() as session:
        assert service.unread(session, owner) == 1


def test_a_page_costs_one_count_however_many_there_are(
    app: Flask, database: Database
) -> None:
    sent = []
    for count in (1, 20):
        client = signed_in(app, _told(database, count)[0])
        with counted(database.engine) as statements:
            client.get("/notices")
        sent.append([each for each in statements if "FROM notice" in each])

    assert [len(each) for each in sent] == [3, 3]


def test_mails_are_chosen_by_group_with_their_language(
    app: Flask, database: Database
) -> None:
    login, account_id, _ = _told(database, 0)
    client = signed_in(app, login)

    answer = client.post(
        "/account/notices", data={"groups": "clocks", "language": "en"}
    )
    wrong = client.post("/account/notices", data={"language": "fr"})

    assert (answer.status_code, wrong.status_code) == (303, 422)
    with database.read() as session:
        off = service.off_of(session, account_id)
        who = session.get_one(Account, account_id)
        assert off == {group.value for group in Group} - {"clocks"}
        assert who.language is Language.EN


def test_the_api_gives_ones_own_notices_and_marks_them_read(
    app: Flask, database: Database
) -> None:
    login, _, newest = _told(database, 2)
    client = signed_in(app, login)

    listed = client.get("/api/v1/notices?unread=true&group=reports").get_json()
    read = client.post(f"/api/v1/notices/{newest}/read").get_json()
    left = client.get("/api/v1/notices?unread=true").get_json()

    assert listed["total"] == 2
    assert listed["items"][0]["title_en"] == "Your report is accepted"
    assert read["id"] == newest
    assert read["read_at"] is not None
    assert left["total"] == 1
    assert client.post("/api/v1/notices/999999/read").status_code == 404


def test_a_number_beyond_every_row_is_not_there(app: Flask, database: Database) -> None:
    client = signed_in(app, _told(database, 0)[0])

    for path in (f"/notices/{10**30}/open", f"/jobs/{10**30}/cancel"):
        assert client.post(path).status_code == 404
