"""Lines of the table: a figure, its unit, and the bound that it must keep."""

from typing import Any

Row = dict[str, Any]


def at_least(name: str, value: float, bound: float, unit: str = "ratio") -> Row:
    """Return a figure that must not be lower than its bound."""
    return _row(name, value, unit, f">= {bound:g}", holds=value >= bound)


def at_most(name: str, value: float, bound: float, unit: str) -> Row:
    """Return a figure that must not be higher than its bound."""
    return _row(name, value, unit, f"<= {bound:g}", holds=value <= bound)


def told(name: str, value: float, unit: str) -> Row:
    """Return a figure that is only told."""
    return _row(name, value, unit, "", holds=True)


def skipped(name: str, reason: str) -> Row:
    """Return a line without a figure, and why there is none."""
    return _row(name, None, f"skipped: {reason}", "", holds=True)


def _row(name: str, value: float | None, unit: str, bound: str, *, holds: bool) -> Row:
    return {"name": name, "value": value, "unit": unit, "bound": bound, "holds": holds}
