"""Refusals about rules of law."""

from datetime import date

from gi_registry.core.errors import NotFoundError
from gi_registry.core.words import Words


class RuleNotFoundError(NotFoundError):
    """No rule of this key was in force on that day."""

    slug = "rule-not-found"

    def __init__(self, key: str, on: date | None = None):
        day = on.isoformat() if on else ""
        super().__init__(
            Words(
                f"法规库中没有{day}有效的“{key}”；请从法规依据页查找",
                f"The library of rules has no {key} in force {day or 'on any day'}; "
                "look for it on the page of the rules of law",
            ),
            key=key,
        )
