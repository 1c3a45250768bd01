"""Commands about item codes, certificates and label runs."""

from gi_registry.marks.cli.certificates import verify_certificate
from gi_registry.marks.cli.codes import codes
from gi_registry.marks.cli.epochs import epochs, leaked, rotate
from gi_registry.marks.cli.keys import certificates
from gi_registry.marks.cli.runs import runs

for _command in (epochs, leaked, rotate):
    codes.add_command(_command)

COMMANDS = (certificates, codes, runs, verify_certificate)
