"""Commands about seasons and risk."""

import json
from typing import Any

import click
from flask.cli import with_appcontext

from gi_registry.core import clock
from gi_registry.core.access import Caller, Grant, Role
from gi_registry.core.sessions import read
from gi_registry.risk import rules, service
from gi_registry.risk.service import Row, WeekList


@click.group("risk")
def risk() -> None:
    """Look at the week's list of products."""


@risk.command("compute")
@click.option("--week", "text", help="Such as 2026-W47; this week if left out.")
@click.option("--division", default="", help="GB/T 2260 prefix, such as 1407.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def compute(text: str | None, division: str, *, as_json: bool) -> None:
    """Print which products come to market in a week, the most pressing first.

    A signal without data is null, never 0.
    """
    week = rules.week_from(text) if text else rules.week_of(clock.today())
    everywhere = Caller(0, "", None, "", (Grant(Role.PROVINCE, division),))
    with read() as session:
        found = service.week_list(session, everywhere, week, now=clock.now())
    if as_json:
        click.echo(json.dumps(_document(found), ensure_ascii=False))
        return
    for row in found.rows:
        unknown = row.score.unknown_points
        click.echo(
            f"{row.score.points:5.1f} +{unknown}? {row.product.code} "
            f"{row.product.name_zh}"
        )


def _document(found: WeekList) -> dict[str, Any]:
    return {
        "week": str(found.week),
        "monday": found.week.monday.isoformat(),
        "most_points": sum(found.weights.values()),
        "weights": {term.value: weight for term, weight in found.weights.items()},
        "products": [_product(row) for row in found.rows],
    }


def _product(row: Row) -> dict[str, Any]:
    return {
        "product": row.product.code,
        "name_zh": row.product.name_zh,
        "name_en": row.product.name_en,
        "phase": row.market.phase.value,
        "users": row.users,
        "points": round(row.score.points, 3),
        "unknown_points": row.score.unknown_points,
        "signals": [
            {
                "term": signal.term.value,
                "value": None if signal.value is None else round(signal.value, 4),
                "zh": signal.words.zh,
                "en": signal.words.en,
            }
            for signal in row.score.signals
        ],
    }


COMMANDS = (risk,)
