"""One row of evidence as it is typed, in a form or a line of a list."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from gi_registry.core.fields import Choice, Day, Number, Text, Whole
from gi_registry.core.forms import FormSchema
from gi_registry.marks import rules
from gi_registry.marks.rules import KINDS, EvidenceKind, NewEvidence

if TYPE_CHECKING:
    from gi_registry.marks.models import CapacityEvidence

_MOST_ID = 2**31 - 1


class EvidenceSchema(FormSchema):
    """What is asked of any kind; amounts in the unit of the kind."""

    kind = Choice(EvidenceKind, required=True)
    year = Whole(required=True, least=1900, most=2999)
    amount = Number(required=True)
    reference = Text(load_default="", longest=rules.LONGEST_REFERENCE)
    volume = Number(load_default=None)
    party = Text(load_default="", longest=rules.LONGEST_PARTY)
    begins_on = Day(load_default=None)
    ends_on = Day(load_default=None)
    plot_id = Whole(least=1, most=_MOST_ID, load_default=None)
    document_sha256 = Text(load_default=None, longest=64)
    note = Text(load_default="", longest=rules.LONGEST_NOTE)


class CorrectionSchema(EvidenceSchema):
    """The same, with why it is corrected."""

    reason = Text(load_default="", longest=500)


def new_evidence(data: dict[str, Any]) -> NewEvidence:
    """Return what was typed; what its kind does not have is left out.

    Raises:
        EvidenceFieldError: an amount is finer than is kept.
    """
    kind = EvidenceKind(data["kind"])
    kept = {*KINDS[kind].labels, "year", "document_sha256"}
    values = {
        each.name: data[each.name] for each in fields(NewEvidence) if each.name in kept
    }
    if values.get("volume") is not None:
        values["volume"] = rules.from_unit(kind, values["volume"])
    if values["document_sha256"] is not None:
        values["document_sha256"] = values["document_sha256"].lower()
    values.setdefault("reference", "")
    return NewEvidence(
        kind=kind, amount=rules.from_unit(kind, data["amount"]), **values
    )


def typed(row: "CapacityEvidence") -> dict[str, Any]:
    """Return a row as it would be typed, to be corrected."""
    values = {name: getattr(row, name) for name in EvidenceSchema().fields}
    values |= {"kind": row.kind.value, "amount": _plain(row.kind, row.amount)}
    if row.volume is not None:
        values["volume"] = _plain(row.kind, row.volume)
    return values


def _plain(kind: EvidenceKind, amount: int) -> str:
    return f"{rules.in_unit(kind, amount):f}"
