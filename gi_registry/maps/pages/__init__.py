"""The public map, its data, and the library that draws it."""

from gi_registry.maps.pages import data, public
from gi_registry.maps.pages.blueprint import pages

__all__ = ["data", "pages", "public"]
