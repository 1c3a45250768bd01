"""Lists of standings that were taken back."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant


class EntityListUndo(Base):
    """That a list was taken back as a whole, and why; the list itself stays."""

    __tablename__ = "entity_list_undo"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("entity_list.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[Instant]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
