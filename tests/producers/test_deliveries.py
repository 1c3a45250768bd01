"""What households deliver to the business that lists them."""

import io
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.paging import Page, page_of
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import queries, service
from gi_registry.producers.errors import (
    DeliveriesRefusedError,
    DeliveryNotFoundError,
    DeliveryTakenBackError,
    DeliveryYearClosedError,
)
from gi_registry.producers.models import (
    Authorization,
    Entity,
    HouseholdDelivery,
    PrimaryProducer,
)
from gi_registry.producers.rules.deliveries import (
    DeliveryLine,
    DeliveryOutcome,
    day_in,
    grams_in,
)
from gi_registry.producers.service import By, DeliveriesWanted
from gi_registry.producers.service import deliveries as module
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in

DAY = date(2026, 9, 28)
ADDRESS, TABLE = "/producer/deliveries", "农户,交售日期,重量（千克）\n"
LINE = {"person": "示例甲户", "day": "2026-09-28", "kg": "125.5"}


def person(
    session: Session, of: Authorization, name: str, last4: str = "0014", **given: Any
) -> PrimaryProducer:
    values: dict[str, Any] = {
        "entity_id": of.entity_id,
        "name": name,
        "identity_salt": "00",
        "identity_hash": last4,
        "identity_key": name + last4,
        "identity_last4": last4,
        "from_on": date(2026, 3, 1),
        "to_on": None,
        "added_at": make.NOW,
        "added_by_id": make.account(session).id,
    }
    made = PrimaryProducer(**values | given)
    session.add(made)
    session.flush()
    return made


@dataclass(frozen=True, slots=True)
class Cooperative:
    """A business with a permission, and who acts for it."""

    session: Session
    of: Authorization
    entity: Entity
    by: By

    @property
    def own(self) -> int:
        assert self.entity.organisation_id is not None
        return self.entity.organisation_id

    def record(self, *lines: dict[str, str]) -> list[DeliveryLine]:
        return service.record_deliveries(
            self.session, self.own, rows(*lines), by=self.by
        )

    def take_back(self, delivery_id: int, *, own: int | None = None) -> None:
        service.take_back_delivery(
            self.session, own or self.own, delivery_id, "示例：记错了", by=self.by
        )

    def listed(self, text: str = "") -> Page[HouseholdDelivery]:
        wanted = DeliveriesWanted(
            self.entity.id, 2026, self.of.gi.code, text, sort="grams"
        )
        return service.deliveries_page(self.session, wanted)

    def delivered(self) -> tuple[int, int]:
        return queries.delivered(self.session, [self.of.id], 2026)[self.of.id]


@pytest.fixture
def coop(session: Session) -> Cooperative:
    """Give a cooperative with a household."""
    entity = make.entity(session)
    of = make.authorization(session, entity)
    session.refresh(of, ["gi"])
    person(session, of, "示例甲户")
    return Cooperative(session, of, entity, By(make.account(session).id, make.NOW))


def rows(*lines: dict[str, str]) -> list[SheetRow]:
    return [SheetRow(number, line) for number, line in enumerate(lines, 2)]


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("125.5", 125_500),
        ("１，２５０．５ 公斤", 1_250_500),
        ("300 斤", 150_000),
        ("1.2吨", 1_200_000),
        ("0.0005", None),  # half a gram
        ("12,5", None),  # groups of nothing
        ("约300斤", None),
        ("-3", None),
        ("0", None),
        ("", None),
    ],
)
def test_weights_are_read_as_people_write_them(text: str, grams: int | None) -> None:
    assert grams_in(text) == grams


@pytest.mark.parametrize(
    "text", ["2026-9-28", "2026/09/28", "2026年9月28日", " 2026.9.28"]
)
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert day_in(text) == DAY
    assert day_in("2026-02-30") is None


def test_a_list_is_recorded_once_and_added_up_by_household(coop: Cooperative) -> None:
    session, of = coop.session, coop.of
    person(session, of, "示例丁户", "1111", to_on=date(2026, 6, 1))
    person(session, of, "示例丁户", "1111", from_on=date(2026, 8, 1))  # came back
    back = LINE | {"person": "示例丁户"}
    person(session, of, "示例乙户", "002X")
    lines = (
        back | {"day": "2026-05-31"},
        back,
        back,
        back | {"slip": "17"},
        {"person": "示例乙户 002x", "day": "2026-9-1", "kg": "1斤"},
    )

    first, again = coop.record(*lines), coop.record(*lines)

    new, same = DeliveryOutcome.NEW, DeliveryOutcome.SAME
    assert [each.outcome for each in first] == [new, new, same, new, new]
    assert [each.outcome for each in again] == [same] * 5
    (leaf,) = translog.history(session, coop.entity.uscc)
    assert (leaf.kind, leaf.body) == ("deliveries.recorded", {"number": 4})
    assert coop.delivered() == (2, 3 * 125_500 + 500)
    assert queries.delivered(session, [of.id], 2025) == {}
    statement = queries.delivery_sums(DeliveriesWanted(coop.entity.id, 2026))
    sums = page_of(session, statement, number=1).items
    assert [(each.name, each.times, each.grams) for each in sums] == [
        ("示例丁户", 3, 376_500),
        ("示例乙户", 1, 500),
    ]
    for text, count in (("乙户", 1), ("002x", 1), ("17", 1), ("", 4)):
        assert coop.listed(text).total == count, text


