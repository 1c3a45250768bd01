"""Rules of law as dated versions; values alone.

`from gi_registry.law import rules as law`, then `law.rule("order80.20", on=day)`.
"""

from gi_registry.law.rules.library import (
    INSTRUMENTS,
    RULES,
    cited,
    find,
    references,
    rule,
    rules_of,
)
from gi_registry.law.rules.periods import (
    MOST,
    Span,
    Unit,
    deadline,
    months_after,
    received_by,
)
from gi_registry.law.rules.settings import (
    KINDS,
    NOT_SET,
    Setting,
    Settings,
    check_value,
)
from gi_registry.law.rules.timers import TIMERS, Timer
from gi_registry.law.rules.versions import (
    Article,
    Grade,
    Instrument,
    Reach,
    RuleVersion,
)
from gi_registry.law.rules.workdays import (
    LAST_YEAR,
    PROVISIONAL,
    Deadline,
    add_working_days,
    is_published,
    is_working_day,
    working_days_between,
)

__all__ = [
    "INSTRUMENTS",
    "KINDS",
    "LAST_YEAR",
    "MOST",
    "NOT_SET",
    "PROVISIONAL",
    "RULES",
    "TIMERS",
    "Article",
    "Deadline",
    "Grade",
    "Instrument",
    "Reach",
    "RuleVersion",
    "Setting",
    "Settings",
    "Span",
    "Timer",
    "Unit",
    "add_working_days",
    "check_value",
    "cited",
    "deadline",
    "find",
    "is_published",
    "is_working_day",
    "months_after",
    "received_by",
    "references",
    "rule",
    "rules_of",
    "working_days_between",
]
