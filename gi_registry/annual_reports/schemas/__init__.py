"""Shapes of the form, the declaration, the decision, and of the API's answer."""

import json
from typing import Any, Final, cast

from marshmallow import Schema, ValidationError, fields, post_load, pre_load

from gi_registry.annual_reports.errors import UnreadableError
from gi_registry.annual_reports.rules import (
    BY_NAME,
    FIGURES,
    REASON,
    REASONED,
    Answers,
    Declaration,
    Draft,
    Figure,
    Sums,
    Unit,
    exports_in,
    stored,
)
from gi_registry.annual_reports.rules.amounts import AmountError, amount
from gi_registry.annual_reports.rules.cells import measure_of
from gi_registry.core.fields import (
    Choice,
    Number,
    Several,
    Text,
    Ticked,
    Whole,
    plain_number,
)
from gi_registry.core.language import said
from gi_registry.core.words import Words

_MOST: Final = {
    Unit.GRAM: "10000000000",
    Unit.MILLILITRE: "10000000000",
    Unit.FEN: "1000000000",
    Unit.FEN_PER_KG: "1000000",
    Unit.SQUARE_METRE: "100000000",
}
"""Beyond these a figure is a slip of the pen: 10 million tonnes, 10 trillion yuan."""
_ABOUT: Final = Words(
    "写的是约数；请填确定的数，如 3000斤",
    "This says “about”; write the number itself, such as 2 t",
)
_MOST_COUNTED: Final = 2_000_000_000
_REASON_FIELDS: Final = tuple(REASON + name for name in REASONED)


class _Began(fields.Field[Any]):
    """The draft as it was when the typing began: JSON of what its fields showed.

    It only helps to tell who changed what, so one that cannot be read is none.
    """

    def _deserialize(
        self,
        value: Any,  # noqa: ANN401 -- marshmallow's
        attr: Any,  # noqa: ANN401, ARG002 -- the same
        data: Any,  # noqa: ANN401, ARG002 -- the same
        **_: object,
    ) -> Draft | None:
        try:
            shown = json.loads(value)
            shown = {name: shown[name] for name in (*BY_NAME, *_REASON_FIELDS)}
            return cast("Draft", DraftSchema().load(shown | {"revision": 1}))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None


