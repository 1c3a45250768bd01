"""Where the API of annual reports hangs."""

from flask_smorest import Blueprint

api = Blueprint(
    "annual-reports", __name__, description="What authorized users report each year."
)

FILE_BODY = {
    "required": True,
    "content": {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    },
}
"""A request whose body is a file itself."""
