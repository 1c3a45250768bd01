"""JSON shapes of an application's check-list of files."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Text
from gi_registry.producers.rules.checklist import FileKind, Need
from gi_registry.producers.schemas.common import BilingualSchema, one_of


class ApplicationFileSchema(Schema):
    """A file of an application; its content is at `/files/{sha256}`."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    sha256 = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes."})
    added_at = fields.AwareDateTime(required=True)


class FileItemSchema(Schema):
    """A line of the check-list, with what is there."""

    kind = one_of(FileKind, required=True)
    words = fields.Nested(BilingualSchema, required=True)
    need = one_of(Need, required=True)
    why = fields.Nested(BilingualSchema, required=True)
    rule = fields.String(
        required=True, metadata={"description": "Of law, behind it; see /law/rules."}
    )
    is_there = fields.Boolean(required=True)
    is_missing = fields.Boolean(
        required=True, metadata={"description": "It cannot be sent without it."}
    )
    files = fields.List(fields.Nested(ApplicationFileSchema), required=True)


class ApplicationFilesSchema(Schema):
    """The check-list of an application's files."""

    items = fields.List(fields.Nested(FileItemSchema), required=True)


class NewFileSchema(Schema):
    """What a file is, and what it is called."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(
            [kind.value for kind in FileKind if kind is not FileKind.QUALITY_REPORT]
        ),
    )
    name = Text(required=True, longest=120)
