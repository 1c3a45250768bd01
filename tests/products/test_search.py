"""Search of names: the same answers on both engines."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.products import service
from gi_registry.products.rules import Evidence, RightKind
from gi_registry.products.rules.search import Query, Sort
from tests.products.catalogue import shipped


@pytest.fixture
def register(shelf: Database) -> Iterator[Session]:
    """Give a session on a register that holds the shipped catalogue."""
    with shelf.read() as session:
        yield session


def _names(session: Session, query: Query, size: int = 200) -> list[str]:
    return [gi.name_zh for gi in service.search(session, query, size=size).items]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "沁州黄小米",
            "沁州",
            "qin zhou",
            "qinzhou",
            "qīnzhōu",
            "qin1 zhou1",
            "qzhxm",
        ),
        *("QINZHOU", "qinzhouhuangxiaomi", "qzhhxm", "sxgi-003", "Qinzhou Huang"),
    ],
)
def test_a_product_is_found_by_any_form_of_its_name(
    register: Session, typed: str
) -> None:
    assert _names(register, Query(text=typed))[0] == "沁州黄小米"


@pytest.mark.parametrize(
    ("typed", "count"),
    # Counted in the file: grep -c '"name_zh": ".*枣' and so on.
    [("醋", 1), ("枣", 8), ("沁", 4), ("苹果", 6), ("苹", 6), ("不存在", 0)],
)
def test_one_character_is_enough(register: Session, typed: str, count: int) -> None:
    found = _names(register, Query(text=typed))

    assert len(found) == count
    assert all(typed in name for name in found)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("vinegar", "山西老陈醋"),
        ("lv dou", "兴县大明绿豆"),
        ("lǜdòu", "兴县大明绿豆"),
        ("buckwheat tartary", "左云苦荞"),
        ("fanshi", "繁峙黄米"),
    ],
)
def test_english_and_awkward_pinyin_find_too(
    register: Session, typed: str, name: str
) -> None:
    assert name in _names(register, Query(text=typed))


@pytest.mark.parametrize("typed", ["%", "_", "/", "\\", "'", "zz%", "%小米", "_小米"])
def test_signs_of_the_query_language_are_plain_signs(
    register: Session, typed: str
) -> None:
    assert _names(register, Query(text=typed)) == []


def test_nothing_typed_finds_everything(register: Session) -> None:
    assert service.search(register, Query(text="  ")).total == 109


def test_the_fitting_beginning_comes_before_the_middle(register: Session) -> None:
    found = _names(register, Query(text="yang"))

    beginning = [name.startswith(("阳", "羊")) for name in found]
    assert beginning == sorted(beginning, reverse=True)
    assert {"阳曲小米", "右玉羊肉"} <= set(found)


def test_filters_restrict_together_and_add_up_within_one(register: Session) -> None:
    everything = shipped()["products"]
    protected = {
        product["name_zh"]
        for product in everything
        if any(r["kind"] == "product_protection" for r in product["registrations"])
    }
    in_march = {p["name_zh"] for p in everything if 3 in p["season_months"]}
    sourced = {p["name_zh"] for p in everything if p["evidence"] == "sourced"}

    by_kind = Query(kinds=(RightKind.PRODUCT_PROTECTION,))
    both = Query(kinds=by_kind.kinds, months=(3,), evidence=(Evidence.SOURCED,))
    two_kinds = Query(categories=("vinegar", "oil"))

    assert set(_names(register, by_kind)) == protected
    assert set(_names(register, both)) == protected & in_march & sourced
    assert set(_names(register, two_kinds)) == {"山西老陈醋", "神池胡油"}


def test_names_sort_as_in_a_dictionary(register: Session) -> None:
    found = _names(register, Query(sort=Sort.NAME))

    assert found[:2] == ["安泽连翘", "巴公大葱"]
    assert found[-2:] == ["左权绵核桃", "左云苦荞"]


def test_the_newest_protection_comes_first_and_unknown_last(register: Session) -> None:
    page = service.search(register, Query(sort=Sort.SINCE), size=200)

    earliest = [
        min((r.since for r in gi.rights if r.since), default="") for gi in page.items
    ]
    known = [since for since in earliest if since]
    assert known == sorted(known, reverse=True)
    assert set(earliest[len(known) :]) == {""}


def test_pages_hold_every_product_once(register: Session) -> None:
    seen = [
        gi.code
        for number in range(1, 6)
        for gi in service.search(register, Query(), number=number, size=25).items
    ]

    assert len(seen) == len(set(seen)) == 109
