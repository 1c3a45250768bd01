"""Which requests are no check by a person: crawlers and link previews."""

import re
from typing import Final

_NAMES: Final = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|facebookexternalhit|facebookcatalog"
    r"|whatsapp/|embedly|pinterest/|skypeuripreview|vkshare|bitlybot|archiver"
    r"|lighthouse|headlesschrome/.*prerender|monitoring|uptime|pingdom",
    re.IGNORECASE,
)


def is_program(browser: str, purpose: str) -> bool:
    """Whether a request is a crawler, a link preview or a page fetched ahead.

    Args:
        browser: what it calls itself; a program that calls itself nothing counts
            as a check, since a phone's camera may.
        purpose: what its headers Purpose, Sec-Purpose and X-Moz say.
    """
    if purpose and ("prefetch" in purpose.lower() or "preview" in purpose.lower()):
        return True
    return _NAMES.search(browser) is not None
