"""What edges share about item codes: the installation's keys, made once."""

from flask import Flask, current_app

from gi_registry.core.codes import CodeKeys
from gi_registry.core.sessions import Registry
from gi_registry.marks.service import KEY_EPOCH

_KEPT = "gi-code-keys"


def code_keys() -> CodeKeys:
    """Return the keys that make and open item codes here."""
    return code_keys_of(current_app)


def code_keys_of(app: Flask) -> CodeKeys:
    """Return the keys that make and open item codes in an application."""
    kept: CodeKeys | None = app.extensions.get(_KEPT)
    if kept is None:
        parts: Registry = app.extensions["gi"]
        kept = CodeKeys(parts.secrets.master, range(1, KEY_EPOCH + 1))
        app.extensions[_KEPT] = kept
    return kept
