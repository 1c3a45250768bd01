"""What edges share about item codes: the installation's keys, made once."""

from flask import current_app

from gi_registry.core.codes import CodeKeys
from gi_registry.core.sessions import registry
from gi_registry.marks.service import KEY_EPOCH

_KEPT = "gi-code-keys"


def code_keys() -> CodeKeys:
    """Return the keys that make and open item codes here."""
    kept: CodeKeys | None = current_app.extensions.get(_KEPT)
    if kept is None:
        kept = CodeKeys(registry().secrets.master, range(1, KEY_EPOCH + 1))
        current_app.extensions[_KEPT] = kept
    return kept
