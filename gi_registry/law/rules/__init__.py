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
from gi_registry.law.rules.versions import (
    Article,
    Grade,
    Instrument,
    Reach,
    RuleVersion,
)

__all__ = [
    "INSTRUMENTS",
    "RULES",
    "Article",
    "Grade",
    "Instrument",
    "Reach",
    "RuleVersion",
    "cited",
    "find",
    "references",
    "rule",
    "rules_of",
]
