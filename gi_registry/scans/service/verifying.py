"""Many codes at once: a whole shipment is answered by a handful of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from gi_registry.core.codes import CodeKeys, DecodedMany, well_formed
from gi_registry.core.words import china_day
from gi_registry.packs.rules import PACK_RUNS
from gi_registry.producers import rules as producers
from gi_registry.scans import queries
from gi_registry.scans.errors import TooManyCodesError
from gi_registry.scans.queries import RunFacts, UsedRange
from gi_registry.scans.rules import Facts, Judgement, Verdict, decide

MOST_CODES: Final = 100_000
"""In one request."""

_RUNS_AT_ONCE: Final = 500


class Verified(NamedTuple):
    """What is said of one of many codes.

    Attributes:
        code: as it came in.
        verdict: without copy signals, which only a scan looks at.
        reasons: slugs.
        run: the run number; None where the code is none of ours.
        index: of the label; None as above.
        product: public code of the product; None as above.
        user: credit code of the authorized user; None as above.
        lot: number of the lot; None where the label is on no goods.
    """

    code: str
    verdict: str
    reasons: tuple[str, ...] = ()
    run: int | None = None
    index: int | None = None  # type: ignore[assignment] # hides tuple.index
    product: str | None = None
    user: str | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """A run with its ranges in order, each with its verdict."""

    facts: RunFacts
    firsts: NDArray[np.int64]
    ends: list[int]
    said: list[tuple[str, tuple[str, ...], str | None]]
    unused: tuple[str, tuple[str, ...], None]
    doubted: frozenset[int]


def verify(
    session: Session, keys: CodeKeys, codes: Sequence[str], *, now: datetime
) -> list[Verified]:
    """Answer many codes, in their order; nothing is counted.

    Raises:
        TooManyCodesError: none, or more than `MOST_CODES`.
    """
    if not 1 <= len(codes) <= MOST_CODES:
        raise TooManyCodesError(most=MOST_CODES)
    decoded = keys.decode_many(list(codes))
    labels = decoded.ok & (decoded.run < PACK_RUNS)
    wanted = np.unique(decoded.run[labels]).tolist()
    runs = _runs(session, wanted, today=china_day(now))
    return list(_answers(codes, decoded, runs))


def _answers(
    codes: Sequence[str], decoded: DecodedMany, runs: dict[int, _Run]
) -> Iterator[Verified]:
    formed = well_formed(list(codes)).tolist()
    columns = (field.tolist() for field in decoded)
    for code, is_formed, ok, epoch, run, index in zip(
        codes, formed, *columns, strict=True
    ):
        found = runs.get(run) if ok else None
        if not ok or (found is not None and found.facts.key_epoch != epoch):
            why = () if is_formed else ("code-format",)
            yield Verified(code, Verdict.FORGED.value, why)
            continue
        if found is None or index >= found.facts.size:
            why = ("outer-pack",) if run >= PACK_RUNS else ()
            yield Verified(code, Verdict.NOT_ISSUED.value, why)
            continue
        verdict, reasons, lot = _said(found, index)
        facts = found.facts
        yield Verified(code, verdict, reasons, run, index, facts.gi, facts.uscc, lot)


def _said(found: _Run, index: int) -> tuple[str, tuple[str, ...], str | None]:
    at = int(np.searchsorted(found.firsts, index, side="right")) - 1
    if at < 0 or index >= found.ends[at]:
        return found.unused
    verdict, reasons, lot = found.said[at]
    if verdict == Verdict.GENUINE.value and index in found.doubted:
        return Verdict.SUSPECT.value, ("officer", *reasons), lot
    return verdict, reasons, lot


def _runs(session: Session, wanted: list[int], *, today: date) -> dict[int, _Run]:
    runs: dict[int, _Run] = {}
    for at in range(0, len(wanted), _RUNS_AT_ONCE):
        runs |= _some_runs(session, wanted[at : at + _RUNS_AT_ONCE], today=today)
    return runs


def _some_runs(session: Session, ids: list[int], *, today: date) -> dict[int, _Run]:
    facts = queries.run_facts(session, ids)
    ranges = queries.used_ranges(session, ids)
    doubted = queries.judged(session, ids, Judgement.SUSPECT)
    statuses = queries.statuses(session, {row.authorization_id for row in facts})
    return {
        row.id: _run(
            row,
            ranges.get(row.id, []),
            statuses.get(row.authorization_id, []),
            frozenset(doubted.get(row.id, ())),
            today=today,
        )
        for row in facts
    }


def _run(
    row: RunFacts,
    ranges: list[UsedRange],
    statuses: list[Any],
    doubted: frozenset[int],
    *,
    today: date,
) -> _Run:
    def said(used: UsedRange | None) -> tuple[str, tuple[str, ...], str | None]:
        day = used.on_day if used else today
        facts = Facts(
            state=used.state if used else None,
            on_day=used.on_day if used else None,
            expires_on=row.expires_on,
            state_then=producers.state_on(statuses, day, valid_to=row.valid_to),
            state_today=producers.state_on(statuses, today, valid_to=row.valid_to),
            judgement=None,
            signals=(),
            leaked_on=row.leaked_on,
        )
        verdict, reasons = decide(facts, today=today)
        slugs = tuple(reason.slug for reason in reasons)
        return verdict.value, slugs, used.lot if used else None

    verdict, reasons, _ = said(None)
    return _Run(
        facts=row,
        firsts=np.array([used.first for used in ranges], np.int64),
        ends=[used.end for used in ranges],
        said=[said(used) for used in ranges],
        unused=(verdict, reasons, None),
        doubted=doubted,
    )
