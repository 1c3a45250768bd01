"""Every period that the law itself sets, as data.

What it leaves open is in `settings`. A period counts from receipt (自收到之日)
where its text says so; then the day of receipt is kept apart from that of sending.
"""

from dataclasses import dataclass
from typing import Final

from gi_registry.core.words import Words
from gi_registry.law.rules.periods import Span, Unit


@dataclass(frozen=True, slots=True)
class Timer:
    """One period of law.

    Attributes:
        key: public name; never renamed.
        words: what must be done, or what is counted.
        span: how long.
        starts: from when it runs.
        who: acts within it.
        rule: key of the article.
        effect: what follows; none where the plain end of the right to act does.
    """

    key: str
    words: Words
    span: Span
    starts: Words
    who: Words
    rule: str
    effect: Words | None = None


_GROUND = Words(
    "可据以请求撤销，不自动撤销", "a ground to ask for revocation, not automatic"
)
_ANYONE = Words("任何单位或者个人", "anyone")

TIMERS: Final = (
    Timer(
        "first-review",
        Words("省级初审", "The province's first review"),
        Span(3, Unit.MONTHS),
        Words("自收到申请之日起", "from receipt of the application"),
        Words("省级知识产权管理部门", "the provincial IP office"),
        "order80.12",
    ),
    Timer(
        "defect-answer",
        Words("答复形式审查通知", "Answer to CNIPA's notice of defects"),
        Span(4, Unit.MONTHS),
        Words("自收到通知之日起", "from receipt of the notice"),
        Words("申请人", "the applicant"),
        "order80.13",
        Words("逾期不答复的不予受理", "without an answer it is not accepted"),
    ),
    Timer(
        "opposition",
        Words("对初步认定提出异议", "Opposition to preliminary recognition"),
        Span(2, Unit.MONTHS),
        Words("自初步认定公告之日起", "from the preliminary announcement"),
        _ANYONE,
        "order80.15",
    ),
    Timer(
        "change-opposition",
        Words("对初步变更提出异议", "Opposition to a main change"),
        Span(2, Unit.MONTHS),
        Words(
            "自初步变更公告之日起", "from the preliminary announcement of the change"
        ),
        _ANYONE,
        "order80.26",
    ),
    Timer(
        "court",
        Words("对撤销决定起诉", "Court action against a revocation decision"),
        Span(6, Unit.MONTHS),
        Words("自收到通知之日起", "from receipt of the notice"),
        Words("当事人", "a party"),
        "order80.29",
    ),
    Timer(
        "name-not-used",
        Words("名称连续未在生产销售中使用", "Name not used in production and sale"),
        Span(36, Unit.MONTHS),
        Words("自最后一次使用起", "from the last use"),
        _ANYONE,
        "order80.27",
        _GROUND,
    ),
    Timer(
        "mark-not-used",
        Words("未在受保护产品上使用专用标志", "Special mark not used on the product"),
        Span(24, Unit.MONTHS),
        Words("条文未写明从哪一天起算", "the text does not say from when"),
        Words("国家知识产权局", "CNIPA"),
        "order80.31",
        Words(
            "限期未改正的，注销登记",
            "registration cancelled if not put right by the day set",
        ),
    ),
    Timer(
        "recordal",
        Words("集体成员变更、证明商标许可的备案", "Recordal of members and licences"),
        Span(3, Unit.MONTHS),
        Words("自变更或者许可起", "from the change or the licence"),
        Words("商标注册人", "the registrant"),
        "order79.13",
    ),
    Timer(
        "trademark-not-used",
        Words("地理标志商标连续不使用", "GI trade mark not used"),
        Span(36, Unit.MONTHS),
        Words("自最后一次使用起", "from the last use"),
        _ANYONE,
        "order79.26",
        _GROUND,
    ),
    Timer(
        "label-sample",
        Words("商标标识样品存档", "Sample of trade-mark labels filed"),
        Span(15, Unit.DAYS),
        Words("自印制完毕之日起", "from the end of printing"),
        Words("印制单位", "the printer"),
        "printing.8",
    ),
    Timer(
        "printing-records",
        Words("商标印制档案和台账存查", "Printing files and ledger kept"),
        Span(24, Unit.MONTHS),
        Words(
            "条文未写明从哪一天起算，按最后一笔起算",
            "the text does not say from when; here from the last entry",
        ),
        Words("印制单位", "the printer"),
        "printing.10",
    ),
    Timer(
        "consumer-complaint",
        Words("办理消费者投诉并告知", "A consumer's complaint handled and answered"),
        Span(7, Unit.WORKING_DAYS),
        Words("自收到投诉之日起", "from receipt of the complaint"),
        Words("有关行政部门", "the administration complained to"),
        "consumer.46",
    ),
)
"""In the order of the instruments."""
