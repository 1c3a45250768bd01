"""Pages of sign-in, the own account, and the administrator's list of people."""

from gi_registry.accounts.pages import me, people, signing
from gi_registry.accounts.pages.blueprint import pages

__all__ = ["me", "pages", "people", "signing"]
