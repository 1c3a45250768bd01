"""Refusals about the books of a year."""

from gi_registry.core.errors import RefusedError
from gi_registry.core.words import Words


class LedgerBrokenError(RuntimeError):
    """Labels do not add up: our fault, and nothing is stored."""


class YearClosedError(RefusedError):
    """The books of the year are closed."""

    slug = "year-closed"

    def __init__(self, year: int) -> None:
        words = Words(
            f"{year} 年的标识账已结，不能再登记当年的变动；"
            f"请登记在 {year + 1} 年以后发生的日期，有差错请联系县级管理人员",
            f"The books of labels of {year} are closed, so nothing of that year can be "
            f"entered; give a day from {year + 1} on, and tell the county office if "
            "something is wrong",
        )
        super().__init__(words, field="on_day", year=year)


class YearNotOverError(RefusedError):
    """A year that goes on is not closed."""

    slug = "year-not-over"

    def __init__(self, year: int) -> None:
        words = Words(
            f"{year} 年还没有过完，到 {year + 1} 年才能结账",
            f"{year} is not over; it can be closed from {year + 1} on",
        )
        super().__init__(words, field="year", year=year)
