"""A clause of a wording, and how it is written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gi_registry.areas.causes import Cause
from gi_registry.areas.rules import ClauseKind, ClauseStatus
from gi_registry.core.words import Words


@dataclass(frozen=True, slots=True)
class Name:
    """A township or village that a clause names.

    Attributes:
        name: as printed.
        cause: what was found of it.
        codes: of the division found; none where it is not sure.
        candidates: code and name of what it may be.
    """

    name: str
    cause: Cause
    codes: tuple[str, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()

    @property
    def found(self) -> str:
        """What was found, such as 东观镇（140727101）."""
        return "、".join(f"{name}（{code}）" for code, name in self.candidates)


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a wording.

    Attributes:
        text: the part, verbatim; a county's name where the wording has none.
        kind: what it is.
        cause: why it has its status.
        reason: the cause with its facts, Chinese and English.
        county: GB/T 2260 code of the county, prefecture or province in which it
            lies; none where it is about all of them.
        codes: of the divisions that it names: 6, 9 or 12 digits.
        start: where in the wording it begins, characters; none where it is not there.
        end: the character after its last one.
        evidence: what was matched, in which file.
    """

    text: str
    kind: ClauseKind
    cause: Cause
    reason: Words
    county: str | None = None
    codes: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> ClauseStatus:
        """Resolved, ambiguous or gone."""
        return self.cause.status


def because(cause: Cause, *, names: str = "", more: str = "", en: str = "") -> Words:
    """Return the sentence of a cause, its facts filled in.

    Args:
        cause: which.
        names: as printed.
        more: facts, in Chinese.
        en: the same in English, where they are not names.
    """
    words = cause.words
    return Words(
        words.zh.format(names=names, more=more),
        words.en.format(names=names, more=en or more).strip(),
    )


def evidence_of(names: Iterable[Name], source: str, **facts: Any) -> dict[str, Any]:
    """Return what was matched, as it is kept beside a clause."""
    return {
        "names": [
            {
                "name": name.name,
                "cause": name.cause.value,
                "codes": list(name.codes),
                "candidates": [list(each) for each in name.candidates],
            }
            for name in names
        ],
        "source": source,
        **facts,
    }


def codes_of(names: Sequence[Name]) -> tuple[str, ...]:
    """Return the codes of names, each once."""
    return tuple(dict.fromkeys(code for name in names for code in name.codes))
