"""Editions of a year's public figures: planned, published, read."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import EditionNotFoundError
from gi_registry.annual_reports.models import ReportCounted, ReportEdition
from gi_registry.annual_reports.rules import KINDS, Reported, Sums, TotalRow, Totals
from gi_registry.annual_reports.rules.withholding import WHOLE, Cell
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.annual_reports.service.totals import Bulletin, bulletin_of
from gi_registry.core.cycles import seldom_sought
from gi_registry.core.words import china_day
from gi_registry.translog import service as translog

_COUNTS = ("must_report", "filed", "accepted")


@dataclass(frozen=True, slots=True)
class Plan:
    """An edition that may be published.

    Attributes:
        withheld: cells that it does not show.
        changes: reports that it counts otherwise than the one before, by the id of
            the authorization.
        counts: how many must report, have filed, are accepted.
        totals: what it shows.
    """

    year: int
    number: int
    made_at: datetime
    withheld: frozenset[Cell]
    changes: dict[int, Reported]
    counts: tuple[int, int, int]
    totals: Totals
    reports: int

    def document(self) -> str:
        """Return all that is published, JSON."""
        head = {
            "year": self.year,
            "edition": self.number,
            "as_of": china_day(self.made_at).isoformat(),
            "least_reporters": rules.LEAST_REPORTERS,
            **dict(zip(_COUNTS, self.counts, strict=True)),
            "reports": self.reports,
        }
        items = [_item("whole", self.totals.whole)]
        for kind in KINDS:
            items += [_item(kind, row) for row in getattr(self.totals, kind)]
        return json.dumps({**head, "items": items}, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as it stands published.

    Attributes:
        on: the day it was made, in China.
        reports: how many are counted.
        sha256: of its document, hex.
    """

    year: int
    number: int
    on: date
    reports: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Published:
    """An edition with its figures and the names of what they are of."""

    edition: Edition
    bulletin: Bulletin


@seldom_sought()
def plan(session: Session, year: int, *, now: datetime) -> Plan | None:
    """Return the edition that may follow the newest one; None while there is none.

    Args:
        session: to read with.
        year: the year reported on.
        now: the instant that it would bear.
    """
    newest = _newest(session, year)
    found = queries.reported(session, year)
    is_locked = queries.is_locked_anywhere(session, year)
    is_framed = newest is not None or is_locked
    withheld = rules.to_withhold(
        found,
        [] if is_framed else queries.users_in_cells(session, year),
        None if newest is None else frozenset(map(_cell, newest.withheld)),
        is_locked=is_locked,
    )
    taken = rules.taken(found, withheld)
    if WHOLE in withheld or not taken:
        return None
    sums = {key: each.counted for key, each in found.items()}
    sums |= {key: each.accepted for key, each in taken.items()}
    counted = [found[key].contribution(each) for key, each in sums.items() if each]
    return Plan(
        year=year,
        number=newest.number + 1 if newest else 1,
        made_at=now,
        withheld=withheld,
        changes=dict(sorted(taken.items())),
        counts=queries.counts(session, year, ("",)),
        totals=rules.without(rules.roll_up(year, counted), withheld),
        reports=len(counted),
    )


def publish(session: Session, planned: Plan) -> Edition:
    """Publish an edition, and log it with its digest.

    Raises:
        IntegrityError: another of its number was published meanwhile.
    """
    document = planned.document()
    row = ReportEdition(
        year=planned.year,
        number=planned.number,
        made_at=planned.made_at,
        reports=planned.reports,
        withheld=sorted(":".join(cell) for cell in planned.withheld),
        document=document,
        sha256=sha256(document.encode()).hexdigest(),
    )
    session.add(row)
    session.flush()
    rows = [_counted(row.id, key, each) for key, each in planned.changes.items()]
    session.execute(insert(ReportCounted), rows)
    translog.append(
        session,
        "figures.published",
        f"{row.year}/{row.number}",
        {"reports": row.reports, "sha256": row.sha256},
        now=planned.made_at,
    )
    return _edition(row)


def published(session: Session, year: int) -> Published | None:
    """Return the newest edition of a year; None before the first."""
    row = _newest(session, year)
    return None if row is None else _published(session, row)


def every_newest(session: Session) -> list[Published]:
    """Return the newest edition of each year, the oldest year first."""
    return [_published(session, row) for row in queries.newest_editions(session)]


def editions(session: Session, year: int) -> list[Edition]:
    """Return the editions of a year, the newest first."""
    statement = select(ReportEdition).where(ReportEdition.year == year)
    newest_first = statement.order_by(ReportEdition.number.desc())
    return [_edition(row) for row in session.scalars(newest_first)]


def document(session: Session, year: int, number: int) -> tuple[Edition, str]:
    """Return an edition and the document that was published.

    Raises:
        EditionNotFoundError: there is no such edition.
    """
    statement = select(ReportEdition).where(
        ReportEdition.year == year, ReportEdition.number == number
    )
    row = session.scalar(statement)
    if row is None:
        raise EditionNotFoundError
    return _edition(row), row.document


def public_course(session: Session) -> dict[int, Sums]:
    """Return each year's sums of all reports, of the newest editions."""
    wholes = {row.year: _totals(row).whole for row in queries.newest_editions(session)}
    return {year: whole.sums for year, whole in wholes.items() if whole.sums}


def newest_total(session: Session, *, on: date) -> int:
    """Return the newest year with an edition, or the newest there is."""
    found = queries.newest_published(session)
    return campaigns(session).newest_year(on) if found is None else found


def _newest(session: Session, year: int) -> ReportEdition | None:
    found: Sequence[ReportEdition] = queries.newest_editions(
        session, ReportEdition.year == year
    )
    return found[0] if found else None


def _edition(row: ReportEdition) -> Edition:
    on = china_day(row.made_at)
    return Edition(row.year, row.number, on, row.reports, row.sha256)


def _published(session: Session, row: ReportEdition) -> Published:
    told = json.loads(row.document)
    must_report, filed, accepted = (told[name] for name in _COUNTS)
    counts = must_report, filed, accepted
    return Published(_edition(row), bulletin_of(session, _totals(row), counts))


def _totals(row: ReportEdition) -> Totals:
    items = json.loads(row.document)["items"]
    rows: dict[str, list[TotalRow]] = {kind: [] for kind in ("whole", *KINDS)}
    for item in items:
        sums = None if item["reporters"] is None else _sums(item)
        rows[item["part"]].append(
            TotalRow(
                item["code"],
                item["reporters"],
                item["reports"],
                sums,
                frozenset(item.get("incomplete", ())),  # not in the first editions
            )
        )
    parts = {kind: tuple(rows[kind]) for kind in KINDS}
    return Totals(year=row.year, whole=rows["whole"][0], **parts)


def _sums(item: dict[str, Any]) -> Sums:
    return Sums(*(item[name] for name in Sums.names()))


def _item(part: str, row: TotalRow) -> dict[str, Any]:
    sums = asdict(row.sums) if row.sums else dict.fromkeys(Sums.names())
    counts = {"reporters": row.reporters, "reports": row.reports}
    incomplete = {"incomplete": sorted(row.incomplete)}
    return {"part": part, "code": row.key, **counts, **sums, **incomplete}


def _counted(edition_id: int, key: int, each: Reported) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "authorization_id": key,
        "entity_id": each.entity_id,
        "product": each.product,
        "division": each.division,
        "sums": asdict(each.accepted) if each.accepted else None,
    }


def _cell(text: str) -> Cell:
    kind, _, key = text.partition(":")
    return kind, key
