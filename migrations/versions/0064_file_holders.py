"""Which organisation handed in which file, from what is on record.

Safe to run while the old code serves: it adds a table. A file that the old code
takes in after that has to be uploaded again before it can be named.

Whoever uploaded a file first holds it, and so does the organisation of whoever put
it on something: the same bytes were kept once, with the first uploader alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

_BY_ACCOUNT = (
    ("sha256", "stored_by_id", "stored_at", "stored_file"),
    ("sha256", "added_by_id", "added_at", "application_file"),
    ("sha256", "added_by_id", "added_at", "visit_photo"),
    ("sha256", "checked_by_id", "checked_at", "pack_check"),
    ("sha256", "added_by_id", "added_at", "report_attachment"),
    ("file_sha256", "proposed_by_id", "proposed_at", "entity_change"),
    ("file_sha256", "recorded_by_id", "recorded_at", "entity_list"),
    ("file_sha256", "recorded_by_id", "recorded_at", "use_record"),
    ("file_sha256", "recorded_by_id", "recorded_at", "mark_refusal"),
    ("file_sha256", "account_id", "recorded_at", "case_event"),
    ("file_sha256", "account_id", "recorded_at", "right_event"),
    ("document_sha256", "entered_by_id", "entered_at", "capacity_evidence"),
    (
        "design_sha256",
        "account_id",
        "recorded_at",
        (
            "event_filing JOIN filing_step ON filing_step.filing_id = event_filing.id "
            "AND filing_step.state = 'filed_province'"
        ),
    ),
    *(
        (
            "announcement.file_sha256",
            "account_id",
            "recorded_at",
            f"announcement JOIN {event} ON {event}.announcement_id = announcement.id",
        )
        for event in ("authorization_status", "right_event", "case_event")
    ),
)
"""SHA-256, who put the file there, when, and where."""

_REPORTS = """
SELECT quality_report_sha256 AS sha256, NULL AS account_id,
    entity.organisation_id AS organisation_id, application.created_at AS at
FROM application JOIN entity ON entity.id = application.entity_id
"""
"""Of the test report of an application only whose it is, is on record."""


def upgrade() -> None:
    op.create_table(
        "file_holder",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_file_holder_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_file_holder_account_id")
        ),
        sa.PrimaryKeyConstraint(
            "sha256", "organisation_id", name=op.f("pk_file_holder")
        ),
    )
    sources = [
        f"SELECT {sha256} AS sha256, account.id AS account_id, "  # noqa: S608 -- ours
        f"account.organisation_id AS organisation_id, {at} AS at "
        f"FROM {table} JOIN account ON account.id = {by}"
        for sha256, by, at, table in _BY_ACCOUNT
    ]
    op.execute(
        "INSERT INTO file_holder "  # noqa: S608 -- ours
        "(sha256, organisation_id, account_id, name, handed_in_at) "
        "SELECT sha256, organisation_id, account_id, name, at FROM ("
        "SELECT found.*, stored_file.name, ROW_NUMBER() OVER ("
        "PARTITION BY found.sha256, organisation_id "
        "ORDER BY account_id IS NULL, at, account_id) AS rank "
        f"FROM ({' UNION ALL '.join([*sources, _REPORTS])}) AS found "
        "JOIN stored_file ON stored_file.sha256 = found.sha256) AS ranked "
        "WHERE rank = 1"
    )


def downgrade() -> None:
    op.drop_table("file_holder")
