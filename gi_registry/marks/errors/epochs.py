"""Refusals about the keys of item codes."""

from datetime import date

from gi_registry.core.errors import InvalidError, NotFoundError
from gi_registry.core.words import Words


class EpochReasonError(InvalidError):
    """A key is replaced or declared leaked without saying why."""

    slug = "epoch-reason"

    def __init__(self) -> None:
        words = Words("请写明原因，会公开记录", "Say why; it goes on the public record")
        super().__init__(words, field="reason")


class EpochUnknownError(NotFoundError):
    """There is no such epoch of item codes."""

    slug = "epoch-not-found"

    def __init__(self, epoch: int, *, newest: int) -> None:
        words = Words(
            f"没有第 {epoch} 期密钥；现有第 1 至 {newest} 期，可用 codes epochs 查看",
            f"There is no epoch {epoch}; there are 1 to {newest}, see `codes epochs`",
        )
        super().__init__(words, epoch=epoch)


class LeakDayError(InvalidError):
    """A leak is dated in the future."""

    slug = "leak-day"

    def __init__(self, today: date) -> None:
        words = Words(
            f"泄露日期不能晚于今天（{today}）", f"A leak is not after today ({today})"
        )
        super().__init__(words, field="on")
