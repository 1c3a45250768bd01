"""Pages of sign-in, the own account, and the administrator's list of people."""

from gi_registry.accounts.pages import absences, me, people, signing
from gi_registry.accounts.pages.blueprint import pages

__all__ = ["absences", "me", "pages", "people", "signing"]
