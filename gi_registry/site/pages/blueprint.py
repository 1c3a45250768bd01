"""The blueprint that the public pages hang on."""

from flask import Blueprint

pages = Blueprint("site", __name__)
