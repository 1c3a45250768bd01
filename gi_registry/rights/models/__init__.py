"""Tables of what CNIPA did with rights, and of users whose right ended."""

from gi_registry.rights.models.announced import RightAnnounced
from gi_registry.rights.models.procedures import RightEvent, RightHold, RightProcedure
from gi_registry.rights.models.refusals import MarkRefusal

__all__ = ["MarkRefusal", "RightAnnounced", "RightEvent", "RightHold", "RightProcedure"]
