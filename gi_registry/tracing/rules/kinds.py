"""What a lot's history is made of; values alone."""

from enum import StrEnum

from gi_registry.core.words import Words


class EvidenceLevel(StrEnum):
    """Who stands behind a statement about a lot."""

    SELF_DECLARED = "self_declared"
    OFFICER = "officer"
    LABORATORY = "laboratory"
    SYSTEM = "system"


EVIDENCE_LEVEL_WORDS = {
    EvidenceLevel.SELF_DECLARED: Words("自报", "Self-declared"),
    EvidenceLevel.OFFICER: Words("核查", "Checked by an officer"),
    EvidenceLevel.LABORATORY: Words("检验", "Laboratory"),
    EvidenceLevel.SYSTEM: Words("系统", "Recorded by the system"),
}


class LotEventKind(StrEnum):
    """What can happen to a lot."""

    HARVESTED = "harvested"
    BOUGHT_IN = "bought_in"
    PROCESSED = "processed"
    AGED = "aged"
    PACKED = "packed"
    TESTED = "tested"
    LABELLED = "labelled"
    """Known from the ranges of labels; no row of its own."""
    SHIPPED = "shipped"


LOT_EVENT_WORDS = {
    LotEventKind.HARVESTED: Words("采收", "Harvested"),
    LotEventKind.BOUGHT_IN: Words("收购原料", "Raw material bought"),
    LotEventKind.PROCESSED: Words("加工", "Processed"),
    LotEventKind.AGED: Words("陈酿", "Aged"),
    LotEventKind.PACKED: Words("包装", "Packed"),
    LotEventKind.TESTED: Words("检验", "Tested"),
    LotEventKind.LABELLED: Words("启用标识", "Labels activated"),
    LotEventKind.SHIPPED: Words("发货", "Shipped"),
}

TOLD_BY_PRODUCERS = tuple(
    kind for kind in LotEventKind if kind is not LotEventKind.LABELLED
)
"""What a producer may state; that labels were activated the system knows itself."""


class LotState(StrEnum):
    """Whether labels may still go onto the goods of a lot."""

    OPEN = "open"
    CLOSED = "closed"


LOT_STATE_WORDS = {
    LotState.OPEN: Words("进行中", "Open"),
    LotState.CLOSED: Words("已结束", "Closed"),
}
