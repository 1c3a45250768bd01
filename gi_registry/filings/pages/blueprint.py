"""The blueprint that all pages of this domain hang on."""

from flask import Blueprint

pages = Blueprint("filings", __name__)
