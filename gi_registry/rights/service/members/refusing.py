"""Refusals of registrants put on record, and looked up."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from gi_registry.core import uscc
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import china_day
from gi_registry.law.rules import references
from gi_registry.producers.models import MarkMember
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.products.models import GiRight
from gi_registry.rights.models import MarkRefusal
from gi_registry.rights.rules.refusals import REFUSAL_RULE, NewRefusal, check_refusal
from gi_registry.translog import service as translog


def refuse(session: Session, right_id: int, new: NewRefusal, *, by: By) -> MarkRefusal:
    """Put on record that a registrant refused somebody, and for which condition.

    Raises:
        RightNotFoundError: there is no such right.
        UsccError: the credit code is wrong.
        RefusalMarkError, RefusalConditionError, MemberDayError: see
            `rules.refusals.check_refusal`.
    """
    right = products.right(session, right_id)
    code = uscc.check(new.uscc).code
    check_refusal(right.kind, new, today=china_day(by.now))
    made = MarkRefusal(
        right=right,
        uscc=code,
        name=new.name.strip(),
        asked_on=new.asked_on,
        refused_on=new.refused_on,
        condition=new.condition.strip(),
        file_sha256=new.file_sha256,
        rules=references((REFUSAL_RULE,), on=new.refused_on),
        recorded_at=by.now,
        recorded_by_id=by.account_id,
    )
    session.add(made)
    session.flush()
    translog.append(
        session,
        "member.refused",
        right.gi.code,
        {
            "right": right.ordinal,
            "uscc": code,
            "asked_on": new.asked_on.isoformat(),
            "refused_on": new.refused_on.isoformat(),
            "condition": made.condition,
            "rules": made.rules,
        },
        now=by.now,
        account_id=by.account_id,
    )
    return made


def refusals(
    session: Session, *, right_id: int, number: int, size: int = PAGE_SIZE
) -> Page[MarkRefusal]:
    """Return a page of refusals of one mark, or of all, newest first."""
    statement = _refusals()
    if right_id:
        statement = statement.where(MarkRefusal.right_id == right_id)
    return page_of(session, statement, number=number, size=size)


def refused_before(session: Session, found: MarkMember) -> Sequence[MarkRefusal]:
    """Return the refusals of the business that holds a licence, of the same mark."""
    statement = _refusals().where(
        MarkRefusal.right_id == found.right_id, MarkRefusal.uscc == found.uscc
    )
    return session.scalars(statement).all()


def _refusals() -> Select[MarkRefusal]:
    return (
        select(MarkRefusal)
        .join(MarkRefusal.right)
        .join(GiRight.gi)
        .options(contains_eager(MarkRefusal.right).contains_eager(GiRight.gi))
        .order_by(MarkRefusal.refused_on.desc(), MarkRefusal.id.desc())
    )
