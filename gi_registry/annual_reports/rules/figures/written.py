"""How answers are written: as fields show them, as people read them, and back."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from unicodedata import normalize

from gi_registry.annual_reports.errors import UnreadableError
from gi_registry.annual_reports.rules.figures.figure import NO_UNIT, Figure
from gi_registry.annual_reports.rules.figures.plots import listed, told
from gi_registry.annual_reports.rules.figures.units import Unit, exact, scaled, stored
from gi_registry.core.words import Words

NOT_ANSWERED: Final = Words("未填", "not answered")
_MOST_EXPORTS: Final = 30
_LONGEST_PLACE: Final = 40
_HS: Final = re.compile(r"[0-9]{2,10}")
_PARTS: Final = 3
_BETWEEN: Final = re.compile(r"[,，;；、\n]")
"""Stands between two codes."""
_TOGETHER: Final = (4, 3, 2, 1)
"""Parts that the words of one choice may fall into, the most first."""
_LARGER: Final = {
    Unit.GRAM: (1_000_000, "吨", "t"),
    Unit.SQUARE_METRE: (10_000, "公顷", "hm2"),
}
"""Stored units in one of the larger, and its name."""


def typed(value: Any, unit: Unit) -> str:  # noqa: ANN401 -- as the unit says
    """Return a stored answer as one text, as a field shows it; "" where none is."""
    if value is None:
        return ""
    if unit.is_number:
        return f"{scaled(value, unit):f}"
    if unit is Unit.CODES:
        return ",".join(value)
    if unit is Unit.PLOTS:
        return listed(value)
    if unit is Unit.EXPORTS:
        return "\n".join(
            f"{row['to']}, {row['hs']}, {typed(row['fen'], Unit.FEN)}" for row in value
        )
    return str(value)


def read_exactly(value: int, figure: Figure) -> Words:
    """Return a number for reading as it adds up, where `read_out` may shorten it."""
    if figure.unit is not Unit.SQUARE_METRE:
        return read_out(value, figure)
    number = f"{exact(value, figure.unit):,f}"
    return Words(f"{number} {figure.unit_words.zh}", f"{number} {figure.unit_words.en}")


def read_out(value: Any, figure: Figure) -> Words:  # noqa: ANN401 -- as the unit says
    """Return a stored answer for reading: separators, unit, words of codes."""
    if value is None or value in ("", []):
        return NOT_ANSWERED
    if figure.unit is Unit.CODES:
        return _codes(value, dict(figure.choices))
    if figure.unit in _LISTS:
        return _LISTS[figure.unit](value)
    if not figure.unit.is_number:
        text = typed(value, figure.unit).replace("\n", "; ")
        return Words(text, text)
    if figure.unit is Unit.FEN:
        return _money(value)
    number = f"{scaled(value, figure.unit):,f}"
    return Words(f"{number} {figure.unit_words.zh}", f"{number} {figure.unit_words.en}")


def also(value: Any, figure: Figure) -> Words | None:  # noqa: ANN401 -- as the unit says
    """Return a mass of a tonne or more in tonnes, and an area in hectares."""
    if not value or figure.unit not in _LARGER:
        return None
    larger, zh, en = _LARGER[figure.unit]
    if figure.unit is Unit.GRAM and value < larger:
        return None
    number = (Decimal(value) / larger).quantize(Decimal("0.0001")).normalize()
    return Words(f"{number:,f} {zh}", f"{number:,f} {en}")


def in_cell(value: Any, figure: Figure) -> Words:  # noqa: ANN401 -- as the unit says
    """Return a stored answer as a cell shows it, and is read back: codes in words."""
    if figure.unit is Unit.CODES:
        choices = dict(figure.choices)
        chosen = [choices.get(code, Words(code, code)) for code in value or ()]
        return Words("；".join(c.zh for c in chosen), "; ".join(c.en for c in chosen))
    text = typed(value, figure.unit)
    return Words(text, text)


def headed(figure: Figure) -> Words:
    """Return the question with its unit, as the head of a column."""
    if figure.unit_words == NO_UNIT:
        return figure.words
    return Words(
        f"{figure.words.zh}（{figure.unit_words.zh}）",
        f"{figure.words.en} ({figure.unit_words.en})",
    )


def codes_in(text: str, figure: Figure) -> list[str]:
    """Return the codes that a text names, by code or in words, each once.

    Raises:
        UnreadableError: a part of it is none of the figure's choices.
    """
    known = {
        _spelt(name): code
        for code, words in figure.choices
        for name in (code, words.zh, words.en)
    }
    parts, found = _BETWEEN.split(text), set()
    while parts:
        # Words of a choice may hold what stands between two: the longest is meant.
        named = (n for n in _TOGETHER if _spelt(*parts[:n]) in known)
        taken = next(named, 1)
        name = _spelt(*parts[:taken])
        if name and name not in known:
            raise UnreadableError(parts[0].strip())
        found.add(known.get(name))
        del parts[:taken]
    return [code for code, _ in figure.choices if code in found]


def _spelt(*parts: str) -> str:
    """Return words as they are compared: without what stands between them."""
    joined = " ".join(parts)
    return " ".join(_BETWEEN.sub(" ", joined).split()).upper()


def exports_in(text: str) -> list[dict[str, Any]]:
    """Return the lines of exports: place, HS code and value in 万元 on each.

    Raises:
        UnreadableError: a line is not like that, or there are too many.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_EXPORTS:
        raise UnreadableError(lines[_MOST_EXPORTS])
    return [_export(line) for line in lines]


def _export(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in re.split(r"[,，\t]", line)]
    if len(parts) != _PARTS:
        raise UnreadableError(line)
    place, code, value = parts
    code = normalize("NFKC", code).replace(".", "")
    if not place or len(place) > _LONGEST_PLACE or not _HS.fullmatch(code):
        raise UnreadableError(line)
    try:
        number = Decimal(normalize("NFKC", value))
    except InvalidOperation:
        raise UnreadableError(line) from None
    if not (number.is_finite() and 0 <= number < 10**9):
        raise UnreadableError(line)
    return {"to": place, "hs": code, "fen": stored(number, Unit.FEN)}


def _money(fen: int) -> Words:
    yuan = Decimal(fen) / 100
    digits = 0 if fen % 100 == 0 else 2
    return Words(f"{scaled(fen, Unit.FEN):,f} 万元", f"{yuan:,.{digits}f} yuan")


def _places(exports: list[dict[str, Any]]) -> Words:
    said = [(each["to"], each["hs"], _money(each["fen"])) for each in exports]
    return Words(
        "；".join(f"{to}（HS {hs}）{money.zh}" for to, hs, money in said),
        "; ".join(f"{to} (HS {hs}): {money.en}" for to, hs, money in said),
    )


_LISTS: Final[Mapping[Unit, Callable[[Any], Words]]] = {
    Unit.EXPORTS: _places,
    Unit.PLOTS: told,
}


def _codes(values: list[str], choices: Mapping[str, Words]) -> Words:
    chosen = [choices.get(code, Words(code, code)) for code in values]
    return Words("、".join(c.zh for c in chosen), ", ".join(c.en for c in chosen))
