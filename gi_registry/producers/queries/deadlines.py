"""Which applications are due by a day, asked of the database."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, false, or_

from gi_registry.core.words import china_begins
from gi_registry.law.rules import Settings, received_by
from gi_registry.producers.models import Application
from gi_registry.producers.rules import SETTING_OF, ApplicationState

_DAY = timedelta(days=1)


def due_by(settings: Settings, day: date) -> ColumnElement[bool]:
    """Return the condition that the last day of an application's state is no later.

    It is the same day as `rules.due` gives; applications without one are left out.
    Overdue today is `due_by(settings, today - timedelta(days=1))`.

    Args:
        settings: as `law.service.settings` gives them.
        day: in China.
    """
    return or_(false(), *_spans(settings, day))


def _spans(settings: Settings, day: date) -> Iterator[ColumnElement[bool]]:
    for state, setting in SETTING_OF.items():
        for province in settings.provinces:
            for first, end, span in settings.spans(setting, province):
                after = received_by(day, span) + _DAY
                if end is not None:
                    after = min(after, end)
                if first < after:
                    yield _received(state, province, first, after)


def _received(
    state: ApplicationState, province: str, first: date, after: date
) -> ColumnElement[bool]:
    return (
        (Application.state == state)
        & Application.division.startswith(province, autoescape=True)
        & (Application.state_since >= china_begins(first))
        & (Application.state_since < china_begins(after))
    )
