"""Refusals about evidence of use and decisions on non-use."""

from datetime import date

from gi_registry.core.errors import ConflictError, InvalidError
from gi_registry.core.words import Words


class UseDayError(InvalidError):
    """The mark cannot have been used on that day."""

    slug = "use-day"

    def __init__(self, earliest: date, latest: date):
        super().__init__(
            Words(
                f"用标日期应在 {earliest} 至 {latest} 之间（公告之后，今天之前）",
                f"The day of use lies between {earliest} and {latest}: after the "
                "announcement, and not in the future",
            ),
            field="used_on",
        )


class NotOverError(ConflictError):
    """The two years are not over, or use is on record since."""

    slug = "non-use-not-over"

    def __init__(self, ends_on: date):
        super().__init__(
            Words(
                f"未用标尚未满两年（{ends_on} 届满），现在无需决定",
                f"The two years without use end on {ends_on}; there is nothing to "
                "decide yet",
            )
        )


class DecidedError(ConflictError):
    """Somebody decided already."""

    slug = "non-use-decided"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这件事已有决定，请刷新页面查看",
                "This has been decided; load the page again to see how",
            )
        )


class DueDayError(InvalidError):
    """To put something right needs a day in the future."""

    slug = "non-use-due-day"

    def __init__(self, today: date):
        super().__init__(
            Words(
                f"限期改正须写明期限，且在 {today} 之后",
                f"Say by which day it is to be put right, after {today}",
            ),
            field="due_on",
        )
