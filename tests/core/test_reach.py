from itertools import product

import pytest
from sqlalchemy.orm import Session

from gi_registry.core.access import Caller, Grant, Permission, Place, Role
from gi_registry.core.reach import reach
from gi_registry.producers.models import Application
from gi_registry.products.models import GiRight
from tests import factories as make

OFFICE = "祁县市场监督管理局（示例）"
PLACES = list(product(["140727", "140728", "141028"], [None, OFFICE, "其他机构"]))
GRANTS = [
    (),
    (Grant(Role.COUNTY, "140727"),),
    (Grant(Role.COUNTY, "140727", OFFICE),),
    (Grant(Role.COUNTY, "1407"), Grant(Role.PREFECTURE, "1410")),
    (Grant(Role.PREFECTURE, "1407"),),
    (Grant(Role.PROVINCE, "14"),),
    (Grant(Role.AUDITOR),),
    (Grant(Role.PRODUCER),),
    (Grant(Role.INSPECTOR, "14072%"),),
    (Grant(Role.ADMINISTRATOR),),
]


@pytest.mark.parametrize("grants", GRANTS, ids=str)
@pytest.mark.parametrize("scopes", [None, frozenset({"desk"}), frozenset({"produce"})])
def test_a_query_reaches_exactly_what_the_caller_may(
    session: Session, grants: tuple[Grant, ...], scopes: frozenset[str] | None
) -> None:
    for division, authority in PLACES:
        right = make.right(session, managing_authority=authority)
        make.application(session, to=right, division=division)
    caller = Caller(1, "示例", None, "示例", grants, scopes=scopes)

    condition = reach(
        caller,
        Permission.DESK,
        division=Application.division,
        authority=GiRight.managing_authority,
    )
    rows = session.query(Application.division, GiRight.managing_authority).join(
        GiRight, GiRight.id == Application.right_id
    )

    found = {tuple(row) for row in rows.where(condition)}
    expected = {place for place in PLACES if caller.may(Permission.DESK, Place(*place))}
    assert found == expected
