"""Tables of what people were told, and of what they want by mail."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant
from gi_registry.notices.rules import Kind


class SentNotice(Base):
    """One notice to one person; the row is also what the mail is sent from."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("account_id", "key"),
        Index("ix_notice_account_id_made_at", "account_id", "made_at"),
        Index("ix_notice_kind_subject", "kind", "subject"),
        Index(
            "ix_notice_unread",
            "account_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(
            "ix_notice_mail_due_at",
            "mail_due_at",
            sqlite_where=text("mail_due_at IS NOT NULL"),
            postgresql_where=text("mail_due_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[Kind]
    key: Mapped[str] = mapped_column(String(160))
    """Kind, subject and occasion; nobody is told the same twice."""
    subject: Mapped[str] = mapped_column(String(60))
    """Public number of what it is about."""
    words_zh: Mapped[str] = mapped_column(Text)
    words_en: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(200))
    """Path of the page to go on to."""
    made_at: Mapped[Instant]
    read_at: Mapped[Instant | None]
    mail_due_at: Mapped[Instant | None]
    """When the mail is to be tried, or tried again; none if it is not."""
    mail_attempts: Mapped[int] = mapped_column(default=0)
    mailed_at: Mapped[Instant | None]
    mail_error: Mapped[str | None] = mapped_column(String(200))
    """Why the last attempt failed, or why there is none."""


class MailChoice(Base):
    """What a person does not want by mail; without a row everything is mailed."""

    __tablename__ = "mail_choice"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    off: Mapped[list[str]]
    """Groups that are not mailed."""
