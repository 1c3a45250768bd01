"""The blueprint that the pages of this domain hang on."""

from flask import Blueprint

pages = Blueprint("law", __name__)
