"""The blueprint that the pages of this domain hang on; `areas` names its API."""

from flask import Blueprint

pages = Blueprint("land", __name__)
