"""Labels against capacity: the figures that anybody may check."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.marks import service
from gi_registry.marks.models import LabelRange
from gi_registry.marks.rules import RangeState
from gi_registry.producers.models import Authorization
from tests import factories as make
from tests.counting import counted
from tests.factories import NOW


def happened(
    session: Session, run_id: int, first: int, end: int, state: RangeState
) -> None:
    account = make.account(session)
    session.add(
        LabelRange(
            run_id=run_id,
            first=first,
            end=end,
            state=state,
            on_day=date(2026, 10, 1),
            reason="示例",
            recorded_at=NOW,
            recorded_by_id=account.id,
        )
    )
    session.flush()


def two_users(session: Session) -> list[Authorization]:
    of = make.right(session, make.gi(session, code="SXGI-900", name_zh="示例醋"))
    return [
        make.authorization(
            session, make.entity(session, make.organisation(session)), of
        )
        for _ in range(2)
    ]


def test_figures_add_up_users_of_a_product_by_the_newest_decision(
    session: Session,
) -> None:
    one, other = two_users(session)
    make.capacity(session, one, year=2026, ceiling_g=9_000_000)
    make.capacity(session, one, year=2026, ceiling_g=1_000_000)
    make.capacity(session, other, year=2026, ceiling_g=3_000_000)
    make.capacity(session, other, year=2025, ceiling_g=7_000_000)
    run = make.run(session, one, year=2026, size=1_000, net_content_g=500)
    make.run(session, other, year=2026, size=4_000, net_content_g=250)
    happened(session, run.id, 0, 100, RangeState.VOID)
    happened(session, run.id, 100, 150, RangeState.STOLEN)

    (row,) = service.figures(session, 2026)

    assert (row.code, row.users, row.ceiling_g) == ("SXGI-900", 2, 4_000_000)
    # 1,000 x 500 g + 4,000 x 250 g, less 100 void labels of 500 g.
    assert (row.issued, row.drawn_g) == (5_000, 1_450_000)
    assert (row.activated, row.void, row.lost) == (0, 100, 50)
    assert row.share == 1_450_000 / 4_000_000
    assert service.figure_years(session) == [2026, 2025]


def test_a_product_without_a_decision_has_no_share(session: Session) -> None:
    one, _ = two_users(session)
    make.run(session, one, year=2026, size=10, net_content_g=500)

    (row,) = service.figures(session, 2026)

    assert (row.users, row.ceiling_g, row.share) == (0, 0, None)


def test_queries_do_not_grow_with_products_or_labels(session: Session) -> None:
    counts = []
    for more in (1, 4):
        for _ in range(more):
            held = make.authorization(session)
            make.capacity(session, held, year=2026, ceiling_g=1_000_000)
            make.run(session, held, year=2026)
        with counted(session) as sent:
            service.figures(session, 2026)
        counts.append(len(sent))

    assert counts[0] == counts[1] == 6


def test_everybody_sees_page_and_files_which_say_the_same(
    app: Flask, database: Database
) -> None:
    visitor = app.test_client()
    assert "还没有核定产量" in visitor.get("/figures/labels").text
    with database.write() as session:
        one, _ = two_users(session)
        make.capacity(session, one, year=2026, ceiling_g=1_000_000)
        make.run(session, one, year=2026, size=500, net_content_g=500)

    page = visitor.get("/figures/labels?year=2026").text
    lines = visitor.get("/open-data/labels.csv").text.splitlines()
    (item,) = visitor.get("/open-data/labels.json").get_json()["items"]

    assert "示例醋" in page
    assert "25.0 %" in page
    assert len(lines) == 2
    assert item["labels_issued"] == 500
    assert lines[1].split(",")[5:8] == ["1000000", "500", "250000"]
    assert visitor.get("/figures/labels?year=abc").status_code == 200