def test_a_delivery_is_taken_back_once_by_whom_it_was_made_to(
    coop: Cooperative,
) -> None:
    coop.record(LINE, LINE | {"slip": "17"})
    other = make.entity(coop.session).organisation_id
    one = coop.listed("17").items[0]

    with pytest.raises(DeliveryNotFoundError):
        coop.take_back(one.id, own=other)
    coop.take_back(one.id)
    with pytest.raises(DeliveryTakenBackError):
        coop.take_back(one.id)

    assert coop.delivered() == (1, 125_500)
    assert coop.listed().total == 2, "it stays on record"
    assert coop.record(LINE | {"slip": "17"})[0].outcome is DeliveryOutcome.NEW


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ({"person": ""}, "person", "没有写农户"),
        ({"person": "示例丙户"}, "person", "名单中没有"),
        ({"person": "示例乙户"}, "person", "几位"),
        ({"day": "昨天"}, "day", "看不懂日期"),
        ({"day": "2026-02-28"}, "day", "不在名单中（2026年3月1日加入）"),
        ({"day": "2027-01-01"}, "day", "还没到"),
        ({"day": "2026-04-01"}, "day", "省级锁定"),
        ({"kg": "一车"}, "kg", "看不懂重量"),
        ({"product": "示例外地米"}, "product", "不是本单位用标的产品"),
        ({"slip": "1"}, "slip", "已登记过，但"),
    ],
)
def test_a_line_that_is_wrong_says_why_and_nothing_is_recorded(
    coop: Cooperative,
    monkeypatch: pytest.MonkeyPatch,
    line: dict[str, str],
    column: str,
    said: str,
) -> None:
    for last4 in ("0014", "002X"):
        person(coop.session, coop.of, "示例乙户", last4)
    coop.record(LINE | {"slip": "1", "kg": "7"})
    if line.get("day") == "2026-04-01":
        _lock(monkeypatch, coop)
    both = LINE | {"slip": "2", "day": "2026-04-01"}, LINE | line

    judged = service.judge_deliveries(
        coop.session, coop.entity, rows(*both), on=make.TODAY
    )[1]
    with pytest.raises(DeliveriesRefusedError):
        coop.record(*both)

    (wrong,) = judged.wrong
    assert wrong[0] == column
    assert said in wrong[1].zh
    assert coop.delivered() == (1, 7_000)


def _lock(monkeypatch: pytest.MonkeyPatch, coop: Cooperative) -> None:
    """As if the report on the year were locked."""
    monkeypatch.setattr(module, "_CLOSED", [lambda *_: {(coop.of.gi_id, 2026)}])


def test_what_a_locked_report_counted_is_not_taken_back(
    coop: Cooperative, monkeypatch: pytest.MonkeyPatch
) -> None:
    coop.record(LINE)
    _lock(monkeypatch, coop)

    with pytest.raises(DeliveryYearClosedError):
        coop.take_back(coop.listed().items[0].id)


def test_the_list_of_a_producer_takes_one_delivery_and_many(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        entity = make.entity(session)
        of = make.authorization(session, entity)
        login = make.producer(
            session, session.get_one(Organisation, entity.organisation_id)
        ).login
        person(session, of, "示例甲户")
    client = signed_in(app, login)

    def handed(text: str) -> str:
        file = (io.BytesIO((TABLE + text).encode()), "交售.csv")
        return client.post(f"{ADDRESS}/import", data={"list": file}).text

    refused = client.post(ADDRESS, data=LINE | {"day": "2026-02-01"})
    assert refused.status_code == 422
    assert "加入" in refused.text
    assert client.post(ADDRESS, data=LINE).status_code == 303
    assert "不重复登记" in client.post(ADDRESS, data=LINE).text
    assert "整份都不登记" in handed("示例甲户,2026-09-29,8\n谁,2026-09-29,8\n")
    shown = handed("示例甲户,2026-09-28,125.5\n示例甲户,2026-09-29,8\n")
    carried = unescape(shown.split('name="rows" value="')[1].split('"')[0])
    done = client.post(f"{ADDRESS}/record", data={"rows": carried})
    assert done.status_code == 303
    listed = client.get(ADDRESS, query_string={"year": 2026}).text
    assert "1 户交售 133.5" in listed
    sums = client.get(f"{ADDRESS}.csv?year=2026&by=household").text
    assert "示例甲户,0014" in sums
    assert ",2,133500" in sums


def test_officers_of_the_jurisdiction_see_deliveries_others_nothing(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        entity = make.entity(session)
        of = make.authorization(session, entity)
        person(session, of, "示例甲户")
        by = By(make.account(session).id, make.NOW)
        assert entity.organisation_id is not None
        service.record_deliveries(session, entity.organisation_id, rows(LINE), by=by)
        here = make.officer(session).login
        far = make.officer(session, Role.COUNTY, "140430").login
        address = f"/desk/entities/{entity.uscc}/deliveries?year=2026"

    assert "125.5" in signed_in(app, here).get(address).text
    assert signed_in(app, far).get(address).status_code == 404
