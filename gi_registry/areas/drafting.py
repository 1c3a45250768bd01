"""What officers do to the clauses of an area before they decide it; values only."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from gi_registry.areas.causes import Cause
from gi_registry.areas.errors import (
    ClauseGoneError,
    ClauseNotDrawnError,
    ClauseSplitError,
)
from gi_registry.areas.rules import ClauseKind, ClauseStatus, FinestLevel
from gi_registry.areas.wording import finest_of
from gi_registry.areas.wording.clauses import because
from gi_registry.core.words import Words

_COUNTY_DIGITS = 6
_CHECKS = frozenset({ClauseKind.COUNTED, ClauseKind.BOX})
"""They draw nothing, so that an officer may take them as settled."""
_UNDRAWN = frozenset({*_CHECKS, ClauseKind.BOUNDS})
_LOOSE = " 、，,；;。"


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A clause as it stands in a draft; the fields are those of `AreaClause`."""

    text: str
    kind: ClauseKind
    status: ClauseStatus
    cause: Cause | None
    reason: str
    reason_en: str
    county: str | None = None
    codes: tuple[str, ...] = ()
    begins: int | None = None
    ends: int | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
    outline_id: int | None = None

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "DraftClause":
        """Return what `as_json` gave."""
        cause = kept["cause"]
        return cls(
            **{
                **kept,
                "kind": ClauseKind(kept["kind"]),
                "status": ClauseStatus(kept["status"]),
                "cause": Cause(cause) if cause else None,
                "codes": tuple(kept["codes"]),
            }
        )

    def as_json(self) -> dict[str, Any]:
        """Return it for the draft's row."""
        kept = asdict(self)
        return {
            **kept,
            "kind": self.kind.value,
            "status": self.status.value,
            "cause": self.cause.value if self.cause else None,
            "codes": list(self.codes),
        }

    @property
    def words(self) -> Words:
        """Why it has its status."""
        return Words(self.reason, self.reason_en or self.reason)


