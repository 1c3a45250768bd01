"""Many versions at once into a state, each with its event, in few statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import AnnualReport, AnnualReportEvent
from gi_registry.annual_reports.rules import ReportState

_AT_ONCE = 500


def pass_all(
    session: Session,
    report_ids: Sequence[int],
    target: ReportState,
    *,
    now: datetime,
    account_id: int,
) -> None:
    """Bring versions into a state; what each had to be before has been seen to."""
    for first in range(0, len(report_ids), _AT_ONCE):
        some = report_ids[first : first + _AT_ONCE]
        statement = update(AnnualReport).where(AnnualReport.id.in_(some))
        if target is ReportState.ACCEPTED:
            session.execute(statement.values(state=target, decided_at=now))
        else:
            session.execute(statement.values(state=target))
    rows: list[dict[str, Any]] = [
        {"report_id": report_id, "to_state": target, "at": now}
        | {"account_id": account_id, "words": ""}
        for report_id in report_ids
    ]
    if rows:
        session.execute(insert(AnnualReportEvent), rows)
