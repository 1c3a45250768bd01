"""The desk's lists, which triggers of the database keep: their years, and mending."""

from datetime import date
from typing import Final

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import ListedReport, ReportTally, ReportYear
from gi_registry.annual_reports.rules import FIRST_YEAR

_LINE: Final = ", ".join(ListedReport.__table__.columns.keys())
_CELL: Final = ", ".join(each.name for each in ReportTally.__table__.primary_key)
_MADE: Final = tuple(
    f"SELECT {_LINE} FROM {view}"  # noqa: S608 -- names of ours
    for view in ("report_owed", "report_listing")
)
_SAME: Final = (
    (f"SELECT {_LINE} FROM report_listed", " UNION ALL ".join(_MADE)),  # noqa: S608
    (
        f"SELECT {_CELL}, lines FROM report_tally WHERE lines <> 0",  # noqa: S608
        f"SELECT {_CELL}, count(*) FROM report_listed GROUP BY {_CELL}",  # noqa: S608
    ),
)
"""What is kept, and what it should be."""


def keep_years(session: Session, *, on: date) -> list[int]:
    """Put the users of every year until the next one on the lists; return new years.

    Args:
        session: a writing session.
        on: the present day in China.
    """
    kept = set(session.scalars(select(ReportYear.year)))
    new = [each for each in range(FIRST_YEAR, on.year + 2) if each not in kept]
    for year in new:
        first, last = date(year, 1, 1), date(year, 12, 31)
        session.add(ReportYear(year=year, first_on=first, last_on=last))
    session.flush()
    return new


def unlike(session: Session) -> int:
    """Return how much of the lists and their counts is not as it should be.

    Lines and counts that are too many, lacking or wrong; 0 where all is sound.
    """
    return sum(
        _more(session, one, other) + _more(session, other, one) for one, other in _SAME
    )


def mend_lists(session: Session) -> int:
    """Make all lists anew, and count them; return how many lines there are.

    Needed only after somebody wrote to the database past its triggers.
    """
    session.execute(delete(ListedReport))
    session.execute(delete(ReportTally))
    for made in _MADE:
        session.execute(text(f"INSERT INTO report_listed ({_LINE}) {made}"))
    return session.scalar(select(func.count()).select_from(ListedReport)) or 0


def _more(session: Session, one: str, other: str) -> int:
    """Return how many rows one query gives that another does not."""
    rows = f"SELECT * FROM ({one}) AS one EXCEPT SELECT * FROM ({other}) AS other"  # noqa: S608
    return session.scalar(text(f"SELECT count(*) FROM ({rows}) AS more")) or 0  # noqa: S608
