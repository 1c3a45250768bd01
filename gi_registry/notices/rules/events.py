"""Kinds of notices about events, and about labels and what they rest on."""

from typing import Final

from gi_registry.core.words import Words
from gi_registry.notices.rules.kinds import Described, Group, Kind

_ORGANISER: Final = Words("主办方的账号", "the organiser's accounts")
_HOLDER: Final = Words(
    "该生产者的账号，办理者本人除外",
    "the producer's accounts, but whoever did it",
)

EVENTS: Final[dict[Kind, Described]] = {
    Kind.EVENT_WAITS: Described(
        Group.OFFICE,
        Words("有活动用标备案待审查", "A filing of an event waits for you"),
        Words(
            "{organiser}申请在“{title}”（{starts_on} 至 {ends_on}）使用专用标志，"
            "备案 {number} 待省级审查。",
            "{organiser} asks to use the mark at {title} ({starts_on} to {ends_on}); "
            "filing {number} waits for the province to examine it.",
        ),
        Words(
            "活动所在地的省级审查人员，办理者本人除外",
            "officers of the province of the event, but whoever filed it",
        ),
    ),
    Kind.EVENT_RETURNED: Described(
        Group.EVENTS,
        Words("活动备案退回补正", "Your filing is returned"),
        Words(
            "“{title}”用标备案 {number} 退回补正：{words}。请补正后重新提交。",
            "Filing {number} for {title} is returned: {words}. Correct it and send it "
            "again.",
        ),
        _ORGANISER,
    ),
    Kind.EVENT_PASSED_ON: Described(
        Group.EVENTS,
        Words("活动备案已上报", "Your filing is passed on"),
        Words(
            "“{title}”用标备案 {number} 省级审查通过，已报国家知识产权局。"
            "备案之前还不能使用专用标志。",
            "The province passed filing {number} for {title} on to CNIPA. The mark may "
            "not be used before CNIPA has filed it.",
        ),
        _ORGANISER,
    ),
    Kind.EVENT_FILED: Described(
        Group.EVENTS,
        Words("活动已备案，可以用标", "Your event is filed"),
        Words(
            "国家知识产权局已备案“{title}”（{number}），备案号 {words}。"
            "可以在本活动中使用专用标志，至 {ends_on} 活动结束为止。",
            "CNIPA filed {title} ({number}) as {words}. The mark may be used at this "
            "event, until it ends on {ends_on}.",
        ),
        _ORGANISER,
    ),
    Kind.EVENT_REFUSED: Described(
        Group.EVENTS,
        Words("活动不予备案", "Your filing is refused"),
        Words(
            "“{title}”用标备案 {number} 不予备案：{words}。不能使用专用标志；"
            "需要时请重新备案。",
            "Filing {number} for {title} is refused: {words}. The mark may not be "
            "used; file again if it is needed.",
        ),
        _ORGANISER,
    ),
    Kind.EVENT_ENDED: Described(
        Group.EVENTS,
        Words("活动结束，停止用标", "Your event is over"),
        Words(
            "“{title}”（{number}）已于 {ends_on} 结束，不能再使用专用标志。"
            "请撤下带标志的物品；下次活动请另行备案。",
            "{title} ({number}) ended on {ends_on}; the mark may not be used any more. "
            "Take down what carries it, and file the next event anew.",
        ),
        _ORGANISER,
    ),
}
"""Of events for the public interest (Order 80 Art. 21)."""

LABELS: Final[dict[Kind, Described]] = {
    Kind.EVIDENCE_CONFIRMED: Described(
        Group.LABELS,
        Words("产量依据已确认", "Your evidence is confirmed"),
        Words(
            "“{product.zh}”用标 {number} 的 {count} 条 {years} 年产量依据已确认。",
            "Evidence of capacity for {product.en} ({number}) is confirmed: {count} "
            "of {years}.",
        ),
        _HOLDER,
    ),
    Kind.EVIDENCE_REFUSED: Described(
        Group.LABELS,
        Words("产量依据未获确认", "Your evidence is refused"),
        Words(
            "“{product.zh}”用标 {number} 的 {count} 条 {years} 年产量依据未获确认："
            "{words}。请改正后重新录入。",
            "Evidence of capacity for {product.en} ({number}) is refused, {count} of "
            "{years}: {words}. Put it right and enter it anew.",
        ),
        _HOLDER,
    ),
    Kind.EVIDENCE_WAITS: Described(
        Group.OFFICE,
        Words("有产量依据待确认", "Evidence of capacity waits for you"),
        Words(
            "您辖区内有 {count} 条产量依据待确认。",
            "Evidence of capacity that waits in your place: {count}.",
        ),
        Words(
            "辖区内核定产量的人员，有新录入的才发，每天至多一次",
            "officers of the place who decide capacities; at most once a day, where "
            "there is something new",
        ),
    ),
    Kind.PRINT_HANDED_OVER: Described(
        Group.LABELS,
        Words("印制的标识已交付", "Printed labels are handed over"),
        Words(
            "{printer}交付了“{product.zh}”的标识（印制批 {number}）：合格 {good} 枚，"
            "废品 {spoiled} 枚，缺少 {missing} 枚。请清点后签收。",
            "{printer} handed labels for {product.en} over (print lot {number}): "
            "{good} good, {spoiled} spoiled, {missing} missing. Count them and sign "
            "for them.",
        ),
        Words("该生产者的账号", "the producer's accounts"),
    ),
    Kind.PRINT_DIFFERENT: Described(
        Group.LABELS,
        Words("签收与交付不符", "Labels are missing on receipt"),
        Words(
            "“{product.zh}”的标识（印制批 {number}）签收 {delivered} 枚，"
            "缺少 {missing} 枚。请{printer}与{holder}核对，由{holder}在印制批页了结。",
            "Of labels for {product.en} (print lot {number}) {delivered} were received "
            "and {missing} are missing. {printer} and {holder} compare; {holder} "
            "settles it on the page of the lot.",
        ),
        Words(
            "印刷厂和该生产者的账号，办理者本人除外",
            "accounts of the printer and the producer, but whoever did it",
        ),
    ),
}
"""Of labels, their printing, and the evidence behind capacities."""
