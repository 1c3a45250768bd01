"""Files that come with a report."""

from enum import StrEnum
from typing import Final

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
