"""Where the API of annual reports hangs."""

from flask_smorest import Blueprint

api = Blueprint(
    "annual-reports", __name__, description="What authorized users report each year."
)
