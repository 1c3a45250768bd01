"""What the province decides of products each year: yields, conversion, waste."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.demo.scenario import GOODS
from gi_registry.demo.service.diary import Diary
from gi_registry.marks import service as marks
from gi_registry.marks.rules import Factors, Term

_GRAMS: Final = 1_000


def enter_factors(session: Session, diary: Diary, *, officer_id: int) -> None:
    """Let the province decide the present year's factors, before capacities are.

    Args:
        session: a writing session.
        diary: runs the act.
        officer_id: of the province.
    """
    year = china_day(diary.until).year

    def decide(now: datetime) -> None:
        paper = f"示例文〔{year}〕1号"
        for goods in GOODS.values():
            factors = Factors(
                yield_kg=Term(Decimal(goods.yield_kg), f"{year} 年测产报告（示例）"),
                season_factor=Term(Decimal(1), "正常年景（示例）"),
                conversion=Term(Decimal(goods.conversion) / _GRAMS, "工艺折算（示例）"),
                waste_percent=Term(Decimal(2), "允许损耗（示例）"),
            )
            request = marks.FactorRequest(
                goods.gi, goods.basis, year, factors, paper, "年度系数（示例）"
            )
            marks.decide_factors(session, request, now=now, account_id=officer_id)

    diary.on(date(year, 1, 5), decide)
