"""Sums of days that the two engines write differently."""

from datetime import date
from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Latest(FunctionElement[date]):
    """The latest of some days, none of them NULL."""

    type = Date()
    inherit_cache = True


class YearEnd(FunctionElement[date]):
    """The last day of a year; NULL of none."""

    type = Date()
    inherit_cache = True


class TwoYearsOn(FunctionElement[date]):
    """A day 730 days later: on it or the next the two years end."""

    type = Date()
    inherit_cache = True


@compiles(Latest)
def _latest(element: Latest, compiler: SQLCompiler, **kept: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **kept)})"


@compiles(Latest, "sqlite")
def _latest_sqlite(element: Latest, compiler: SQLCompiler, **kept: Any) -> str:
    return f"max({compiler.process(element.clauses, **kept)})"


@compiles(YearEnd)
def _year_end(element: YearEnd, compiler: SQLCompiler, **kept: Any) -> str:
    return f"make_date({compiler.process(element.clauses, **kept)}, 12, 31)"


@compiles(YearEnd, "sqlite")
def _year_end_sqlite(element: YearEnd, compiler: SQLCompiler, **kept: Any) -> str:
    year = compiler.process(element.clauses, **kept)
    return f"(({year}) || '-12-31')"


@compiles(TwoYearsOn)
def _two_years_on(element: TwoYearsOn, compiler: SQLCompiler, **kept: Any) -> str:
    return f"({compiler.process(element.clauses, **kept)} + 730)"


@compiles(TwoYearsOn, "sqlite")
def _two_years_on_sqlite(
    element: TwoYearsOn, compiler: SQLCompiler, **kept: Any
) -> str:
    return f"date({compiler.process(element.clauses, **kept)}, '+730 days')"
