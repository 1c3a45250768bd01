"""Refusals about files that come with a report."""

from gi_registry.core.errors import NotFoundError, RefusedError
from gi_registry.core.words import Words


class AttachmentMissingError(NotFoundError):
    """The report has no such file."""

    slug = "report-attachment-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这份年报没有这个附件，可能已被移除；请从附件列表进入",
                "The report has no such file, perhaps it was removed; follow the list "
                "of its files",
            )
        )


class TooManyAttachmentsError(RefusedError):
    """The report has as many files as it may."""

    slug = "report-attachments-full"

    def __init__(self, most: int):
        super().__init__(
            Words(
                f"一份年报最多 {most} 个附件；请移除不需要的，或合并成一个 PDF",
                f"A report has {most} files at most; remove one that is not needed, "
                "or put several into one PDF",
            ),
            field="file",
            most=most,
        )
