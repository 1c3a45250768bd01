"""Who must act on applications, and by when, for pages and lists."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.service import prefecture_of
from gi_registry.core.words import Words, china_day
from gi_registry.law import service as law
from gi_registry.law.rules import Settings
from gi_registry.producers.models import Application
from gi_registry.producers.rules import Due, Offices
from gi_registry.producers.rules import due as due_of


def due(
    session: Session,
    applications: Iterable[Application],
    *,
    on: date,
    settings: Settings | None = None,
) -> dict[int, Due]:
    """Return who must act on each application and by when, by its id.

    Two queries, however many applications there are: what offices set, and the
    names of their places. For a filter or a count over all of them use
    `queries.due_by(settings, day)`.

    Args:
        session: to read with.
        applications: each with its right loaded.
        on: the present day in China.
        settings: where the caller has them already; else they are read.
    """
    found = list(applications)
    if not found:
        return {}
    settings = law.settings(session) if settings is None else settings
    counties = {each.division for each in found}
    names = areas.names(session, counties | {prefecture_of(code) for code in counties})
    return {
        each.id: due_of(
            each.state,
            china_day(each.state_since),
            each.division,
            Offices(
                each.right.managing_authority,
                _named(each.division, names),
                _named(prefecture_of(each.division), names),
            ),
            settings,
            on=on,
        )
        for each in found
    }


def _named(code: str, names: dict[str, Words]) -> Words:
    return names.get(code, Words(code, code))
