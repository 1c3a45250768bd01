"""Pieces that several shapes of this domain have."""

from enum import StrEnum
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.products.rules import RightKind

_MOST = 100


def one_of(kind: type[StrEnum], **given: Any) -> fields.String:
    """Return a field that holds a value of an enum."""
    values = [each.value for each in kind]
    return fields.String(validate=validate.OneOf(values), **given)


class BilingualSchema(Schema):
    """Words in both languages."""

    zh = fields.String(required=True)
    en = fields.String(required=True)


class ProductNameSchema(Schema):
    """A product of the register."""

    code = fields.String(required=True)
    name_zh = fields.String(required=True)
    name_en = fields.String(required=True)


class RightNameSchema(Schema):
    """The right under which the mark is used."""

    id = fields.Integer(required=True)
    kind = one_of(RightKind, required=True)
    number = fields.String(required=True, allow_none=True)


class PartySchema(Schema):
    """A business."""

    name = fields.String(required=True)
    uscc = fields.String(
        required=True, metadata={"description": "Unified social credit code."}
    )


class PageQuerySchema(Schema):
    """Which page of a list."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=25, validate=validate.Range(1, _MOST))


class PageSchema(Schema):
    """Where a page of a list stands."""

    page = fields.Integer(required=True, attribute="number")
    pages = fields.Integer(required=True)
    size = fields.Integer(required=True)
    total = fields.Integer(required=True)


def file_sha256(*, to: str = "/files", **given: Any) -> fields.String:
    """Return a field that names a file that was sent before.

    Args:
        to: which path takes such files.
        given: further arguments of the field.
    """
    return fields.String(
        validate=validate.Regexp(r"^[0-9a-f]{64}$"),
        metadata={
            "description": f"Of a file that one's own organisation sent to {to}, or "
            "that one may read; any other is refused as if there were none "
            "(file-missing)."
        },
        **given,
    )


class AnnouncementNamedSchema(Schema):
    """CNIPA's announcement of what is recorded, of the same day."""

    number = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, 999_999)
    )
    file_sha256 = file_sha256(required=True)
