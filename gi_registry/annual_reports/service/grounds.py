"""What reports are filled in from and checked against, of one or of thousands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.rules import Answers, Check, Facts, LabReport, Peers
from gi_registry.annual_reports.service.peers import peers
from gi_registry.laboratories import service as laboratories
from gi_registry.laboratories.rules import Register
from gi_registry.marks import service as marks
from gi_registry.marks.rules import Balance, CapacityBasis
from gi_registry.producers import service as producers

_T = TypeVar("_T")

_AT_ONCE: Final = 10_000
"""So many are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An authorized user, as far as his ledger needs it.

    Attributes:
        authorization_id, organisation_id, gi_id: whose ledger, and of what.
        standard_number: the one that he is permitted under.
    """

    authorization_id: int
    organisation_id: int
    gi_id: int
    standard_number: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What one report says, to be checked.

    Attributes:
        authorization_id, gi_id, year: what it is about.
        answers: what it says.
        prefilled: what the ledger gave.
        form: version of the form.
        lab_reports: what stands on the test reports that come with it.
    """

    authorization_id: int
    gi_id: int
    year: int
    answers: Answers
    prefilled: Mapping[str, Any]
    form: int
    lab_reports: tuple[LabReport, ...] = ()


def ledgers(
    session: Session, holders: Sequence[Holder], year: int
) -> dict[int, dict[str, Any]]:
    """Return what the registry knows of a year, by authorization.

    Each by the names of the answers; what the user's capacity is not counted from
    is left out, and so are labels printed and received where no printer of the
    registry had them: then they were printed elsewhere, and the user says how many.
    Households and what they delivered are given where a delivery is on record.
    Expired labels, and samples that a printer keeps, count with the void ones: nobody
    may put them to use. How many were destroyed is known where none are void that
    the user could have destroyed. The number of statements does not grow with holders.
    """
    found: dict[int, dict[str, Any]] = {}
    for part in _parts(holders):
        known = _Known.of(session, part, year)
        found |= {each.authorization_id: known.to(each) for each in part}
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a year, by authorization; plots by organisation and product."""

    balances: dict[int, Balance]
    output: dict[int, int]
    printed: dict[int, int]
    destroyed: dict[int, int]
    received: dict[int, int]
    lost: dict[int, int]
    lots: dict[int, tuple[int, int]]
    scanned: dict[int, int]
    plots: dict[tuple[int, int], list[dict[str, Any]]]
    delivered: dict[int, tuple[int, int]]
    bases: dict[int, CapacityBasis]

    @classmethod
    def of(cls, session: Session, holders: Sequence[Holder], year: int) -> "_Known":
        ids = [each.authorization_id for each in holders]
        whose = {each.organisation_id for each in holders}
        bases = queries.bases(session, [(each, year) for each in ids])
        return cls(
            balances=marks.balances(session, ids, year),
            output=queries.activated_output_g(session, ids, year),
            printed=queries.labels_printed(session, ids, year),
            destroyed=queries.labels_destroyed(session, ids, year),
            received=queries.labels_received(session, ids, year),
            lost=queries.labels_lost(session, ids, year),
            lots=queries.lots(session, ids, year),
            scanned=queries.labels_scanned(session, ids, year),
            plots=queries.plots(session, whose, year),
            delivered=producers.delivered(session, ids, year),
            bases={of: basis for (of, _), basis in bases.items()},
        )

    def to(self, holder: Holder) -> dict[str, Any]:
        """Return one holder's, by the names of the answers."""
        of = holder.authorization_id
        balance = self.balances[of]
        plots = self.plots.get((holder.organisation_id, holder.gi_id))
        lots, traced_output_g = self.lots.get(of, (0, 0))
        given = {
            "base_m2": sum(plot["m2"] for plot in plots or ()),
            "plots_used": len(plots or ()),
            "marked_output_g": self.output.get(of, 0),
            "labels_opening": balance.opening,
            "labels_issued": balance.issued,
            "labels_activated": balance.activated,
            "labels_void": balance.void + balance.expired + balance.samples,
            "labels_samples": balance.samples,
            "labels_lost": self.lost.get(of, 0),
            "labels_closing": balance.closing,
            "standard_number": holder.standard_number,
            "lots": lots,
            "traced_output_g": traced_output_g,
            "labels_scanned": self.scanned.get(of, 0),
        }
        if plots:
            given["plots"] = plots
        if of in self.printed:
            given["labels_printed"] = self.printed[of]
        destroyed = self.destroyed.get(of, 0)
        if balance.void + balance.expired == destroyed + self.lost.get(of, 0):
            given["labels_destroyed"] = destroyed
        if of in self.received:
            given["labels_received"] = self.received[of]
        if of in self.delivered:
            given["households"], given["delivered_g"] = self.delivered[of]
        basis = self.bases.get(of)
        return {
            name: value
            for name, value in given.items()
            if rules.BY_NAME[name].applies(basis)
        }


