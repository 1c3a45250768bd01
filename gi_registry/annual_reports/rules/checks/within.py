"""Whether the answers of a report fit each other."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Compared,
    Facts,
    Severity,
    answered,
    given,
    is_asked,
    lower,
    named,
)
from gi_registry.core.words import Words

_ORDERED: Final = (
    ("marked-over-standard", "marked_output_g", "standard_output_g"),
    ("standard-over-total", "standard_output_g", "total_output_g"),
    ("marked-over-standard", "marked_pieces", "standard_pieces"),
    ("standard-over-total", "standard_pieces", "total_pieces"),
    ("marked-over-standard", "marked_ml", "standard_ml"),
    ("standard-over-total", "standard_ml", "total_ml"),
    ("marked-sales-over-sales", "marked_sales_fen", "sales_fen"),
    ("online-over-sales", "online_sales_fen", "sales_fen"),
    ("exports-over-sales", "export_fen", "sales_fen"),
    ("local-over-bought", "raw_local_g", "raw_bought_g"),
    ("lost-over-void", "labels_lost", "labels_void"),
    ("destroyed-over-void", "labels_destroyed", "labels_void"),
    ("samples-over-void", "labels_samples", "labels_void"),
    ("failed-over-tests", "tests_failed", "tests"),
    ("outside-over-tests", "outside_tests", "tests"),
    ("reported-over-found", "infringements_reported", "infringements_found"),
    ("cases-over-found", "cases", "infringements_found"),
)
"""Code, and two figures of which the first is a part of the second."""

_PARTS: Final = attrgetter(*(smaller for _, smaller, _ in _ORDERED))
_WHOLES: Final = attrgetter(*(larger for _, _, larger in _ORDERED))
_LABELS: Final = attrgetter(
    "labels_issued", "labels_activated", "labels_void", "labels_closing"
)

PRICE_PERCENT: Final = 10
"""A stated average price further from sales over output needs a reason."""

_WHILE: Final = Words("，而", ", while ")

_TOGETHER: Final = (
    ("failures-open", "tests_failed", "failures_handled"),
    ("laboratory-missing", "outside_tests", "lab_name"),
    ("acts-missing", "infringements_found", "infringement_acts"),
    ("export-places-missing", "export_fen", "exports"),
)
"""Code, a number, and what is to be said where it is more than none."""


def parts(facts: Facts) -> Iterator[Check]:
    """Compare parts with their wholes."""
    pairs = zip(_ORDERED, _PARTS(facts.answers), _WHOLES(facts.answers), strict=True)
    for (code, smaller, larger), low, high in pairs:
        if low is not None and high is not None and low > high:
            one, two = answered(facts.answers, smaller), answered(facts.answers, larger)
            yield Check(
                code,
                Severity.RED,
                Words(
                    f"{named(smaller).zh} {one.shown.zh}，大于{named(larger).zh} "
                    f"{two.shown.zh}",
                    f"{named(smaller).en}: {one.shown.en}, more than "
                    f"{lower(named(larger).en)}: {two.shown.en}",
                ),
                (one, two),
                smaller,
            )


def labels(facts: Facts) -> Iterator[Check]:
    """Add the year's labels up, from what was left before as answered.

    Where that is not answered, what the ledger gave is taken.
    """
    known: tuple[int, ...] = _LABELS(facts.answers)
    if None in known:
        return
    opening = facts.answers.labels_opening
    if opening is None:
        opening = int(facts.prefilled.get("labels_opening", 0))
    issued, *gone = known
    if opening + issued == sum(gone):
        return
    one = given(
        Words("年初结存加当年签发", "Left from before plus issued"),
        "labels_issued",
        opening + issued,
    )
    two = given(
        Words("启用、作废与年末结存之和", "Activated plus void plus left"),
        "labels_issued",
        sum(gone),
    )
    yield Check(
        "labels-do-not-add-up",
        Severity.RED,
        Words(
            f"{one.words.zh}为 {one.shown.zh}，{two.words.zh}为 {two.shown.zh}，"
            "两者应相等；遗失、销毁的请计入作废",
            f"{one.words.en} is {one.shown.en}; {lower(two.words.en)} is "
            f"{two.shown.en}. They must be equal: count lost labels as void",
        ),
        (one, two),
        "labels_closing",
    )


def exports(facts: Facts) -> Iterator[Check]:
    """Compare what went to each place with all exports."""
    listed, value = facts.answers.exports, facts.answers.export_fen
    if not listed or value is None:
        return
    total = sum(int(each["fen"]) for each in listed)
    if total == value:
        return
    one = given(Words("各出口去向合计", "Exports to all places"), "export_fen", total)
    two = answered(facts.answers, "export_fen")
    yield Check(
        "exports-do-not-add-up",
        Severity.RED,
        _two(
            one,
            two,
            _WHILE,
            Words("，两者应相等", "; they must be equal"),
        ),
        (one, two),
        "exports",
    )


def together(facts: Facts) -> Iterator[Check]:
    """Ask for what belongs to a figure."""
    for code, number, name in _TOGETHER:
        if not is_asked(name, facts):
            continue
        if facts.answers.figure(number) and facts.answers.is_open(name):
            one, what = answered(facts.answers, number), named(name)
            yield Check(
                code,
                Severity.AMBER,
                Words(
                    f"{one.words.zh} {one.shown.zh}，未填“{what.zh}”",
                    f"{one.words.en}: {one.shown.en}, but “{what.en}” is not answered",
                ),
                (one,),
                name,
            )


def traced(facts: Facts) -> Iterator[Check]:
    """Compare what can be traced with all output."""
    said, total = facts.answers.traced_output_g, facts.answers.total_output_g
    if said is None or total is None or said <= total:
        return
    one = answered(facts.answers, "traced_output_g")
    two = answered(facts.answers, "total_output_g")
    yield Check(
        "traced-over-total",
        Severity.AMBER,
        _two(one, two, Words("，大于", ", more than "), Words("", "")),
        (one, two),
        "traced_output_g",
    )


def price(facts: Facts) -> Iterator[Check]:
    """Compare the stated price of marked goods with their sales over their output."""
    said, got = facts.answers.marked_price, price_of(facts)
    if said is None or got is None:
        return
    if abs(said - got) * 100 <= PRICE_PERCENT * got:
        return
    one = answered(facts.answers, "marked_price")
    two = given(
        Words("用标销售额除以用标产量", "marked sales over marked output"),
        "marked_price",
        got,
    )
    yield Check(
        "price-unlike-sales",
        Severity.AMBER,
        _two(one, two, _WHILE, Words("", "")),
        (one, two),
        "marked_price",
    )


def price_of(facts: Facts) -> int | None:
    """Return what marked goods brought, fen per kg; None where there were none."""
    sales, output = facts.answers.marked_sales_fen, facts.answers.marked_output_g
    if not sales or not output:
        return None
    return round(sales * 1000 / output)


def _two(one: Compared, two: Compared, between: Words, end: Words) -> Words:
    return Words(
        f"{one.words.zh} {one.shown.zh}{between.zh}{two.words.zh} "
        f"{two.shown.zh}{end.zh}",
        f"{one.words.en}: {one.shown.en}{between.en}{lower(two.words.en)}: "
        f"{two.shown.en}{end.en}",
    )
