"""Who works a plot; never public."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.areas.models import Plot
from gi_registry.core.db import Base, Instant
from gi_registry.producers.models.individuals import PrimaryProducer

_ACTIVE = text("ended_at IS NULL")


class PlotWorker(Base):
    """That an individual works a plot of the same organisation.

    Written once; only `ended_at` is set later.
    """

    __tablename__ = "plot_worker"
    __table_args__ = (
        Index(
            "uq_plot_worker_active",
            "plot_id",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plot_id: Mapped[int] = mapped_column(ForeignKey("plot.id"))
    individual_id: Mapped[int] = mapped_column(
        ForeignKey("primary_producer.id"), index=True
    )
    named_at: Mapped[Instant]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None where it was imported on the command line."""
    ended_at: Mapped[Instant | None]

    plot: Mapped[Plot] = relationship(lazy="raise")
    individual: Mapped[PrimaryProducer] = relationship(lazy="raise")
