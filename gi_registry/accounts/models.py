"""Tables of organisations, people and how they sign in."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.rules import OrganisationKind
from gi_registry.core.access import Role
from gi_registry.core.db import Base, Instant
from gi_registry.core.words import Language


class Organisation(Base):
    """An authority or a producer: what people act for."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind]
    name: Mapped[str] = mapped_column(String(120), unique=True)
    division: Mapped[str] = mapped_column(String(12), index=True)
    """GB/T 2260 code of its seat or reach: 2, 4 or 6 digits."""
    created_at: Mapped[Instant]


class Account(Base):
    """A person who signs in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(120), unique=True)
    """Lower case; looks like an e-mail address."""
    name: Mapped[str] = mapped_column(String(60))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    password_hash: Mapped[str] = mapped_column(String(200))
    """argon2id, with its parameters."""
    language: Mapped[Language | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]
    disabled_at: Mapped[Instant | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    grants: Mapped[list["RoleGrant"]] = relationship(
        lazy="raise", foreign_keys="RoleGrant.account_id"
    )


class RoleGrant(Base):
    """A role held within a jurisdiction; ended, never deleted."""

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role]
    division: Mapped[str] = mapped_column(String(12))
    """GB/T 2260 code prefix; empty is everywhere."""
    authority: Mapped[str | None] = mapped_column(String(120))
    """管理机构 named in announcements, for which the person works."""
    granted_at: Mapped[Instant]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[Instant | None]


class Absence(Base):
    """Days on which somebody is away and a deputy has their grants as well."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("from_on <= to_on", name="period"),
        CheckConstraint("account_id <> deputy_id", name="deputy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    """Last day in China, inclusive; nothing has to be done for it to end."""
    reason: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[Instant | None]
    """Where it was ended before its last day."""
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account] = relationship(lazy="raise", foreign_keys=account_id)
    deputy: Mapped[Account] = relationship(lazy="raise", foreign_keys=deputy_id)


class WebSession(Base):
    """A browser that is signed in; ends when this row says so."""

    __tablename__ = "web_session"
    __table_args__ = (CheckConstraint("created_at < expires_at", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the cookie's secret, hex."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    browser: Mapped[str] = mapped_column(String(120))
    """What the browser calls itself, shortened; shown to its owner alone."""
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]


class ApiToken(Base):
    """A token that stands for an account within scopes, until it expires."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, hex; the token is shown once and not kept."""
    start: Mapped[str] = mapped_column(String(12))
    """First characters of the token, to tell it from others."""
    scopes: Mapped[str] = mapped_column(Text)
    """Permissions it may use, separated by spaces."""
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]


class SignInFailure(Base):
    """A sign-in that failed; what throttling counts. Kept one day."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_digest: Mapped[str] = mapped_column(String(64), index=True)
    address_digest: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[Instant] = mapped_column(index=True)
