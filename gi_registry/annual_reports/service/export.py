"""A year's reports as plain rows, for spreadsheets and programs."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy.orm import Session

from gi_registry.annual_reports.rules import Answers
from gi_registry.annual_reports.service import reading
from gi_registry.annual_reports.service.reading import Due

NOT_FILED = "not_filed"
"""State of a user with no version handed in; drafts are the producer's own."""

_IDENTITY: Final = (
    "number",
    "year",
    "version",
    "state",
    "form",
    "submitted_at",
    "authorization",
    "uscc",
    "entity",
    "product",
    "product_name",
    "division",
)
EXPORTED: Final = (*_IDENTITY, *Answers.names())
"""The columns, in order."""


def exported(session: Session, year: int) -> Iterator[dict[str, Any]]:
    """Give one row a user who must report on a year, by name.

    Masses are grams, money fen, areas m2; all answers are None where nothing
    is filed.
    """
    for due in reading.due(session, year):
        yield _identity(due) | _answers(due)


def _identity(due: Due) -> dict[str, Any]:
    authorization, filed = due.authorization, due.filed
    submitted = filed.submitted_at if filed else None
    values = (
        f"AR-{due.year}-{authorization.number}",
        due.year,
        filed.version if filed else None,
        filed.state.value if filed else NOT_FILED,
        filed.form if filed else None,
        submitted.isoformat() if submitted else None,
        authorization.number,
        authorization.entity.uscc,
        authorization.entity.name,
        authorization.gi.code,
        authorization.gi.name_zh,
        authorization.division,
    )
    return dict(zip(_IDENTITY, values, strict=True))


def _answers(due: Due) -> dict[str, Any]:
    names = Answers.names()
    if due.filed is None:
        return dict.fromkeys(names)
    return {name: getattr(due.filed, name) for name in names}
