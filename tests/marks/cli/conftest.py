"""An installation with a known master secret and no tables."""

from pathlib import Path

import pytest
from flask import Flask

from gi_registry.app import create_app
from gi_registry.core.settings import Settings
from tests.marks.certificates.examples import MASTER


@pytest.fixture
def installed(tmp_path: Path) -> Flask:
    """Give the application on a database that was never migrated."""
    settings = Settings(data_dir=tmp_path)
    settings.master_key.parent.mkdir(parents=True)
    settings.master_key.write_text(MASTER.hex())
    return create_app(settings)
