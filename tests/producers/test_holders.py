"""Who handed in which file, and who may name it by its SHA-256."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account, Organisation
from gi_registry.core.access import Grant, HeldFor, Role
from gi_registry.core.acting import CALLER
from gi_registry.core.blobs import PDF, Blob
from gi_registry.producers import service
from gi_registry.producers.errors import FileNotHandedInError
from tests import factories as make
from tests.producers.test_desk import as_caller
from tests.producers.way import stored, way

ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)


def names(session: Session, who: Account, sha256: str) -> bool:
    """Say whether somebody who calls an edge may name a file."""
    session.info.setdefault(CALLER, as_caller(session, who))
    try:
        service.known_file(session, sha256, who.id)
    except FileNotHandedInError:
        return False
    finally:
        session.info.pop(CALLER)
    return True


def test_the_same_bytes_are_kept_once_and_each_side_has_its_own_name(
    session: Session,
) -> None:
    first, second, third = (make.producer(session) for _ in range(3))
    blob = Blob("a" * 64, 10, PDF)

    kept = [
        service.keep(session, blob, name, now=make.NOW, account_id=who.id)
        for who, name in ((first, "甲.pdf"), (second, "乙.pdf"), (first, "丙.pdf"))
    ]

    assert kept[0] is kept[1] is kept[2]
    called = [
        service.name_for(session, kept[0], who.organisation_id)
        for who in (first, second, third)
    ]
    assert called == ["甲.pdf", "乙.pdf", "甲.pdf"]
    holders = [
        service.is_holder(session, blob.sha256, who.organisation_id)
        for who in (first, second, third)
    ]
    assert holders == [True, True, False]


@ONE_ENGINE
def test_colleagues_name_each_others_files_and_strangers_do_not(
    session: Session,
) -> None:
    one = make.producer(session)
    colleague = make.account(
        session,
        Grant(Role.PRODUCER),
        of=session.get_one(Organisation, one.organisation_id),
    )
    file = stored(session, one, "示例")

    assert names(session, colleague, file.sha256)
    assert not names(session, make.producer(session), file.sha256)
    assert not names(session, make.officer(session, Role.PROVINCE, "14"), file.sha256)


def test_an_officer_names_what_he_reads_of_a_producer(session: Session) -> None:
    on = way(session).fill()
    sha256 = on.application.quality_report_sha256 or ""
    another_county = make.officer(session, where="140728")

    assert not names(session, on.county, sha256), "nobody reads what was not sent"
    on.submit()

    assert names(session, on.county, sha256)
    assert not names(session, another_county, sha256)
    with pytest.raises(FileNotHandedInError):
        service.known_file(session, sha256, on.county.id)  # of no call


@ONE_ENGINE
def test_a_deputy_names_what_the_absent_officers_office_handed_in(
    session: Session,
) -> None:
    absent, deputy = (make.officer(session) for _ in range(2))
    file = stored(session, absent, "示例")
    caller = as_caller(session, deputy)
    lent = Grant(
        Role.COUNTY, make.COUNTY, held_for=HeldFor(absent.id, "示例", make.TODAY)
    )

    assert not names(session, deputy, file.sha256)
    session.info[CALLER] = replace(caller, grants=(*caller.grants, lent))
    assert names(session, deputy, file.sha256)
