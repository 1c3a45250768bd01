"""What an area, its clauses and a plot can be, and when a plot is taken."""

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from gi_registry.areas.errors import (
    PlotAreaMismatchError,
    PlotAreaMissingError,
    PlotSizeError,
    PointWithAreaError,
)
from gi_registry.core.words import Words
from gi_registry.geo.locate import PointAnswer
from gi_registry.products.rules import Evidence

MAX_VERTICES = 10_000
"""Of one plot's outline."""

LEAST_PLOT_M2 = 1
MOST_PLOT_M2 = 100_000_000
"""150,000 mu; what is larger is an area, not a plot."""

_MOST_DIFFERENCE = 0.5
"""Of the measured area, by which the declared one may differ."""


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


class ChangeKind(StrEnum):
    """What happened to a division."""

    RENAMED = "renamed"
    BORDER = "border"
    SPLIT = "split"
    MERGED = "merged"
    ENDED = "ended"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _CHANGES[self]


_CHANGES = {
    ChangeKind.RENAMED: Words("更名", "Renamed"),
    ChangeKind.BORDER: Words("界线调整", "Border moved"),
    ChangeKind.SPLIT: Words("拆分", "Split"),
    ChangeKind.MERGED: Words("并入", "Merged"),
    ChangeKind.ENDED: Words("撤销", "Abolished"),
}


class FlagKind(StrEnum):
    """Why an area must be looked at again."""

    DIVISION = "division"
    """A division that it names was changed."""
    WORDING = "wording"
    """The catalogue has another wording than the one that was decided."""


class ClauseStatus(StrEnum):
    """Whether a clause of the wording is resolved to a geometry."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


class ClauseKind(StrEnum):
    """What a part of a wording is."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    """Whole counties."""
    TOWNSHIPS = "townships"
    VILLAGES = "villages"
    PART = "part"
    """Part of what it names, without saying which."""
    COUNTED = "counted"
    """A number of townships, villages or mu, or “and others”, without names."""
    BOX = "box"
    """Longitude and latitude: a check of the others, never drawn."""
    BOUNDS = "bounds"
    """What lies to the east, west, south and north."""
    PLACE = "place"
    """A place that is no division, such as a mountain."""

    @property
    def words(self) -> Words:
        """What people call it."""
        return _KINDS[self]


_KINDS = {
    ClauseKind.PROVINCE: Words("全省", "Whole province"),
    ClauseKind.PREFECTURE: Words("全市", "Whole prefecture"),
    ClauseKind.COUNTY: Words("县（市、区）", "County"),
    ClauseKind.TOWNSHIPS: Words("乡镇名单", "Townships by name"),
    ClauseKind.VILLAGES: Words("村名单", "Villages by name"),
    ClauseKind.PART: Words("部分", "Part of"),
    ClauseKind.COUNTED: Words("只写数目", "Number only"),
    ClauseKind.BOX: Words("经纬度", "Longitude and latitude"),
    ClauseKind.BOUNDS: Words("四至", "Compass bounds"),
    ClauseKind.PLACE: Words("地名", "Place"),
}

CLAUSE_STATUS_WORDS = {
    ClauseStatus.RESOLVED: Words("已确定", "Resolved"),
    ClauseStatus.AMBIGUOUS: Words("待定", "Ambiguous"),
    ClauseStatus.GONE: Words("区划已不存在", "Division is gone"),
}


class ImportPurpose(StrEnum):
    """What the polygons of an imported file are."""

    PLOTS = "plots"
    AREA = "area"
    """The outline of a production area, or of a part of its wording."""


@dataclass(frozen=True, slots=True)
class NewImport:
    """What is to be kept of a judged file, beside what the file says.

    Attributes:
        purpose: plots, or the outline of an area.
        size: of the original, bytes.
        organisation_id: whose plots they are; then they are registered.
        gi_id: their product; needed where there is an organisation.
        county: code of the county named for all of it.
        source: how it was measured, such as handheld GNSS.
        account_id: who hands it in; none on the command line.
    """

    purpose: ImportPurpose
    size: int
    organisation_id: int | None = None
    gi_id: int | None = None
    county: str | None = None
    source: str = ""
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewArea:
    """The wording of a production area and the counties that it names.

    Attributes:
        text: the wording, verbatim.
        county_codes: GB/T 2260 codes of the counties that the wording names or
            whose parts it names; former codes are taken too.
        finest_level: the finest level that the wording names.
        source: where the wording was read.
        evidence: how far that can be trusted.
    """

    text: str
    county_codes: tuple[str, ...]
    finest_level: FinestLevel
    source: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NewPlot:
    """A piece of land, or a workshop's site, as a producer hands it in.

    Attributes:
        organisation_id: whose it is.
        gi_id: the product grown or made there.
        name: what the producer calls it.
        declared_m2: what the producer says, m2; 0 for a point.
        geometry: polygon, or point of a workshop, already in EPSG:4490.
        crs_given: the coordinate system in which it came in.
        source: how it was measured, such as handheld GNSS.
    """

    organisation_id: int
    gi_id: int
    name: str
    declared_m2: int
    geometry: BaseGeometry
    crs_given: str
    source: str


@dataclass(frozen=True, slots=True)
class AreaTest:
    """Whether a place lies in a product's area, as far as that can be said.

    Attributes:
        answer: INSIDE, NEAR_BORDER, OUTSIDE or UNKNOWN.
        distance_m: to the border of the area, metres; none without a drawn one.
        uncertainty_m: by how much that border may be off; none without one.
        words: the whole sentence, with what to do next.
        area_version_id: the reading that was asked; none where there is none.
    """

    answer: PointAnswer
    distance_m: float | None
    uncertainty_m: int | None
    words: Words
    area_version_id: int | None


NO_READING = Words(
    "没有录入这个产品的产地范围，无法判断。请按公告文字核对，并联系省级登记管理人员补录。",
    "The area of this product has not been entered, so nothing can be said. Check "
    "the announcement's text and ask the provincial registry to enter it.",
)
NOT_DRAWN = Words(
    "公告所列产地尚不能落图，无法按坐标判断。请按公告文字核对所在乡镇、村。",
    "The area named in the announcement cannot be drawn yet, so coordinates do not "
    "decide. Check the township and village against the announcement's text.",
)
WAY_TO_CHANGE = Words(
    "产地范围以公告为准；确需调整的，由产品申请人依法申请变更，经国家知识产权局公告后生效。",
    " The area is fixed by announcement; if it ought to be changed, the product's "
    "applicant files for a change, which takes effect when CNIPA announces it.",
)


def check_plot_size(declared_m2: int, measured_m2: int, *, is_point: bool) -> None:
    """Refuse a plot whose size cannot be right.

    Args:
        declared_m2: what the producer says, m2.
        measured_m2: geodesic area of the outline, m2; 0 for a point.
        is_point: whether it is a workshop's site.

    Raises:
        PointWithAreaError: a point was given an area.
        PlotSizeError: the outline is under 1 m2 or over 100 km2.
        PlotAreaMissingError: nothing is declared for an outline.
        PlotAreaMismatchError: the two differ by more than half.
    """
    if is_point:
        if declared_m2:
            raise PointWithAreaError
        return
    if not LEAST_PLOT_M2 <= measured_m2 <= MOST_PLOT_M2:
        raise PlotSizeError(measured_m2=measured_m2)
    if declared_m2 <= 0:
        raise PlotAreaMissingError(measured_m2=measured_m2)
    if abs(declared_m2 - measured_m2) > _MOST_DIFFERENCE * measured_m2:
        raise PlotAreaMismatchError(declared_m2=declared_m2, measured_m2=measured_m2)
