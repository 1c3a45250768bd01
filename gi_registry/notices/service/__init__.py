"""Use cases of notices."""

from gi_registry.notices.rules import Kind, Notice, notice
from gi_registry.notices.service.choosing import choose, off_of
from gi_registry.notices.service.reading import (
    Wanted,
    listed,
    opened,
    read_all,
    unread,
)
from gi_registry.notices.service.telling import tell, tell_all, told_of

__all__ = [
    "Kind",
    "Notice",
    "Wanted",
    "choose",
    "listed",
    "notice",
    "off_of",
    "opened",
    "read_all",
    "tell",
    "tell_all",
    "told_of",
    "unread",
]
