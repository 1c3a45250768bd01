"""Refusals about notices."""

from gi_registry.core.errors import NotFoundError
from gi_registry.core.words import Words


class NoticeNotFoundError(NotFoundError):
    """There is no such notice, or it is somebody else's."""

    slug = "notice-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这条通知；请回到通知列表查看",
                "There is no such notice; go back to the list of notices",
            )
        )
