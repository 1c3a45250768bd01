"""Files with codes that go out; values alone."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words


class FileWay(StrEnum):
    """How a file with codes went out."""

    PAGE = "page"
    JOB = "job"
    COMMAND = "command"
    PRINTER = "printer"


FILE_WAY_WORDS: Final = {
    FileWay.PAGE: Words("网页下载", "From the page"),
    FileWay.JOB: Words("后台文件下载", "Made in the background"),
    FileWay.COMMAND: Words("命令行导出", "By the command line"),
    FileWay.PRINTER: Words("印刷厂下载", "By the printer"),
}


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file with the codes of labels [first, end) of a run.

    Attributes:
        run: its number.
        first: the first sequence number.
        end: one past the last.
        form: csv, pdf, png or svg.
        name: what it is called.
        way: how it goes out.
        sha256: of the file; none until all of it is made.
    """

    run: int
    first: int
    end: int
    form: str
    name: str
    way: FileWay
    sha256: str | None = None
