"""The blueprint that the pages of the map hang on."""

from flask import Blueprint

pages = Blueprint("maps", __name__)
