"""What a list said about an event, kept as it came."""

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base
from gi_registry.rights.models.procedures import RightEvent


class RightAnnounced(Base):
    """A line of an announcement's list, and the event that it became."""

    __tablename__ = "right_announced"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("right_event.id"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(300), index=True)
    """Of the product, as printed; what a later list calls it is found by this too."""
    cells: Mapped[dict[str, Any]]
    """Text of each column, as taken; see `rules.batches.COLUMNS`."""

    event: Mapped[RightEvent] = relationship(lazy="raise")
