"""Files that were handed in: what is kept of them, and who may read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import Caller, Permission
from gi_registry.core.blobs import Blob, BlobMissingError
from gi_registry.core.db import lock
from gi_registry.core.reach import reach
from gi_registry.producers.models import (
    Application,
    ApplicationFile,
    Authorization,
    AuthorizationStatus,
    Entity,
    EntityChange,
    EntityList,
    PackCheck,
    StoredFile,
    VisitPhoto,
)
from gi_registry.producers.service.holders import name_for, receive
from gi_registry.products.models import Announcement, GiRight

_KEY_DIGITS = 15


@dataclass(frozen=True, slots=True)
class NamedFile:
    """What is known of a file, for a link to it.

    Attributes:
        name: as the organisation called it that asks, or whose thing it is on.
        media_type: by content.
        size: bytes.
    """

    sha256: str
    name: str
    media_type: str
    size: int


def keep(
    session: Session, blob: Blob, name: str, *, now: datetime, account_id: int
) -> StoredFile:
    """Register a file that the store holds, and that it was handed in here.

    The same content is the same row, and each organisation that hands it in holds it.

    Args:
        session: a writing session.
        blob: what `core.blobs.put` returned.
        name: as uploaded; only its last part is kept, without identity numbers.
        now: the instant of the upload.
        account_id: who uploaded it.
    """
    lock(session, int(blob.sha256[:_KEY_DIGITS], 16))
    called = receive(session, blob.sha256, name, now=now, account_id=account_id)
    found = session.get(StoredFile, blob.sha256)
    if found is not None:
        return found
    kept = StoredFile(
        sha256=blob.sha256,
        name=called,
        media_type=blob.media_type,
        size=blob.size,
        stored_at=now,
        stored_by_id=account_id,
    )
    session.add(kept)
    session.flush()
    return kept


def find_file(
    session: Session, sha256: str | None, *, of: int | None
) -> NamedFile | None:
    """Return what is known of a file, if anything is.

    Args:
        session: a session.
        sha256: of the file.
        of: the organisation by whose name for it the file goes.
    """
    found = session.get(StoredFile, sha256) if sha256 else None
    if found is None:
        return None
    name = name_for(session, found, of)
    return NamedFile(found.sha256, name, found.media_type, found.size)


def readable(session: Session, sha256: str, caller: Caller) -> StoredFile:
    """Return a file to somebody entitled to it.

    Files of an application are for its producer and for the officers in whose
    jurisdiction it lies; what shows a change likewise; an announcement also for the
    authorized users in it.

    Raises:
        BlobMissingError: there is no such file, or the caller may not know of it.
    """
    found = session.get(StoredFile, sha256)
    if found is None:
        raise BlobMissingError
    if not (
        _reads_report(session, sha256, caller)
        or _reads_announcement(session, sha256, caller)
        or _reads_change(session, sha256, caller)
        or _reads_list(session, sha256, caller)
        or _reads_pack(session, sha256, caller)
    ):
        raise BlobMissingError
    return found


def _reads_report(session: Session, sha256: str, caller: Caller) -> bool:
    files = select(ApplicationFile.application_id).where(
        ApplicationFile.sha256 == sha256
    )
    photos = select(VisitPhoto.application_id).where(VisitPhoto.sha256 == sha256)
    statement = (
        select(Application.id)
        .join(Application.entity)
        .join(Application.right)
        .where(
            (Application.quality_report_sha256 == sha256)
            | Application.id.in_(files)
            | Application.id.in_(photos),
            (Entity.organisation_id == caller.organisation_id)
            | (
                Application.submitted_at.is_not(None)
                & reach(
                    caller,
                    Permission.DESK,
                    division=Application.division,
                    authority=GiRight.managing_authority,
                )
            ),
        )
    )
    return session.scalar(statement.limit(1)) is not None


def _reads_announcement(session: Session, sha256: str, caller: Caller) -> bool:
    ids = select(Announcement.id).where(Announcement.file_sha256 == sha256)
    if caller.may(Permission.DESK):
        return session.scalar(ids.limit(1)) is not None
    statement = (
        select(Authorization.id)
        .join(Authorization.entity)
        .where(
            Entity.organisation_id == caller.organisation_id,
            Authorization.announcement_id.in_(ids)
            | Authorization.statuses.any(AuthorizationStatus.announcement_id.in_(ids)),
        )
    )
    return session.scalar(statement.limit(1)) is not None


def _reads_change(session: Session, sha256: str, caller: Caller) -> bool:
    statement = (
        select(EntityChange.id)
        .join(EntityChange.entity)
        .outerjoin(EntityChange.authorization)
        .outerjoin(Authorization.right)
        .where(
            EntityChange.file_sha256 == sha256,
            (
                (Entity.organisation_id == caller.organisation_id)
                & EntityChange.list_id.is_(None)
            )
            | reach(
                caller,
                Permission.DESK,
                division=EntityChange.division,
                authority=GiRight.managing_authority,
            ),
        )
    )
    return session.scalar(statement.limit(1)) is not None


def _reads_list(session: Session, sha256: str, caller: Caller) -> bool:
    if not caller.may(Permission.AUTHORIZATION_CONTROL):
        return False
    ids = select(EntityList.id).where(EntityList.file_sha256 == sha256)
    return session.scalar(ids.limit(1)) is not None


def _reads_pack(session: Session, sha256: str, caller: Caller) -> bool:
    ids = select(PackCheck.authorization_id).where(PackCheck.sha256 == sha256)
    statement = (
        select(Authorization.id)
        .join(Authorization.entity)
        .join(Authorization.right)
        .where(
            Authorization.id.in_(ids),
            (Entity.organisation_id == caller.organisation_id)
            | reach(
                caller,
                Permission.DESK,
                division=Authorization.division,
                authority=GiRight.managing_authority,
            ),
        )
    )
    return session.scalar(statement.limit(1)) is not None
