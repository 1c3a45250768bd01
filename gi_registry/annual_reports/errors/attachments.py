"""Refusals about files that come with a report."""

from gi_registry.core.errors import InvalidError, NotFoundError, RefusedError
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


class NotLabReportError(RefusedError):
    """What stands on a file is to be corrected, and the file is no test report."""

    slug = "report-not-lab-report"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这个附件不是检验报告，没有可更正的日期和编号；如是检验报告，请移除后"
                "按检验报告加入",
                "This file is no test report, so it has no date and number to correct; "
                "if it is one, remove it and add it as a test report",
            )
        )


class LabReportBareError(InvalidError):
    """A test report comes without what stands on it."""

    slug = "report-lab-report-bare"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请写明检验报告的日期、编号和检验机构，照报告上的填",
                "Give the test report's date, number and laboratory as they stand "
                "on it",
            ),
            field="tested_on",
        )


class LabReportDayError(InvalidError):
    """A test report is of a day to come."""

    slug = "report-lab-report-day"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "检验报告的日期还没有到；请照报告上的日期填",
                "The test report's date has not come yet; give the one that stands "
                "on it",
            ),
            field="tested_on",
        )