Clauses = tuple[DraftClause, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer says of a clause.

    Attributes:
        kind: what it is.
        codes: of the divisions that it names, known ones.
        status: what it comes to.
        reason: why, in the officer's words.
    """

    kind: ClauseKind
    codes: tuple[str, ...]
    status: ClauseStatus
    reason: str


def at(clauses: Clauses, number: int) -> DraftClause:
    """Return a clause by its number, from 1.

    Raises:
        ClauseGoneError: there is none.
    """
    if not 1 <= number <= len(clauses):
        raise ClauseGoneError(number)
    return clauses[number - 1]


def judged(clauses: Clauses, number: int, judgement: Judgement) -> Clauses:
    """Let an officer's judgement stand instead of the machine's.

    Raises:
        ClauseGoneError: there is no such clause.
        ClauseNotDrawnError: it is called resolved but nothing draws it.
    """
    clause = replace(at(clauses, number), kind=judgement.kind, codes=judgement.codes)
    return _put(clauses, number, _settled(clause, judgement))


def outlined(clauses: Clauses, number: int, outline_id: int, source: str) -> Clauses:
    """Resolve a clause by a polygon of its own.

    Raises:
        ClauseGoneError: there is no such clause.
    """
    words = because(Cause.OUTLINE, more=source)
    clause = replace(
        at(clauses, number),
        outline_id=outline_id,
        cause=Cause.OUTLINE,
        status=Cause.OUTLINE.status,
        reason=words.zh,
        reason_en=words.en,
    )
    return _put(clauses, number, clause)


def added(clauses: Clauses, text: str, piece: str, judgement: Judgement) -> Clauses:
    """Add a clause, in the order of the wording where it stands there.

    Args:
        clauses: of the draft.
        text: the wording.
        piece: of it, or words that it lacks.
        judgement: what it is.

    Raises:
        ClauseNotDrawnError: it is called resolved but nothing draws it.
    """
    begins = text.find(piece)
    placed = begins >= 0
    clause = DraftClause(
        text=piece,
        kind=judgement.kind,
        status=judgement.status,
        cause=None,
        reason="",
        reason_en="",
        codes=judgement.codes,
        begins=begins if placed else None,
        ends=begins + len(piece) if placed else None,
    )
    return _ordered([*clauses, _settled(clause, judgement)])


def removed(clauses: Clauses, number: int) -> Clauses:
    """Take a clause away.

    Raises:
        ClauseGoneError: there is no such clause.
    """
    gone = at(clauses, number)
    return tuple(clause for clause in clauses if clause is not gone)


def split(clauses: Clauses, number: int, offset: int) -> Clauses:
    """Cut a clause in two; names that were found stay with their piece.

    Args:
        clauses: of the draft.
        number: of the clause, from 1.
        offset: where in its text the second piece begins, characters.

    Raises:
        ClauseGoneError: there is no such clause.
        ClauseSplitError: one of the pieces would be empty.
    """
    whole = at(clauses, number)
    pieces = []
    for start, end in ((0, offset), (offset, len(whole.text))):
        text = whole.text[start:end]
        kept = text.strip(_LOOSE)
        if not kept:
            raise ClauseSplitError
        pieces.append(_piece(whole, kept, start + text.index(kept)))
    return (*clauses[: number - 1], *pieces, *clauses[number:])


def merged(clauses: Clauses, number: int, text: str) -> Clauses:
    """Put a clause together with the next one; an officer judges it anew.

    Raises:
        ClauseGoneError: there is no such clause, or none behind it.
    """
    one, other = at(clauses, number), at(clauses, number + 1)
    placed = one.begins is not None and other.ends is not None
    joined = text[one.begins : other.ends] if placed else f"{one.text}、{other.text}"
    names = [
        *one.evidence.get("names", ()),
        *other.evidence.get("names", ()),
    ]
    clause = replace(
        one,
        text=joined,
        codes=tuple(dict.fromkeys((*one.codes, *other.codes))),
        ends=other.ends if placed else None,
        begins=one.begins if placed else None,
        evidence={**one.evidence, "names": names},
        outline_id=None,
    )
    if one.cause is not other.cause or one.outline_id or other.outline_id:
        words = because(
            Cause.UNDECIDED, more="两段合并，待确定", en="merged, undecided"
        )
        clause = replace(
            clause,
            cause=Cause.UNDECIDED,
            status=Cause.UNDECIDED.status,
            reason=words.zh,
            reason_en=words.en,
        )
    return (*clauses[: number - 1], clause, *clauses[number + 1 :])


def counties_drawn(counties: Iterable[str], clauses: Clauses) -> tuple[str, ...]:
    """Return the counties that are drawn as a whole.

    A county is not, once every clause of it that means land has an outline of its
    own; numbers, boxes and compass bounds mean none.
    """
    return tuple(county for county in counties if not _is_outlined(county, clauses))


def finest_drawn(clauses: Clauses) -> FinestLevel:
    """Return the finest level that the wording names and the polygon has not."""
    left = [
        (clause.kind, clause.cause, clause.text)
        for clause in clauses
        if clause.outline_id is None and clause.status is not ClauseStatus.RESOLVED
    ]
    rest = [clause for clause in clauses if clause.status is ClauseStatus.RESOLVED]
    named = [(clause.kind, clause.cause, clause.text) for clause in rest]
    coarse = [each for each in named if each[0] in _WHOLE]
    return finest_of([*left, *coarse])


_WHOLE = (ClauseKind.PROVINCE, ClauseKind.PREFECTURE, ClauseKind.COUNTY)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between the clauses of two versions.

    Attributes:
        added: clauses that only the later one has.
        removed: clauses that only the earlier one has.
        changed: the earlier and the later form of those in both.
    """

    added: tuple[DraftClause, ...]
    removed: tuple[DraftClause, ...]
    changed: tuple[tuple[DraftClause, DraftClause], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(
    before: Sequence[DraftClause], after: Sequence[DraftClause]
) -> Difference:
    """Compare the clauses of two versions, by their text."""
    old = {clause.text: clause for clause in before}
    new = {clause.text: clause for clause in after}
    both = [(old[text], new[text]) for text in new if text in old]
    return Difference(
        added=tuple(clause for text, clause in new.items() if text not in old),
        removed=tuple(clause for text, clause in old.items() if text not in new),
        changed=tuple(pair for pair in both if _meant(pair[0]) != _meant(pair[1])),
    )


def _meant(clause: DraftClause) -> tuple[object, ...]:
    return clause.kind, clause.status, clause.codes, clause.outline_id, clause.reason


def _settled(clause: DraftClause, judgement: Judgement) -> DraftClause:
    """Give a clause the cause that an officer's judgement comes to."""
    status, codes = judgement.status, judgement.codes
    keeps = clause.outline_id is not None and status is ClauseStatus.RESOLVED
    cause = Cause.OUTLINE if keeps else _cause(clause.kind, codes, status)
    names = clause.text if cause is Cause.DRAWN else ""
    words = because(cause, names=names, more=judgement.reason)
    said = "" if judgement.reason in words.zh else f"。{judgement.reason}"
    in_county = {code[:_COUNTY_DIGITS] for code in codes}
    return replace(
        clause,
        status=cause.status,
        cause=cause,
        reason=f"{words.zh}{said}",
        reason_en=f"{words.en}{said}",
        county=next(iter(in_county)) if len(in_county) == 1 else clause.county,
        outline_id=clause.outline_id if keeps else None,
    )


def _cause(kind: ClauseKind, codes: Collection[str], status: ClauseStatus) -> Cause:
    if status is ClauseStatus.GONE:
        return Cause.ENDED
    if status is ClauseStatus.AMBIGUOUS:
        return Cause.UNDECIDED
    if kind in _CHECKS:
        return Cause.CONFIRMED
    if codes and all(len(code) == _COUNTY_DIGITS for code in codes):
        return Cause.DRAWN
    raise ClauseNotDrawnError


def _piece(whole: DraftClause, text: str, offset: int) -> DraftClause:
    begins = whole.begins + offset if whole.begins is not None else None
    names = [name for name in whole.evidence.get("names", ()) if name["name"] in text]
    codes = [code for name in names for code in name["codes"]]
    if "names" not in whole.evidence:
        codes = list(whole.codes)
    return replace(
        whole,
        text=text,
        begins=begins,
        ends=begins + len(text) if begins is not None else None,
        codes=tuple(dict.fromkeys(codes)),
        evidence={**whole.evidence, **({"names": names} if names else {})},
    )


def _put(clauses: Clauses, number: int, clause: DraftClause) -> Clauses:
    return (*clauses[: number - 1], clause, *clauses[number:])


def _ordered(clauses: Iterable[DraftClause]) -> Clauses:
    return tuple(sorted(clauses, key=lambda c: (c.begins is None, c.begins or 0)))


def _is_outlined(county: str, clauses: Clauses) -> bool:
    land = [
        clause
        for clause in clauses
        if clause.kind not in _UNDRAWN and _lies_in(clause, county)
    ]
    return bool(land) and all(clause.outline_id is not None for clause in land)


def _lies_in(clause: DraftClause, county: str) -> bool:
    codes = clause.codes or ((clause.county,) if clause.county else ())
    return any(code[:_COUNTY_DIGITS] == county for code in codes)
