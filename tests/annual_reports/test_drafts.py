"""Two people on one draft, drafts that save themselves, and years without use."""

import html
import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import DraftChangedError, LabelsUsedError
from gi_registry.annual_reports.rules import (
    Answers,
    Check,
    Draft,
    Severity,
    merge,
    unexplained,
    without_use,
)
from gi_registry.core.db import Database
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis
from tests import factories
from tests.annual_reports.rows import ANSWERS, NOW, YEAR
from tests.annual_reports.test_pages import TYPED
from tests.conftest import signed_in


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged", "both"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}, {"a": 2, "b": 3}, ()),
        (
            {"a": 1, "b": 1},
            {"a": 2, "b": 1},
            {"a": 3, "b": 1},
            {"a": 2, "b": 1},
            ("a",),
        ),
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 2, "b": 1}, {"a": 2, "b": 1}, ()),
        (
            {"a": 1, "b": 1},
            {"a": None, "b": 1},
            {"a": 1, "b": 1},
            {"a": None, "b": 1},
            (),
        ),
        (None, {"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 1}, ("b",)),
    ],
)
def test_what_one_alone_changed_is_merged_and_what_both_did_is_not(
    base: dict[str, int] | None,
    mine: dict[str, int | None],
    theirs: dict[str, int],
    merged: dict[str, int | None],
    both: tuple[str, ...],
) -> None:
    found = merge(base, mine, theirs)

    assert found.merged == merged
    assert found.both == both


def test_two_at_once_are_merged_in_the_database(database: Database) -> None:
    with database.write() as session:
        report_id = _draft(session)
        began = service.draft_of(service.get(session, report_id))
    first = replace(began, answers=replace(ANSWERS, jobs=7), base=began)
    second = replace(began, answers=replace(began.answers, trained=9), base=began)

    with database.write() as session:
        service.save(session, report_id, first)
    with database.write() as session:
        service.save(session, report_id, second)
    third = replace(second, answers=replace(began.answers, jobs=8))
    with database.write() as session, pytest.raises(DraftChangedError) as refused:
        service.save(session, report_id, third)

    with database.read() as session:
        kept = service.answers_of(service.get(session, report_id))
    assert kept == replace(ANSWERS, jobs=7, trained=9)
    assert refused.value.names == ("jobs",)
    assert "trained" in refused.value.theirs


