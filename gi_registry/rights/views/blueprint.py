"""The one blueprint of the API of this domain."""

from flask_smorest import Blueprint

api = Blueprint(
    "life-of-rights",
    __name__,
    description="Rights in geographical indications: what CNIPA did with them, "
    "mirrored; who uses the mark under a collective or certification mark.",
)
