"""The blueprint that the pages of this domain hang on."""

from flask import Blueprint

pages = Blueprint("packs", __name__)
