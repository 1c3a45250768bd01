"""What an area, its clauses and a plot can be; values alone."""

from enum import StrEnum

from gi_registry.core.words import Words


class DivisionLevel(StrEnum):
    """Levels of GB/T 2260."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class FinestLevel(StrEnum):
    """The finest level that an announcement's wording names."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"

    @property
    def finer_than_polygon(self) -> bool:
        """Whether the county polygons only enclose what the text means."""
        return self in (FinestLevel.TOWNSHIP, FinestLevel.VILLAGE)


class ClauseStatus(StrEnum):
    """Whether a clause of the wording is resolved to a geometry."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


CLAUSE_STATUS_WORDS = {
    ClauseStatus.RESOLVED: Words("已落图", "Resolved"),
    ClauseStatus.AMBIGUOUS: Words("文字更细，仅得外围", "Finer than the polygon"),
    ClauseStatus.GONE: Words("区划已不存在", "Division is gone"),
}
