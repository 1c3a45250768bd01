"""The API of annual reports: totals, public with what must not be told withheld."""

from dataclasses import asdict
from typing import Any

from gi_registry.annual_reports import rules, service, web
from gi_registry.annual_reports.rules import TotalRow
from gi_registry.annual_reports.schemas import TotalsQuerySchema, TotalsSchema
from gi_registry.annual_reports.service import Bulletin
from gi_registry.annual_reports.views.blueprint import api
from gi_registry.core import clock
from gi_registry.core.access import Permission, find_caller, requires
from gi_registry.core.sessions import read


@api.get("/annual-reports/totals")
@requires(Permission.PUBLIC)
@api.arguments(TotalsQuerySchema, location="query")
@api.response(200, TotalsSchema)
def totals(query: dict[str, Any]) -> dict[str, Any]:
    """Give the totals of a year's accepted reports, by product and division.

    Without a token a figure from fewer than three businesses is withheld, and so
    is one from which such a figure could be worked out. A token with the scope
    `reports.totals` gets the figures of its own jurisdiction in full.
    """
    caller = find_caller()
    is_full = caller is not None and caller.may(Permission.REPORT_TOTALS)
    with read() as session:
        year = service.known_year(session, query["year"], on=clock.today())
        if caller is not None and is_full:
            prefixes = caller.prefixes(Permission.REPORT_TOTALS)
            return _answer(service.totals(session, year, prefixes), is_full=True)
        return _answer(web.public_totals(session, year), is_full=False)


def _answer(bulletin: Bulletin, *, is_full: bool) -> dict[str, Any]:
    totals_ = bulletin.totals
    rows = {
        kind: [_row(bulletin, kind, row) for row in getattr(totals_, kind)]
        for kind in ("by_product", "by_prefecture", "by_county")
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
