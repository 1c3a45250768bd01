"""What the public pages and the command line do across domains."""

from gi_registry.site.service.cards import Card, cards
from gi_registry.site.service.describing import (
    Clause,
    Described,
    Predecessor,
    described,
    every_described,
)
from gi_registry.site.service.taking_in import RegisterImport, import_register

__all__ = [
    "Card",
    "Clause",
    "Described",
    "Predecessor",
    "RegisterImport",
    "cards",
    "described",
    "every_described",
    "import_register",
]
