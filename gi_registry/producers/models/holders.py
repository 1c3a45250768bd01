"""Which organisation handed in which file."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant


class FileHolder(Base):
    """An organisation that handed in a file; never changed.

    The same bytes are kept once, whoever hands them in; each who did is a holder.
    """

    __tablename__ = "file_holder"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the file. A list that is only looked at is in the store, yet no
    `StoredFile`; so this refers to none."""
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who handed it in for the organisation first; none where it is known of an older
    file only by the organisation's application that it is on."""
    name: Mapped[str] = mapped_column(String(120))
    """As the organisation called it then."""
    handed_in_at: Mapped[Instant]
    """Of a file from before this was kept, the instant of what it is on."""
