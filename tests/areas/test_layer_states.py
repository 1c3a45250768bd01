from collections.abc import Callable

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaClause, AreaVersion, Division
from gi_registry.areas.rules import ClauseStatus
from gi_registry.areas.service import LayerStates, layer_states
from gi_registry.core.db import Database
from gi_registry.core.prepared import Direct
from gi_registry.products.models import Gi, GiRight
from tests import factories


def _clause(session: Session) -> None:
    version = factories.area(session, factories.gi(session))
    session.add(
        AreaClause(
            area_version_id=version.id,
            ordinal=1,
            text="祁县",
            division_code="140727",
            status=ClauseStatus.RESOLVED,
            reason="",
        )
    )
    session.flush()


CHANGES: dict[str, tuple[Callable[[Session], object], str]] = {
    "version added": (
        lambda s: factories.area(s, s.query(Gi).first() or factories.gi(s)),
        "areas",
    ),
    "version ended": (
        lambda s: s.execute(update(AreaVersion).values(number=9)),
        "areas",
    ),
    "version gone": (lambda s: s.execute(delete(AreaVersion)), "areas"),
    "clause changed": (
        lambda s: s.execute(update(AreaClause).values(reason="新")),
        "areas",
    ),
    "division added": (lambda s: factories.division(s, code="140728"), "divisions"),
    "division renamed": (
        lambda s: s.execute(update(Division).values(name="新县")),
        "divisions",
    ),
    "product renamed": (
        lambda s: s.execute(update(Gi).values(name_zh="新")),
        "products",
    ),
    "right changed": (
        lambda s: s.execute(update(GiRight).values(number="1")),
        "products",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_gives_its_layer_another_token_and_no_other(
    session: Session, what: str
) -> None:
    factories.division(session)
    factories.right(session)
    _clause(session)
    if what == "version gone":
        session.execute(delete(AreaClause))
    change, layer = CHANGES[what]
    before = layer_states(Direct.of(session))

    change(session)
    session.flush()

    after = layer_states(Direct.of(session))
    changed = {
        name
        for name in LayerStates._fields
        if getattr(before, name) != getattr(after, name)
    }
    assert changed == {layer}


def test_what_was_undone_changes_no_token(database: Database) -> None:
    with database.write() as session:
        factories.division(session)
    with database.direct() as direct:
        before = layer_states(direct)

    with database.write() as session:
        session.execute(update(Division).values(name="新县"))
        session.rollback()

    with database.direct() as direct:
        assert layer_states(direct) == before