class _LeavesOpen(Schema):
    """A form whose empty fields are not answered yet."""

    revision = Whole(required=True, least=1, most=_MOST_COUNTED)
    base = _Began(load_default=None)

    @pre_load
    def drop_empty(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Take an empty field for one that is not answered."""
        return {key: value for key, value in data.items() if value not in ("", [])}

    @post_load
    def to_draft(self, data: dict[str, Any], **_: object) -> Draft:
        """Give the service its own type, figures as they are stored."""
        revision, base = data.pop("revision"), data.pop("base")
        reasons = {name: data.pop(REASON + name) for name in REASONED}
        given = {name: words for name, words in reasons.items() if words}
        return Draft(revision, Answers(**data), given, base)


class _Measured(Number):
    """A number in the unit of its figure, or with another one beside it, such as 2 吨.

    Gives what is stored: a whole number.
    """

    def __init__(self, figure: Figure, **kwargs: Any):
        super().__init__(most=_MOST[figure.unit], **kwargs)
        self.figure = figure

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- marshmallow's
        unit = self.figure.unit
        try:
            number = super()._deserialize(value, attr, data, **kwargs)
        except ValidationError as plain:
            found = _with_unit(value, self.figure, plain)
            if not 0 <= found <= stored(self.most, unit):
                raise self.make_error(
                    "bounds", least=self.least, most=self.most
                ) from None
            return found
        return stored(number, unit)


def _with_unit(value: object, figure: Figure, plain: ValidationError) -> int:
    """Return an amount with a unit as it is stored.

    Raises:
        ValidationError: `plain` where it is a number already; else that it is none,
            or a guess.
    """
    text = plain_number(str(value))
    try:
        found = amount(text, measure_of(figure))
    except AmountError as error:
        if text.lstrip("+-").replace(".", "", 1).isdecimal():
            raise plain from None
        raise ValidationError(said(error.words)) from None
    if found.is_about:
        raise ValidationError(said(_ABOUT))
    return round(found.stored)


class _Exports(Text):
    """Lines of exports, as people type them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- marshmallow's
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return exports_in(text)
        except UnreadableError as error:
            raise ValidationError(said(error.words)) from None


class _Plot(Whole):
    """A plot by its number, as a box sends it; see `rules.figures.plots`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- marshmallow's
        return {"id": super()._deserialize(value, attr, data, **kwargs)}


def _field(figure: Figure) -> fields.Field[Any]:
    if figure.unit is Unit.COUNT:
        return Whole(most=_MOST_COUNTED, load_default=None)
    if figure.unit is Unit.CODES:
        codes = [code for code, _ in figure.choices]
        return Several(Choice(codes), load_default=None)
    if figure.unit is Unit.PLOTS:
        return Several(_Plot(most=_MOST_COUNTED), load_default=None)
    if figure.unit is Unit.EXPORTS:
        return _Exports(load_default=None)
    if figure.unit.is_number:
        return _Measured(figure, load_default=None)
    blank = getattr(Answers(), figure.name)
    return Text(longest=figure.longest, load_default=blank)


DraftSchema: Final = _LeavesOpen.from_dict(
    {figure.name: _field(figure) for figure in FIGURES}
    | {name: Text(longest=500, load_default="") for name in _REASON_FIELDS},
    name="DraftSchema",
)
"""The form of a draft: kg, L, 万元, mu and counts as typed."""


class DeclarationSchema(Schema):
    """What is signed when a report is handed in."""

    revision = Whole(required=True, least=1, most=_MOST_COUNTED)
    signatory = Text(required=True, longest=60)
    change_reason = Text(load_default="")
    is_true = Ticked(required=True)

    @post_load
    def to_declaration(self, data: dict[str, Any], **_: object) -> Declaration:
        """Give the service its own type."""
        return Declaration(data["revision"], data["signatory"], data["change_reason"])


class SumsSchema(Schema):
    """Figures of one total: grams, fen, m2 and counts."""


_Sums = SumsSchema.from_dict(
    {name: fields.Integer(strict=True) for name in Sums.names()}, name="SumsSchema"
)


class RowSchema(Schema):
    """One total; the figures are null where they would tell of too few producers."""

    key = fields.String(
        metadata={"description": "Product or division code; empty for the whole."}
    )
    name_zh = fields.String()
    name_en = fields.String()
    reporters = fields.Integer(
        allow_none=True, metadata={"description": "Businesses; null if withheld."}
    )
    reports = fields.Integer(allow_none=True)
    sums = fields.Nested(_Sums, allow_none=True)


class TotalsSchema(Schema):
    """The totals of one year's accepted reports."""

    year = fields.Integer()
    is_full = fields.Boolean(
        metadata={"description": "Whether nothing is withheld; officers' tokens only."}
    )
    least_reporters = fields.Integer(
        metadata={"description": "Public figures stand on this many or more."}
    )
    edition = fields.Integer(
        allow_none=True,
        metadata={
            "description": "Number of the edition of the year's public figures; null "
            "before the first. Only where not full."
        },
    )
    as_of = fields.Date(
        allow_none=True, metadata={"description": "Day of the edition, in China."}
    )
    must_report = fields.Integer(allow_none=True)
    filed = fields.Integer(allow_none=True)
    accepted = fields.Integer(allow_none=True)
    whole = fields.Nested(RowSchema)
    by_product = fields.List(fields.Nested(RowSchema))
    by_prefecture = fields.List(fields.Nested(RowSchema))
    by_county = fields.List(fields.Nested(RowSchema))


class TotalsQuerySchema(Schema):
    """Which year is asked for."""

    year = fields.String(
        load_default=None,
        metadata={"description": "Year reported on; the newest open one if left out."},
    )
