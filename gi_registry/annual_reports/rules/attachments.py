"""Files that come with a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from gi_registry.core.words import Words

MOST_ATTACHMENTS: Final = 20
"""Files of one version."""


class AttachmentKind(StrEnum):
    """What a file shows."""

    PACK = "pack"
    LABEL = "label"
    LAB_REPORT = "lab_report"
    STANDARD = "standard"
    OTHER = "other"


ATTACHMENT_WORDS: Final = {
    AttachmentKind.PACK: Words("包装照片", "Photo of a pack"),
    AttachmentKind.LABEL: Words("标识照片", "Photo of a label"),
    AttachmentKind.LAB_REPORT: Words("检验报告", "Test report"),
    AttachmentKind.STANDARD: Words("执行标准文本", "Text of a standard"),
    AttachmentKind.OTHER: Words("其他证明材料", "Other evidence"),
}


@dataclass(frozen=True, slots=True)
class LabReport:
    """What stands on an attached test report, as the producer typed it.

    Attributes:
        tested_on: the day that it bears; None of one attached before it was asked.
        number: its own number.
        lab_name: who issued it.
        lab_cma: that laboratory's CMA number; empty where it bears none.
    """

    tested_on: date | None = None
    number: str = ""
    lab_name: str = ""
    lab_cma: str = ""

    def declared(self) -> list[str]:
        """Return what of it stands in the digest of a version; nothing if unknown."""
        if self.tested_on is None:
            return []
        day = self.tested_on.isoformat()
        return [day, self.number, self.lab_name, self.lab_cma]


@dataclass(frozen=True, slots=True)
class Correction:
    """What really stands on a test report.

    Attributes:
        bears: by the names of `LabReport`; what is not named stays.
        revision: of the draft that was corrected.
        seen: what was stated then; None where nobody knows.
        all_pages: whether the files of which the same is stated, the pages of one
            test report, are corrected with it.
    """

    bears: Mapping[str, Any]
    revision: int
    seen: LabReport | None = None
    all_pages: bool = False
