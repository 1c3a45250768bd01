"""What the public pages and the command line do across domains."""

from gi_registry.site.service.cards import Card, cards
from gi_registry.site.service.describing import (
    Clause,
    Described,
    Predecessor,
    described,
    every_described,
)
from gi_registry.site.service.producing import Home, producer_home
from gi_registry.site.service.taking_in import RegisterImport, import_register

__all__ = [
    "Card",
    "Clause",
    "Described",
    "Home",
    "Predecessor",
    "RegisterImport",
    "cards",
    "described",
    "every_described",
    "import_register",
    "producer_home",
]
