"""Tables of what CNIPA did with rights, and of users whose right ended."""

from gi_registry.rights.models.announced import RightAnnounced
from gi_registry.rights.models.procedures import RightEvent, RightHold, RightProcedure

__all__ = ["RightAnnounced", "RightEvent", "RightHold", "RightProcedure"]
