"""The one blueprint of the API of this domain."""

from flask_smorest import Blueprint

api = Blueprint(
    "label-runs",
    __name__,
    description="Labels issued to the caller's organisation, and the evidence behind "
    "what may be marked. A row of evidence that is entered twice is refused the "
    "second time (409), so a call that got no answer can be sent again.",
)
