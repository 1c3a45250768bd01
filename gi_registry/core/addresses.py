"""Where the registry is, for addresses that leave it."""

from typing import Any

from gi_registry.core.settings import LOOPBACK, Settings


def root(settings: Settings, environ: dict[str, Any]) -> str:
    """Return scheme and host of links in an answer: the public address.

    On loopback it is the address that was called, whatever port that is.

    Args:
        settings: of the running application.
        environ: of the request, as PEP 3333 has it.
    """
    host: str = environ.get("HTTP_HOST", "")
    if host.rpartition(":")[0] in LOOPBACK:
        return f"{environ['wsgi.url_scheme']}://{host}"
    return settings.base_url
