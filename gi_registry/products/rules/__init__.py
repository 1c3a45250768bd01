"""What a geographical indication and its rights can be; values alone."""

from enum import StrEnum

from gi_registry.core.words import Words


class RightKind(StrEnum):
    """The parallel kinds of GI right in China."""

    PRODUCT_PROTECTION = "product_protection"
    CERTIFICATION_MARK = "certification_mark"
    COLLECTIVE_MARK = "collective_mark"
    AGRI_GI = "agri_gi"
    FOREIGN_GI = "foreign_gi"


class RightStatus(StrEnum):
    """Where a right stands."""

    PENDING = "pending"
    PROTECTED = "protected"
    CONVERSION_FILED = "conversion_filed"
    CONVERTED = "converted"
    MERGED = "merged"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"
    """Nobody has looked up whether there is such a right, and how it stands."""


ENDED = frozenset(
    {
        RightStatus.CONVERTED,
        RightStatus.MERGED,
        RightStatus.REVOKED,
        RightStatus.EXPIRED,
    }
)
"""States of a right that has ended: nobody may use the mark under it."""


class Evidence(StrEnum):
    """How far a stated fact can be trusted."""

    OFFICIAL = "official"
    SOURCED = "sourced"
    MEMORY = "memory"
    """Nobody has checked it: shown as 未核实 / unverified."""


class Confidence(StrEnum):
    """How sure the compiler was."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class AnnouncementKind(StrEnum):
    """What an announcement does."""

    ACCEPTED = "accepted"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    CHANGE_PRELIMINARY = "change_preliminary"
    CHANGE = "change"
    REVOKED = "revoked"
    MARK_USERS = "mark_users"
    MARK_CANCELLED = "mark_cancelled"


class FactKind(StrEnum):
    """Facts of a product that are kept each with its source."""

    NAME_EN = "name_en"
    SEASON = "season"
    QUALITY = "quality"
    EU_CHINA = "eu_china"
    NOTE = "note"


RIGHT_KIND_WORDS = {
    RightKind.PRODUCT_PROTECTION: Words("地理标志产品", "GI product"),
    RightKind.CERTIFICATION_MARK: Words("地理标志证明商标", "GI certification mark"),
    RightKind.COLLECTIVE_MARK: Words("地理标志集体商标", "GI collective mark"),
    RightKind.AGRI_GI: Words("农产品地理标志", "Agricultural GI (former scheme)"),
    RightKind.FOREIGN_GI: Words("外国地理标志", "Foreign GI"),
}

RIGHT_STATUS_WORDS = {
    RightStatus.PENDING: Words("受理中", "Pending"),
    RightStatus.PROTECTED: Words("受保护", "Protected"),
    RightStatus.CONVERSION_FILED: Words("转换申请中", "Conversion filed"),
    RightStatus.CONVERTED: Words("已转换", "Converted"),
    RightStatus.MERGED: Words("已并入", "Merged"),
    RightStatus.REVOKED: Words("已撤销", "Revoked"),
    RightStatus.EXPIRED: Words("已失效", "Expired"),
    RightStatus.UNVERIFIED: Words("未核实", "Unverified"),
}

EVIDENCE_WORDS = {
    Evidence.OFFICIAL: Words("官方来源", "Official source"),
    Evidence.SOURCED: Words("有来源", "Sourced"),
    Evidence.MEMORY: Words("未核实", "Unverified"),
}

FACT_KIND_WORDS = {
    FactKind.NAME_EN: Words("英文名称", "Name in Latin letters"),
    FactKind.SEASON: Words("上市月份", "Season"),
    FactKind.QUALITY: Words("特色质量", "Distinguishing quality"),
    FactKind.EU_CHINA: Words("中欧地理标志协定", "EU-China agreement"),
    FactKind.NOTE: Words("录入者备注", "Compiler's remark"),
}

ANNOUNCEMENT_KIND_WORDS = {
    AnnouncementKind.ACCEPTED: Words("受理公告", "Accepted"),
    AnnouncementKind.PRELIMINARY: Words("初步认定公告", "Preliminary recognition"),
    AnnouncementKind.FINAL: Words("认定公告", "Recognition"),
    AnnouncementKind.CHANGE_PRELIMINARY: Words("初步变更公告", "Preliminary change"),
    AnnouncementKind.CHANGE: Words("变更公告", "Change"),
    AnnouncementKind.REVOKED: Words("撤销公告", "Revocation"),
    AnnouncementKind.MARK_USERS: Words("专用标志使用公告", "Users of the mark"),
    AnnouncementKind.MARK_CANCELLED: Words("停止用标公告", "Use of the mark ended"),
}

ISSUER_WORDS = {
    "AQSIQ": Words("国家质量监督检验检疫总局", "AQSIQ, former quality administration"),
    "CNIPA": Words("国家知识产权局", "CNIPA, National IP Administration"),
    "MARA": Words("农业农村部", "Ministry of Agriculture and Rural Affairs"),
    "MOA": Words("农业部", "former Ministry of Agriculture"),
}
