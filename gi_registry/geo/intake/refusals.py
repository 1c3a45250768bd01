"""How a reader says what it found, and how it gives a file back."""

from gi_registry.core.words import Words
from gi_registry.geo.intake.outcomes import Finding, Reason, Weight


class RefusedFileError(Exception):
    """The whole file is refused; never leaves the readers.

    Attributes:
        finding: why, with what to do.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.words.en)
        self.finding = finding


def refusal(reason: Reason, zh: str, en: str, /, **facts: object) -> Finding:
    """Return a finding that refuses; `facts` fill the sentences' placeholders."""
    return Finding(reason, Weight.REFUSAL, Words(zh, en).filled(**facts))


def repair(reason: Reason, zh: str, en: str, /, **facts: object) -> Finding:
    """Return a finding of something that was set right."""
    return Finding(reason, Weight.REPAIR, Words(zh, en).filled(**facts))


def warning(reason: Reason, zh: str, en: str, /, **facts: object) -> Finding:
    """Return a finding that people must know of."""
    return Finding(reason, Weight.WARNING, Words(zh, en).filled(**facts))


def unreadable(zh: str, en: str, /, **facts: object) -> RefusedFileError:
    """Return the refusal of a file that cannot be read, to be raised."""
    return RefusedFileError(refusal(Reason.UNREADABLE, zh, en, **facts))


def too_large(zh: str, en: str, /, **facts: object) -> RefusedFileError:
    """Return the refusal of a file that is too large, to be raised."""
    return RefusedFileError(refusal(Reason.TOO_LARGE, zh, en, **facts))
