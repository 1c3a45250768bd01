"""Refusals about seasons and weeks."""

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words


class WeekError(InvalidError):
    """What was given names no week."""

    slug = "week"

    def __init__(self, text: str):
        super().__init__(
            Words(
                f"“{text}”不是一周；请写成 2026-W47（ISO 8601 的年份和周次）",
                f"{text!r} is no week; write it as 2026-W47 (ISO 8601 year and week)",
            ),
            field="week",
            given=text,
        )
