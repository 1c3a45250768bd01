"""The families of refusal; HTTP is decided once, in `core.problems`."""

from typing import ClassVar

from gi_registry.core.words import Words


class GiError(Exception):
    """A refusal that a person can do something about.

    Attributes:
        slug: public name of the refusal, the end of its problem type; never
            renamed.
        words: the sentence shown, in both languages; it says what to do.
        facts: the figures behind the sentence, as JSON values.
        field: the form field or JSON member that the refusal is about, if any.
    """

    slug: ClassVar[str] = "refused"

    def __init__(self, words: Words, *, field: str | None = None, **facts: object):
        super().__init__(words.en)
        self.words = words
        self.field = field
        self.facts = facts


class NotFoundError(GiError):
    """What was named is not registered."""

    slug = "not-found"


class ConflictError(GiError):
    """It contradicts what is already registered, or somebody was faster."""

    slug = "conflict"


class RefusedError(GiError):
    """A rule says no."""

    slug = "refused"


class DeniedError(GiError):
    """The caller may not do this, or not here."""

    slug = "denied"


class InvalidError(RefusedError):
    """A value does not have the form that it must have."""

    slug = "invalid"


class BadQueryError(GiError):
    """An address asks in a way that the standard behind it calls wrong."""

    slug = "bad-query"
