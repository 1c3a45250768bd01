"""The lists of the desk and how long they are, as the database itself keeps them.

Nothing is written here by hand: triggers of migration 0066 write a user's lines
anew when its reports, its draws, its authorization or that one's states change, in
the same transaction, and count what they write. The views `report_owed` and
`report_listing` say what the lines are; `service.mend_lists` makes all anew.
"""

from datetime import date

from sqlalchemy import Double, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.annual_reports.rules import DeskList
from gi_registry.core.db import Base, Instant


class ReportYear(Base):
    """A year on which reports are owed: its users are on the lists."""

    __tablename__ = "report_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_on: Mapped[date]
    last_on: Mapped[date]


class ListedReport(Base):
    """One line of one of the desk's lists of a year.

    What a list is sorted and narrowed by stands here again, so that no other table
    is looked at for that; each index holds all that its question asks.
    """

    __tablename__ = "report_listed"
    __table_args__ = (
        Index(
            "ix_report_listed_order",
            "year",
            "list",
            "submitted_at",
            "report_id",
            "authorization_id",
            "division",
            "authority",
            "drawn",
        ),
        Index("ix_report_listed_price", "year", "list", "gi_id", "price"),
        {"sqlite_with_rowid": False},
    )

    authorization_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    list: Mapped[DeskList] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The version; 0 on the lists of who owes a report."""
    state: Mapped[str] = mapped_column(String(40))
    """Of the version, a `rules.ReportState`; "" where there is none."""
    drawn: Mapped[str] = mapped_column(String(40))
    """What a draw said of a version under review, a `rules.Drawn`; else ""."""
    submitted_at: Mapped[Instant | None]
    division: Mapped[str] = mapped_column(String(12))
    """County of the authorization."""
    authority: Mapped[str] = mapped_column(String(120))
    """Managing authority that the announcement of the right names; "" for none."""
    gi_id: Mapped[int]
    price: Mapped[float | None] = mapped_column(Double)
    """What marked goods brought by a version handed in, fen per kg; NULL where it
    names no sales or no output."""


class ReportPeers(Base):
    """A token for the prices of a product's reports, new whenever one of them is."""

    __tablename__ = "report_peers"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    gi_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(36))


class ReportTally(Base):
    """How many lines of a list are alike."""

    __tablename__ = "report_tally"
    __table_args__ = ({"sqlite_with_rowid": False},)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    list: Mapped[DeskList] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(40), primary_key=True)
    drawn: Mapped[str] = mapped_column(String(40), primary_key=True)
    division: Mapped[str] = mapped_column(String(12), primary_key=True)
    authority: Mapped[str] = mapped_column(String(120), primary_key=True)
    lines: Mapped[int]