def test_each_chooses_field_by_field_and_nothing_typed_is_lost(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        report_id = _draft(session)
        login = _login(session, report_id)
    url = f"/producer/reports/{report_id}"
    first, second = signed_in(app, login), signed_in(app, login)
    began = _hidden(first.get(url).text)
    first.post(
        url, data=TYPED | began | {"jobs": "7", "trained": "70", "lab_cma": "甲"}
    )

    typed = {"jobs": "9", "trained": "90", "test_items": "总酸"}
    refused = second.post(url, data=TYPED | began | typed)
    asked = TYPED | _hidden(refused.text) | typed | {"lab_cma": "甲"}
    again = second.post(url, data=asked)
    chosen = {"choose_jobs": "mine", "choose_trained": "theirs"}
    kept = second.post(url, data=asked | chosen)

    assert refused.status_code == again.status_code == 422
    assert "我填的：9 人" in refused.text
    assert "同事填的：7 人" in refused.text
    assert 'value="甲"' in refused.text  # which the colleague alone answered
    assert "请选择用哪一个" in again.text
    assert 'value="90"' in again.text
    assert kept.status_code == 303
    with database.read() as session:
        report = service.get(session, report_id)
        assert (report.jobs, report.trained) == (9, 70)
        assert (report.lab_cma, report.test_items) == ("甲", "总酸")


def test_a_draft_saves_itself_and_takes_over_what_a_colleague_gave(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        report_id = _draft(session)
        login = _login(session, report_id)
    url = f"/producer/reports/{report_id}"
    client = signed_in(app, login)
    began = _hidden(client.get(url).text) | {"auto": "1"}
    client.post(url, data=TYPED | began | {"jobs": "7"})

    merged = client.post(url, data=TYPED | began | {"mark_ways": ["tag", "online"]})
    unlike = client.post(url, data=TYPED | began | {"jobs": "8"})
    wrong = client.post(url, data=TYPED | began | {"jobs": "几个"})

    assert merged.json is not None
    assert merged.json["taken"] == {"jobs": "7"}
    assert merged.json["revision"] == "3"
    assert unlike.status_code == 409
    assert wrong.json is not None
    assert wrong.json["unsaved"] == {"jobs": "应为整数，如 1200"}
    assert "只有 1 项没有保存：从业人数" in wrong.json["said"]
    with database.read() as session:
        assert service.get(session, report_id).mark_ways == ["tag", "online"]


def test_what_cannot_be_read_stays_on_the_page_and_all_else_is_saved(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        report_id = _draft(session)
        login = _login(session, report_id)
    url = f"/producer/reports/{report_id}"
    first, second = signed_in(app, login), signed_in(app, login)
    first.post(url, data=TYPED | _hidden(first.get(url).text) | {"jobs": "5"})
    began = _hidden(first.get(url).text)
    slip = first.post(
        url,
        data=TYPED
        | began
        | {"jobs": "几个", "trained": "70", "reason_lots": "x" * 501},
    )
    then = _hidden(slip.text)
    second.post(
        url, data=TYPED | _hidden(second.get(url).text) | {"jobs": "7", "trained": "70"}
    )

    zero = first.post(
        url, data=TYPED | then | {"jobs": "一", "trained": "70", "zero": "1"}
    )
    asked = TYPED | _hidden(zero.text) | {"jobs": "9", "trained": "70"}
    mended = first.post(url, data=asked)
    kept = first.post(url, data=asked | _hidden(mended.text) | {"choose_jobs": "mine"})

    assert slip.status_code == zero.status_code == mended.status_code == 422
    assert "已保存，只有 2 项没有保存" in slip.text
    assert 'value="几个"' in slip.text
    assert 'data-unsaved="jobs reason_lots"' in slip.text
    assert "同事填的：7 人" in mended.text  # typed on 5, while another gave 7
    assert kept.location == f"{url}/check"
    with database.read() as session:
        report = service.get(session, report_id)
        assert (report.jobs, report.trained, report.households) == (9, 70, None)


def test_a_year_without_use_is_two_steps(app: Flask, database: Database) -> None:
    with database.write() as session:
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        number, login = held.number, factories.producer(session, holder).login
    client = signed_in(app, login)

    begun = client.post(
        "/producer/reports",
        data={"authorization": number, "year": str(YEAR), "zero": "1"},
    )
    page = client.get(begun.location).text

    assert begun.location.endswith("/check")
    assert "零使用也应报告" in page
    missing = re.findall(r'<a href="[^"]+#(\w+)">', page)
    assert missing == ["contact_name", "contact_phone"]


def test_the_form_asks_what_capacity_is_counted_from(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        vats, unknown = _draft(session), _draft(session)
        held = service.get(session, vats).authorization
        decided = factories.capacity(session, held, year=YEAR - 1)
        decided.basis = CapacityBasis.VAT_VOLUME_AGEING
        logins = [_login(session, report_id) for report_id in (vats, unknown)]

    brewer = signed_in(app, logins[0]).get(f"/producer/reports/{vats}").text
    anybody = signed_in(app, logins[1]).get(f"/producer/reports/{unknown}").text

    assert 'id="vat_ml"' in brewer
    assert 'id="trees"' not in brewer
    assert all(f'id="{name}"' in anybody for name in ("vat_ml", "trees"))
    assert "适用的才填" in anybody


def test_a_year_with_labels_is_not_one_without_use() -> None:
    with pytest.raises(LabelsUsedError):
        without_use(Answers(), {"labels_activated": 5})
    kept = without_use(Answers(total_output_g=9), {"labels_activated": 0})

    assert (kept.total_output_g, kept.marked_output_g, kept.jobs) == (9, 0, None)


def test_a_difference_is_explained_by_its_own_reason_or_by_one_for_all() -> None:
    words = Words("一", "one")
    checks = (
        Check("prefilled-changed", Severity.AMBER, words, field="lots"),
        Check("year-on-year", Severity.AMBER, words, field="sales_fen"),
        Check("zero-use", Severity.NOTE, words),
    )

    assert unexplained(checks, {"lots": "补录"}, "") == checks[1:2]
    assert unexplained(checks, None, "") == checks[:2]
    assert unexplained(checks, None, "减产") == ()


def test_reasons_stand_with_the_answers(
    session: Session,
) -> None:
    report_id = _draft(session)
    draft = Draft(1, replace(ANSWERS, lots=2), {"lots": "两批没有建档"})

    saved = service.save(session, report_id, draft)

    assert saved.reasons == {"lots": "两批没有建档"}
    assert service.draft_of(saved).typed()["reason_lots"] == "两批没有建档"


def _draft(session: Session) -> int:
    holder = factories.organisation(session)
    held = factories.authorization(session, factories.entity(session, holder))
    who = factories.producer(session, holder)
    return service.open_report(session, held.id, YEAR, now=NOW, account_id=who.id).id


def _login(session: Session, report_id: int) -> str:
    holder = service.get(session, report_id).authorization.entity.organisation_id
    organisation = session.get_one(type(factories.organisation(session)), holder)
    return factories.producer(session, organisation).login


def _hidden(page: str) -> dict[str, str | list[str]]:
    """Return what the form holds out of sight."""
    found = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(revision|base)" value="([^"]*)"', page)
    }
    conflict = re.findall(r'name="conflict" value="([^"]*)"', page)
    return {**found, "conflict": conflict}
