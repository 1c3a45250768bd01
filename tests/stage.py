"""One application for many tests, which each of them finds as if newly made.

Making the routes and compiling the templates costs more than most tests do.
"""

from pathlib import Path

from flask import Flask

from gi_registry.app import create_app, equip
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings


class Stage:
    """An application whose settings, database and memory each test sets anew.

    A test that adds routes or needs settings of its own makes its own application.

    Args:
        folder: of its data, until the first test.
    """

    def __init__(self, folder: Path):
        self._app = create_app(Settings(data_dir=folder))
        self._config = dict(self._app.config)
        self._extensions = dict(self._app.extensions)
        self._entry = self._app.wsgi_app

    def set(self, folder: Path, database: Database) -> Flask:
        """Return the application on a database, with nothing kept from before.

        Args:
            folder: of its data.
            database: at head.
        """
        app = self._app
        app.wsgi_app = self._entry  # type: ignore[method-assign]
        for kept, as_made in (
            (app.config, self._config),
            (app.extensions, self._extensions),
        ):
            kept.clear()
            kept.update(as_made)
        equip(app, Settings(data_dir=folder), database)
        app.testing = True
        return app
