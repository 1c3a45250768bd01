"""Who is in the demonstration: invented producers (示例) on real products."""

from dataclasses import dataclass
from datetime import date

from gi_registry.marks.rules import CapacityBasis, EvidenceKind
from gi_registry.producers.rules import ApplicationState, AuthorizationState

VINEGAR = CapacityBasis.VAT_VOLUME_AGEING
PLOTS = CapacityBasis.PLOT_AREA
TREES = CapacityBasis.TREE_COUNT
RAW = CapacityBasis.RAW_PURCHASE


@dataclass(frozen=True, slots=True)
class Goods:
    """What a product is packed in, and how much of it there is a year.

    Attributes:
        gi: public code of the product.
        basis: what its capacity is counted from.
        quantity: of the basis: trees, kg of raw material, litres in vats; 0 for
            land, which is measured.
        yield_kg: raw material for each unit, kg.
        conversion: kg of goods from a kg of raw material, in thousandths.
        pack: words on the pack.
        net_content_g: goods in one pack.
        made_in: month in which lots are made, 1 to 12.
    """

    gi: str
    basis: CapacityBasis
    quantity: int
    yield_kg: int
    conversion: int
    pack: str
    net_content_g: int
    made_in: tuple[int, ...]


GOODS = {
    "vinegar": Goods("SXGI-001", VINEGAR, 120_000, 1, 900, "500 mL 瓶装", 500, (3, 8)),
    "beef": Goods("SXGI-002", RAW, 90_000, 1, 600, "250 g 袋装", 250, (1, 9)),
    "millet": Goods("SXGI-003", PLOTS, 0, 230, 700, "1 kg 袋装", 1_000, (10,)),
    "apple": Goods("SXGI-004", PLOTS, 0, 1_800, 1_000, "5 kg 箱装", 5_000, (10,)),
    "walnut": Goods("SXGI-005", TREES, 6_000, 8, 1_000, "500 g 袋装", 500, (9,)),
    "buckwheat": Goods("SXGI-006", PLOTS, 0, 120, 750, "1 kg 袋装", 1_000, (10,)),
    "oil": Goods("SXGI-007", RAW, 60_000, 1, 330, "1 L 桶装", 920, (2, 11)),
    "pear": Goods("SXGI-008", PLOTS, 0, 2_000, 1_000, "5 kg 箱装", 5_000, (9,)),
    "jujube": Goods("SXGI-009", PLOTS, 0, 400, 500, "500 g 袋装", 500, (10,)),
    "yulu": Goods("SXGI-015", PLOTS, 0, 1_500, 1_000, "4 kg 箱装", 4_000, (9,)),
    "cherry": Goods("SXGI-018", PLOTS, 0, 700, 1_000, "2 kg 盒装", 2_000, (5,)),
    "daylily": Goods("SXGI-045", PLOTS, 0, 900, 140, "250 g 袋装", 250, (8,)),
    "grape": Goods("SXGI-056", PLOTS, 0, 1_600, 1_000, "3 kg 箱装", 3_000, (9,)),
}

EVIDENCE = {
    "vinegar": EvidenceKind.VAT,
    "beef": EvidenceKind.CARCASS,
    "walnut": EvidenceKind.TREES,
    "oil": EvidenceKind.PURCHASE,
}
"""What stands behind the goods that do not grow on measured land."""


@dataclass(frozen=True, slots=True)
class User:
    """An invented authorized user.

    Attributes:
        name: carries 示例.
        county: GB/T 2260 code.
        goods: key of GOODS.
        since: day of the announcement.
        ended: the state it came to, and when, if not in use.
        reason: of that state.
        login: a demonstration sign-in, if it has one of its own.
    """

    name: str
    county: str
    goods: str
    since: date
    ended: tuple[AuthorizationState, date] | None = None
    reason: str = ""
    login: str | None = None


