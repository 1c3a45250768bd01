"""Files that a call names by their SHA-256; what a stranger to a file cannot do.

A SHA-256 is no secret: logs, papers and answers bear it. So whoever attaches a file
by it must have it already: his organisation, or an office for whose absent officer
he stands in, handed it in; or he may read it where it lies. That is how an officer
attaches what the producer of a case handed in: he could as well download it and
hand it in again. Everybody else is answered as if there were no such file.
"""

from collections.abc import Callable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gi_registry.core.access import Caller, Permission
from gi_registry.core.acting import calling
from gi_registry.core.blobs import BlobMissingError
from gi_registry.core.reach import reach
from gi_registry.producers.errors import FileNotHandedInError
from gi_registry.producers.models import Authorization, StoredFile
from gi_registry.producers.service.files import readable
from gi_registry.producers.service.holders import handed_in
from gi_registry.products.models import GiRight

Papers = Callable[[str], Select[int]]
"""Selects the authorizations whose officers find a file in a domain above this one."""

_PAPERS: list[tuple[Permission, Papers]] = []


def offer_papers(permission: Permission, papers: Papers) -> None:
    """Let officers name the files that they read in a domain above this one.

    Called once, when that domain is imported.

    Args:
        permission: by which they are read, within the jurisdiction.
        papers: the authorizations that a file of the domain is about.
    """
    _PAPERS.append((permission, papers))


def known_file(session: Session, sha256: str | None, account_id: int) -> str | None:
    """Return the SHA-256 that a call names, if it may name that file.

    Args:
        session: a writing session.
        sha256: as named; none where no file is.
        account_id: who names it.

    Raises:
        FileNotHandedInError: it was not handed in, or neither by his organisation
            nor where he reads it.
    """
    if sha256 is None:
        return None
    caller = calling(session, account_id)
    accounts = {account_id, *(caller.deputy_for if caller else ())}
    if session.get(StoredFile, sha256) is None or not (
        handed_in(session, sha256, accounts)
        or (caller is not None and _reads(session, sha256, caller))
    ):
        raise FileNotHandedInError
    return sha256


def known_list(session: Session, sha256: str, caller: Caller) -> None:
    """Refuse a list that neither the caller's organisation handed in to look at.

    Raises:
        FileNotHandedInError: nor the office of somebody absent for whom he stands in.
    """
    if not handed_in(session, sha256, {caller.account_id, *caller.deputy_for}):
        raise FileNotHandedInError


def _reads(session: Session, sha256: str, caller: Caller) -> bool:
    try:
        readable(session, sha256, caller)
    except BlobMissingError:
        return any(
            _reaches(session, caller, permission, papers(sha256))
            for permission, papers in _PAPERS
        )
    return True


def _reaches(
    session: Session, caller: Caller, permission: Permission, ids: Select[int]
) -> bool:
    statement = (
        select(Authorization.id)
        .join(Authorization.right)
        .where(
            Authorization.id.in_(ids),
            reach(
                caller,
                permission,
                division=Authorization.division,
                authority=GiRight.managing_authority,
            ),
        )
    )
    return session.scalar(statement.limit(1)) is not None
