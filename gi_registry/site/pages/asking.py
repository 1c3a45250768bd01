"""The search that an address asks for, and the addresses of other searches."""

from dataclasses import dataclass

from flask import request, url_for

from gi_registry.core.words import Words
from gi_registry.products import service as products
from gi_registry.products.rules import EVIDENCE_WORDS, RIGHT_KIND_WORDS
from gi_registry.site.queries import Facets
from gi_registry.site.rules import Asked, Search, prefix_of, search_of, whole_code

Option = tuple[str, Words, int, bool]
"""Value, words, products that it would leave, whether it is chosen."""

_MONTHS_EN = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_SEVERAL = ("kind", "category", "division", "county", "month", "evidence")


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that restricts the search, and the address without it."""

    words: Words
    url: str


def asked() -> Asked:
    """Return what the present address asks for, as texts."""
    several = {name: tuple(request.args.getlist(name)) for name in _SEVERAL}
    return Asked(
        q=request.args.get("q", ""), sort=request.args.get("sort", ""), **several
    )


def search() -> Search:
    """Return what the present address asks for."""
    return search_of(asked())


def month_words(month: int) -> Words:
    """Return a month, 1 to 12, as 9月 or Sep."""
    return Words(f"{month}月", _MONTHS_EN[month - 1])


def groups(
    facets: Facets, search: Search, names: dict[str, Words]
) -> list[tuple[str, Words, list[Option]]]:
    """Return the groups of choices beside the register, as the macro takes them.

    Args:
        facets: how many products each choice would leave.
        search: what is chosen.
        names: of divisions, by code of six digits.
    """
    query, chosen = search.query, search.divisions
    found: list[tuple[str, Words, list[Option]]] = [
        (
            "division",
            Words("产地（市）", "Prefecture"),
            [
                (prefix, _name(prefix, names), count, _holds(prefix, chosen))
                for prefix, count in facets.prefectures.items()
            ],
        ),
        (
            "county",
            Words("产地（县、市、区）", "County"),
            [
                (code, _name(code, names), count, code in chosen)
                for code, count in facets.counties.items()
            ],
        ),
        (
            "category",
            Words("品类", "Kind of goods"),
            [
                (code, products.category_words(code), count, code in query.categories)
                for code, count in facets.categories.items()
            ],
        ),
        (
            "kind",
            Words("权利类型", "Kind of right"),
            [
                (kind, words, facets.kinds[kind], kind in query.kinds)
                for kind, words in RIGHT_KIND_WORDS.items()
                if kind in facets.kinds
            ],
        ),
        (
            "month",
            Words("上市月份", "In season"),
            [
                (str(month), month_words(month), count, month in query.months)
                for month, count in facets.months.items()
            ],
        ),
        (
            "evidence",
            Words("核实情况", "Verification"),
            [
                (evidence, words, facets.evidence[evidence], evidence in query.evidence)
                for evidence, words in EVIDENCE_WORDS.items()
                if evidence in facets.evidence
            ],
        ),
    ]
    return [(name, words, options) for name, words, options in found if options]


def chips(search: Search, names: dict[str, Words]) -> list[Chip]:
    """Return what restricts the search, each with the address without it."""
    query = search.query
    held: list[tuple[str, str, Words]] = [
        *(("division", prefix, _name(prefix, names)) for prefix in search.divisions),
        *(("category", c, products.category_words(c)) for c in query.categories),
        *(("kind", kind, RIGHT_KIND_WORDS[kind]) for kind in query.kinds),
        *(("month", str(month), month_words(month)) for month in query.months),
        *(("evidence", each, EVIDENCE_WORDS[each]) for each in query.evidence),
    ]
    return [Chip(words, _without(name, value)) for name, value, words in held]


def division_codes(facets: Facets, search: Search) -> set[str]:
    """Return the codes of the divisions that the page names."""
    prefixes = {*facets.prefectures, *facets.counties, *search.divisions}
    return {whole_code(prefix) for prefix in prefixes}


def _name(prefix: str, names: dict[str, Words]) -> Words:
    return names.get(whole_code(prefix), Words(prefix, prefix))


def _holds(prefix: str, chosen: tuple[str, ...]) -> bool:
    return any(code.startswith(prefix) for code in chosen)


def _without(name: str, value: str) -> str:
    """Return the present address without one value; a division may stand twice."""
    named = ("division", "county") if name == "division" else (name,)
    left = {
        key: [text for text in texts if key not in named or not _is(key, text, value)]
        for key, texts in request.args.lists()
        if key != "page"
    }
    return url_for("site.register", **left)  # type: ignore[arg-type]


def _is(name: str, text: str, value: str) -> bool:
    return value == (prefix_of(text) if name in ("division", "county") else text)
