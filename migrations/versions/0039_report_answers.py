"""The further questions of an annual report, and a reason by answer.

Safe to run while the old code serves: it adds columns that may be empty.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_COLUMNS = {
    "contact_name": sa.String(60),
    "contact_phone": sa.String(30),
    "plots_used": sa.Integer(),
    "trees": sa.Integer(),
    "herd_head": sa.Integer(),
    "head_sold": sa.Integer(),
    "pond_m2": sa.BigInteger(),
    "vat_ml": sa.BigInteger(),
    "ageing_ml": sa.BigInteger(),
    "raw_bought_g": sa.BigInteger(),
    "raw_local_g": sa.BigInteger(),
    "artisans": sa.Integer(),
    "cooperatives": sa.Integer(),
    "total_pieces": sa.Integer(),
    "standard_pieces": sa.Integer(),
    "marked_pieces": sa.Integer(),
    "total_ml": sa.BigInteger(),
    "standard_ml": sa.BigInteger(),
    "marked_ml": sa.BigInteger(),
    "output_value_fen": sa.BigInteger(),
    "online_sales_fen": sa.BigInteger(),
    "exports": _JSON,
    "marked_price": sa.BigInteger(),
    "unmarked_price": sa.BigInteger(),
    "mark_ways": _JSON,
    "labels_opening": sa.BigInteger(),
    "labels_received": sa.BigInteger(),
    "labels_lost": sa.BigInteger(),
    "standard_version": sa.String(60),
    "own_standard": sa.String(60),
    "standards_drafted": sa.Integer(),
    "outside_tests": sa.Integer(),
    "lab_name": sa.String(120),
    "lab_cma": sa.String(60),
    "test_items": sa.Text(),
    "failures_handled": sa.Text(),
    "lots": sa.Integer(),
    "traced_output_g": sa.BigInteger(),
    "labels_scanned": sa.BigInteger(),
    "trace_systems": _JSON,
    "infringements_found": sa.Integer(),
    "infringements_reported": sa.Integer(),
    "cases": sa.Integer(),
    "infringement_acts": _JSON,
    "premium_fen": sa.BigInteger(),
    "subsidies_fen": sa.BigInteger(),
    "trainings": sa.Integer(),
    "trained": sa.Integer(),
    "publicity_events": sa.Integer(),
    "problem_codes": _JSON,
    "reasons": _JSON,
}


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.add_column("annual_report", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("annual_report", name)
