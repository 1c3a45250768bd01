"""Runs migrations on the engine that the caller hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum

from gi_registry.app.tables import metadata


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out R*Tree shadow tables and what PostGIS keeps for itself."""
    if kind == "table" and name is not None:
        return "_rtree" not in name and name != "spatial_ref_sys"
    return True


def _render(kind: str, value: Any, _context: object) -> str | Literal[False]:
    """Write our column types by what the database sees."""
    if kind == "type" and isinstance(value, Enum):
        return f"sa.String(length={value.length})"
    if kind == "type" and type(value).__module__.startswith("gi_registry"):
        return repr(value)
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_name=_ours,
    render_item=_render,
    compare_type=False,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
