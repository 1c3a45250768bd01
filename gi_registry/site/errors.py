"""Refusals of the pages that belong to no domain."""

from gi_registry.core.errors import InvalidError, NotFoundError
from gi_registry.core.words import Words


class FileUnreadableError(InvalidError):
    """A file that was named cannot be read, or is no JSON document."""

    slug = "file-unreadable"

    def __init__(self, name: str, reason: str):
        super().__init__(
            Words(
                f"读不了 {name}：{reason}；请检查路径，并确认它是 UTF-8 编码的 JSON",
                f"Cannot read {name}: {reason}. Check the path, "
                "and that it is JSON in UTF-8",
            ),
            name=name,
            reason=reason,
        )


class ProblemUnknownError(NotFoundError):
    """No refusal of this registry has that name."""

    slug = "problem-unknown"

    def __init__(self, slug: str):
        super().__init__(
            Words(
                f"本系统没有名为“{slug}”的问题类型；请核对地址",
                f"No problem of this registry is called {slug}; check the address",
            ),
            slug=slug,
        )
