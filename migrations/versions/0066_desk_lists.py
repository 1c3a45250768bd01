"""The lists of the reports' desk are kept, and counted, by the database itself.

Safe to run while the old code serves: it adds tables, views and triggers, and drops
an index by which the old code counts faster.

A later migration that makes one of the tables behind the lists anew has to make its
triggers again, for SQLite drops them with the table.
"""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

_YEARS = range(2024, 2028)
"""Until the next one; `service.keep_years` adds the later ones in time."""

_FILED = "'submitted', 'accepted', 'summed', 'locked', 'reopened'"

_OWED = """
CREATE VIEW report_owed AS
SELECT a.id AS authorization_id, y.year AS year, 'owed' AS list, 0 AS report_id,
       '' AS state, '' AS drawn, CAST(NULL AS timestamptz) AS submitted_at,
       a.division AS division, COALESCE(g.managing_authority, '') AS authority,
       a.gi_id AS gi_id, CAST(NULL AS double precision) AS price
FROM "authorization" a
JOIN gi_right g ON g.id = a.right_id
JOIN report_year y ON a.valid_from <= y.last_on
                  AND (a.valid_to IS NULL OR a.valid_to >= y.first_on)
WHERE EXISTS (
    SELECT 1 FROM authorization_status s
    WHERE s.authorization_id = a.id AND s.state IN ('announced', 'in_use', 'rectify')
      AND s.from_on <= y.last_on
      AND (a.valid_to IS NULL OR s.from_on <= a.valid_to)
      AND (s.to_on IS NULL OR (s.to_on > y.first_on AND s.to_on > s.from_on
                               AND s.to_on > a.valid_from)))
"""
"""Who must report on which year: whoever might use the mark on a day of it."""

_LISTING = f"""
CREATE VIEW report_listing AS
SELECT r.authorization_id AS authorization_id, r.year + 0 AS year,
       CASE WHEN EXISTS (
                SELECT 1 FROM annual_report l
                WHERE l.authorization_id = r.authorization_id AND l.year + 0 = r.year
                  AND l.version > r.version
                  AND (l.state IN ({_FILED}) OR (
                      l.state <> 'draft' AND r.state IN ('submitted', 'returned')))
            ) THEN 'former'
            WHEN r.state = 'submitted' THEN 'review'
            WHEN r.state = 'returned' THEN 'returned'
            ELSE 'accepted' END AS list,
       r.id AS report_id, r.state AS state,
       CASE WHEN r.state = 'submitted' THEN COALESCE(d.outcome, '') ELSE '' END
           AS drawn,
       r.submitted_at AS submitted_at, a.division AS division,
       COALESCE(g.managing_authority, '') AS authority, a.gi_id AS gi_id,
       CAST(NULLIF(r.marked_sales_fen, 0) AS double precision) * 1000
           / NULLIF(r.marked_output_g, 0) AS price
FROM annual_report r
JOIN "authorization" a ON a.id = r.authorization_id
JOIN gi_right g ON g.id = a.right_id
LEFT JOIN report_drawn d ON d.report_id = r.id
WHERE r.state IN ('returned', {_FILED})
UNION ALL
SELECT o.authorization_id, o.year + 0, 'unfiled', 0, '', '', NULL, o.division,
       o.authority, o.gi_id, NULL
FROM report_listed o
WHERE o.list || '' = 'owed' AND NOT EXISTS (
    SELECT 1 FROM annual_report f
    WHERE f.authorization_id = o.authorization_id AND f.year + 0 = o.year
      AND f.state IN ({_FILED}))
"""  # noqa: S608 -- no value in it
"""The other lists, once the lines of who must report are there. The sums hide year and
list from PostgreSQL, which would otherwise read all of a year by an index on it when
it does not know yet how many there are, and not one user's rows."""

_LINE = (
    "authorization_id",
    "year",
    "list",
    "report_id",
    "state",
    "drawn",
    "submitted_at",
    "division",
    "authority",
    "gi_id",
    "price",
)
_CELL = ("year", "list", "state", "drawn", "division", "authority")
"""What lines are counted by."""


def _anew(where: str) -> str:
    """Return the statements that make lines anew."""
    drop = f"DELETE FROM report_listed WHERE {where};"  # noqa: S608 -- no value in it
    return f"{drop} {_from(('report_owed', 'report_listing'), where)}"


def _reports(where: str) -> str:
    """Return the same of one user's reports of a year, which change nothing owed."""
    drop = "DELETE FROM report_listed WHERE list <> 'owed' AND"
    return f"{drop} {where}; {_from(('report_listing',), where)}"


def _from(views: tuple[str, ...], where: str) -> str:
    line = ", ".join(_LINE)
    return " ".join(
        f"INSERT INTO report_listed ({line}) SELECT {line} FROM {view} WHERE {where};"  # noqa: S608 -- no value in it
        for view in views
    )


def _of_year(row: str) -> str:
    return f"authorization_id = {row}.authorization_id AND year = {row}.year"


def _drawn(row: str, outcome: str) -> str:
    """Return the statement that notes what a draw says of a version under review."""
    report = f"FROM annual_report WHERE id = {row}.report_id"
    return (
        f"UPDATE report_listed SET drawn = {outcome} "  # noqa: S608 -- no value in it
        f"WHERE authorization_id = (SELECT authorization_id {report}) "
        f"AND report_id = {row}.report_id AND state = 'submitted';"
    )


