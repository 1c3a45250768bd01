"""The JSON shapes of notices."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_dump, validate

from gi_registry.notices.rules import KINDS, Group, Kind


class NoticesQuerySchema(Schema):
    """Which of one's own notices, and which page of them."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    group = fields.String(
        load_default="", validate=validate.OneOf(["", *(each.value for each in Group)])
    )
    unread = fields.Boolean(load_default=False)


class NoticeSchema(Schema):
    """One notice, in both languages."""

    id = fields.Integer(required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Kind])
    )
    subject = fields.String(
        required=True, metadata={"description": "Public number of what it is about."}
    )
    title_zh = fields.String()
    title_en = fields.String()
    words_zh = fields.String(required=True)
    words_en = fields.String(required=True)
    link = fields.String(
        required=True, metadata={"description": "Path of the page to go on to."}
    )
    made_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)

    @post_dump
    def with_title(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add the few words that stand over it."""
        title = KINDS[Kind(data["kind"])].title
        return data | {"title_zh": title.zh, "title_en": title.en}


class NoticesSchema(Schema):
    """A page of notices."""

    items = fields.List(fields.Nested(NoticeSchema), required=True)
    page = fields.Integer(required=True, attribute="number")
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)
