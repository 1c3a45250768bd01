"""Reads of products: the parts of a search, and one product with all its facts."""

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from gi_registry.products.models import Gi, GiRight, RightAnnouncement
from gi_registry.products.rules.naming import comparable
from gi_registry.products.rules.search import Query, Sort
from gi_registry.products.rules.seasons import mask_of

_LONG_WORD = 3
"""Latin letters of a word that is looked for by itself; shorter ones fit anywhere."""

Condition = ColumnElement[bool]

WHOLE: tuple[ORMOption, ...] = (
    selectinload(Gi.rights)
    .selectinload(GiRight.announcements)
    .joinedload(RightAnnouncement.announcement),
    selectinload(Gi.standards),
    selectinload(Gi.facts),
)
"""Loads everything of a product, in a constant number of queries."""

RIGHTS: tuple[ORMOption, ...] = (selectinload(Gi.rights),)
"""Loads what a list of products shows."""


def conditions(query: Query) -> dict[str, Condition]:
    """Return what a query asks for, by group; a facet leaves its own group out.

    Returns:
        Conditions on `Gi` under `text`, `kind`, `category`, `month` and
        `evidence`; only the groups that restrict something.
    """
    found: dict[str, Condition] = {}
    if comparable(query.text):
        found["text"] = _text(query.text)
    if query.kinds:
        of_kind = (GiRight.gi_id == Gi.id) & GiRight.kind.in_(query.kinds)
        found["kind"] = select(GiRight.id).where(of_kind).correlate(Gi).exists()
    if query.categories:
        found["category"] = Gi.category.in_(query.categories)
    if query.months:
        found["month"] = Gi.season_mask.bitwise_and(mask_of(query.months)) != 0
    if query.evidence:
        found["evidence"] = Gi.evidence.in_(query.evidence)
    return found


def ordered(statement: Select[Gi], query: Query) -> Select[Gi]:
    """Return the statement in the order that the query asks for.

    The order is the same on both engines: `search_text` begins with the pinyin
    and is compared byte by byte.
    """
    if query.sort is Sort.SINCE:
        since = (
            select(func.min(GiRight.since))
            .where(GiRight.gi_id == Gi.id)
            .scalar_subquery()
        )
        return statement.order_by(
            case((since.is_(None), 1), else_=0), since.desc(), Gi.search_text, Gi.id
        )
    text = comparable(query.text)
    if query.sort is Sort.RELEVANCE and text:
        return statement.order_by(_rank(text), Gi.search_text, Gi.id)
    return statement.order_by(Gi.search_text, Gi.id)


def _text(typed: str) -> Condition:
    text = comparable(typed)
    anywhere: list[Condition] = [
        Gi.search_text.contains(text, autoescape=True),
        Gi.search_text.contains(text.replace(" ", ""), autoescape=True),
    ]
    words = text.split()
    if len(words) > 1 and all(_stands_alone(word) for word in words):
        each = [Gi.search_text.contains(word, autoescape=True) for word in words]
        anywhere.append(and_(*each))
    return or_(*anywhere)


def _stands_alone(word: str) -> bool:
    return len(word) >= _LONG_WORD or not word.isascii()


def _rank(text: str) -> ColumnElement[int]:
    """Return 0 for a whole name, 1 and 2 for a beginning, 3 elsewhere in it."""
    joined = text.replace(" ", "")
    return case(
        (Gi.search_text.contains(f"\n{text}\n", autoescape=True), 0),
        (Gi.search_text.contains(f"\n{text}", autoescape=True), 1),
        (Gi.search_text.contains(f"\n{joined}", autoescape=True), 2),
        (Gi.search_text.contains(f" {text}", autoescape=True), 3),
        else_=4,
    )


def authority_of(right_id: InstrumentedAttribute[int]) -> ColumnElement[str | None]:
    """Return the managing authority of a right, which only few grants look at.

    A join would be paid for by each row, whether the grants look or not.
    """
    right = aliased(GiRight)
    found = select(right.managing_authority).where(right.id == right_id)
    return found.scalar_subquery()
