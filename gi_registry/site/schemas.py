"""JSON shapes of the public register; the promise is schemas/v1/product.schema.json."""

from typing import TYPE_CHECKING, Any

from flask import url_for
from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from gi_registry.core.published import codelist
from gi_registry.products import service as products
from gi_registry.products.rules import Evidence, RightKind
from gi_registry.products.rules.search import Sort
from gi_registry.products.rules.seasons import months_of
from gi_registry.site.rules import LONGEST_TEXT, Asked, Search, search_of

if TYPE_CHECKING:
    from gi_registry.site.service import Described

_CODE = r"^[0-9]{2}([0-9]{2}([0-9]{2})?)?$"
_MOST = 100
"""Products on one page of the API."""


class TermSchema(Schema):
    """A term in both languages."""

    zh = fields.String(required=True)
    en = fields.String(required=True)


class CategorySchema(TermSchema):
    """A kind of goods."""

    code = fields.String(required=True)


class AnnouncementSchema(Schema):
    """An announcement and what it did to the right."""

    issuer = fields.Function(lambda link: link.announcement.issuer)
    year = fields.Function(lambda link: link.announcement.year or None)
    number = fields.Function(lambda link: link.announcement.number)
    title = fields.Function(lambda link: link.announcement.title)
    announced_on = fields.Function(lambda link: _iso(link.announcement.announced_on))
    kind = fields.Function(lambda link: link.kind.value)


class RightSchema(Schema):
    """A right in a product name."""

    ordinal = fields.Integer()
    kind = fields.Function(lambda right: right.kind.value)
    status = fields.Function(lambda right: right.status.value)
    number = fields.String(allow_none=True)
    number_kind = fields.String(allow_none=True)
    since = fields.String(allow_none=True)
    valid_to = fields.Date(allow_none=True)
    managing_authority = fields.String(allow_none=True)
    holder = fields.String(allow_none=True)
    legal_effect_note = fields.String(allow_none=True)
    announcements = fields.List(fields.Nested(AnnouncementSchema))
    source = fields.String()
    evidence = fields.Function(lambda right: right.evidence.value)
    confidence = fields.Function(lambda right: right.confidence.value)


class StandardSchema(Schema):
    """A standard that says what the product is."""

    number = fields.String()
    source = fields.String()
    evidence = fields.Function(lambda standard: standard.evidence.value)


class FactSchema(Schema):
    """A stated fact with its source."""

    kind = fields.Function(lambda fact: fact.kind.value)
    value = fields.String()
    source = fields.String()
    evidence = fields.Function(lambda fact: fact.evidence.value)


class AreaClauseSchema(Schema):
    """A part of an area's wording, and what it was resolved to."""

    text = fields.String()
    kind = fields.Function(lambda clause: clause.kind.value)
    division_code = fields.String(attribute="code", allow_none=True)
    name = fields.Nested(TermSchema, attribute="place", allow_none=True)
    codes = fields.List(fields.String())
    status = fields.Function(lambda clause: clause.status.value)
    reason = fields.Function(lambda clause: clause.reason._asdict())


class ProductSchema(Schema):
    """A product of geographical indication, as published."""

    code = fields.Function(lambda view: view.gi.code)
    name_zh = fields.Function(lambda view: view.gi.name_zh)
    name_en = fields.Function(lambda view: view.gi.name_en)
    category = fields.Method("_category")
    goods = fields.Nested(TermSchema, allow_none=True)
    season_months = fields.Function(lambda view: list(months_of(view.gi.season_mask)))
    evidence = fields.Function(lambda view: view.gi.evidence.value)
    confidence = fields.Function(lambda view: view.gi.confidence.value)
    rights = fields.List(fields.Nested(RightSchema), attribute="gi.rights")
    lineage = fields.Method("_lineage")
    standards = fields.List(fields.Nested(StandardSchema), attribute="gi.standards")
    facts = fields.List(fields.Nested(FactSchema), attribute="gi.facts")
    area = fields.Method("_area")
    page = fields.Function(
        lambda view: url_for("site.product", code=view.gi.code, _external=False)
    )

    def _category(self, view: "Described") -> dict[str, str]:
        code = view.gi.category
        words = products.category_words(code)
        return {"code": code, "zh": words.zh, "en": words.en}

    def _lineage(self, view: "Described") -> list[dict[str, int]]:
        return [
            {"right": step.right.ordinal, "supersedes": step.before.ordinal}
            for step in view.lineage
        ]

    def _area(self, view: "Described") -> dict[str, Any] | None:
        area = view.area
        if area is None:
            return None
        return {
            "version": area.number,
            "text": area.text,
            "finest_level": area.finest_level.value,
            "valid_from": area.valid_from.isoformat(),
            "area_m2": area.area_m2,
            "uncertainty_m": area.uncertainty_m,
            "crs": "EPSG:4490",
            "source": area.source,
            "evidence": area.evidence.value,
            "confirmed": area.decided_by_id is not None,
            "counties": [county.code for county in area.counties],
            "clauses": AreaClauseSchema(many=True).dump(view.clauses),
        }


class ProductsSchema(Schema):
    """A page of products."""

    items = fields.List(fields.Nested(ProductSchema))
    page = fields.Integer(attribute="number")
    pages = fields.Integer()
    size = fields.Integer()
    total = fields.Integer()


class ProductSearchSchema(Schema):
    """What may be asked of the list of products; several values add up."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    q = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_TEXT),
        metadata={"description": "Part of a name, pinyin, initials, English, place."},
    )
    kind = fields.List(
        fields.String(validate=validate.OneOf([kind.value for kind in RightKind])),
        load_default=list,
        metadata={"description": "The product has a right of this kind."},
    )
    category = fields.List(
        fields.String(validate=validate.OneOf(list(codelist("category")))),
        load_default=list,
        metadata={"description": "Code of codelists/category.csv."},
    )
    division = fields.List(
        fields.String(validate=validate.Regexp(_CODE)),
        load_default=list,
        metadata={"description": "GB/T 2260 code, or its first two or four digits."},
    )
    month = fields.List(
        fields.Integer(validate=validate.Range(1, 12)),
        load_default=list,
        metadata={"description": "In season in this month, 1 to 12."},
    )
    evidence = fields.List(
        fields.String(validate=validate.OneOf([each.value for each in Evidence])),
        load_default=list,
        metadata={"description": "How far the product can be trusted."},
    )
    sort = fields.String(
        load_default="", validate=validate.OneOf(["", *(sort.value for sort in Sort)])
    )
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=25, validate=validate.Range(1, _MOST))

    @post_load
    def to_search(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Give the search beside the page and size."""
        several = ("kind", "category", "division", "month", "evidence")
        texts = {name: tuple(str(value) for value in data[name]) for name in several}
        asked = Asked(q=data["q"], sort=data["sort"], **texts)
        search: Search = search_of(asked)
        return {"search": search, "page": data["page"], "size": data["size"]}


def _iso(day: Any) -> str | None:  # noqa: ANN401 -- a date or none
    return day.isoformat() if day else None
