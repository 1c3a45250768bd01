"""What people are told: kinds, their words, and what belongs together."""

from gi_registry.notices.rules.catalogue import KINDS
from gi_registry.notices.rules.kinds import GROUP_WORDS, Group, Kind
from gi_registry.notices.rules.notice import Notice, notice

__all__ = ["GROUP_WORDS", "KINDS", "Group", "Kind", "Notice", "notice"]
