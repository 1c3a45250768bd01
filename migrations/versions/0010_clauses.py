"""Clauses with kind, codes and evidence; decisions, drafts, flags; divisions' changes.

Safe to run while the old code serves: it adds tables, and columns that have a
default or may be empty. The triggers on area_clause and area_version stay, because
their tables are not copied.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


class _Geometry(sa.types.UserDefinedType[str]):
    """PostGIS's column type."""

    cache_ok = True

    def get_col_spec(self, **_kw: object) -> str:
        return "geometry(Geometry,4490)"


_WRITTEN = (
    "INSERT INTO layer_state (layer, token) VALUES ('areas', hex(randomblob(16))) "
    "ON CONFLICT (layer) DO UPDATE SET token = excluded.token"
)

REFERENCES = (
    ("area_version", "decided_by_id", "account"),
    ("area_clause", "outline_id", "area_outline"),
)
TABLES = ("area_flag", "area_draft", "area_outline", "area_county", "division_change")


def _columns() -> dict[str, tuple[sa.Column[Any], ...]]:
    """Return the new columns by table; a column belongs to one statement only."""
    return {
        "area_version": (
            sa.Column("decision", sa.Text(), nullable=False, server_default=""),
        ),
        "area_clause": (
            sa.Column("reason_en", sa.Text(), nullable=False, server_default=""),
            sa.Column("kind", sa.String(40), nullable=False, server_default="county"),
            sa.Column("cause", sa.String(40), nullable=True),
            sa.Column("codes", _JSON, nullable=False, server_default="[]"),
            sa.Column("begins", sa.Integer(), nullable=True),
            sa.Column("ends", sa.Integer(), nullable=True),
            sa.Column("evidence", _JSON, nullable=False, server_default="{}"),
        ),
    }


def _watch() -> None:
    """Let a change of an area's counties change the token of the layer (0009)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER area_county_layer AFTER INSERT OR UPDATE OR DELETE OR "
            "TRUNCATE ON area_county EXECUTE FUNCTION gi_layer_changed('areas')"
        )
        return
    for event in ("INSERT", "UPDATE", "DELETE"):
        trigger = f"area_county_layer_{event.lower()} AFTER {event} ON area_county"
        op.execute(f"CREATE TRIGGER {trigger} BEGIN {_WRITTEN}; END")


def upgrade() -> None:
    _tables()
    _watch()
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    for table, column, other in REFERENCES:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER "
            f"CONSTRAINT fk_{table}_{column} REFERENCES {other} (id)"
        )
    _carry_over()


def downgrade() -> None:
    for table, column, _ in REFERENCES:
        op.drop_column(table, column)
    for table, columns in _columns().items():
        for column in columns:
            op.drop_column(table, column.name)
    for table in TABLES:
        op.drop_table(table)


def _carry_over() -> None:
    """Fill in for the clauses that are there what can be known of them."""
    op.execute(
        "INSERT INTO area_county (area_version_id, code, ordinal) "
        "SELECT area_version_id, division_code, min(ordinal) FROM area_clause "
        "WHERE division_code IS NOT NULL GROUP BY area_version_id, division_code"
    )
    made = "json_array"
    if op.get_bind().dialect.name == "postgresql":
        made = "jsonb_build_array"
    op.execute(
        f"UPDATE area_clause SET codes = {made}(division_code) "  # noqa: S608 -- ours
        "WHERE division_code IS NOT NULL"
    )


def _tables() -> None:
    op.create_table(
        "division_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("old_code", sa.String(length=12), nullable=False),
        sa.Column("old_name", sa.String(length=60), nullable=False),
        sa.Column("new_code", sa.String(length=12), nullable=True),
        sa.Column("new_name", sa.String(length=60), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division_change")),
    )
    for column in ("old_code", "new_code"):
        op.create_index(
            op.f(f"ix_division_change_{column}"), "division_change", [column]
        )
    op.create_table(
        "area_county",
        sa.Column("area_version_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_version_id"],
            ["area_version.id"],
            name=op.f("fk_area_county_area_version_id"),
        ),
        sa.PrimaryKeyConstraint("area_version_id", "code", name="pk_area_county"),
    )
    op.create_index(op.f("ix_area_county_code"), "area_county", ["code"])
    op.create_table(
        "area_outline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("crs_given", sa.String(length=20), nullable=False),
        sa.Column("area_m2", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "geometry",
            sa.LargeBinary().with_variant(_Geometry(), "postgresql"),
            nullable=False,
        ),
        _key("area_outline", "gi_id", "gi"),
        _key("area_outline", "made_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_outline")),
    )
    op.create_index(op.f("ix_area_outline_gi_id"), "area_outline", ["gi_id"])
    op.create_table(
        "area_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("finest_level", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.Column("counties", _JSON, nullable=False),
        sa.Column("clauses", _JSON, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        _key("area_draft", "gi_id", "gi"),
        _key("area_draft", "based_on_id", "area_version"),
        _key("area_draft", "changed_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_draft")),
        sa.UniqueConstraint("gi_id", name=op.f("uq_area_draft_gi_id")),
    )
    op.create_table(
        "area_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("division_code", sa.String(length=12), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("why_en", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        _key("area_flag", "gi_id", "gi"),
        _key("area_flag", "resolved_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_flag")),
    )
    op.create_index(op.f("ix_area_flag_gi_id"), "area_flag", ["gi_id"])


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}")
    )
