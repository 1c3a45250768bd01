"""Table of what offices set where the law leaves a period open."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Instant
from gi_registry.law.rules import Setting, Unit


class OfficeSetting(Base):
    """One value of one setting of one province; never changed, never deleted.

    A later row takes its place from its own `since` on.
    """

    __tablename__ = "office_setting"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("(amount IS NULL) = (unit IS NULL)", name="whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(String(2))
    """Province that sets it, the first two digits of GB/T 2260."""
    key: Mapped[Setting]
    amount: Mapped[int | None]
    """Length in `unit`; none where the setting is emptied."""
    unit: Mapped[Unit | None]
    since: Mapped[date]
    """First day on which it holds, in China."""
    document: Mapped[str] = mapped_column(String(120))
    """Number of the paper that orders it."""
    reason: Mapped[str] = mapped_column(Text)
    set_at: Mapped[Instant]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    set_by: Mapped[Account] = relationship(lazy="raise")
