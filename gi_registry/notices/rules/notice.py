"""One notice, in the words of its kind."""

from dataclasses import dataclass

from gi_registry.core.words import Words
from gi_registry.notices.rules.catalogue import KINDS
from gi_registry.notices.rules.kinds import Kind


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that somebody is told.

    Attributes:
        kind: of what.
        words: the sentence, its facts filled in.
        link: path of the page to go on to.
        subject: public number of what it is about.
        once: tells this one from another of the same kind and subject, such as a
            step's number or a day; nobody is told the same twice.
    """

    kind: Kind
    words: Words
    link: str
    subject: str
    once: str = ""

    @property
    def key(self) -> str:
        """What nobody is told twice."""
        return f"{self.kind.value}:{self.subject}:{self.once}"


def notice(
    kind: Kind, *, link: str, subject: str, once: object = "", **facts: object
) -> Notice:
    """Return a notice in the words of its kind.

    Args:
        kind: of what.
        link: path of the page to go on to.
        subject: public number of what it is about; the fact `number` too.
        once: tells this one from another of the same kind and subject.
        facts: what fills the kind's sentence.
    """
    zh, en = KINDS[kind].sentence.filled(number=subject, **facts)
    return Notice(kind, Words(zh.strip(), en.strip()), link, subject, str(once))
