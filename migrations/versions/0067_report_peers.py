"""Each product and year has a token for the prices of its reports.

Safe to run while the old code serves: it adds a table and two triggers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

_ROWS = {"INSERT": "NEW", "DELETE": "OLD"}
"""The row that says which product and year, by event."""


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _token() -> str:
    return (
        "gen_random_uuid()::text" if _is_postgresql() else "lower(hex(randomblob(16)))"
    )


def upgrade() -> None:
    op.create_table(
        "report_peers",
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("gi_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("year", "gi_id", name=op.f("pk_report_peers")),
    )
    op.execute(
        f"INSERT INTO report_peers (year, gi_id, token) SELECT year, gi_id, {_token()} "  # noqa: S608 -- no value in it
        "FROM report_listed WHERE price IS NOT NULL GROUP BY year, gi_id"
    )
    for event, row in _ROWS.items():
        name = f"report_listed_peers_{event.lower()}"
        work = (
            f"INSERT INTO report_peers (year, gi_id, token) "  # noqa: S608 -- no value in it
            f"VALUES ({row}.year, {row}.gi_id, {_token()}) "
            "ON CONFLICT (year, gi_id) DO UPDATE SET token = excluded.token;"
        )
        head = (
            f"CREATE TRIGGER {name} AFTER {event} ON report_listed FOR EACH ROW "
            f"WHEN ({row}.price IS NOT NULL)"
        )
        if _is_postgresql():
            op.execute(
                f"CREATE FUNCTION gi_{name}() RETURNS trigger LANGUAGE plpgsql "
                f"AS $$ BEGIN {work} RETURN NULL; END $$"
            )
            op.execute(f"{head} EXECUTE FUNCTION gi_{name}()")
        else:
            op.execute(f"{head} BEGIN {work} END")


def downgrade() -> None:
    for event in _ROWS:
        name = f"report_listed_peers_{event.lower()}"
        if _is_postgresql():
            op.execute(f"DROP TRIGGER {name} ON report_listed")
            op.execute(f"DROP FUNCTION gi_{name}()")
        else:
            op.execute(f"DROP TRIGGER {name}")
    op.drop_table("report_peers")
