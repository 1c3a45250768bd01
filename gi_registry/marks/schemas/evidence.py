"""JSON shapes of the evidence behind capacities; amounts in smallest units."""

from typing import Any

from marshmallow import Schema, fields, post_load

from gi_registry.core.fields import Choice, Day, Several, Text, Whole
from gi_registry.core.paging import MAX_PAGE_SIZE, PAGE_SIZE
from gi_registry.marks import rules
from gi_registry.marks.rules import (
    CapacityBasis,
    EvidenceKind,
    EvidenceState,
    NewEvidence,
)
from gi_registry.producers.schemas.common import BilingualSchema, one_of

_MOST = 10**15
_MOST_ID = 2**31 - 1
_MOST_PAGES = 10**8
_NUMBER = {"description": "Of the authorization, such as MA-2026-000042."}
_AMOUNT = {
    "description": "Vats mL, purchases and carcasses g, ponds m2, else things; count."
}


class EvidenceOfSchema(Schema):
    """Whose evidence, of which year."""

    authorization = Text(required=True, longest=20, metadata=_NUMBER)
    year = Whole(
        required=True,
        least=1900,
        most=2999,
        metadata={"description": "Production year."},
    )


class EvidenceQuerySchema(EvidenceOfSchema):
    """The same, and which part of the list."""

    page = Whole(least=1, most=_MOST_PAGES, load_default=1)
    size = Whole(least=1, most=MAX_PAGE_SIZE, load_default=PAGE_SIZE)


class EvidenceRowSchema(Schema):
    """What every row may say; what its kind needs is in docs/evidence.md."""

    amount = Whole(required=True, most=_MOST, metadata=_AMOUNT)
    reference = Text(load_default="", longest=rules.LONGEST_REFERENCE)
    volume = Whole(
        load_default=None,
        allow_none=True,
        most=_MOST,
        metadata={"description": "Of a vat, mL."},
    )
    party = Text(load_default="", longest=rules.LONGEST_PARTY)
    begins_on = Day(load_default=None, allow_none=True)
    ends_on = Day(load_default=None, allow_none=True)
    plot_id = Whole(load_default=None, allow_none=True, least=1, most=_MOST_ID)
    document_sha256 = Text(load_default=None, allow_none=True, longest=64)
    note = Text(load_default="", longest=rules.LONGEST_NOTE)


class NewEvidenceSchema(EvidenceRowSchema, EvidenceOfSchema):
    """A row of evidence."""

    kind = Choice(EvidenceKind, required=True)

    @post_load
    def to_new(self, data: dict[str, Any], **_: object) -> tuple[str, NewEvidence]:
        """Give whose it is, and the row."""
        number = data.pop("authorization")
        return number, NewEvidence(**data | {"kind": EvidenceKind(data["kind"])})


class EvidenceCorrectionSchema(EvidenceRowSchema):
    """What is to stand instead of a row, and why."""

    reason = Text(required=True, longest=500)


class EvidenceDecisionSchema(Schema):
    """Which rows of a year are decided, and how."""

    ids = Several(Whole(least=1, most=_MOST_ID), required=True)
    verdict = Choice(("confirm", "refuse"), required=True)
    words = Text(load_default="", longest=500)


class EvidenceDecidedSchema(Schema):
    """How many rows were decided."""

    decided = fields.Integer()


class CapacityEvidenceSchema(Schema):
    """A row as it stands."""

    id = fields.Integer()
    kind = one_of(EvidenceKind)
    year = fields.Integer()
    reference = fields.String()
    amount = fields.Integer(metadata=_AMOUNT)
    volume = fields.Integer(allow_none=True)
    party = fields.String()
    begins_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    plot_id = fields.Integer(allow_none=True)
    document_sha256 = fields.String(allow_none=True)
    note = fields.String()
    state = one_of(EvidenceState)
    replaces_id = fields.Integer(
        allow_none=True, metadata={"description": "The row that it corrects."}
    )
    reason = fields.String(metadata={"description": "Why it was corrected."})
    entered_at = fields.AwareDateTime()
    decided_at = fields.AwareDateTime(allow_none=True)
    decision = fields.String(metadata={"description": "The office's words."})


class EvidencePageSchema(Schema):
    """One page of rows, newest first."""

    items = fields.List(fields.Nested(CapacityEvidenceSchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer(metadata={"description": "Rows on all pages."})


class GroundSchema(Schema):
    """A row or a plot behind a figure."""

    kind = one_of(EvidenceKind, allow_none=True)
    id = fields.Integer(metadata={"description": "Of the row; of the plot, for land."})
    name = fields.String()
    amount = fields.Integer(metadata=_AMOUNT | {"description": "Land in m2."})
    counted = fields.Integer()
    words = fields.Nested(BilingualSchema, allow_none=True)


class CarriedSchema(Schema):
    """What the confirmed evidence of a year comes to, for one basis."""

    basis = one_of(CapacityBasis)
    quantity = fields.Decimal(
        as_string=True, metadata={"description": "In `unit`, exact."}
    )
    unit = fields.Nested(BilingualSchema)
    ageing_months = fields.Integer(allow_none=True)
    ageing_source = fields.Nested(BilingualSchema, allow_none=True)
    grounds = fields.List(fields.Nested(GroundSchema))


class AllCarriedSchema(Schema):
    """The same for every basis that has evidence."""

    items = fields.List(fields.Nested(CarriedSchema))
