"""The papers behind evidence: those that the holder handed in itself."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gi_registry.core.access import Permission
from gi_registry.marks.errors import EvidenceNotFoundError
from gi_registry.marks.models import CapacityEvidence
from gi_registry.producers import service as producers
from gi_registry.producers.models import Authorization, Entity, FileHolder
from gi_registry.producers.service import NamedFile


def paper(session: Session, row: CapacityEvidence) -> NamedFile:
    """Return the paper of a row.

    The digest of a row may be typed, of a paper kept elsewhere; who types that of a
    file that others handed in gets nothing for it.

    Args:
        session: a session.
        row: with authorization and business.

    Raises:
        EvidenceNotFoundError: the row has none that its business handed in.
    """
    of = row.authorization.entity.organisation_id
    kept = producers.find_file(session, row.document_sha256, of=of)
    if kept is None or not producers.is_holder(session, kept.sha256, of):
        raise EvidenceNotFoundError
    return kept


def _with_file(sha256: str) -> Select[int]:
    """Select the authorizations behind whose capacity stands a paper of the holder."""
    return (
        select(Authorization.id)
        .join(Authorization.entity)
        .join(FileHolder, FileHolder.organisation_id == Entity.organisation_id)
        .join(CapacityEvidence, CapacityEvidence.authorization_id == Authorization.id)
        .where(FileHolder.sha256 == sha256, CapacityEvidence.document_sha256 == sha256)
    )


producers.offer_papers(Permission.DESK, _with_file)
