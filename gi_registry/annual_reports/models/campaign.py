"""The days of a year's reports, as a province decides them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Instant


class ReportCampaign(Base):
    """One decision on the days of one year's reports; never changed.

    The newest of a province and year holds; until there is one, the proposed days.
    """

    __tablename__ = "report_campaign"
    __table_args__ = (
        CheckConstraint(
            "opens_on < users_by AND users_by < county_by "
            "AND county_by < prefecture_by AND prefecture_by < province_by",
            name="ordered",
        ),
        Index("ix_report_campaign_year", "year", "division"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(String(2))
    """Province that decides, the first two digits of GB/T 2260."""
    year: Mapped[int]
    """The year reported on."""
    form: Mapped[int]
    """Version of the form that users fill in."""
    opens_on: Mapped[date]
    """First day on which a report may be begun, in China."""
    users_by: Mapped[date]
    """Last day for users, inclusive."""
    county_by: Mapped[date]
    prefecture_by: Mapped[date]
    province_by: Mapped[date]
    document: Mapped[str] = mapped_column(String(120))
    """Number of the paper that orders it."""
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Instant]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    decided_by: Mapped[Account] = relationship(lazy="raise")
