"""The API of annual reports: totals, public with what must not be told withheld."""

from dataclasses import asdict
from typing import Any, Final

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.rules import KINDS, TotalRow
from gi_registry.annual_reports.schemas import TotalsQuerySchema, TotalsSchema
from gi_registry.annual_reports.service import Bulletin
from gi_registry.annual_reports.views.blueprint import api
from gi_registry.core import clock
from gi_registry.core.access import Permission, find_caller, requires
from gi_registry.core.sessions import read

_NOT_YET: Final = dict.fromkeys(
    ("edition", "as_of", "must_report", "filed", "accepted")
)


@api.get("/annual-reports/totals")
@requires(Permission.PUBLIC)
@api.arguments(TotalsQuerySchema, location="query")
@api.response(200, TotalsSchema)
def totals(query: dict[str, Any]) -> dict[str, Any]:
    """Give the totals of a year's accepted reports, by product and division.

    Without a token they are the year's newest edition, in which a figure from fewer
    than three businesses is withheld, and so is one from which such a figure could
    be worked out; before the first edition all of it is null or empty. A token with
    the scope `reports.totals` gets the present figures of its own jurisdiction in
    full.
    """
    caller = find_caller()
    is_full = caller is not None and caller.may(Permission.REPORT_TOTALS)
    with read() as session:
        year = service.known_year(session, query["year"], on=clock.today())
        if caller is not None and is_full:
            prefixes = caller.prefixes(Permission.REPORT_TOTALS)
            return _answer(service.totals(session, year, prefixes), is_full=True)
        found = service.published(session, year)
    if found is None:
        nothing = Bulletin.empty(year)
        return _answer(nothing, is_full=False) | _NOT_YET
    edition = {"edition": found.edition.number, "as_of": found.edition.on}
    return _answer(found.bulletin, is_full=False) | edition


def _answer(bulletin: Bulletin, *, is_full: bool) -> dict[str, Any]:
    totals_ = bulletin.totals
    rows = {
        kind: [_row(bulletin, kind, row) for row in getattr(totals_, kind)]
        for kind in KINDS
    }
    return {
        "year": totals_.year,
        "is_full": is_full,
        "least_reporters": rules.LEAST_REPORTERS,
        "must_report": bulletin.must_report,
        "filed": bulletin.filed,
        "accepted": bulletin.accepted,
        "whole": _row(bulletin, "whole", totals_.whole),
        **rows,
    }


def _row(bulletin: Bulletin, kind: str, row: TotalRow) -> dict[str, Any]:
    name = bulletin.named(kind, row.key)
    return {
        "key": row.key,
        "name_zh": name.zh,
        "name_en": name.en,
        "reporters": row.reporters,
        "reports": row.reports,
        "sums": asdict(row.sums) if row.sums else None,
    }
