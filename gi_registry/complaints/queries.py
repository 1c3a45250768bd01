"""Reads of complaints."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import contains_eager

from gi_registry.complaints.models import Complaint
from gi_registry.complaints.rules import OPEN_STATES, ComplaintState, Matter
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import begins
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import Gi

VIEWS: Final = ("open", *(each.value for each in ComplaintState), "all")
SORTS: Final = ("due", "newest", "oldest")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of complaints is to show.

    Attributes:
        view: one of `VIEWS`.
        matter: value of a `Matter`, or empty.
        text: part of a number, a code, a shop, a producer or a product.
        sort: one of `SORTS`.
    """

    view: str = "open"
    matter: str = ""
    text: str = ""
    sort: str = "due"


def complaints(*where: ColumnElement[bool]) -> Select[Complaint]:
    """Select complaints with the authorized user and product of the code."""
    return (
        select(Complaint)
        .outerjoin(Complaint.authorization)
        .outerjoin(Authorization.entity)
        .outerjoin(Authorization.gi)
        .where(*where)
        .options(
            contains_eager(Complaint.authorization).options(
                contains_eager(Authorization.entity), contains_eager(Authorization.gi)
            )
        )
    )


def seen(
    caller: Caller, permission: Permission = Permission.DESK
) -> ColumnElement[bool]:
    """Return the condition that a complaint lies in a caller's jurisdiction."""
    prefixes = caller.prefixes(permission)
    return or_(false(), *(begins(Complaint.division, each) for each in prefixes))


def listed(caller: Caller, wanted: Wanted) -> Select[Complaint]:
    """Select the complaints on a caller's desk."""
    conditions = [seen(caller)]
    if wanted.view == "open":
        conditions.append(Complaint.state.in_(OPEN_STATES))
    elif wanted.view != "all":
        conditions.append(Complaint.state == ComplaintState(wanted.view))
    if wanted.matter in set(Matter):
        conditions.append(Complaint.matter == Matter(wanted.matter))
    if wanted.text:
        columns = (
            *(Complaint.number, Complaint.code, Complaint.shop),
            *(Entity.name, Entity.uscc, Gi.name_zh, Authorization.number),
        )
        found = (each.icontains(wanted.text, autoescape=True) for each in columns)
        conditions.append(or_(*found))
    orders = {
        "due": (Complaint.due_on, Complaint.id),
        "newest": (Complaint.id.desc(),),
        "oldest": (Complaint.id,),
    }
    return complaints(*conditions).order_by(*orders[wanted.sort])
