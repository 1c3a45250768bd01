"""Decisions about areas: a version that an officer answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from sqlalchemy import delete
from sqlalchemy.orm import Session

from gi_registry.areas.drafting import Clauses, Difference, difference, finest_drawn
from gi_registry.areas.errors import AreaNotFoundError
from gi_registry.areas.models import AreaClause, AreaDraft, AreaVersion
from gi_registry.areas.service.drafts import Desk, Stand, drafted, draw, hold
from gi_registry.areas.service.flags import resolve_flags
from gi_registry.areas.service.places import places
from gi_registry.areas.service.readings import county_rows, end
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class Decision:
    """From when an area counts as it stands, and why.

    Attributes:
        on: first day of the new version.
        reason: in the officer's words.
    """

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """A version of an area and what it changed.

    Attributes:
        version: clauses loaded, newest first in a list.
        difference: from the version before; none for the first one.
        area_change_m2: how much larger it is than the one before, geodesic.
    """

    version: AreaVersion
    difference: Difference | None
    area_change_m2: int


def decide_area(
    session: Session,
    gi: Gi,
    stand: Stand,
    decision: Decision,
    *,
    now: datetime,
    account_id: int,
) -> AreaVersion:
    """Decide an area as its draft stands, or as it is; keep it as a new version.

    The version before is ended on the day before; it is never written over. Open
    flags of the product are resolved by the decision.

    Args:
        session: a writing session.
        gi: the product.
        stand: what the officer's page was made from.
        decision: from when, and why.
        now: the present instant.
        account_id: the officer.

    Raises:
        AreaNotFoundError: there is nothing to decide.
        DivisionsMissingError: no divisions are loaded.
        DraftChangedError: somebody else changed it meanwhile.
        ReadingOrderError: its day is before the present version began.
    """
    on, reason = decision.on, decision.reason
    desk = hold(session, gi, stand)
    before, source, evidence = _origin(desk)
    known = places(session)
    drawn = draw(session, known, desk)
    if before is not None:
        end(before, on=on)
    version = AreaVersion(
        gi_id=gi.id,
        number=desk.stand.version + 1,
        text=desk.text,
        finest_level=finest_drawn(desk.clauses),
        source=source,
        evidence=evidence,
        valid_from=on,
        valid_to=None,
        made_at=now,
        decided_by_id=account_id,
        decision=reason,
        uncertainty_m=drawn.uncertainty_m,
        area_m2=drawn.area_m2,
        geometry=drawn.geometry,
        clauses=_rows(desk.clauses),
        counties=county_rows(known.present(desk.counties)),
    )
    session.add(version)
    session.execute(delete(AreaDraft).where(AreaDraft.gi_id == gi.id))
    flags = resolve_flags(
        session, gi.id, resolution=reason, now=now, account_id=account_id
    )
    session.flush()
    changed = difference(drafted(before.clauses) if before else (), desk.clauses)
    body = {
        "version": version.number,
        "valid_from": on.isoformat(),
        "reason": reason,
        "area_m2": version.area_m2,
        "divisions": [county.code for county in version.counties],
        "clauses": [_entry(clause) for clause in version.clauses],
        "added": [clause.text for clause in changed.added],
        "removed": [clause.text for clause in changed.removed],
        "changed": [clause.text for _, clause in changed.changed],
        "flags_resolved": [flag.why for flag in flags],
    }
    translog.append(
        session, "area.decided", gi.code, body, now=now, account_id=account_id
    )
    return version


def history(versions: Sequence[AreaVersion]) -> list[Step]:
    """Return versions with what each changed.

    Args:
        versions: of one product, newest first, clauses loaded.
    """
    steps = []
    for version, before in zip_longest(versions, versions[1:]):
        found, more = None, 0
        if before is not None:
            found = difference(drafted(before.clauses), drafted(version.clauses))
            more = version.area_m2 - before.area_m2
        steps.append(Step(version, found, more))
    return steps


def _origin(desk: Desk) -> tuple[AreaVersion | None, str, Evidence]:
    """Return the version that is replaced, and where the wording comes from."""
    made_from = desk.draft or desk.version
    if made_from is None:
        raise AreaNotFoundError(desk.gi.code)
    return desk.version, made_from.source, made_from.evidence


def _rows(clauses: Clauses) -> list[AreaClause]:
    return [
        AreaClause(
            ordinal=ordinal,
            text=clause.text,
            kind=clause.kind,
            division_code=clause.county,
            codes=list(clause.codes),
            status=clause.status,
            cause=clause.cause,
            reason=clause.reason,
            reason_en=clause.reason_en,
            begins=clause.begins,
            ends=clause.ends,
            evidence=clause.evidence,
            outline_id=clause.outline_id,
        )
        for ordinal, clause in enumerate(clauses, 1)
    ]


def _entry(clause: AreaClause) -> dict[str, object]:
    return {
        "text": clause.text,
        "kind": clause.kind.value,
        "status": clause.status.value,
        "codes": clause.codes,
        "reason": clause.reason,
        "outline": clause.outline_id,
    }
