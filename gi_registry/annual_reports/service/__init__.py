"""Use cases of annual reports."""

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.queries import filed_by_product, reached
from gi_registry.annual_reports.service.calendar import (
    NewCampaign,
    campaigns,
    decide_campaign,
    decisions,
)
from gi_registry.annual_reports.service.drafting import (
    draft_of,
    ledger_moved,
    refresh,
    save,
    without_use,
)
from gi_registry.annual_reports.service.export import EXPORTED, NOT_FILED, exported
from gi_registry.annual_reports.service.filing import open_report, submit
from gi_registry.annual_reports.service.owed import owed
from gi_registry.annual_reports.service.reading import (
    FILTERS,
    Due,
    Receipt,
    Wanted,
    answers_of,
    basis_of,
    checks_of,
    counties_due,
    division_names,
    due,
    due_page,
    get,
    known_year,
    last_year,
    number_of,
    own_authorization,
    receipt,
    steps_of,
    versions,
    years_of,
)
from gi_registry.annual_reports.service.review import decide
from gi_registry.annual_reports.service.totals import Bulletin, public_totals, totals
from gi_registry.annual_reports.service.workbooks import (
    Filled,
    Remark,
    read_filled,
    workbook_of,
)

__all__ = [
    "EXPORTED",
    "FILTERS",
    "NOT_FILED",
    "AnnualReport",
    "Bulletin",
    "Due",
    "Filled",
    "NewCampaign",
    "Receipt",
    "Remark",
    "Wanted",
    "answers_of",
    "basis_of",
    "campaigns",
    "checks_of",
    "counties_due",
    "decide",
    "decide_campaign",
    "decisions",
    "division_names",
    "draft_of",
    "due",
    "due_page",
    "exported",
    "filed_by_product",
    "get",
    "known_year",
    "last_year",
    "ledger_moved",
    "number_of",
    "open_report",
    "owed",
    "own_authorization",
    "public_totals",
    "reached",
    "read_filled",
    "receipt",
    "refresh",
    "save",
    "steps_of",
    "submit",
    "totals",
    "versions",
    "without_use",
    "workbook_of",
    "years_of",
]
