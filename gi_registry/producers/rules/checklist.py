"""The files of an application, by route: what each is for, and the rule behind it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.producers.rules.states import Route

MOST_FILES: Final = 40
"""Files of one application, taken back ones aside."""


class FileKind(StrEnum):
    """What a file of an application is."""

    APPLICATION_FORM = "application_form"
    QUALITY_REPORT = "quality_report"
    """Kept with the papers themselves; see `Application.quality_report_sha256`."""
    MEMBERSHIP = "membership"
    LICENCE = "licence"
    RECORDAL = "recordal"
    BUSINESS_LICENCE = "business_licence"
    PRODUCTION_LICENCE = "production_licence"
    PHOTO = "photo"
    OTHER = "other"


FILE_KIND_WORDS = {
    FileKind.APPLICATION_FORM: Words(
        "地理标志专用标志使用申请书（盖章扫描件）",
        "The application, stamped, as a scan",
    ),
    FileKind.QUALITY_REPORT: Words("特色质量检验检测报告", "Quality test report"),
    FileKind.MEMBERSHIP: Words("会员名单或会员证明", "List or proof of members"),
    FileKind.LICENCE: Words("证明商标使用许可合同", "Licence contract of the mark"),
    FileKind.RECORDAL: Words(
        "许可备案或会员变更的公告、通知", "CNIPA's recordal of licence or members"
    ),
    FileKind.BUSINESS_LICENCE: Words("营业执照", "Business licence"),
    FileKind.PRODUCTION_LICENCE: Words("生产许可证", "Production licence"),
    FileKind.PHOTO: Words("生产场所照片", "Photos of the place of production"),
    FileKind.OTHER: Words("其他", "Other"),
}


class Need(StrEnum):
    """Whether a file must be there."""

    REQUIRED = "required"
    WHERE_DUE = "where_due"
    OPTIONAL = "optional"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _NEEDS[self]


_NEEDS = {
    Need.REQUIRED: Words("必须", "Required"),
    Need.WHERE_DUE: Words("有的须交", "Where there is one"),
    Need.OPTIONAL: Words("选交", "Optional"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the check-list.

    Attributes:
        why: what it is for, as a sentence.
        rule: key of the rule of law behind it; empty where there is none.
    """

    kind: FileKind
    need: Need
    why: Words
    rule: str = ""


_FORM = Item(
    FileKind.APPLICATION_FORM,
    Need.OPTIONAL,
    Words(
        "使用申请书在本系统填写，即为提交；产地管理部门要求纸质盖章的，"
        "打印盖章后上传扫描件",
        "The application is made by filling it in here. Where the office wants it "
        "stamped on paper, print it and upload the scan",
    ),
    "order80.20",
)
_REPORT = Item(
    FileKind.QUALITY_REPORT,
    Need.REQUIRED,
    Words(
        "申请使用专用标志的两项材料之一；在“材料”页上传",
        "One of the two papers of every application; uploaded on the page of papers",
    ),
    "order80.20",
)
_COMMON = (
    Item(
        FileKind.BUSINESS_LICENCE,
        Need.OPTIONAL,
        Words(
            "信用代码已按校验码核对；执照注销或吊销的，不得用标",
            "The credit code is checked by its check characters; without a licence "
            "in force the mark may not be used",
        ),
        "order80.31",
    ),
    Item(
        FileKind.PRODUCTION_LICENCE,
        Need.WHERE_DUE,
        Words(
            "产品须取得生产许可的，附许可证；许可注销或吊销的，不得用标",
            "Where the product needs a production licence; if that is cancelled or "
            "revoked, the mark may not be used",
        ),
        "order80.31",
    ),
    Item(
        FileKind.PHOTO,
        Need.OPTIONAL,
        Words("便于产地核验前了解情况", "Helps the office before its visit"),
        "order80.20",
    ),
    Item(
        FileKind.OTHER,
        Need.OPTIONAL,
        Words("其他需要说明的", "Whatever else explains the application"),
    ),
)
_OF_MARK = (
    Item(
        FileKind.MEMBERSHIP,
        Need.WHERE_DUE,
        Words(
            "依集体商标用标的：只有会员可以使用，不得许可非会员",
            "Under a collective mark: only members use it, and it is not licensed to "
            "others",
        ),
        "order79.15",
    ),
    Item(
        FileKind.LICENCE,
        Need.WHERE_DUE,
        Words(
            "依证明商标用标的：符合条件的，注册人不得拒绝办理手续",
            "Under a certification mark: its holder may not refuse those who meet the "
            "conditions",
        ),
        "order79.16",
    ),
    Item(
        FileKind.RECORDAL,
        Need.WHERE_DUE,
        Words(
            "许可或会员变化后三个月内，由注册人向国家知识产权局备案或变更，由其公告",
            "The holder has licences and members recorded with CNIPA within three "
            "months; CNIPA announces them",
        ),
        "order79.13",
    ),
)


def checklist(route: Route) -> tuple[Item, ...]:
    """Return the files of an application, in the order in which they are asked for.

    Source:
        Order 80 Arts 20 and 31; Order 79 Arts 13, 15 and 16. What no rule names
        is offered, never demanded.
    """
    of_mark = _OF_MARK if route is Route.TRADE_MARK else ()
    return (_FORM, _REPORT, *of_mark, *_COMMON)


def uploadable(route: Route) -> tuple[FileKind, ...]:
    """Return the kinds that are added on the page of files."""
    return tuple(
        item.kind
        for item in checklist(route)
        if item.kind is not FileKind.QUALITY_REPORT
    )
