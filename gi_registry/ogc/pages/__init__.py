"""The edge of OGC API - Features, at /ogc, and of the files at /downloads."""

from gi_registry.ogc.pages import describing, downloads, features
from gi_registry.ogc.pages.blueprint import pages

__all__ = ["describing", "downloads", "features", "pages"]
