"""Work keeps for whom a deputy asked for it.

Safe to run while the old code serves: it only adds a column that may be empty.
"""

from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE job ADD COLUMN for_id INTEGER "
        "CONSTRAINT fk_job_for_id REFERENCES account (id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE job DROP COLUMN for_id")
