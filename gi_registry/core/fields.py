"""Form and API fields whose refusals are said in the caller's language."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from unicodedata import normalize

from marshmallow import Schema, ValidationError, fields

from gi_registry.core import personal
from gi_registry.core.language import said
from gi_registry.core.words import Words

_MAX_TEXT = 2_000

_COMMON = {
    "required": Words("请填写", "Please fill this in"),
    "null": Words("请填写", "Please fill this in"),
}
_GROUPED = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(?:\.\d*)?")
"""A number with groups of three digits, or of four as in 1,2345 (万)."""
_MOST_ID = 2_147_483_647
"""In a column of 32 bits."""


class _Speaks(fields.Field):  # type: ignore[type-arg]
    """Says its refusals in both languages."""

    said: ClassVar[dict[str, Words]] = {}

    def make_error(self, key: str, **facts: object) -> ValidationError:
        """Give the refusal in the language of the request."""
        words = ({} | _COMMON | self.said).get(key)
        if words is None:
            return super().make_error(key, **facts)
        return ValidationError(said(words.filled(**facts)))


class Text(_Speaks, fields.String):
    """Text: NFC, trimmed, no NUL; empty counts as missing where it is required.

    An identity number of a citizen is refused where none is asked for.

    Args:
        longest: characters at most.
        is_identity: whether it is asked for, to be concealed and not kept as such.
        kwargs: as for marshmallow's String.
    """

    said: ClassVar[dict[str, Words]] = {
        "invalid": Words("应为文字", "This must be text"),
        "long": Words("最多 {longest} 个字", "At most {longest} characters"),
        "personal": Words(
            "这里不要写公民身份号码，登记簿不保存；请删去，或只写后四位",
            "Write no identity number of a citizen here, the register keeps none; take "
            "it out, or leave the last four characters",
        ),
    }

    def __init__(
        self, *, longest: int = _MAX_TEXT, is_identity: bool = False, **kwargs: Any
    ):
        super().__init__(**kwargs)
        self.longest, self.is_identity = longest, is_identity

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs) or ""
        text = normalize("NFC", text).replace("\x00", "").strip()
        if self.required and not text:
            raise self.make_error("required")
        if len(text) > self.longest:
            raise self.make_error("long", longest=self.longest)
        if not self.is_identity and personal.is_found(text):
            raise self.make_error("personal")
        return text


class Whole(_Speaks, fields.Integer):
    """A whole number within bounds; thousands separators and full width allowed."""

    said: ClassVar[dict[str, Words]] = {
        "invalid": Words(
            "应为整数，如 1200", "This must be a whole number, such as 1200"
        ),
        "bounds": Words("应在 {least} 与 {most} 之间", "Between {least} and {most}"),
    }

    def __init__(self, *, least: int = 0, most: int = 10**12, **kwargs: Any):
        super().__init__(
            metadata={"minimum": least, "maximum": most} | kwargs.pop("metadata", {}),
            **kwargs,
        )
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if isinstance(value, str):
            value = plain_number(value)
            if not value and self.required:
                raise self.make_error("required")
        number = super()._deserialize(value, attr, data, **kwargs)
        if number is None or not self.least <= number <= self.most:
            raise self.make_error("bounds", least=self.least, most=self.most)
        return number


class RowId(Whole):
    """The id of a row, as far as a column can hold one."""

    def __init__(self, **kwargs: Any):
        super().__init__(least=1, most=_MOST_ID, **kwargs)


class Number(_Speaks, fields.Decimal):
    """A decimal number within bounds, exact."""

    said: ClassVar[dict[str, Words]] = {
        "invalid": Words("应为数字，如 12.5", "This must be a number, such as 12.5"),
        "special": Words("应为数字，如 12.5", "This must be a number, such as 12.5"),
        "bounds": Words("应在 {least} 与 {most} 之间", "Between {least} and {most}"),
    }

    def __init__(
        self,
        *,
        least: str = "0",
        most: str = "1000000000000",
        places: int | None = None,
        **kwargs: Any,
    ):
        super().__init__(places=places, **kwargs)
        self.least, self.most = Decimal(least), Decimal(most)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Decimal:
        if isinstance(value, str):
            value = plain_number(value)
            if not value and self.required:
                raise self.make_error("required")
        number = super()._deserialize(value, attr, data, **kwargs)
        if number is None or not self.least <= number <= self.most:
            raise self.make_error("bounds", least=self.least, most=self.most)
        return number


class Day(_Speaks, fields.Date):
    """A calendar day, YYYY-MM-DD."""

    said: ClassVar[dict[str, Words]] = {
        "invalid": Words(
            "应为日期，如 2026-11-22", "This must be a date, such as 2026-11-22"
        ),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        if isinstance(value, str):
            value = normalize("NFKC", value).strip().replace("/", "-")
            if not value and self.required:
                raise self.make_error("required")
        return super()._deserialize(value, attr, data, **kwargs)


class Choice(_Speaks, fields.String):
    """One of a list of values."""

    said: ClassVar[dict[str, Words]] = {
        "choice": Words("请从列表中选择", "Please choose from the list"),
    }

    def __init__(self, values: Any, **kwargs: Any):
        self.values = tuple(str(value) for value in values)
        if not kwargs.get("required"):
            self.values += ("",)
        metadata = {"enum": list(self.values)} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if value not in self.values:
            raise self.make_error("choice" if value else "required")
        return str(value)


class Ticked(_Speaks, fields.Boolean):
    """A box that must be ticked where it is required."""

    said: ClassVar[dict[str, Words]] = {
        "required": Words("请勾选确认", "Please tick to confirm"),
        "invalid": Words("请勾选确认", "Please tick to confirm"),
    }


class WordsSchema(Schema):
    """One sentence or name in both languages."""

    zh = fields.String(required=True)
    en = fields.String(required=True)


class Several(fields.List[Any]):
    """Any number of values, as the boxes of a form send them: one comes as a text."""

    def _deserialize(
        self, value: Any, attr: Any, data: Any, **kwargs: Any
    ) -> list[Any]:
        values = [value] if isinstance(value, str) else value
        return super()._deserialize(values, attr, data, **kwargs)


def plain_number(text: str) -> str:
    """Return a number as people type it, without separators and full width.

    Commas that separate no groups of three or four digits, such as in 12,5, stay:
    what is meant by them is not guessed.
    """
    plain = normalize("NFKC", text).strip().replace(" ", "")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
