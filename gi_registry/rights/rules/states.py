"""What CNIPA does with a right, and the states that it passes through."""

from enum import StrEnum

from gi_registry.core.words import Words
from gi_registry.products.rules import RightStatus


class Procedure(StrEnum):
    """What is done with a right, each with its own way."""

    RECOGNITION = "recognition"
    """Application, examination, two announcements (Order 80 Arts 12-16)."""
    OPPOSITION = "opposition"
    """Against a preliminary recognition or change (Arts 15, 16, 26)."""
    CHANGE = "change"
    """Of the 保护要求, on one of two tracks (Art. 26)."""
    REVOCATION = "revocation"
    """At anybody's request, on one of six grounds (Arts 27-29)."""
    ENDING = "ending"
    """A mark that ran out or was cancelled, a conversion, a merger."""
    RENEWAL = "renewal"
    """Of a mark's registration, to another last day."""


class State(StrEnum):
    """Where a procedure stands; each kind has its own of these."""

    SUBMITTED_PROVINCE = "submitted_province"
    PROV_REJECTED = "prov_rejected"
    SENT_TO_CNIPA = "sent_to_cnipa"
    FORMAL_EXAM = "formal_exam"
    DEFECT_NOTICE = "defect_notice"
    ANSWERED = "answered"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED = "accepted"
    TECH_EXAM = "tech_exam"
    REJECTED = "rejected"
    PRELIM_ANNOUNCED = "prelim_announced"
    OPPOSED = "opposed"
    """An opposition was accepted; its negotiation and ruling are its own."""
    NOT_RECOGNISED = "not_recognised"
    RECOGNISED = "recognised"
    FILED = "filed"
    NEGOTIATION = "negotiation"
    SETTLED = "settled"
    EXPERT_REVIEW = "expert_review"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    EXAM = "exam"
    PRELIM_CHANGE_ANNOUNCED = "prelim_change_announced"
    ANNOUNCED = "announced"
    REFUSED = "refused"
    REQUESTED = "requested"
    REVOKED = "revoked"
    ENDED = "ended"
    RENEWED = "renewed"


class Track(StrEnum):
    """The two ways of a change (Order 80 Art. 26)."""

    MINOR = "minor"
    MAIN = "main"


class Touched(StrEnum):
    """What a change of the 保护要求 touches."""

    NAME = "name"
    AREA = "area"
    QUALITY = "quality"
    FORM = "form"
    OTHER = "other"


class Ending(StrEnum):
    """How a right ends other than by revocation."""

    EXPIRED = "expired"
    CANCELLED = "cancelled"
    CONVERTED = "converted"
    MERGED = "merged"


PROCEDURE_WORDS = {
    Procedure.RECOGNITION: Words("申请认定", "Recognition"),
    Procedure.OPPOSITION: Words("异议", "Opposition"),
    Procedure.CHANGE: Words("变更保护要求", "Change"),
    Procedure.REVOCATION: Words("请求撤销", "Revocation"),
    Procedure.ENDING: Words("权利终止", "End of the right"),
    Procedure.RENEWAL: Words("商标续展", "Renewal of the mark"),
}

RULES_OF: dict[Procedure, tuple[str, ...]] = {
    Procedure.RECOGNITION: ("order80.12", "order80.13", "order80.14", "order80.15"),
    Procedure.OPPOSITION: ("order80.15", "order80.16"),
    Procedure.CHANGE: ("order80.26",),
    Procedure.REVOCATION: ("order80.27", "order80.28", "order80.29"),
    Procedure.ENDING: (),
    Procedure.RENEWAL: (),
}
"""The articles that each goes by, by key in `law.rules`."""