_AUTHORIZATION = "authorization_id = {}.authorization_id"
_RIGHT = (
    "UPDATE report_listed SET authority = COALESCE(NEW.managing_authority, '') "
    "WHERE authorization_id IN "
    '(SELECT id FROM "authorization" WHERE right_id = NEW.id);'
)
_NAMES = ", ".join(_CELL)
_KEY = " AND ".join(f"{name} = OLD.{name}" for name in _CELL)
_NEW = ", ".join(f"NEW.{name}" for name in _CELL)
_MORE = (
    f"INSERT INTO report_tally ({_NAMES}, lines) VALUES ({_NEW}, 1) "  # noqa: S608 -- no value in it
    f"ON CONFLICT ({_NAMES}) DO UPDATE SET lines = report_tally.lines + 1;"
)
_FEWER = f"UPDATE report_tally SET lines = lines - 1 WHERE {_KEY};"  # noqa: S608 -- no value in it

_TRIGGERS = {
    "report_year": {"INSERT": _anew("year = NEW.year")},
    "gi_right": {"UPDATE OF managing_authority": _RIGHT},
    "authorization": {
        "UPDATE OF valid_from, valid_to, division, right_id, gi_id": _anew(
            "authorization_id = NEW.id"
        ),
        "DELETE": "DELETE FROM report_listed WHERE authorization_id = OLD.id;",
    },
    "authorization_status": {
        "INSERT": _anew(_AUTHORIZATION.format("NEW")),
        "UPDATE OF state, from_on, to_on": _anew(_AUTHORIZATION.format("NEW")),
        "DELETE": _anew(_AUTHORIZATION.format("OLD")),
    },
    "annual_report": {
        "INSERT": _reports(_of_year("NEW")),
        "UPDATE OF state, submitted_at": _reports(_of_year("NEW")),
        "DELETE": _reports(_of_year("OLD")),
    },
    "report_drawn": {
        "INSERT": _drawn("NEW", "NEW.outcome"),
        "UPDATE OF outcome": _drawn("NEW", "NEW.outcome"),
        "DELETE": _drawn("OLD", "''"),
    },
    "report_listed": {
        "INSERT": _MORE,
        "UPDATE OF drawn, authority": f"{_FEWER} {_MORE}",
        "DELETE": _FEWER,
    },
}
"""What is done after which event of which table, for each row."""

_WHEN = {
    ("annual_report", "INSERT"): "WHEN (NEW.state <> 'draft')",
    ("annual_report", "DELETE"): "WHEN (OLD.state <> 'draft')",
}
"""Drafts are on no list."""

_QUEUE = "PERFORM pg_advisory_xact_lock(7106407);"
"""The queue of the log (`translog.service.appending`), taken before anything is
counted. Whoever changes a list goes on to log why; if it took the two in turn, two
could wait for each other."""


_BY_INDEX = (
    "SET jit TO off SET enable_seqscan TO off "
    "SET enable_hashjoin TO off SET enable_mergejoin TO off"
)
"""How PostgreSQL plans them: they look at one user's rows, and a plan that was made
while the tables were small would be kept for the whole of a long transaction."""


def _made(*, is_postgresql: bool) -> Iterator[str]:
    """Give the statements that make the triggers."""
    for table, events in _TRIGGERS.items():
        for event, work in events.items():
            name = _name(table, event)
            when = _WHEN.get((table, event), "")
            head = f'CREATE TRIGGER {name} AFTER {event} ON "{table}" FOR EACH ROW'
            if not is_postgresql:
                yield f"{head} {when} BEGIN {work} END"
                continue
            first = _QUEUE if table == "report_listed" else ""
            yield (
                f"CREATE FUNCTION gi_{name}() RETURNS trigger LANGUAGE plpgsql "
                f"{_BY_INDEX} AS $$ BEGIN {first} {work} RETURN NULL; END $$"
            )
            yield f"{head} {when} EXECUTE FUNCTION gi_{name}()"


def _name(table: str, event: str) -> str:
    return f"{table}_lists_{event.partition(' ')[0].lower()}"


def upgrade() -> None:
    years = op.create_table(
        "report_year",
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_report_year")),
    )
    keys = ("authorization_id", "year", "list", "report_id")
    op.create_table(
        "report_listed",
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("drawn", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("authority", sa.String(length=120), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint(*keys, name=op.f("pk_report_listed")),
        sqlite_with_rowid=False,
    )
    in_order = ("submitted_at", "report_id", "authorization_id")
    for name, columns in {
        "order": (*in_order, "division", "authority", "drawn"),
        "price": ("gi_id", "price"),
    }.items():
        index = f"ix_report_listed_{name}"
        op.create_index(index, "report_listed", ["year", "list", *columns])
    op.create_table(
        "report_tally",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("drawn", sa.String(length=40), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("authority", sa.String(length=120), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_CELL, name=op.f("pk_report_tally")),
        sqlite_with_rowid=False,
    )
    op.execute(_OWED)
    op.execute(_LISTING)
    for statement in _made(is_postgresql=_is_postgresql()):
        op.execute(statement)
    rows = [
        {"year": each, "first_on": date(each, 1, 1), "last_on": date(each, 12, 31)}
        for each in _YEARS
    ]
    op.bulk_insert(years, rows)
    op.drop_index("ix_annual_report_corrections", "annual_report")


def downgrade() -> None:
    corrected = sa.text("version > 1")
    op.create_index(
        "ix_annual_report_corrections",
        "annual_report",
        ["authorization_id", "year", "version", "state"],
        sqlite_where=corrected,
        postgresql_where=corrected,
    )
    for table, events in _TRIGGERS.items():
        for event in events:
            name = _name(table, event)
            if _is_postgresql():
                op.execute(f'DROP TRIGGER {name} ON "{table}"')
                op.execute(f"DROP FUNCTION gi_{name}()")
            else:
                op.execute(f"DROP TRIGGER {name}")
    op.execute("DROP VIEW report_listing")
    op.execute("DROP VIEW report_owed")
    op.drop_table("report_tally")
    op.drop_table("report_listed")
    op.drop_table("report_year")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
