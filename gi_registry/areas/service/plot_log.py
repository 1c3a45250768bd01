"""What is decided about plots, in the log: numbers and areas, no outline, no name."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.models import Plot
from gi_registry.products.models import Gi
from gi_registry.translog import service as translog


def logged(
    session: Session,
    kind: str,
    plots: Sequence[Plot],
    *,
    now: datetime,
    account_id: int | None,
    facts: dict[str, Any],
) -> None:
    """Log one decision about plots, a line for each product.

    Args:
        session: a writing session.
        kind: such as `plot.added`.
        plots: flushed; none logs nothing.
        now: the instant of the decision.
        account_id: who acts.
        facts: further facts; nothing personal.
    """
    gi_ids = {plot.gi_id for plot in plots}
    if not gi_ids:
        return
    statement = select(Gi.id, Gi.code).where(Gi.id.in_(gi_ids)).order_by(Gi.code)
    for gi_id, code in session.execute(statement).all():
        these = [plot for plot in plots if plot.gi_id == gi_id]
        ids = ranges(plot.id for plot in these)
        body = {
            "gi": code,
            "plots": ids,
            "area_m2": sum(plot.measured_m2 for plot in these),
        }
        translog.append(
            session,
            kind,
            f"plot-{ids[0][0]}",
            body | facts,
            now=now,
            account_id=account_id,
        )


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers as pairs of first and last, so that a thousand take one."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
