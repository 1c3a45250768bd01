"""Tables of outer packs: runs of codes, packings and what happened; ranges only."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.marks.models import FileOut, LabelRun
from gi_registry.packs.rules import PackKind, PackState
from gi_registry.producers.models import Authorization


class PackRun(Base):
    """Codes of outer packs issued at once: one row, whatever their number.

    They are no labels: they count no goods and draw on no capacity.
    """

    __tablename__ = "pack_run"
    __table_args__ = (
        CheckConstraint("size BETWEEN 1 AND 268435456", name="size"),
        CheckConstraint("(holds IS NULL) <> (content_g IS NULL)", name="room"),
        {"sqlite_autoincrement": True},  # a run number never comes twice
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    """The run number inside each code, less 2^31."""
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    kind: Mapped[PackKind]
    name: Mapped[str] = mapped_column(String(60))
    """As printed on the pack, such as 12 瓶/箱."""
    size: Mapped[int]
    """Packs, count; indexes run from 0 to size - 1."""
    holds: Mapped[int | None]
    """Labels that a case, or packs that a pallet has room for, count."""
    content_g: Mapped[int | None]
    """Goods in a whole piece before it is cut, grams."""
    key_epoch: Mapped[int]
    issued_at: Mapped[Instant]
    issued_to_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    authorization: Mapped[Authorization] = relationship(lazy="raise")


class PackContent(Base):
    """Packs [first, end) hold labels of a run in order, `each` of them in each."""

    __tablename__ = "pack_content"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
        CheckConstraint(
            'each >= 1 AND label_end = label_first + each * ("end" - "first")',
            name="conserved",
        ),
        Index("ix_pack_content_run", "run_id", "first"),
        Index("ix_pack_content_label", "label_run_id", "label_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("pack_run.id"))
    first: Mapped[int]
    end: Mapped[int]
    label_run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"))
    label_first: Mapped[int]
    label_end: Mapped[int]
    each: Mapped[int]
    on_day: Mapped[date]
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[Instant | None]
    """When it was taken back as a slip; then it counts for nothing."""

    run: Mapped[PackRun] = relationship(lazy="raise")
    label_run: Mapped[LabelRun] = relationship(lazy="raise")


class PackInner(Base):
    """Packs [first, end) hold packs of another run in order, `each` in each."""

    __tablename__ = "pack_inner"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
        CheckConstraint(
            'each >= 1 AND inner_end = inner_first + each * ("end" - "first")',
            name="conserved",
        ),
        CheckConstraint("run_id <> inner_run_id", name="not_itself"),
        Index("ix_pack_inner_run", "run_id", "first"),
        Index("ix_pack_inner_inner", "inner_run_id", "inner_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("pack_run.id"))
    first: Mapped[int]
    end: Mapped[int]
    inner_run_id: Mapped[int] = mapped_column(ForeignKey("pack_run.id"))
    inner_first: Mapped[int]
    inner_end: Mapped[int]
    each: Mapped[int]
    on_day: Mapped[date]
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[Instant | None]
    """When it was taken back as a slip; then it counts for nothing."""

    run: Mapped[PackRun] = relationship(lazy="raise", foreign_keys=[run_id])
    inner_run: Mapped[PackRun] = relationship(lazy="raise", foreign_keys=[inner_run_id])


class PackEvent(Base):
    """What happened to the packs [first, end) of a run; these never overlap."""

    __tablename__ = "pack_event"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
        Index("ix_pack_event_run", "run_id", "first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("pack_run.id"))
    first: Mapped[int]
    end: Mapped[int]
    state: Mapped[PackState]
    on_day: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class PackFile(FileOut):
    """Somebody took a file with the codes of outer packs."""

    __tablename__ = "pack_file"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("pack_run.id"), index=True)
