"""Who reports, what it has, what it made and what that brought."""

from functools import partial
from typing import Final

from gi_registry.annual_reports.rules.figures.figure import (
    KG,
    LITRES,
    MU,
    NO_UNIT,
    PIECES,
    WAN_YUAN,
    YUAN_A_KG,
    Block,
    Figure,
    Group,
    Source,
)
from gi_registry.annual_reports.rules.figures.units import Unit
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis

_GROWN: Final = frozenset({CapacityBasis.PLOT_AREA, CapacityBasis.TREE_COUNT})
_TREES: Final = frozenset({CapacityBasis.TREE_COUNT})
_HERD: Final = frozenset({CapacityBasis.HEAD})
_PONDS: Final = frozenset({CapacityBasis.POND_AREA})
_VATS: Final = frozenset({CapacityBasis.VAT_VOLUME_AGEING})
_BOUGHT: Final = frozenset({CapacityBasis.RAW_PURCHASE, *_VATS})
_ARTISANS: Final = frozenset({CapacityBasis.ARTISAN})
_COUNTED: Final = frozenset({CapacityBasis.HEAD, CapacityBasis.ARTISAN})

_identity = partial(Figure, group=Group.IDENTITY, block=Block.BASE_DATA)
_base = partial(Figure, group=Group.BASE, block=Block.BASE_DATA)
_output = partial(Figure, group=Group.OUTPUT, block=Block.OUTPUT_VALUE)
_value = partial(Figure, group=Group.VALUE, block=Block.OUTPUT_VALUE)

IDENTITY: Final = (
    _identity(
        "contact_name",
        Words("填报联系人", "Person to ask"),
        Unit.TEXT,
        NO_UNIT,
        is_required=True,
        is_carried=True,
    ),
    _identity(
        "contact_phone",
        Words("联系电话", "Telephone"),
        Unit.TEXT,
        NO_UNIT,
        hint=Words("只供审核人员核对时使用，不公开", "For the officers; not published"),
        is_required=True,
        is_carried=True,
        longest=30,
    ),
)

BASE: Final = (
    _base(
        "base_m2",
        Words("生产基地面积", "Area of the production base"),
        Unit.SQUARE_METRE,
        MU,
        hint=Words(
            "1 亩约合 666.67 平方米，15 亩为 1 公顷；加工、酿造类没有地块的填 0",
            "1 mu is about 666.67 m2, 15 mu are 1 hm2; workshops without land answer 0",
        ),
        is_required=True,
        source=Source.PLOTS,
    ),
    _base(
        "plots_used",
        Words("使用的登记地块", "Registered plots used"),
        Unit.COUNT,
        Words("块", "plots"),
        bases=_GROWN,
        source=Source.PLOTS,
        until=2,
    ),
    _base(
        "plots",
        Words("使用了哪些登记地块", "Which registered plots were used"),
        Unit.PLOTS,
        NO_UNIT,
        hint=Words(
            "地块名称后的编号在更正边界后不变", "A plot keeps its number once corrected"
        ),
        bases=_GROWN,
        source=Source.PLOTS,
        since=3,
    ),
    _base(
        "trees",
        Words("挂果株数", "Bearing trees"),
        Unit.COUNT,
        Words("株", "trees"),
        bases=_TREES,
    ),
    _base(
        "herd_head",
        Words("年末存栏", "Head kept at the end of the year"),
        Unit.COUNT,
        Words("头（只）", "head"),
        bases=_HERD,
    ),
    _base(
        "head_sold",
        Words("当年出栏", "Head sold or slaughtered"),
        Unit.COUNT,
        Words("头（只）", "head"),
        bases=_HERD,
    ),
    _base(
        "pond_m2",
        Words("养殖水面", "Area of ponds"),
        Unit.SQUARE_METRE,
        MU,
        bases=_PONDS,
    ),
    _base(
        "vat_ml",
        Words("发酵和陈酿容器总容积", "Volume of vats"),
        Unit.MILLILITRE,
        LITRES,
        bases=_VATS,
    ),
    _base(
        "ageing_ml",
        Words("年末陈酿库存", "Ageing stock at the end of the year"),
        Unit.MILLILITRE,
        LITRES,
        bases=_VATS,
    ),
    _base(
        "raw_bought_g",
        Words("当年收购原料", "Raw material bought"),
        Unit.GRAM,
        KG,
        bases=_BOUGHT,
    ),
    _base(
        "raw_local_g",
        Words("其中产自保护区域", "of which grown within the area"),
        Unit.GRAM,
        KG,
        bases=_BOUGHT,
    ),
    _base(
        "artisans",
        Words("手工艺人", "Artisans"),
        Unit.COUNT,
        Words("人", "people"),
        bases=_ARTISANS,
    ),
    _base(
        "households",
        Words("带动农户", "Households supplying or employed"),
        Unit.COUNT,
        Words("户", "households"),
        source=Source.DELIVERIES,
    ),
    _base(
        "delivered_g",
        Words("农户交售量", "Delivered by households"),
        Unit.GRAM,
        KG,
        hint=Words(
            "名单上的农户当年交售给本单位的合计",
            "All that households on the list delivered in the year",
        ),
        bases=_GROWN | _BOUGHT,
        source=Source.DELIVERIES,
        since=3,
    ),
    _base(
        "cooperatives",
        Words("供货的合作社", "Cooperatives that supply"),
        Unit.COUNT,
        Words("家", "cooperatives"),
    ),
)

