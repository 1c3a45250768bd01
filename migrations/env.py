"""Runs migrations on the engine that the caller hands over."""

from typing import Literal

from alembic import context
from sqlalchemy import Enum

from gi_registry.app.tables import metadata
from gi_registry.core.db import UtcDateTime
from gi_registry.geo import columns


def _render(kind: str, value: object, context_: object) -> str | Literal[False]:
    """Write our column types by what the database sees."""
    if kind == "type" and isinstance(value, Enum):
        return f"sa.String(length={value.length})"
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return columns.render_item(kind, value, context_)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_name=columns.include_name,
    render_item=_render,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
