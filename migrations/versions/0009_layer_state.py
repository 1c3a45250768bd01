"""A token for each public layer, new whenever a row behind it is.

What is kept in memory of a layer is right as long as its token is the same, which
one look at a small table says. The database itself writes the tokens, so that no
change by another process, by hand or by a restore is missed.

Safe to run while the old code serves: it only adds a table and triggers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BEHIND = {
    "area_version": "areas",
    "area_clause": "areas",
    "division": "divisions",
    "gi": "products",
    "gi_right": "products",
}
"""Tables and the layers that they are behind."""

EVENTS = ("INSERT", "UPDATE", "DELETE")

_WRITTEN = (
    "INSERT INTO layer_state (layer, token) VALUES ('{layer}', hex(randomblob(16))) "
    "ON CONFLICT (layer) DO UPDATE SET token = excluded.token"
)

_FUNCTION = """
CREATE FUNCTION gi_layer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO layer_state (layer, token)
    VALUES (TG_ARGV[0], gen_random_uuid()::text)
    ON CONFLICT (layer) DO UPDATE SET token = excluded.token;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "layer_state",
        sa.Column("layer", sa.String(length=20), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("layer", name=op.f("pk_layer_state")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_FUNCTION)
        for table, layer in BEHIND.items():
            op.execute(
                f"CREATE TRIGGER {table}_layer AFTER INSERT OR UPDATE OR DELETE OR "
                f"TRUNCATE ON {table} EXECUTE FUNCTION gi_layer_changed('{layer}')"
            )
        return
    for table, layer in BEHIND.items():
        written = _WRITTEN.format(layer=layer)
        for event in EVENTS:
            trigger = f"{table}_layer_{event.lower()} AFTER {event} ON {table}"
            op.execute(f"CREATE TRIGGER {trigger} BEGIN {written}; END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in BEHIND:
            op.execute(f"DROP TRIGGER {table}_layer ON {table}")
        op.execute("DROP FUNCTION gi_layer_changed()")
    else:
        for table in BEHIND:
            for event in EVENTS:
                op.execute(f"DROP TRIGGER {table}_layer_{event.lower()}")
    op.drop_table("layer_state")