OUTPUT: Final = (
    _output(
        "total_output_g",
        Words("本产品总产量", "Total output of this product"),
        Unit.GRAM,
        KG,
        hint=Words(
            "可带单位，如 2 吨、500 斤", "A unit may stand beside it, such as 2 t"
        ),
        is_required=True,
    ),
    _output(
        "standard_output_g",
        Words("符合地理标志标准的产量", "Output that meets the GI standard"),
        Unit.GRAM,
        KG,
        is_required=True,
    ),
    _output(
        "marked_output_g",
        Words("使用专用标志销售的产量", "Output sold with the special mark"),
        Unit.GRAM,
        KG,
        hint=Words("当年没有用标的填 0", "Answer 0 if the mark was not used"),
        is_required=True,
        source=Source.LEDGER,
    ),
    _output(
        "total_pieces",
        Words("总产量（件数）", "Total output in pieces"),
        Unit.COUNT,
        PIECES,
        bases=_COUNTED,
    ),
    _output(
        "standard_pieces",
        Words("其中达标（件数）", "of which to standard, in pieces"),
        Unit.COUNT,
        PIECES,
        bases=_COUNTED,
    ),
    _output(
        "marked_pieces",
        Words("其中用标（件数）", "of which marked, in pieces"),
        Unit.COUNT,
        PIECES,
        bases=_COUNTED,
    ),
    _output(
        "total_ml",
        Words("总产量（容量）", "Total output by volume"),
        Unit.MILLILITRE,
        LITRES,
        bases=_VATS,
    ),
    _output(
        "standard_ml",
        Words("其中达标（容量）", "of which to standard, by volume"),
        Unit.MILLILITRE,
        LITRES,
        bases=_VATS,
    ),
    _output(
        "marked_ml",
        Words("其中用标（容量）", "of which marked, by volume"),
        Unit.MILLILITRE,
        LITRES,
        bases=_VATS,
    ),
)

VALUE: Final = (
    _value(
        "output_value_fen",
        Words("本产品产值", "Output value of this product"),
        Unit.FEN,
        WAN_YUAN,
    ),
    _value(
        "sales_fen",
        Words("本产品销售额", "Sales of this product"),
        Unit.FEN,
        WAN_YUAN,
        hint=Words("5000 元填 0.5", "5,000 yuan is 0.5"),
        is_required=True,
    ),
    _value(
        "marked_sales_fen",
        Words("其中用标销售额", "of which sold with the mark"),
        Unit.FEN,
        WAN_YUAN,
        is_required=True,
    ),
    _value(
        "online_sales_fen",
        Words("其中网上销售额", "of which sold online"),
        Unit.FEN,
        WAN_YUAN,
    ),
    _value(
        "export_fen",
        Words("其中出口额", "of which exported"),
        Unit.FEN,
        WAN_YUAN,
        is_required=True,
    ),
    _value(
        "exports",
        Words("出口去向", "Where exports went"),
        Unit.EXPORTS,
        NO_UNIT,
        hint=Words(
            "每行一个：国家或地区，海关商品编码，金额（万元）。如：日本，22090000，12.5",
            "One a line: place, HS code, value in 万元; such as: Japan, 22090000, 12.5",
        ),
    ),
    _value(
        "marked_price",
        Words("用标产品平均售价", "Average price with the mark"),
        Unit.FEN_PER_KG,
        YUAN_A_KG,
    ),
    _value(
        "unmarked_price",
        Words("未用标产品平均售价", "Average price without the mark"),
        Unit.FEN_PER_KG,
        YUAN_A_KG,
    ),
)
