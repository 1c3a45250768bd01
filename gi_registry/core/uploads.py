"""What every upload goes through before anything is kept of it."""

from typing import IO

from gi_registry.core import antivirus
from gi_registry.core.sessions import registry


def scanned(stream: IO[bytes], *, field: str | None = None) -> IO[bytes]:
    """Return an upload, at its start, once the scanner has nothing against it.

    Where no scanner is configured there is nothing to ask.

    Raises:
        InfectedError, ScannerAwayError: see `antivirus.scan`.
    """
    address = registry().settings.clamd
    if address:
        antivirus.scan(stream, address, field=field)
        stream.seek(0)
    return stream
