"""Rules of the look that nobody would remember while writing a page."""

import gzip
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "gi_registry"
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
SHEET = PACKAGE / "static/css/app.css"
SAFE_HOMES = {
    "_partials/icons.html": 1,
    "_partials/facts.html": 1,
    "marks/certificate.html": 1,
}
"""Templates that may say `|safe`, of our own SVG alone, and how often."""

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
LIGHT, DARK = "light", "dark"
SCHEMES = [LIGHT, DARK]
READ_ON = [
    (words, ground)
    for words in ("text", "muted", "accent")
    for ground in ("paper", "surface", "sunken")
] + [
    ("text", "accent-soft"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    *(
        (tone, ground)
        for tone in ("good", "warn", "stop")
        for ground in (
            "paper",
            "surface",
            f"{tone}-soft",
        )
    ),
    *(("text", f"{tone}-soft") for tone in ("good", "warn", "stop")),
]


def test_the_stylesheet_stays_under_15_kb_gzipped() -> None:
    assert len(gzip.compress(SHEET.read_bytes(), mtime=0)) < 15_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_nothing_that_the_policy_forbids(path: Path) -> None:
    text = COMMENT.sub("", path.read_text())

    forbidden = re.findall(
        r"\sstyle=|<style|\son\w+=\"|<script(?![^>]*\ssrc=)|javascript:",
        text,
    )

    assert forbidden == []


def test_only_our_own_svg_is_safe() -> None:
    counts = {
        path.relative_to(PACKAGE / "templates").as_posix(): path.read_text().count(
            "|safe"
        )
        for path in TEMPLATES
    }

    assert {name: n for name, n in counts.items() if n} == SAFE_HOMES


@pytest.mark.parametrize(
    "path",
    sorted((PACKAGE / "templates/_partials").glob("*.html")),
    ids=lambda path: path.stem,
)
def test_every_macro_says_what_it_takes(path: Path) -> None:
    text = path.read_text()

    silent = [
        found[2]
        for found in re.finditer(r"(#\}\n)?\{% macro ([a-z]\w*)", text)
        if found[1] is None
    ]

    assert silent == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("words", "ground"), READ_ON)
def test_words_stand_out_from_their_ground(
    words: str, ground: str, scheme: str
) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    tokens = _tokens(scheme)

    assert _contrast(tokens[words], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_edges_of_controls_can_be_seen(ground: str, scheme: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for the parts of a control."""
    tokens = _tokens(scheme)

    assert _contrast(tokens["edge"], tokens[ground]) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21 to 1; #767676 is the darkest grey named for 4.5."""
    assert _contrast("#000", "#fff") == pytest.approx(21)
    assert _contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.005)


def _tokens(scheme: str) -> dict[str, str]:
    roots = re.findall(r":root \{(.*?)\}", SHEET.read_text(), re.DOTALL)
    light, dark, *_print = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", root)) for root in roots
    )
    return light if scheme == LIGHT else light | dark


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
