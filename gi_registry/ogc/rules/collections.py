"""The collections: what each holds, in words, as a schema and as parameters.

Everything that says what a feature has (queryables, the OpenAPI description, the
parameters that are taken, the pages) is made from here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from shapely.geometry.base import BaseGeometry

from gi_registry.areas.rules import DivisionLevel, FinestLevel
from gi_registry.core.words import Language, Words
from gi_registry.products.rules import Confidence, Evidence, RightKind


class Form(StrEnum):
    """What a property's value is."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DAY = "day"
    TEXTS = "texts"
    INTEGERS = "integers"


_SCHEMAS: dict[Form, dict[str, Any]] = {
    Form.TEXT: {"type": "string"},
    Form.INTEGER: {"type": "integer"},
    Form.BOOLEAN: {"type": "boolean"},
    Form.DAY: {"type": "string", "format": "date"},
    Form.TEXTS: {"type": "array", "items": {"type": "string"}},
    Form.INTEGERS: {"type": "array", "items": {"type": "integer"}},
}


@dataclass(frozen=True, slots=True)
class Property:
    """One property of the features of a collection.

    Attributes:
        choices: the only values that it has, where there is a list.
        may_lack: whether its value may be null.
    """

    name: str
    words: Words
    form: Form = Form.TEXT
    choices: tuple[str, ...] = ()
    may_lack: bool = False

    @property
    def can_be_asked(self) -> bool:
        """Whether features can be asked for by its value."""
        return self.form not in (Form.TEXTS, Form.INTEGERS)

    def schema(self, language: Language) -> dict[str, Any]:
        """Return the JSON Schema of a value that is there."""
        own: dict[str, Any] = {"title": self.words.said_in(language)}
        own |= _SCHEMAS[self.form]
        return own | ({"enum": list(self.choices)} if self.choices else {})


@dataclass(frozen=True, eq=False)
class Collection:
    """One collection of features.

    Attributes:
        geometry: GeoJSON types that a geometry may have; null beside them.
        is_dated: whether its features hold from a day to a day.
        columns: the properties that a table shows.
    """

    id: str
    title: Words
    description: Words
    geometry: tuple[str, ...]
    is_dated: bool
    columns: tuple[str, ...]
    properties: tuple[Property, ...]

    @property
    def shown(self) -> tuple[Property, ...]:
        """The properties that a table shows, in its order."""
        named = {each.name: each for each in self.properties}
        return tuple(named[name] for name in self.columns)

    @cached_property
    def queryable(self) -> dict[str, Property]:
        """The properties by whose values features can be asked for, by name."""
        return {each.name: each for each in self.properties if each.can_be_asked}


@dataclass(frozen=True, eq=False, slots=True)
class Feature:
    """A feature, ready to be written.

    Attributes:
        properties: JSON values, in the order of the collection.
        geometry: EPSG:4490, longitude and latitude; none where nothing is drawn.
        since: first day; none where it is not dated.
        until: last day; none while it is open.
    """

    id: str
    properties: dict[str, Any]
    geometry: BaseGeometry | None
    since: date | None = None
    until: date | None = None

    @property
    def name(self) -> Words:
        """What people call it."""
        return Words(self.properties["name"], self.properties["name_en"])


_SINCE = Property("valid_from", Words("生效日", "First day"), Form.DAY)
_UNTIL = Property(
    "valid_to", Words("最后一日", "Last day"),
    Form.DAY, may_lack=True,
)  # fmt: skip
_CURRENT = Property("current", Words("是否现行", "In force today"), Form.BOOLEAN)
_EVIDENCE = Property(
    "evidence", Words("依据：memory 为未核实", "Evidence; memory means unverified"),
    choices=tuple(Evidence),
)  # fmt: skip
_SOURCE = Property("source", Words("出处", "Source"))
_UNCERTAINTY = Property(
    "uncertainty_m", Words("边界误差（米，90%）", "Border uncertainty, m (90 %)"),
    Form.INTEGER,
)  # fmt: skip
_AREA = Property(
    "area_m2", Words("面积（平方米，椭球面）", "Geodesic area, m2"), Form.INTEGER
)

