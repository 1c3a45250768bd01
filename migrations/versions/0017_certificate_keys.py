"""The lives of the keys that sign certificates.

Safe to run while the old code serves: it only adds a table. The old code goes on
signing with the first key until it is replaced.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate_key",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("epoch >= 1", name=op.f("ck_certificate_key_epoch")),
        sa.CheckConstraint(
            "retired_on >= began_on", name=op.f("ck_certificate_key_order")
        ),
        sa.PrimaryKeyConstraint("epoch", name=op.f("pk_certificate_key")),
    )


def downgrade() -> None:
    op.drop_table("certificate_key")