STATE_WORDS = {
    State.SUBMITTED_PROVINCE: Words("省级初审中", "First review by the province"),
    State.PROV_REJECTED: Words("省级初审未通过", "Not passed by the province"),
    State.SENT_TO_CNIPA: Words("已报国家知识产权局", "Sent to CNIPA"),
    State.FORMAL_EXAM: Words("形式审查中", "Formal examination"),
    State.DEFECT_NOTICE: Words("待答复补正通知", "Defects to be answered"),
    State.ANSWERED: Words("已答复", "Answered"),
    State.NOT_ACCEPTED: Words("不予受理", "Not accepted"),
    State.ACCEPTED: Words("已受理", "Accepted"),
    State.TECH_EXAM: Words("技术审查中", "Technical examination"),
    State.REJECTED: Words("已驳回", "Rejected"),
    State.PRELIM_ANNOUNCED: Words("已发布初步认定公告", "Preliminarily announced"),
    State.OPPOSED: Words("有异议", "Opposed"),
    State.NOT_RECOGNISED: Words("不予认定", "Not recognised"),
    State.RECOGNISED: Words("已认定公告", "Recognised and announced"),
    State.FILED: Words("已提出", "Filed"),
    State.NEGOTIATION: Words("协商中", "In negotiation"),
    State.SETTLED: Words("协商一致", "Settled"),
    State.EXPERT_REVIEW: Words("专家审议中", "Before the experts"),
    State.UPHELD: Words("异议成立", "Upheld"),
    State.DISMISSED: Words("驳回", "Dismissed"),
    State.EXAM: Words("审查中", "Examination"),
    State.PRELIM_CHANGE_ANNOUNCED: Words(
        "已发布初步变更公告", "Change preliminarily announced"
    ),
    State.ANNOUNCED: Words("已发布变更公告", "Change announced"),
    State.REFUSED: Words("不予变更", "Change refused"),
    State.REQUESTED: Words("已提出请求", "Requested"),
    State.REVOKED: Words("已撤销公告", "Revoked and announced"),
    State.ENDED: Words("已终止", "Ended"),
    State.RENEWED: Words("已续展", "Renewed"),
}

TRACK_WORDS = {
    Track.MINOR: Words("非主要内容", "Not the main content"),
    Track.MAIN: Words("主要内容", "Main content"),
}

TOUCHED_WORDS = {
    Touched.NAME: Words("名称", "Name"),
    Touched.AREA: Words("产地范围", "Area"),
    Touched.QUALITY: Words("质量特色", "Quality features"),
    Touched.FORM: Words("产品形态", "Product form"),
    Touched.OTHER: Words("其他更新、完善", "Another update or refinement"),
}

ENDING_WORDS = {
    Ending.EXPIRED: Words("商标期满未续展", "The mark ran out, not renewed"),
    Ending.CANCELLED: Words("商标注销或撤销", "The mark was cancelled"),
    Ending.CONVERTED: Words("转换为另一项权利", "Converted into another right"),
    Ending.MERGED: Words("并入另一项权利", "Merged into another right"),
}

STATUS_OF = {
    Ending.EXPIRED: RightStatus.EXPIRED,
    Ending.CANCELLED: RightStatus.REVOKED,
    Ending.CONVERTED: RightStatus.CONVERTED,
    Ending.MERGED: RightStatus.MERGED,
}
"""What an ending makes of the right."""

GROUND_WORDS = {
    1: Words("名称已成为通用名称", "The name became generic"),
    2: Words(
        "名称连续3年未在生产销售中使用",
        "The name was not used in production and sale for 3 consecutive years",
    ),
    3: Words(
        "自然或人文因素改变，质量不再能保证且难以恢复",
        "Natural or human factors changed: the quality can no longer be guaranteed, "
        "and is hard to restore",
    ),
    4: Words(
        "产品或名称违法、违背公序良俗或妨害公共利益",
        "Product or name unlawful, against public order or public interest",
    ),
    5: Words(
        "产品或工艺违反安全、卫生、环保要求，可能造成危害",
        "Product or process breaks safety, hygiene or environmental rules and may "
        "do harm",
    ),
    6: Words(
        "以欺骗或其他不正当手段取得保护",
        "Protection obtained by deception or other improper means",
    ),
}
"""The six grounds of Order 80 Art. 27, by number."""
