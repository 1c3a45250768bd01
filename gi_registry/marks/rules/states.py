"""What labels can be and what capacity is counted from; values alone."""

from enum import StrEnum

from gi_registry.core.words import Words


class CapacityBasis(StrEnum):
    """What a producer's yearly capacity is counted from."""

    PLOT_AREA = "plot_area"
    TREE_COUNT = "tree_count"
    HEAD = "head"
    POND_AREA = "pond_area"
    VAT_VOLUME_AGEING = "vat_volume_ageing"
    RAW_PURCHASE = "raw_purchase"
    ARTISAN = "artisan"


CAPACITY_BASIS_WORDS = {
    CapacityBasis.PLOT_AREA: Words("地块面积", "Plot area"),
    CapacityBasis.TREE_COUNT: Words("株数", "Trees"),
    CapacityBasis.HEAD: Words("头数", "Head of livestock"),
    CapacityBasis.POND_AREA: Words("水面面积", "Pond area"),
    CapacityBasis.VAT_VOLUME_AGEING: Words("缸容与陈酿量", "Vat volume and ageing"),
    CapacityBasis.RAW_PURCHASE: Words("原料收购量", "Raw material bought"),
    CapacityBasis.ARTISAN: Words("手工定额", "Artisan's output"),
}


class RangeState(StrEnum):
    """What happened to a range of labels of a run."""

    ACTIVATED = "activated"
    VOID = "void"
    LOST = "lost"
    STOLEN = "stolen"
    RETURNED = "returned"
    AT_PRINTER = "at_printer"
    """A printer has them in hand; nobody can put them to use."""
    DELIVERED = "delivered"
    """The printer handed them over, and the holder has them."""
    EXPIRED = "expired"
    """Not used by the last day of their run."""
    RECALLED = "recalled"
    """On goods that are called back."""

    @property
    def is_dead(self) -> bool:
        """Whether a label in this state must not be on goods."""
        return self in _DEAD


DEAD = (RangeState.VOID, RangeState.LOST, RangeState.STOLEN, RangeState.RETURNED)
"""What a holder can declare of labels that are not on goods."""
ENDS = (RangeState.ACTIVATED, *DEAD)
"""What becomes of a label in the end; a label has one of them, or none yet."""
_DEAD = frozenset({*DEAD, RangeState.RECALLED})

RANGE_STATE_WORDS = {
    RangeState.ACTIVATED: Words("已启用", "Activated"),
    RangeState.VOID: Words("已作废", "Void"),
    RangeState.LOST: Words("已报失", "Reported lost"),
    RangeState.STOLEN: Words("已报被盗", "Reported stolen"),
    RangeState.RETURNED: Words("已退回", "Returned"),
    RangeState.AT_PRINTER: Words("在印刷厂", "At the printer"),
    RangeState.DELIVERED: Words("已交付，未使用", "Delivered, not used"),
    RangeState.EXPIRED: Words("过期未用", "Expired unused"),
    RangeState.RECALLED: Words("已召回", "Recalled"),
}

RETURNS_CAPACITY = frozenset({RangeState.VOID, RangeState.RETURNED})
"""States that give capacity back: the labels are destroyed or in the office's
hands. A lost or stolen label may be on goods, so it stays counted."""

FIRST_EPOCH = 1
"""Of item codes; the next ones count on."""

MAX_SIZE = 2**28
"""Labels in a run, at most: the index has 28 bits."""