_S = AuthorizationState
USERS = (
    User(
        "示例昌源醋业有限公司",
        "140727",
        "vinegar",
        date(2024, 3, 15),
        login="producer@demo",
    ),
    User("示例麓台醋坊", "140727", "vinegar", date(2024, 6, 20)),
    User("示例祁城陈醋专业合作社", "140727", "vinegar", date(2025, 4, 18)),
    User("示例清源陈醋有限公司", "140121", "vinegar", date(2024, 3, 15)),
    User(
        "示例梗阳醋业有限公司",
        "140121",
        "vinegar",
        date(2024, 3, 15),
        (_S.SUSPENDED, date(2026, 6, 8)),
        "总酸抽检不合格，整改期间暂停用标（示例）",
    ),
    User("示例榆次老醋作坊", "140702", "vinegar", date(2024, 9, 10)),
    User("示例古城牛肉食品有限公司", "140728", "beef", date(2024, 5, 9)),
    User(
        "示例惠济牛肉加工厂",
        "140728",
        "beef",
        date(2024, 5, 9),
        (_S.RECTIFY, date(2026, 9, 21)),
        "包装未标注标准编号，限期改正（示例）",
    ),
    User("示例漳源小米专业合作社", "140430", "millet", date(2024, 4, 2)),
    User("示例册村谷子种植合作社", "140430", "millet", date(2024, 4, 2)),
    User(
        "示例牛寺米业有限公司",
        "140430",
        "millet",
        date(2024, 4, 2),
        (_S.STOPPED, date(2026, 3, 12)),
        "迁出产地范围，注销登记并公告（示例）",
    ),
    User("示例壶口果业专业合作社", "141028", "apple", date(2024, 7, 1)),
    User(
        "示例黄河沿岸苹果合作社",
        "141028",
        "apple",
        date(2024, 7, 1),
        (_S.EXPIRED, date(2026, 7, 1)),
        "许可合同期满（示例）",
    ),
    User("示例石匣核桃专业合作社", "140722", "walnut", date(2025, 1, 20)),
    User("示例苦荞食品有限公司", "140226", "buckwheat", date(2025, 5, 30)),
    User("示例神池榨油坊", "140927", "oil", date(2024, 10, 8)),
    User(
        "示例丹河黄梨合作社",
        "140581",
        "pear",
        date(2024, 8, 12),
        (_S.ENTITY_GONE, date(2026, 5, 6)),
        "营业执照注销（示例）",
    ),
    User("示例壶瓶枣业有限公司", "140703", "jujube", date(2024, 11, 5)),
    User("示例玉露香梨种植合作社", "141031", "yulu", date(2024, 6, 3)),
    User(
        "示例隰州梨果有限公司",
        "141031",
        "yulu",
        date(2024, 6, 3),
        (_S.WITHDRAWN, date(2026, 4, 28)),
        "主动退出（示例）",
    ),
    User("示例绛州樱桃专业合作社", "140826", "cherry", date(2024, 4, 26)),
    User("示例云州黄花合作社", "140215", "daylily", date(2024, 5, 17)),
    User("示例马峪葡萄庄园", "140121", "grape", date(2024, 7, 22)),
    User("示例马峪河葡萄合作社", "140121", "grape", date(2026, 10, 16)),
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """An invented producer whose application is on its way.

    Attributes:
        reaches: the state that the application has come to.
        days: how long ago it was sent in (or begun).
    """

    name: str
    county: str
    goods: str
    reaches: ApplicationState
    days: int
    login: str | None = None


_A = ApplicationState
APPLICANTS = (
    Applicant(
        "示例东观醋业专业合作社",
        "140727",
        "vinegar",
        _A.RETURNED,
        16,
        login="applicant@demo",
    ),
    Applicant("示例贾令陈酿醋坊", "140727", "vinegar", _A.SUBMITTED, 12),
    Applicant("示例峪口醋业有限公司", "140727", "vinegar", _A.SUBMITTED, 3),
    Applicant("示例徐沟醋业有限公司", "140121", "vinegar", _A.SUBMITTED, 6),
    Applicant("示例古陶牛肉店", "140728", "beef", _A.ORIGIN_VERIFIED, 20),
    Applicant("示例城赵陈醋合作社", "140727", "vinegar", _A.ORIGIN_VERIFIED, 24),
    Applicant("示例小白枣业合作社", "140703", "jujube", _A.PREFECTURE_REVIEWED, 31),
    Applicant("示例次村谷子合作社", "140430", "millet", _A.PREFECTURE_REVIEWED, 27),
    Applicant("示例来远醋坊", "140727", "vinegar", _A.SENT_TO_CNIPA, 62),
    Applicant("示例屯里苹果合作社", "141028", "apple", _A.SENT_TO_CNIPA, 55),
    Applicant("示例城底梨果合作社", "141031", "yulu", _A.REGISTERED, 80),
    Applicant("示例集贤葡萄园", "140121", "grape", _A.REFUSED, 120),
    Applicant("示例横水樱桃园", "140826", "cherry", _A.WITHDRAWN, 45),
    Applicant("示例周士庄黄花厂", "140215", "daylily", _A.DRAFT, 4),
)

FEN_A_KG = {
    "vinegar": 1_800,
    "beef": 9_600,
    "millet": 1_600,
    "apple": 900,
    "walnut": 2_600,
    "buckwheat": 1_200,
    "oil": 2_400,
    "pear": 700,
    "jujube": 2_200,
    "yulu": 1_400,
    "cherry": 4_000,
    "daylily": 7_000,
    "grape": 1_200,
}
"""Invented prices of marked goods."""

UNFILED = ("示例榆次老醋作坊",)
WAITING = (
    "示例麓台醋坊",
    "示例祁城陈醋专业合作社",
    "示例清源陈醋有限公司",
    "示例漳源小米专业合作社",
)
SENT_BACK = ("示例昌源醋业有限公司", "示例古城牛肉食品有限公司")
"""What became of the reports for last year; all others are accepted."""
TALKED_OVER = "示例祁城陈醋专业合作社"
"""Whose report for last year county and user wrote to each other about."""
CORRECTED = "示例昌源醋业有限公司"
"""Whose report for the first year was corrected after it was locked."""
