"""Whether the laboratories that a report names are on the register, and qualified."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from gi_registry.annual_reports.rules.attachments import LabReport
from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Compared,
    Facts,
    Severity,
    answered,
)
from gi_registry.annual_reports.rules.checks.tested import alike, report_words
from gi_registry.core.words import Language, Words, long_day
from gi_registry.laboratories.rules import LabState, Listed, Register, name_of

CMA_YEARS: Final = 6
"""How long a laboratory's qualification (资质认定) holds; unverified."""

_CMA: Final = re.compile(r"(\d{2})\d{10}")
"""Twelve digits, the first two of them the year of issue."""

_Found = Mapping[str, tuple[Listed, ...]]
"""What is on the register, by each name or number written."""


def laboratory(facts: Facts) -> Iterator[Check]:
    """Compare the laboratory with the register; guess where it is not on it."""
    if facts.laboratories.is_empty:
        yield from _guessed(facts)
        return
    name, number = facts.answers.lab_name or "", facts.answers.lab_cma or ""
    by_number = facts.laboratories.numbered(number)
    by_name = facts.laboratories.named(name)
    known = by_number if _all(by_number) else by_name
    if not _all(known):
        yield from _guessed(facts)
    yield from _listed(facts, known)
    if name and number and _all(known):
        yield from _of_one(facts, by_number, by_name)
    yield from _in_force(facts, known)
    yield from _designated(facts, _all(known))


def on_test_reports(facts: Facts) -> Iterator[Check]:
    """Compare the laboratory on each test report with the register on its day."""
    if facts.laboratories.is_empty:
        return
    for each in facts.lab_reports:
        if each.tested_on is not None:
            yield from _on_its_day(each, each.tested_on, facts)


def _guessed(facts: Facts) -> Iterator[Check]:
    """Look whether a number can be one, and was current by its first digits."""
    number = facts.answers.lab_cma
    if not number:
        return
    one = answered(facts.answers, "lab_cma")
    shaped = _CMA.fullmatch("".join(number.split()))
    if shaped is None:
        yield Check(
            "laboratory-number",
            Severity.AMBER,
            Words(
                f"检验机构资质认定编号 {number} 不是 12 位数字，请对照检验报告核对",
                f"The laboratory's CMA number {number} is not of 12 digits: compare "
                "it with the test report",
            ),
            (one,),
            "lab_cma",
        )
        return
    issued = 2000 + int(shaped[1])
    if not issued <= facts.year <= issued + CMA_YEARS:
        yield Check(
            "laboratory-not-current",
            Severity.AMBER,
            Words(
                f"资质认定编号 {number} 的首两位表示 {issued} 年发证，有效期 "
                f"{CMA_YEARS} 年（未核实），{facts.year} 年可能已经失效",
                f"By its first two digits the CMA number {number} was given in "
                f"{issued}; it holds {CMA_YEARS} years (unverified) and may not "
                f"have held in {facts.year}",
            ),
            (one,),
            "lab_cma",
        )


def _listed(facts: Facts, found: _Found) -> Iterator[Check]:
    missing = [written for written, known in found.items() if not known]
    if missing:
        zh, en = "、".join(missing), ", ".join(missing)
        yield _about(
            facts,
            "laboratory-not-listed",
            Words(
                f"检验机构 {zh} 不在检验机构名录中；请核对名称和编号",
                f"The laboratory {en} is not on the register of laboratories: check "
                "name and number",
            ),
        )


def _of_one(facts: Facts, by_number: _Found, by_name: _Found) -> Iterator[Check]:
    """Tell where the register has another name for the number, or the reverse."""
    name, number = facts.answers.lab_name or "", facts.answers.lab_cma or ""
    numbered, named = _all(by_number), _all(by_name)
    if numbered and any(alike(each.name, name) for each in numbered):
        return
    of = numbered or named
    zh, en = _called(of)
    yield _about(
        facts,
        "laboratory-name-number",
        Words(
            f"填写的是 {name}、编号 {number}，名录中是 {zh}；请核对名称和编号",
            f"Answered are {name} and number {number}; by the register it is {en}: "
            "check name and number",
        ),
        "lab_cma" if named else "lab_name",
    )


def _in_force(facts: Facts, found: _Found) -> Iterator[Check]:
    year = _year(facts)
    for known in found.values():
        if not known or any(each.qualification.holds_within(*year) for each in known):
            continue
        zh, en = _periods(known)
        yield _about(
            facts,
            "laboratory-not-current",
            Words(
                f"名录中 {zh}，{facts.year} 年没有一天有效",
                f"By the register {en}: it held on no day of {facts.year}",
            ),
        )