PRODUCTION_AREAS = Collection(
    "production-areas",
    Words("产地范围", "Production areas"),
    Words(
        "地理标志产品产地范围的各个版本：由公告文字所列县界合成，有起止日期。现行版本："
        "current=true。文字细到乡镇、村的（finer_than_polygon），图形大于实际范围。",
        "Versions of the production areas of geographical indications: unions of the "
        "counties that the announcement names, dated. Those in force: current=true. "
        "Where the wording is finer (finer_than_polygon), the shape is too large.",
    ),
    ("Polygon", "MultiPolygon"),
    is_dated=True,
    columns=("name", "version", "category", "valid_from", "valid_to", "current"),
    properties=(
        Property("code", Words("产品代码", "Code of the product")),
        Property("version", Words("版本", "Version"), Form.INTEGER),
        Property("name", Words("产品名称", "Name")),
        Property("name_en", Words("英文名称", "Name in Latin letters")),
        Property("category", Words("品类", "Kind of goods")),
        _SINCE,
        _UNTIL,
        _CURRENT,
        Property("text", Words("公告文字", "Wording")),
        Property("finest_level", Words("文字的最细级别", "Finest level of the wording"),
                 choices=tuple(FinestLevel)),
        Property("finer_than_polygon",
                 Words("文字比图形更细", "Wording finer than the shape"), Form.BOOLEAN),
        Property("divisions", Words("县级区划代码", "Codes of counties"), Form.TEXTS),
        _UNCERTAINTY,
        _AREA,
        _SOURCE,
        _EVIDENCE,
    ),
)  # fmt: skip

DIVISIONS = Collection(
    "divisions",
    Words("行政区划", "Administrative divisions"),
    Words(
        "省、市、县三级行政区划，有起止日期。边界仅供查阅，不作划界依据。",
        "Province, prefectures and counties, dated. Borders are for reference, not "
        "for delimitation.",
    ),
    ("Polygon", "MultiPolygon"),
    is_dated=True,
    columns=("name", "code", "level", "valid_from", "valid_to", "current"),
    properties=(
        Property("code", Words("区划代码（GB/T 2260）", "Code (GB/T 2260)")),
        Property("name", Words("名称", "Name")),
        Property("name_en", Words("英文名称", "Name in Latin letters")),
        Property("level", Words("级别", "Level"), choices=tuple(DivisionLevel)),
        Property("parent", Words("上级区划代码", "Code of the one above"),
                 may_lack=True),
        _SINCE,
        _UNTIL,
        _CURRENT,
        _UNCERTAINTY,
        _AREA,
        _SOURCE,
    ),
)  # fmt: skip

PRODUCTS = Collection(
    "products",
    Words("地理标志产品", "Geographical indications"),
    Words(
        "登记簿中的每个产品一个点：现行产地范围内的标注位置，不是某个生产地点。",
        "A point for each product of the register: a place for its label inside the "
        "area in force, not a place of production.",
    ),
    ("Point",),
    is_dated=False,
    columns=("name", "code", "category", "season_months", "evidence"),
    properties=(
        Property("code", Words("产品代码", "Code of the product")),
        Property("name", Words("产品名称", "Name")),
        Property("name_en", Words("英文名称", "Name in Latin letters")),
        Property("category", Words("品类", "Kind of goods")),
        Property("season_months", Words("上市月份", "Months of the season"),
                 Form.INTEGERS),
        Property("kinds", Words(f"权利种类：{'、'.join(RightKind)}", "Kinds of rights"),
                 Form.TEXTS),
        Property("area", Words("现行产地范围的要素编号", "Id of the area in force"),
                 may_lack=True),
        _EVIDENCE,
        Property("confidence", Words("把握程度", "Confidence"),
                 choices=tuple(Confidence)),
    ),
)  # fmt: skip

COLLECTIONS = {each.id: each for each in (PRODUCTION_AREAS, DIVISIONS, PRODUCTS)}
"""All collections by id, in the order in which they are shown."""
