"""Pages of the life of rights, for officers."""

from gi_registry.rights.pages import acting, listing, rebasing
from gi_registry.rights.pages.blueprint import pages

__all__ = ["acting", "listing", "pages", "rebasing"]
