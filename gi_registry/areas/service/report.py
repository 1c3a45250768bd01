"""How far the wordings of a catalogue can be read, counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.areas.rules import ClauseStatus
from gi_registry.areas.service.readings import CatalogueArea, read_catalogue
from gi_registry.areas.wording import Clause


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What a machine makes of the wordings of a catalogue.

    Attributes:
        areas: how many were read.
        statuses: clauses by status, counts.
        kinds: by kind and status.
        causes: by cause.
        names: townships and villages named, by what was found of them.
        worst: areas by their worst clause, counts.
        open: the clauses that are not resolved: product, clause.
        levels: areas whose own level is not the catalogue's: product, the
            catalogue's level, the wording's.
    """

    areas: int
    statuses: dict[str, int]
    kinds: dict[str, dict[str, int]]
    causes: dict[str, int]
    names: dict[str, int]
    worst: dict[str, int]
    open: list[tuple[str, Clause]] = field(default_factory=list)
    levels: list[tuple[str, str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it as one document."""
        return {
            "areas": self.areas,
            "statuses": self.statuses,
            "kinds": self.kinds,
            "causes": self.causes,
            "names": self.names,
            "areas_by_worst_clause": self.worst,
            "not_resolved": [
                {
                    "product": code,
                    "text": clause.text,
                    "kind": clause.kind.value,
                    "status": clause.status.value,
                    "cause": clause.cause.value,
                    "division": clause.county,
                    "codes": list(clause.codes),
                    "reason": clause.reason._asdict(),
                }
                for code, clause in self.open
            ],
            "levels_that_differ": [
                {"product": code, "catalogue": one, "wording": other}
                for code, one, other in self.levels
            ],
        }


def reading_report(session: Session, document: dict[str, Any]) -> ReadingReport:
    """Read a catalogue's wordings, keep nothing, and count.

    Args:
        session: to read the divisions with.
        document: as `geodata/gi_catalogue.json`.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    return _counted(read_catalogue(session, document))


def _counted(found: Iterable[CatalogueArea]) -> ReadingReport:
    areas = list(found)
    clauses = [(area.code, clause) for area in areas for clause in area.reading.clauses]
    kinds: dict[str, Counter[str]] = {}
    for _, clause in clauses:
        kinds.setdefault(clause.kind.value, Counter())[clause.status.value] += 1
    return ReadingReport(
        areas=len(areas),
        statuses=_by_count(clause.status.value for _, clause in clauses),
        kinds={kind: dict(counts) for kind, counts in sorted(kinds.items())},
        causes=_by_count(clause.cause.value for _, clause in clauses),
        names=_by_count(
            name["cause"]
            for _, clause in clauses
            for name in clause.evidence.get("names", ())
        ),
        worst=_by_count(_worst(area).value for area in areas),
        open=[each for each in clauses if each[1].status is not ClauseStatus.RESOLVED],
        levels=[
            (area.code, area.new.finest_level.value, area.reading.finest.value)
            for area in areas
            if area.new.finest_level is not area.reading.finest
        ],
    )


def _by_count(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _worst(area: CatalogueArea) -> ClauseStatus:
    order = list(ClauseStatus)
    statuses = (clause.status for clause in area.reading.clauses)
    return max(statuses, key=order.index, default=ClauseStatus.AMBIGUOUS)
