"""JSON shapes of the register of laboratories."""

from marshmallow import Schema, fields

from gi_registry.core.fields import Text
from gi_registry.producers.schemas.common import (
    PageQuerySchema,
    PageSchema,
    ProductNameSchema,
)


class DesignatedSchema(Schema):
    """A product for which a document names a laboratory."""

    product = fields.Nested(ProductNameSchema, required=True)
    document = fields.String(
        required=True, metadata={"description": "Number of the document."}
    )
    from_on = fields.Date(
        required=True, metadata={"description": "Day of the document."}
    )


class LaboratorySchema(Schema):
    """A laboratory whose qualification holds on the day of the answer."""

    name = fields.String(required=True)
    cma = fields.String(
        required=True,
        metadata={
            "description": "Number of its qualification (资质认定), without blanks."
        },
    )
    address = fields.String(required=True)
    division = fields.String(
        required=True,
        metadata={
            "description": "GB/T 2260 prefix of the office that keeps it on record."
        },
    )
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(
        required=True, metadata={"description": "Last valid day, inclusive."}
    )
    products = fields.List(
        fields.Nested(DesignatedSchema),
        required=True,
        metadata={"description": "None where it is named for no product."},
    )


class LaboratoriesSchema(PageSchema):
    """A page of the current laboratories, by name."""

    items = fields.List(fields.Nested(LaboratorySchema), required=True)
    changed_at = fields.AwareDateTime(
        required=True,
        allow_none=True,
        metadata={"description": "When the register was last changed."},
    )


class LaboratoriesQuerySchema(PageQuerySchema):
    """What may be asked of the list; 25 a page."""

    q = Text(
        load_default="",
        longest=120,
        metadata={"description": "Part of a name or number."},
    )


EXAMPLE = {
    "items": [
        {
            "name": "示例检验检测中心",
            "cma": "250412345678",
            "address": "示例市示例路1号",
            "division": "14",
            "valid_from": "2025-03-01",
            "valid_to": "2031-02-28",
            "products": [
                {
                    "product": {
                        "code": "SXGI-003",
                        "name_zh": "山西老陈醋",
                        "name_en": "Shanxi extra aged vinegar",
                    },
                    "document": "示例文〔2025〕8号",
                    "from_on": "2025-04-01",
                }
            ],
        }
    ],
    "page": 1,
    "pages": 1,
    "size": 25,
    "total": 1,
    "changed_at": "2025-04-02T01:00:00+00:00",
}
