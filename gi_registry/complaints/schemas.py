"""The forms of complaints."""

from typing import Final

from gi_registry.complaints.rules import ComplaintState, Matter
from gi_registry.core.fields import Choice, Text
from gi_registry.core.forms import FormSchema

DECISIONS: Final = (
    ComplaintState.TAKEN,
    ComplaintState.FOUNDED,
    ComplaintState.UNFOUNDED,
    ComplaintState.OUTSIDE,
)
_LONGEST: Final = 2_000


class ComplaintSchema(FormSchema):
    """What somebody reports; only what is wrong must be said."""

    matter = Choice([each.value for each in Matter], required=True)
    code = Text(longest=60, load_default="")
    shop = Text(longest=120, load_default="")
    bought_in = Text(longest=12, load_default="")
    words = Text(longest=_LONGEST, load_default="")
    telephone = Text(longest=40, load_default="")


class StepSchema(FormSchema):
    """A step of the office."""

    state = Choice([each.value for each in DECISIONS], required=True)
    words = Text(longest=_LONGEST, load_default="")
    reference = Text(longest=120, load_default="")


class PassSchema(FormSchema):
    """Another office, and why."""

    division = Text(longest=12, required=True)
    note = Text(longest=_LONGEST, required=True)
