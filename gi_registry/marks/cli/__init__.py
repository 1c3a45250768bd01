"""Commands about item codes and certificates; they need no database."""

from gi_registry.marks.cli.certificates import verify_certificate
from gi_registry.marks.cli.codes import codes

COMMANDS = (codes, verify_certificate)
