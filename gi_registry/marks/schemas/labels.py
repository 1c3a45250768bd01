"""JSON shapes of the API of labels."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Choice, Day, Text, Whole
from gi_registry.core.paging import MAX_PAGE_SIZE, PAGE_SIZE
from gi_registry.marks.certificates import KeyStatus
from gi_registry.marks.certificates.token import LONGEST
from gi_registry.marks.rules import (
    DEAD,
    MAX_SIZE,
    PartKind,
    PrintLotState,
    RangeState,
)
from gi_registry.producers.schemas.common import BilingualSchema, one_of

_MOST_PAGES = 10**8
_MOST_RUN = 2**31 - 1


class RunsQuerySchema(Schema):
    """Which part of the list is asked for."""

    page = Whole(least=1, most=_MOST_PAGES, load_default=1)
    size = Whole(least=1, most=MAX_PAGE_SIZE, load_default=PAGE_SIZE)


class RunSchema(Schema):
    """Labels issued at once, and what became of them."""

    run = fields.Integer(metadata={"description": "Run number."})
    authorization = fields.String()
    product = fields.String(metadata={"description": "Product code."})
    year = fields.Integer(metadata={"description": "Production year."})
    pack_name = fields.String()
    net_content_g = fields.Integer(metadata={"description": "Goods in a pack, grams."})
    size = fields.Integer(metadata={"description": "Labels issued, count."})
    activated = fields.Integer(metadata={"description": "Labels on goods, count."})
    dead = fields.Integer(
        metadata={"description": "Void, lost, stolen or returned, count."}
    )
    kept = fields.Integer(
        metadata={"description": "Samples that a printer keeps, count."}
    )
    left = fields.Integer(
        metadata={"description": "Labels that may still be used, count."}
    )
    has_pin = fields.Boolean(
        metadata={"description": "Each label has a PIN under a scratch layer."}
    )
    issued_at = fields.DateTime()
    expires_on = fields.Date(
        metadata={"description": "Last day on which labels may be activated."}
    )


class RunsSchema(Schema):
    """One page of runs, newest first."""

    items = fields.List(fields.Nested(RunSchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer(metadata={"description": "Runs on all pages."})


class RecallSchema(Schema):
    """Labels [first, end) of a run that are called back."""

    run = Whole(required=True, least=1, most=_MOST_RUN)
    first = Whole(
        required=True,
        most=MAX_SIZE,
        metadata={"description": "First sequence number; they count from 0."},
    )
    end = Whole(
        required=True,
        most=MAX_SIZE,
        metadata={"description": "One past the last sequence number."},
    )
    on_day = Day(
        required=True, metadata={"description": "Day of the recall, in China."}
    )
    reason = Text(required=True, longest=500)


class RecalledSchema(RecallSchema):
    """What is recalled."""

    labels = fields.Integer(metadata={"description": "Count."})


class LabelRangeSchema(Schema):
    """Labels next to each other of which one thing is true."""

    first = fields.Integer(
        required=True, metadata={"description": "First sequence number."}
    )
    end = fields.Integer(
        required=True, metadata={"description": "One past the last one."}
    )
    state = one_of(
        RangeState,
        required=True,
        allow_none=True,
        metadata={"description": "Null where nothing happened yet."},
    )
    on_day = fields.Date(required=True, allow_none=True)
    reason = fields.String(required=True)


class LabelRangesSchema(Schema):
    """A whole run, in order; every label is in one of the ranges."""

    run = fields.Integer(required=True)
    size = fields.Integer(required=True, metadata={"description": "Labels, count."})
    ranges = fields.List(fields.Nested(LabelRangeSchema), required=True)


class LabelSpanSchema(Schema):
    """Labels [first, end) of a run."""

    first = Whole(required=True, most=MAX_SIZE)
    end = Whole(
        required=True, most=MAX_SIZE, metadata={"description": "One past the last."}
    )


class DeadRangeSchema(LabelSpanSchema):
    """Labels [first, end) of a run that must not be on goods any more."""

    state = Choice(
        DEAD,
        required=True,
        metadata={"description": "What happened to them; they were on no goods."},
    )
    on_day = Day(required=True, metadata={"description": "When it happened, in China."})
    reason = Text(required=True, longest=500)


class PrintLotPartSchema(LabelSpanSchema):
    """Labels of a print lot of which one thing is true."""

    kind = one_of(PartKind)
    out_on = fields.Date(
        allow_none=True,
        metadata={"description": "Day on which they left the printer; null before."},
    )


class NewPrintLotSchema(LabelSpanSchema):
    """Labels that go to a printer."""

    run = Whole(required=True, least=1, most=_MOST_RUN)
    printer = Text(
        required=True, longest=18, metadata={"description": "Its credit code."}
    )
    note = Text(longest=500, load_default="")


class PrintLotSchema(NewPrintLotSchema):
    """A print lot; its parts are all of its labels, each once."""

    id = fields.Integer()
    state = one_of(PrintLotState)
    sent_on = fields.Date()
    file_name = fields.String()
    file_sha256 = fields.String(
        metadata={"description": "Of the file with the codes, hex."}
    )
    parts = fields.List(fields.Nested(PrintLotPartSchema))


class PrintLotsSchema(Schema):
    """One page of print lots, newest first."""

    items = fields.List(fields.Nested(PrintLotSchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer(metadata={"description": "Lots on all pages."})


class PrintReceiptSchema(Schema):
    """What came back from a printer, as counted."""

    received = Whole(
        required=True, most=MAX_SIZE, metadata={"description": "Labels, count."}
    )
    missing = fields.List(
        fields.Nested(LabelSpanSchema),
        load_default=list,
        metadata={"description": "Labels that were not there."},
    )


class PrintHandOverSchema(Schema):
    """What a printer hands over and keeps back."""

    printed_on = Day(required=True)
    good = Whole(
        required=True, most=MAX_SIZE, metadata={"description": "Labels, count."}
    )
    spoiled = fields.List(fields.Nested(LabelSpanSchema), load_default=list)
    sample = fields.List(fields.Nested(LabelSpanSchema), load_default=list)
    missing = fields.List(fields.Nested(LabelSpanSchema), load_default=list)


class CertificateTextSchema(Schema):
    """The text of a certificate, as its QR code holds it."""

    text = fields.String(required=True, validate=validate.Length(1, LONGEST))


class CertificateClaimsSchema(Schema):
    """What the registry signed: an authorization as it was on that day."""

    issuer = fields.String(
        required=True, metadata={"description": "Host of the registry's address."}
    )
    number = fields.String(
        required=True, metadata={"description": "Of the authorization."}
    )
    gi_name = fields.String(required=True)
    gi_code = fields.String(required=True)
    right_number = fields.String(required=True)
    uscc = fields.String(required=True)
    holder = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Last day, inclusive; null where there is no end."},
    )
    issued_at = fields.AwareDateTime(required=True)


class CertificateAnswerSchema(Schema):
    """Whether a certificate counts today, and what it says."""

    outcome = fields.String(
        required=True,
        validate=validate.OneOf(["valid", "expired", "not_yet", "refused"]),
    )
    reason = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why it does not count; null where it does."},
    )
    words = fields.Nested(BilingualSchema, required=True)
    claims = fields.Nested(CertificateClaimsSchema, required=True, allow_none=True)
    may_use = fields.Boolean(
        required=True,
        metadata={"description": "Today, by the register."},
    )


class PublicKeySchema(Schema):
    """A public key as a JWK (RFC 8037), with its status and days."""

    kty = fields.String(required=True, validate=validate.Equal("OKP"))
    crv = fields.String(required=True, validate=validate.Equal("Ed25519"))
    x = fields.String(required=True, validate=validate.Regexp(r"^[A-Za-z0-9_-]{43}$"))
    kid = fields.String(required=True, validate=validate.Regexp(r"^[A-Za-z0-9_-]{11}$"))
    use = fields.String(required=True)
    alg = fields.String(required=True)
    status = one_of(KeyStatus, required=True)
    since = fields.Date(metadata={"description": "First day on which it signed."})
    until = fields.Date(
        metadata={"description": "Day on which it was retired or revoked."}
    )


class KeySetSchema(Schema):
    """The JWK set at `/.well-known/gi-keys.json`."""

    keys = fields.List(fields.Nested(PublicKeySchema), required=True)
    revoked = fields.String(
        required=True,
        metadata={
            "description": "Compact JWS (RFC 7515) with the day of the list, revoked "
            "keys, and authorizations under which the mark may not be used."
        },
    )
    log = fields.List(
        fields.String(),
        metadata={
            "description": "Keys that sign checkpoints of the log (C2SP signed-note)."
        },
    )
