"""The pages on which a province sets what the law leaves open."""

from flask import Flask

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.law import service
from gi_registry.law.rules import RULES, Setting, Span, Unit
from tests import factories as make
from tests.conftest import signed_in

FORM = {
    "amount": "20",
    "unit": "working_days",
    "since": "2999-01-01",
    "document": "晋知示例1号",
    "reason": "示例",
}


def test_the_province_sets_and_everybody_else_reads(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        province = make.officer(session, Role.PROVINCE, "14").login
        county = make.officer(session).login
    its, others = signed_in(app, province), signed_in(app, county)

    assert others.post("/desk/settings/cure", data=FORM).status_code == 403
    assert "未设定" in its.get("/desk/settings").text
    answer = its.post("/desk/settings/cure?province=61", data=FORM)
    page = others.get("/desk/settings?lang=en").text
    assert "Cure period, from the day the cure is demanded: <b>not set</b>" in (
        " ".join(app.test_client().get("/law?lang=en").text.split())
    ), "what holds later does not hold today"

    assert answer.status_code == 303
    assert "From 1 January 2999: 20 working days" in " ".join(page.split())
    assert "Set<span" not in page
    with database.read() as session:
        later = service.history(session, "14")[0].since
        found = service.settings(session).span(Setting.CURE, make.COUNTY, on=later)
    assert found == Span(20, Unit.WORKING_DAYS)


def test_a_refused_value_is_asked_again_with_what_was_typed(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        province = make.officer(session, Role.PROVINCE, "14").login
    its = signed_in(app, province)

    for wrong, said in (
        ({"unit": ""}, "请选择单位"),
        ({"unit": "months", "amount": "99"}, "1 至 36"),
        ({"since": "2020-01-01"}, "不能早于今天"),
        ({"amount": "", "unit": ""}, "本来就未设定"),
    ):
        answer = its.post("/desk/settings/cure", data=FORM | wrong)
        assert answer.status_code == 422
        assert said in answer.text
        assert "晋知示例1号" in answer.text
    assert its.get("/desk/settings/nothing").status_code == 404
    with database.read() as session:
        assert not service.history(session, "14")


def test_programs_read_the_rules_and_the_periods(app: Flask) -> None:
    client = app.test_client()

    every = client.get("/api/v1/law/rules").json
    some = client.get("/api/v1/law/rules?of=printing").json
    periods = client.get("/api/v1/law/periods").json
    assert every
    assert some
    assert periods

    assert len(every) == len(RULES)
    assert [each["key"] for each in some][:2] == ["printing.3", "printing.4"]
    assert some[0]["since"] is None
    assert {each["reference"] for each in every} >= {"order80.20@2024-02-01"}
    assert {each["key"] for each in periods["of_provinces"]} == set(Setting)
    assert not any(each["values"] for each in periods["of_provinces"])
    assert client.get("/api/v1/law/rules?of=nothing").status_code == 422


def test_the_weight_of_unfiled_reports_is_set_in_points(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        its = make.officer(session, Role.PROVINCE, "14").login
    province, url = signed_in(app, its), "/desk/settings/report-weight"

    asked = province.get(url).text
    refused = province.post(url, data=FORM | {"unit": "days"})
    answer = province.post(url, data=FORM | {"unit": "points"})

    assert "权重（分）" in asked
    assert 'type="radio"' not in asked
    assert refused.status_code == 422
    assert answer.status_code == 303
    assert "20 分" in province.get("/desk/settings").text
