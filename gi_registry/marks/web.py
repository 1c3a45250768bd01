"""What edges share about item codes: the installation's keys, made once."""

import time
from typing import Final, NamedTuple

from flask import Flask, current_app

from gi_registry.core.codes import CodeKeys
from gi_registry.core.sessions import Registry
from gi_registry.marks import service

AFTER_S: Final = 60.0
"""Seconds after which a process looks whether another has begun an epoch; no
label is on goods within a minute of its issue."""

_KEPT: Final = "gi-code-keys"


class _Kept(NamedTuple):
    keys: CodeKeys
    at_s: float


def code_keys(epoch: int | None = None) -> CodeKeys:
    """Return the keys that make and open item codes here.

    Args:
        epoch: of a run whose codes are to be made; it may have just begun.
    """
    return code_keys_of(current_app, epoch)


def code_keys_of(app: Flask, epoch: int | None = None) -> CodeKeys:
    """Return the keys that make and open item codes in an application."""
    kept: _Kept | None = app.extensions.get(_KEPT)
    at_s = time.monotonic()
    if (
        kept is None
        or at_s - kept.at_s >= AFTER_S
        or (epoch is not None and epoch not in kept.keys.epochs)
    ):
        kept = app.extensions[_KEPT] = _Kept(_keys(app, kept), at_s)
    return kept.keys


def _keys(app: Flask, kept: _Kept | None) -> CodeKeys:
    parts: Registry = app.extensions["gi"]
    with parts.database.read() as session:
        newest = service.current_epoch(session)
    if kept is not None and kept.keys.epochs[0] == newest:
        return kept.keys
    return CodeKeys(parts.secrets.master, range(1, newest + 1))
