"""Refusals of workbooks of reports."""

from gi_registry.core.errors import ConflictError, InvalidError
from gi_registry.core.words import Words


class BookUnknownError(InvalidError):
    """It is no workbook that was made here for a report."""

    slug = "report-book-unknown"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是本系统生成的年报表；请在年报页面下载填报表，填好后上传",
                "This is not a workbook made here; download the one of your report, "
                "fill it in and upload that",
            ),
            field="file",
        )


class BookOutdatedError(InvalidError):
    """It was made for other questions, or for a former version of the report."""

    slug = "report-book-outdated"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这份填报表是旧版，题目或年报版次已经变了；请重新下载，把数字填到新表中",
                "This workbook is of an older form or version; download the present "
                "one and write the figures into it",
            ),
            field="file",
        )


class BookOfOtherReportError(InvalidError):
    """It was made for another user, product or year."""

    slug = "report-book-of-other"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"这份填报表属于另一份年报（{number}）；请在那份年报的页面上传，"
                "或下载本年报的填报表",
                f"This workbook belongs to another report ({number}); upload it there, "
                "or download the one of this report",
            ),
            field="file",
            number=number,
        )


class BookStaleError(ConflictError):
    """The draft was saved by somebody after the workbook was looked at."""

    slug = "report-book-stale"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "查看之后，草稿又被改过，没有填入；请再上传一次，对照现在的草稿",
                "The draft was changed after you looked, and nothing was filled in; "
                "upload the workbook again to compare it with the present draft",
            ),
            field="file",
        )
