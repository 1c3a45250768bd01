"""Where the pages of checking codes hang."""

from flask import Blueprint

pages = Blueprint("scans", __name__)
