import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.uscc import UsccCheckError
from gi_registry.producers import service
from gi_registry.producers.errors import (
    EntityExistsError,
    EntityNotFoundError,
    EntityTakenError,
    UnknownDivisionError,
)
from gi_registry.producers.models import Entity
from gi_registry.producers.rules import EntityStatus
from gi_registry.producers.service import NewEntity
from gi_registry.translog import service as translog
from tests import factories as make

VILLAGE = "N2140430MF00000135"


def register(session: Session, **given: object) -> Entity:
    who = make.producer(session)
    values = {
        "organisation_id": who.organisation_id,
        "uscc": VILLAGE,
        "name": "示例村股份经济合作社",
        "division": make.COUNTY,
        "address": "示例村",
    }
    new = NewEntity(**values | given)  # type: ignore[arg-type]
    return service.register_entity(session, new, now=make.NOW, account_id=who.id)


def test_a_village_collective_registers_in_the_county_where_it_produces(
    session: Session,
) -> None:
    make.division(session)

    entity = register(session, uscc=" n2140430mf00000135 ")

    assert entity.uscc == VILLAGE
    assert entity.division == make.COUNTY, "not 140430, which the code begins with"
    assert entity.status is EntityStatus.ACTIVE
    assert service.entity_of(session, entity.organisation_id) is entity


def test_the_log_holds_nothing_personal(session: Session) -> None:
    make.division(session)
    entity = register(session)

    (leaf,) = translog.history(session, VILLAGE)

    assert leaf.kind == "entity.registered"
    assert leaf.body == {"division": make.COUNTY, "kind": "N2"}
    assert entity.name not in str(leaf.body)


def test_a_credit_code_belongs_to_one_organisation(session: Session) -> None:
    make.division(session)
    first = register(session)

    with pytest.raises(EntityTakenError):
        register(session)
    with pytest.raises(EntityExistsError):
        register(
            session,
            organisation_id=first.organisation_id,
            uscc="93140430MA0K000211",
        )


def test_a_wrong_code_and_an_unknown_county_register_nothing(session: Session) -> None:
    make.division(session)

    with pytest.raises(UsccCheckError):
        register(session, uscc="N2140430MF00000136")
    with pytest.raises(UnknownDivisionError):
        register(session, division="140999")

    assert session.scalars(select(Entity)).all() == []


def test_an_organisation_without_a_code_is_told_to_register(session: Session) -> None:
    holder = make.organisation(session)

    with pytest.raises(EntityNotFoundError) as caught:
        service.entity_of(session, holder.id)

    assert "请先登记" in caught.value.words.zh
