"""Collections held in memory, and what is asked of them."""

from gi_registry.ogc.service.drawing import picture_of_one, picture_of_page
from gi_registry.ogc.service.held import Found, Held
from gi_registry.ogc.service.holding import held

__all__ = ["Found", "Held", "held", "picture_of_one", "picture_of_page"]
