"""Use cases of witnesses."""

from gi_registry.witnesses.service.asking import Asking
from gi_registry.witnesses.service.cosigning import (
    OwnKey,
    consider,
    log_named,
    logs,
    witnessed,
)

__all__ = ["Asking", "OwnKey", "consider", "log_named", "logs", "witnessed"]
