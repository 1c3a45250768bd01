"""Marshmallow's own sentences, said in Chinese."""

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf, Range

from gi_registry.core.library_words import in_chinese


class _Schema(Schema):
    year = fields.Integer(required=True, strict=True)
    revision = fields.Integer(validate=Range(min=1, max=9))
    state = fields.String(validate=OneOf(["all", "filed"]))
    codes = fields.List(fields.String(), validate=Length(max=1))
    is_true = fields.Boolean()
    day = fields.Date()


def test_every_sentence_is_said_in_chinese_and_keeps_its_figures() -> None:
    """What the library says of a body today; ours stay as they are."""
    body = {"revision": 0, "state": "x", "codes": ["a", "b"], "is_true": "?"}
    try:
        _Schema().load({**body, "day": "31.1.", "more": 1})
    except ValidationError as error:
        said = in_chinese(error.messages)

    assert said == {
        "year": ["缺少这个必填字段"],
        "revision": ["应在 1 与 9 之间"],
        "state": ["应为下列之一：all, filed"],
        "codes": ["长度不能大于 1"],
        "is_true": ["应为 true 或 false"],
        "day": ["应为日期，如 2026-01-31"],
        "more": ["没有这个字段；请核对名称，或删去"],
    }
    assert in_chinese({"words": ["最多 120 个字"]}) == {"words": ["最多 120 个字"]}
