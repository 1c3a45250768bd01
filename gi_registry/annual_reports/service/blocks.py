"""A province's own report: seven blocks, each figure with what stands behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.rules import Block, Blocks, Count, Cut, Figure
from gi_registry.areas import service as areas
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import Words
from gi_registry.products.rules import RIGHT_KIND_WORDS

KNOWN: Final = {
    Block.BASE_DATA: {
        "products": Words("有用标主体的地理标志", "GIs with authorized users"),
        **{
            f"rights_{kind.value}": Words(
                f"其权利：{words.zh}", f"Rights in them: {words.en}"
            )
            for kind, words in RIGHT_KIND_WORDS.items()
        },
        "users": Words("年末用标主体", "Users at the end of the year"),
    },
    Block.MARK_USE: {
        "permissions": Words("年末有效用标资格", "Permissions at the end of the year"),
        "permissions_new": Words("当年新核准", "Permissions of the year"),
        "must_report": Words("应报年报", "Reports due"),
        "filed": Words("已报年报", "Reports filed"),
        "accepted": Words("已通过年报", "Reports accepted"),
    },
    Block.PROTECTION: {
        "cases": Words("当年立案（用标监管）", "Supervision cases opened in the year")
    },
    Block.STANDARDS: {
        "standards": Words("登记的产品标准", "Standards registered for the products")
    },
    Block.TESTING: {
        "laboratories": Words("年报写明的检验机构", "Laboratories named in reports"),
        "laboratories_listed": Words(
            "年报写明、在名录中的检验机构",
            "Laboratories named that are on the register",
        ),
    },
}
"""What the registry itself knows, by block and stable name."""


_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Behind:
    """One report behind a figure.

    Attributes:
        report_id: of the version that stands.
        number: of the report.
        entity: business.
        product: name.
        division: code of the county.
        county: its name.
        value: as stored.
    """

    report_id: int
    number: str
    entity: str
    product: Words
    division: str
    county: Words
    value: int


def blocks(session: Session, year: int, prefixes: Sequence[str]) -> Blocks:
    """Return a year's report in seven blocks from within divisions.

    Args:
        session: to read with.
        year: the year reported on.
        prefixes: GB/T 2260 code prefixes; "" is everywhere.
    """
    known = queries.registered(session, year, prefixes)
    names = ("must_report", "filed", "accepted")
    known |= dict(zip(names, queries.counts(session, year, prefixes), strict=True))
    counts = {
        block: tuple(
            Count(key, words, known[key]) for key, words in keys.items() if key in known
        )
        for block, keys in KNOWN.items()
    }
    forms = queries.forms(session, year, prefixes)
    parts = queries.parts(session, year, prefixes)
    return rules.in_blocks(year, forms, parts, counts)


def names_in(session: Session, found: Blocks) -> dict[str, Words]:
    """Return the names of a report's products and counties, by code."""
    products = queries.product_names(session, found.by_product)
    named = {code: Words(*names) for code, names in products.items()}
    counties = set(found.by_county)
    plain = {code: Words(code, code) for code in counties}
    return plain | areas.names(session, counties) | named


def behind(
    session: Session,
    figure: Figure,
    cut: Cut,
    *,
    number: int,
    size: int = PAGE_SIZE,
) -> Page[Behind]:
    """Return the reports behind a figure, the largest first.

    Args:
        session: to read with.
        figure: one of `rules.ADDED`.
        cut: which reports are meant.
        number: of the page, from 1.
        size: rows on a page.
    """
    statement = queries.behind(figure, cut)
    found: Page[Any] = page_of(session, statement, number=number, size=size)
    codes = {row[5] for row in found.items}
    counties = {code: Words(code, code) for code in codes} | areas.names(session, codes)
    return found.map(
        lambda row: Behind(
            report_id=row[0],
            number=f"AR-{cut.year}-{row[1]}",
            entity=row[2],
            product=Words(row[3], row[4]),
            division=row[5],
            county=counties[row[5]],
            value=row[6],
        )
    )


def added_up(session: Session, figure: Figure, cut: Cut) -> int:
    """Return what the reports that are meant say of a figure, added up, as stored."""
    return queries.added_up(session, figure, cut)


def cut_names(session: Session, cut: Cut) -> list[Words]:
    """Return the names of the only product and the only division that are meant."""
    products = queries.product_names(session, [cut.product]) if cut.product else {}
    named = [Words(*each) for each in products.values()]
    code = cut.place.ljust(_DIGITS, "0")
    return [*named, *(areas.names(session, [code]).values() if cut.place else ())]


def every_report(
    session: Session, year: int, prefixes: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Give every accepted report: number, business, credit code, product, county.

    Then each of `rules.ADDED`, as stored.
    """
    for number, *rest in queries.every(session, year, prefixes):
        yield (f"AR-{year}-{number}", *rest)
