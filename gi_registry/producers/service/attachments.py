"""Files of applications: added and taken back while the producer fills them in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.producers.errors import (
    FileNotOnApplicationError,
    TooManyFilesError,
)
from gi_registry.producers.models import (
    Application,
    ApplicationFile,
    StoredFile,
)
from gi_registry.producers.rules.checklist import (
    MOST_FILES,
    FileKind,
    Item,
    Need,
    checklist,
)
from gi_registry.producers.service.applications import editable
from gi_registry.producers.service.steps import By


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A line of the check-list with what is there.

    Attributes:
        files: those of its kind.
        is_there: whether something is.
    """

    item: Item
    files: Sequence[ApplicationFile]
    is_there: bool

    @property
    def is_missing(self) -> bool:
        """Whether the application cannot be sent without it."""
        return self.item.need is Need.REQUIRED and not self.is_there


def attach(
    session: Session,
    number: str,
    kind: FileKind,
    stored: tuple[StoredFile, str],
    *,
    organisation_id: int,
    by: By,
) -> ApplicationFile:
    """Add a file to one's own application; one that is there already stays as it is.

    Args:
        session: a writing session.
        number: of the application.
        kind: what it is.
        stored: the kept file, and its name as uploaded here.
        organisation_id: whose application it is.
        by: who adds it.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
        TooManyFilesError: it has as many as it may.
    """
    application = editable(session, number, organisation_id)
    file, name = stored
    here = session.scalars(
        select(ApplicationFile).where(
            ApplicationFile.application_id == application.id,
            ApplicationFile.removed_at.is_(None),
        )
    ).all()
    same = (each for each in here if (each.kind, each.sha256) == (kind, file.sha256))
    found = next(same, None)
    if found is not None:
        return found
    if len(here) >= MOST_FILES:
        raise TooManyFilesError(MOST_FILES)
    added = ApplicationFile(
        application_id=application.id,
        kind=kind,
        name=name[-120:] or file.name,
        sha256=file.sha256,
        added_at=by.now,
        added_by_id=by.account_id,
    )
    session.add(added)
    session.flush()
    return added


def detach(
    session: Session, number: str, file_id: int, *, organisation_id: int, by: By
) -> None:
    """Take a file of one's own application back; it stays in the store.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
        FileNotOnApplicationError: it has no such file.
    """
    application = editable(session, number, organisation_id)
    found = session.get(ApplicationFile, file_id)
    if (
        found is None
        or found.application_id != application.id
        or found.removed_at is not None
    ):
        raise FileNotOnApplicationError
    found.removed_at = by.now
    session.flush()


def files_of(session: Session, application: Application) -> list[ListedItem]:
    """Return the check-list of an application with what is there, in one query."""
    files = session.scalars(
        select(ApplicationFile)
        .where(
            ApplicationFile.application_id == application.id,
            ApplicationFile.removed_at.is_(None),
        )
        .options(joinedload(ApplicationFile.stored))
        .order_by(ApplicationFile.id)
    ).all()
    listed = []
    for item in checklist(application.route):
        here = [file for file in files if file.kind is item.kind]
        report = item.kind is FileKind.QUALITY_REPORT
        is_there = application.quality_report_sha256 is not None if report else here
        listed.append(ListedItem(item, here, bool(is_there)))
    return listed