def _designated(facts: Facts, known: Iterable[Listed]) -> Iterator[Check]:
    names = {name_of(each.name) for each in known}
    wanted = facts.laboratories.designated_within(facts.gi_id, *_year(facts))
    if not names or not wanted or names & {name_of(each.name) for each in wanted}:
        return
    zh, en = _called(wanted)
    yield _about(
        facts,
        "laboratory-not-designated",
        Words(
            f"本产品有指定的检验机构（{zh}），填写的不在其中；请说明原因",
            f"Laboratories are designated for this product ({en}), and the one "
            "answered is none of them: say why",
        ),
    )


def _on_its_day(report: LabReport, day: date, facts: Facts) -> Iterator[Check]:
    known = _known(facts.laboratories, report)
    named = report_words(report)
    written = report.lab_cma or report.lab_name
    shown = (Compared(named, written, Words(written, written)),)
    if known:
        states = {each.qualification.state_on(day) for each in known}
        if LabState.CURRENT not in states:
            zh, en = _periods(known)
            at = Words(long_day(day, Language.ZH), long_day(day, Language.EN))
            yield Check(
                "test-report-lab-not-current",
                Severity.AMBER,
                Words(
                    f"{named.zh}的日期是 {at.zh}，名录中 {zh}，当日无效",
                    f"{named.en} is dated {at.en}; by the register {en}: it did not "
                    "hold that day",
                ),
                shown,
                "tests",
            )
    elif not _is_answered(report, facts):
        yield Check(
            "test-report-lab-not-listed",
            Severity.AMBER,
            Words(
                f"{named.zh}上的检验机构 {report.lab_name} 不在检验机构名录中",
                f"The laboratory on {named.en.lower()}, {report.lab_name}, is not on "
                "the register of laboratories",
            ),
            shown,
            "tests",
        )


def _known(register: Register, report: LabReport) -> tuple[Listed, ...]:
    return _all(register.numbered(report.lab_cma)) or _all(
        register.named(report.lab_name)
    )


def _is_answered(report: LabReport, facts: Facts) -> bool:
    """Whether the report's own answer names it, which is compared already."""
    said = facts.answers.lab_name
    return bool(said) and alike(report.lab_name, said or "")


def _about(facts: Facts, code: str, words: Words, field: str | None = None) -> Check:
    names = [n for n in ("lab_name", "lab_cma") if getattr(facts.answers, n)]
    shown = tuple(answered(facts.answers, name) for name in names)
    return Check(code, Severity.AMBER, words, shown, field or names[0])


def _all(found: _Found) -> tuple[Listed, ...]:
    return tuple(each for known in found.values() for each in known)


def _year(facts: Facts) -> tuple[date, date]:
    return date(facts.year, 1, 1), date(facts.year, 12, 31)


def _called(found: Iterable[Listed]) -> tuple[str, str]:
    listed = list(found)
    zh = "、".join(f"{each.name}（{each.cma}）" for each in listed)
    return zh, ", ".join(f"{each.name} ({each.cma})" for each in listed)


def _periods(found: Iterable[Listed]) -> tuple[str, str]:
    """Return laboratories with the days of their qualification."""
    said = [_period(each) for each in found]
    return "；".join(each.zh for each in said), "; ".join(each.en for each in said)


def _period(one: Listed) -> Words:
    held = one.qualification
    days = (held.valid_from, held.valid_to)
    zh = " 至 ".join(long_day(day, Language.ZH) for day in days)
    en = " to ".join(long_day(day, Language.EN) for day in days)
    words = Words(
        f"{one.name}（{one.cma}）的资质 {zh} 有效",
        f"{one.name} ({one.cma}) is qualified {en}",
    )
    if held.ended_on is not None:
        day_zh = long_day(held.ended_on, Language.ZH)
        day_en = long_day(held.ended_on, Language.EN)
        words = Words(f"{words.zh}，{day_zh} 起终止", f"{words.en}, ended {day_en}")
    elif held.suspensions:
        since = held.suspensions[-1][0]
        day_zh, day_en = long_day(since, Language.ZH), long_day(since, Language.EN)
        words = Words(
            f"{words.zh}，{day_zh} 起暂停", f"{words.en}, suspended since {day_en}"
        )
    return words
