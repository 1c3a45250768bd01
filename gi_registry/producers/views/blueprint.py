"""The one blueprint of the API of this domain."""

from flask_smorest import Blueprint

api = Blueprint(
    "right-of-use",
    __name__,
    description="Applications for the mark, authorizations, announcements, businesses. "
    "What is created or moved on twice is refused the second time (409), so a call "
    "that got no answer can be sent again.",
)

FILE_BODY = {
    "required": True,
    "content": {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    },
}
"""A request whose body is a file itself."""

OPTIONAL_FILE = FILE_BODY | {"required": False}
"""A request whose body may be a file."""
