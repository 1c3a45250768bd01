"""Use cases of witnesses."""

from gi_registry.witnesses.service.cosigning import OwnKey, consider, logs, witnessed

__all__ = ["OwnKey", "consider", "logs", "witnessed"]
