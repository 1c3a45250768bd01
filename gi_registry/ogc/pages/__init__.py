"""The edge of OGC API - Features, at /ogc."""

from gi_registry.ogc.pages import describing, features
from gi_registry.ogc.pages.blueprint import pages

__all__ = ["describing", "features", "pages"]
