"""Use cases of the ledger of labels."""

from gi_registry.marks.service.balances import balance, balances
from gi_registry.marks.service.capacity import (
    CapacityRequest,
    capacities,
    capacity,
    decide_capacity,
    decisions,
    departures_of,
    draft,
)
from gi_registry.marks.service.certificates import (
    check_certificate,
    key_set,
    key_spans,
    revoke_key,
    rotate_key,
    signing_key,
)
from gi_registry.marks.service.epochs import (
    EpochLine,
    begin_epoch,
    current_epoch,
    declare_leak,
    epochs,
    leak_of,
)
from gi_registry.marks.service.exceeding import decide_or_ask
from gi_registry.marks.service.factors import (
    FactorRequest,
    decide_factors,
    factor,
    factors_in_force,
    factors_of,
)
from gi_registry.marks.service.figures import ProductFigures, figures
from gi_registry.marks.service.figures import years as figure_years
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.marks.service.orders import (
    MEDIA_TYPES,
    SHEETS_JOB,
    PrintOrder,
    write_order,
)
from gi_registry.marks.service.overview import (
    Holding,
    holdings,
    own_authorization,
    usable_runs,
)
from gi_registry.marks.service.printing import (
    CODES_JOB,
    CSV_HEAD,
    Export,
    PrintJob,
    code_lines,
    code_url,
    csv_lines,
    numbered_codes,
    print_job,
    record_export,
)
from gi_registry.marks.service.ranges import mark_range, ranges_of, undo_activation
from gi_registry.marks.service.runs import (
    RunLine,
    authorizations_of,
    explain_run,
    issue_run,
    run,
    run_line,
    runs_of,
    runs_of_organisation,
    state_on,
)

__all__ = [
    "CODES_JOB",
    "CSV_HEAD",
    "MEDIA_TYPES",
    "SHEETS_JOB",
    "CapacityRequest",
    "EpochLine",
    "Export",
    "FactorRequest",
    "Holding",
    "PrintJob",
    "PrintOrder",
    "ProductFigures",
    "RunLine",
    "authorizations_of",
    "balance",
    "balances",
    "begin_epoch",
    "capacities",
    "capacity",
    "check_certificate",
    "code_lines",
    "code_url",
    "csv_lines",
    "current_epoch",
    "decide_capacity",
    "decide_factors",
    "decide_or_ask",
    "decisions",
    "declare_leak",
    "departures_of",
    "draft",
    "epochs",
    "explain_run",
    "factor",
    "factors_in_force",
    "factors_of",
    "figure_years",
    "figures",
    "holdings",
    "issue_run",
    "key_set",
    "key_spans",
    "leak_of",
    "lock_ledger",
    "mark_range",
    "numbered_codes",
    "own_authorization",
    "print_job",
    "ranges_of",
    "record_export",
    "revoke_key",
    "rotate_key",
    "run",
    "run_line",
    "runs_of",
    "runs_of_organisation",
    "signing_key",
    "state_on",
    "undo_activation",
    "usable_runs",
    "write_order",
]
