"""Public figures are kept while nothing is decided that could change them."""

from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import ReportState, TotalRow
from gi_registry.annual_reports.service import Kept
from gi_registry.core.access import Role
from gi_registry.translog import service as translog
from gi_registry.translog.service import Mark
from tests import factories as make
from tests.annual_reports.rows import NOW, YEAR, report
from tests.counting import counted


def _whole(session: Session, kept: Kept) -> TotalRow:
    return service.public_totals(session, YEAR, kept=kept).totals.whole


def test_a_figure_is_kept_and_withheld_as_soon_as_too_few_stand_behind_it(
    session: Session,
) -> None:
    right = make.right(session)
    held = [make.authorization(session, to=right) for _ in range(3)]
    state = ReportState.ACCEPTED
    ids = [report(session, each, state=state).id for each in held]
    officer = make.officer(session, Role.PREFECTURE, "1407").id
    here, in_another_process = Kept(), Kept()

    first = [_whole(session, kept) for kept in (here, in_another_process)]
    translog.append(session, "labels.expired", "LR-1", {}, now=NOW)
    with counted(session) as statements:
        again = _whole(session, here)
    service.send_back(session, ids[0], "示例", now=NOW, account_id=officer)
    after = [_whole(session, kept) for kept in (here, in_another_process)]

    assert [each.reporters for each in first] == [3, 3]
    assert again is first[0]
    assert not any("FROM annual_report" in each for each in statements)
    assert [(each.reporters, each.sums) for each in after] == [(None, None)] * 2


def test_another_log_is_never_silent(session: Session) -> None:
    for kind in ("labels.expired", "labels.recalled"):
        translog.append(session, kind, "LR-1", {}, now=NOW)
    now = translog.moment(session)

    assert now is not None
    first = Mark(0, translog.leaf_at(session, 0).leaf_hash)
    silent = [
        translog.is_silent(session, before, now, apart_from=("labels.",))
        for before in (first, Mark(0, "0" * 64), Mark(9, first.leaf_hash))
    ]

    assert silent == [True, False, False]
    assert not translog.is_silent(session, first, now, apart_from=("lot.",))
