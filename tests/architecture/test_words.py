"""Nothing is said to people in one language only."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

TEMPLATES = Path("gi_registry/templates")
SAME_IN_BOTH = re.compile(
    r"openapi\.json|gi-keys\.json|gi-registry verify-certificate|JSON|CSV|GeoJSON"
    r"|CGCS2000|GI Registry|Shanxi|12315|English|中文|地理标志登记"
    r"|^\s*desk$"  # the class that the block `density` gives
    r"|\S+=\"[^\"]*\"( required)?|\?page="  # a macro that gives attributes
    r"|CBQY-\S+",  # an example of a code
    re.MULTILINE,
)
_TAG = re.compile(r"<[^<>]*>", re.DOTALL)
_SPOKEN = re.compile(r"[A-Za-z]{3,}|[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    "path",
    sorted(TEMPLATES.rglob("*.html")),
    ids=lambda p: str(p.relative_to(TEMPLATES)),
)
def test_a_template_says_everything_through_words(path: Path) -> None:
    tokens = Environment(autoescape=True).lex(path.read_text())
    markup = "".join(text for _, kind, text in tokens if kind == "data")

    spoken = _TAG.sub(" ", markup)
    untranslated = [
        line.strip()
        for line in SAME_IN_BOTH.sub("", spoken).splitlines()
        if _SPOKEN.search(line)
    ]

    assert untranslated == []
