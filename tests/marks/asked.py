"""Requests to the ledger for tests: valid unless a test says otherwise."""

from datetime import date
from decimal import Decimal
from typing import Any

from gi_registry.marks.rules import (
    CapacityBasis,
    RangeRequest,
    RangeState,
    RunRequest,
    Term,
    Terms,
)
from gi_registry.marks.service import CapacityRequest

# 100 mu x 400 kg/mu x 0.9 x 0.75 kg/kg x (1 - 20 %) = 21,600 kg
WORKED = {
    "quantity": "100",
    "yield_kg": "400",
    "season_factor": "0.9",
    "conversion": "0.75",
    "own_use_percent": "20",
    "waste_percent": "3",
}
WORKED_G = 21_600_000
WORKED_M2 = 66_667
"""100 mu, rounded up."""


def terms(**given: str) -> Terms:
    """Give the terms of the worked example, changed where said."""
    values = WORKED | given
    return Terms(**{k: Term(Decimal(v), "示例文件") for k, v in values.items()})


def decision(authorization_id: int, **given: Any) -> CapacityRequest:
    """Ask for a decision by the worked example, for 2026."""
    values: dict[str, Any] = {
        "authorization_id": authorization_id,
        "year": 2026,
        "basis": CapacityBasis.PLOT_AREA,
        "terms": terms(),
        "reason": "按实测面积核定",
    }
    return CapacityRequest(**values | given)


def run(authorization_id: int, **given: Any) -> RunRequest:
    """Ask for 1,000 labels for packs of 500 g in 2026."""
    values: dict[str, Any] = {
        "authorization_id": authorization_id,
        "year": 2026,
        "size": 1_000,
        "net_content_g": 500,
        "pack_name": "500 g 袋装",
    }
    return RunRequest(**values | given)


def spoilt(run_id: int, first: int, end: int, **given: Any) -> RangeRequest:
    """Declare labels void on 1 October 2026."""
    values: dict[str, Any] = {
        "run_id": run_id,
        "first": first,
        "end": end,
        "state": RangeState.VOID,
        "lot_id": None,
        "on_day": date(2026, 10, 1),
        "reason": "贴标时损坏",
    }
    return RangeRequest(**values | given)


def used(run_id: int, first: int, end: int, lot_id: int, **given: Any) -> RangeRequest:
    """Activate labels on 1 October 2026."""
    values = {"state": RangeState.ACTIVATED, "lot_id": lot_id, "reason": ""}
    return spoilt(run_id, first, end, **values | given)
