"""Whether permission and standard of a report are current."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Facts,
    Severity,
    answered,
    given,
)
from gi_registry.core.words import Language, Words, long_day

_BETWEEN: Final = re.compile(r"[、,;\n]")
"""What stands between the numbers of several standards."""
_EDITION: Final = re.compile(r"(.+)-(\d{4})")


def standard(facts: Facts) -> Iterator[Check]:
    """Compare the standard with those registered for the product."""
    number = facts.answers.standard_number
    if not number or not facts.standards:
        return
    if number in facts.standards:
        return
    said = standards_in(number)
    known = {each: standards_in(each) for each in facts.standards}
    others = said.difference(*known.values())
    editions = {_base(each) for each in others}
    same = [each for each in sorted(known) if editions & set(map(_base, known[each]))]
    if not same and others < said:  # further ones beside that of the product
        return
    one = answered(facts.answers, "standard_number")
    if same:
        zh, en = "、".join(same), ", ".join(same)
        yield Check(
            "standard-other-edition",
            Severity.AMBER,
            Words(
                f"执行标准 {number} 不是登记的版本（{zh}）；请核对是否现行有效",
                f"The standard {number} is not the edition registered ({en}): see "
                "whether it is in force",
            ),
            (one,),
            "standard_number",
        )
        return
    listed = sorted(facts.standards)
    zh, en = "、".join(listed), ", ".join(listed)
    yield Check(
        "standard-not-listed",
        Severity.AMBER,
        Words(
            f"执行标准 {number} 不在本产品登记的标准（{zh}）之列",
            f"The standard {number} is not among those registered for the product "
            f"({en})",
        ),
        (one,),
        "standard_number",
    )


def ended(facts: Facts) -> Iterator[Check]:
    """Tell that the permission ended, and whether labels were activated after it.

    That it ended before the year is recorded after a report was handed in at times.
    """
    if not facts.is_permitted:
        yield Check(
            "not-permitted",
            Severity.AMBER,
            Words(
                f"登记中 {facts.year} 年没有一天有用标资格；请核对用标资格的起止日期",
                f"By the register the mark might be used on no day of {facts.year}: "
                "see when the permission began and ended",
            ),
        )
    day = facts.ended_on
    if day is None:
        return
    zh, en = long_day(day, Language.ZH), long_day(day, Language.EN)
    yield Check(
        "ended",
        Severity.NOTE,
        Words(
            f"用标资格自 {zh} 起终止，年报只报此前的使用",
            f"The permission ended on {en}: report the use before that day",
        ),
    )
    if facts.activated_after:
        one = given(
            Words("终止后启用的标识", "Labels activated after the end"),
            "labels_activated",
            facts.activated_after,
        )
        yield Check(
            "activated-after-end",
            Severity.AMBER,
            Words(f"{one.words.zh} {one.shown.zh}", f"{one.words.en}: {one.shown.en}"),
            (one,),
            "labels_activated",
        )


def standards_in(text: str) -> frozenset[str]:
    """Return the numbers of standards in an answer, as they can be compared.

    Width, dashes, spaces and capitals make no other standard.
    """
    plain = normalize("NFKC", text).upper()
    for dash in "—–":
        plain = plain.replace(dash, "-")
    numbers = ("".join(each.split()) for each in _BETWEEN.split(plain))
    return frozenset(filter(None, numbers))


def _base(number: str) -> str:
    """Return a plain number without the year of its edition."""
    found = _EDITION.fullmatch(number)
    return found[1] if found else number
