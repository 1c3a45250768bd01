"""All tables of all domains, and the migrations that make them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from gi_registry.app.edges import modules
from gi_registry.core.db import Base, Database

_ROOT = Path(__file__).parent.parent.parent

for _models in modules("models"):
    pass

metadata: MetaData = Base.metadata


def configuration() -> Config:
    """Return Alembic's configuration, the database not yet set."""
    return Config(_ROOT / "migrations" / "alembic.ini")


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring a database to a revision, in one transaction."""
    config = configuration()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take a database back to a revision, in one transaction."""
    config = configuration()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def revisions(database: Database) -> tuple[str | None, str]:
    """Return the database's revision, None if it has none, and the newest."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, head or ""
