"""A worker in a process of its own, that a test kills.

Arguments: address of the database, data directory.
"""

import sys
from pathlib import Path

import tests.jobs.kinds
from gi_registry.app import create_app
from gi_registry.core import clock
from gi_registry.core.settings import Settings
from gi_registry.jobs import service as jobs

assert tests.jobs.kinds
url, data_dir = sys.argv[1:]
app = create_app(Settings(data_dir=Path(data_dir), database_url=url))
jobs.run_due(app.extensions["gi"], now=clock.now)
