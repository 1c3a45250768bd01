"""Refusals about jobs, and what ends one before its time."""

from gi_registry.core.errors import ConflictError, NotFoundError
from gi_registry.core.words import Words


class JobNotFoundError(NotFoundError):
    """There is no such job, or it is somebody else's."""

    slug = "job-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这项任务；请回到任务列表查看",
                "There is no such job; go back to the list of jobs",
            )
        )


class JobOverError(ConflictError):
    """It has ended; there is nothing to cancel."""

    slug = "job-over"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "任务已经结束，不能取消；请刷新页面查看结果",
                "The job has ended and cannot be cancelled; load the page again to "
                "see how",
            )
        )


class ResultMissingError(NotFoundError):
    """The job has no file, or it is not kept any more."""

    slug = "job-result-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有结果文件，或已过保存期；请重新发起任务",
                "There is no file, or it is no longer kept; start the job again",
            )
        )


class CancelledError(Exception):
    """The job is to stop: somebody cancelled it. Raised into its handler."""


class LeaseLostError(Exception):
    """Another worker has taken the job over. Raised into its handler."""


class StoppingError(Exception):
    """The worker itself is to stop. Raised into the handler."""