def checked(session: Session, stated: Sequence[Stated]) -> list[tuple[Check, ...]]:
    """Check what reports say, in their order; few statements, whatever their number."""
    return [found for part in _parts(stated) for found in _checked(session, part)]


def _checked(session: Session, part: Sequence[Stated]) -> Iterable[tuple[Check, ...]]:
    ids = {each.authorization_id for each in part}
    ceilings = queries.ceilings(session, ids)
    standards = queries.standards_of(session, {each.gi_id for each in part})
    before = {
        year: queries.filed_answers(session, ids, year - 1, rules.COMPARED_WITH_LAST)
        for year in {each.year for each in part}
    }
    bases = queries.bases(session, {(p.authorization_id, p.year) for p in part})
    register = _register(session, part)
    beyond = {year: _Beyond.of(session, part, year) for year in before}
    for each in part:
        facts = Facts(
            answers=each.answers,
            prefilled=each.prefilled,
            last=before[each.year].get(each.authorization_id),
            ceiling_g=ceilings.get((each.authorization_id, each.year)),
            standards=standards[each.gi_id],
            basis=bases.get((each.authorization_id, each.year)),
            year=each.year,
            form=each.form,
            peers=beyond[each.year].peers.get(each.gi_id),
            households=beyond[each.year].households.get(each.authorization_id, 0),
            destroyed=beyond[each.year].destroyed.get(each.authorization_id, 0),
            ended_on=beyond[each.year].ends.get(each.authorization_id),
            activated_after=beyond[each.year].late.get(each.authorization_id, 0),
            is_permitted=each.authorization_id in beyond[each.year].permitted,
            lab_reports=each.lab_reports,
            laboratories=register,
            gi_id=each.gi_id,
        )
        yield rules.check(facts)


@dataclass(frozen=True, slots=True)
class _Beyond:
    """What a year's reports are compared with beyond their own ledger.

    Peers by product, the rest by authorization.
    """

    peers: dict[int, Peers | None]
    households: dict[int, int]
    destroyed: dict[int, int]
    ends: dict[int, date]
    late: dict[int, int]
    permitted: set[int]

    @classmethod
    def of(cls, session: Session, part: Sequence[Stated], year: int) -> "_Beyond":
        ids = {each.authorization_id for each in part}
        usual = peers(session, {each.gi_id for each in part}, year)
        ends = queries.ends(session, ids, year)
        return cls(
            peers=usual,
            households=queries.households(session, ids, year),
            destroyed=queries.labels_destroyed(session, ids, year),
            ends=ends,
            late=queries.activated_after(session, ends, year),
            permitted=queries.permitted(session, ids, year),
        )


def _register(session: Session, part: Sequence[Stated]) -> Register:
    """Return the register of laboratories, where a report names one."""
    for each in part:
        if each.answers.lab_name or each.answers.lab_cma or each.lab_reports:
            return laboratories.the_register(session)
    return Register()


def _parts(items: Sequence[_T]) -> Iterable[Sequence[_T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
