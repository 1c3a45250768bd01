"""Laboratories of the demonstration: one named for a product, one that ended."""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.demo.scenario import GOODS
from gi_registry.demo.service.diary import Diary
from gi_registry.laboratories import service as laboratories
from gi_registry.laboratories.service import NewDesignation, NewLaboratory
from gi_registry.producers.service import By

NAMED: Final = ("示例检验检测中心（编号为虚构）", "230000000000")
"""Name and number that most reports give."""
OTHER: Final = ("示例食品检验所（编号为虚构）", "220000000001")
"""It ended in the year before last."""

_BEGAN: Final = date(2023, 10, 10)


def enter_laboratories(session: Session, diary: Diary, *, officer_id: int) -> None:
    """Let the province register three laboratories.

    Args:
        session: a writing session.
        diary: runs the acts.
        officer_id: of the province.
    """
    product = GOODS["vinegar"].gi
    ended = date(diary.until.year - 2, 12, 1)

    def enter(now: datetime) -> None:
        by = By(officer_id, now)
        for (name, cma), days in (
            (NAMED, (date(2023, 1, 1), date(2028, 12, 31))),
            (OTHER, (date(2022, 3, 1), date(2028, 2, 29))),
            (
                ("示例农产品质量检测站（编号为虚构）", "230000000002"),
                (date(2023, 6, 1), date(2029, 5, 31)),
            ),
        ):
            new = NewLaboratory(name, cma, "示例市示例路1号", *days)
            made = laboratories.register(session, new, "14", by=by)
            if cma == NAMED[1]:
                named = NewDesignation(product, "示例文〔2023〕21号", _BEGAN)
                found = laboratories.laboratory(session, made.id)
                laboratories.designate(session, found, named, by=by)

    def end(now: datetime) -> None:
        register = laboratories.the_register(session)
        (one,) = register.by_number[OTHER[1]]
        found = laboratories.laboratory(session, one.id)
        reason = "自愿注销资质认定（示例）"
        laboratories.end(session, found, ended, reason, by=By(officer_id, now))

    diary.on(_BEGAN, enter)
    diary.on(ended, end)
