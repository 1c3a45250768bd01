"""The blueprint on which the routes of tiles are put."""

from flask import Blueprint

pages = Blueprint("tiles", __name__)
