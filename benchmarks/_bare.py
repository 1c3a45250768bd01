"""A Flask application with one route that says a word: the limit of the server."""

from flask import Flask

app = Flask(__name__)


@app.get("/hello")
def hello() -> str:
    """Say hello."""
    return "hello"
