"""The plots that are registered for reports of a year; in one or two statements."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session, aliased

from gi_registry.annual_reports.queries.known import end_in_china
from gi_registry.areas.models import Plot
from gi_registry.core.db import among


def plots(
    session: Session, organisation_ids: Iterable[int], year: int
) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """Return the registered plots as reports name them; see `rules.figures.plots`.

    By organisation and product, in the order of their numbers. Plots given up before
    the end of the year are left out; of one whose outline was corrected, the present
    outline counts.
    """
    area = case((Plot.measured_m2 > 0, Plot.measured_m2), else_=Plot.declared_m2)
    later = aliased(Plot)
    statement = (
        select(
            *(Plot.organisation_id, Plot.gi_id, Plot.id, Plot.number),
            *(Plot.name, Plot.division_code, area),
        )
        .where(
            among(session, Plot.organisation_id, organisation_ids),
            or_(
                Plot.ended_at.is_(None),
                Plot.ended_at >= end_in_china(year),
            ),
            ~select(later.id).where(later.replaces_id == Plot.id).exists(),
        )
        .order_by(Plot.id)
    )
    rows = session.execute(statement).all()
    first = _first(session, [row.id for row in rows if row.number > 1])
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for whose, product, number, _, name, county, m2 in rows:
        known = {
            "id": first.get(number, number),
            "name": name,
            "county": county,
            "m2": m2,
        }
        found.setdefault((whose, product), []).append(known)
    for each in found.values():
        each.sort(key=lambda plot: plot["id"])
    return found


def _first(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Return the first version of corrected plots, by the present one."""
    if not ids:
        return {}
    start = select(Plot.id.label("present"), Plot.replaces_id).where(
        among(session, Plot.id, ids)
    )
    back = start.cte("back", recursive=True)
    back = back.union_all(
        select(back.c.present, Plot.replaces_id).where(
            Plot.id == back.c.replaces_id, Plot.replaces_id.is_not(None)
        )
    )
    # Versions only ever grow in number, so the first one is the least that is met.
    statement = select(back.c.present, func.min(back.c.replaces_id)).group_by(
        back.c.present
    )
    return {row.present: row[1] for row in session.execute(statement)}
