"""A Flask application with two bare routes: the limit of the server."""

import os
from pathlib import Path

from flask import Flask, Response

app = Flask(__name__)

_FILE = os.environ.get("BARE_FILE")
_READY = Path(_FILE).read_bytes() if _FILE else b""


@app.get("/hello")
def hello() -> str:
    """Say hello."""
    return "hello"


@app.get("/ready")
def ready() -> Response:
    """Give the bytes of the file that the environment names in BARE_FILE."""
    return Response(_READY, mimetype="application/octet-stream")
