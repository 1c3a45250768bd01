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
}
