"""The maps: the public one, those behind a sign-in, and what draws them."""

from gi_registry.maps.pages import data, private, public
from gi_registry.maps.pages.blueprint import pages

__all__ = ["data", "pages", "private", "public"]
