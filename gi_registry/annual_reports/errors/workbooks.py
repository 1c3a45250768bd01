"""Refusals of workbooks of reports."""

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
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


class BookMovedError(InvalidError):
    """It was made here, and its questions no longer stand where they stood."""

    slug = "report-book-moved"

    def __init__(self, question: Words | None):
        found = question or Words("", "")
        words = Words(
            f"“{found.zh}”在表中出现两次；请删去多出的一行",
            f"“{found.en}” stands in it twice; delete the row that is too many",
        )
        moved = Words(
            "表中的列被移动或删除过，找不到填报的项目；请重新下载，把数字填到新表中",
            "Columns were moved or deleted, and no question is found; download the "
            "workbook again and write the figures into it",
        )
        super().__init__(words if question else moved, field="file")


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


class BookOfOtherYearError(InvalidError):
    """It was made for another year."""

    slug = "report-book-of-other-year"

    def __init__(self, year: int):
        super().__init__(
            Words(
                f"这份表不是 {year} 年度的；请选对年度，或下载 {year} 年度的表",
                f"This table is not of {year}; choose its year, or download that of "
                f"{year}",
            ),
            field="file",
            year=year,
        )


class TableHeadError(InvalidError):
    """No sheet has the heads of reports."""

    slug = "report-table-head"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有找到年报的列名：至少要有“用标编号”（或“统一社会信用代码”和“产品”）"
                "和要填报的项目；请下载本县的汇总填报表",
                "The heads of reports were not found: Permission (or Credit code and "
                "Product) and the questions answered; download the table of your "
                "county",
            ),
            field="file",
        )


class TableUnitError(InvalidError):
    """A column's head names a unit that does not fit."""

    slug = "report-table-unit"

    def __init__(self, question: Words, unit: str, wanted: Words):
        super().__init__(
            Words(
                f"“{question.zh}”一列的单位“{unit}”不能用；请改用{wanted.zh}",
                f"The unit “{unit}” of the column “{question.en}” does not fit; use "
                f"{wanted.en}",
            ),
            field="file",
        )


class ImportMovedError(ConflictError):
    """What is on record has changed since the rows were looked at."""

    slug = "report-import-moved"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "查看之后，登记的情况有变化，没有录入任何内容；请重新上传，再看一遍",
                "The record has changed since you looked, and nothing was recorded; "
                "upload the table and look again",
            )
        )


class ImportDoneError(ConflictError):
    """The table was recorded already."""

    slug = "report-import-done"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这份表已经录入；再录入不会有变化，请查看年报列表",
                "This table is recorded; doing it again changes nothing. See the list "
                "of reports",
            )
        )


class ImportNotFoundError(NotFoundError):
    """There is no such import, or it is somebody else's."""

    slug = "report-import-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这次导入；请从成批录入页面重新上传",
                "There is no such import; upload the table again",
            )
        )


class RecorderMissingError(NotFoundError):
    """No account may record reports."""

    slug = "report-recorder-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有可以录入年报的账号；请先建立管理人员账号，或用 --account 指定",
                "No account may record reports; create an officer's, or name one with "
                "--account",
            )
        )
