"""Public pages: home, register, product, help, open data, problems."""

from gi_registry.site.pages import home, open_data, producer, product, reading, register
from gi_registry.site.pages.blueprint import pages

__all__ = ["home", "open_data", "pages", "producer", "product", "reading", "register"]
