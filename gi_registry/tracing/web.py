"""Lists of many lines: seen first, then all entered or none; shared by edges."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from flask import request
from sqlalchemy.orm import Session

from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form
from gi_registry.core.sessions import tried, write
from gi_registry.core.words import Words
from gi_registry.producers import web
from gi_registry.tracing.errors import ListRefusedError


class Line(Protocol):
    """One line of a list, and what came of it."""

    @property
    def error(self) -> Words | None:
        """Why it is refused; none where it is right."""


L = TypeVar("L", bound=Line)


@dataclass(slots=True)
class Handed(Generic[L]):
    """A list that was handed in.

    Attributes:
        form: with what the list as a whole is refused for.
        lines: what came of each.
        sha256: of the kept list, where it was looked at.
    """

    form: Form = field(default_factory=Form)
    lines: list[L] = field(default_factory=list)
    sha256: str = ""

    @property
    def refused(self) -> int:
        """How many lines cannot be entered."""
        return sum(line.error is not None for line in self.lines)

    @property
    def enterable(self) -> str:
        """SHA-256 of the kept list where all of it can be entered, else empty."""
        return "" if self.refused else self.sha256


def looked_at(carry_out: Callable[[Session, bytes], list[L]]) -> Handed[L]:
    """Keep the list of the request, and see what would come of it; nothing stays.

    Args:
        carry_out: enters a list's lines, and says of each what came of it.
    """
    handed = Handed[L]()
    try:
        kept, data = web.keep_list(web.demanded("list"), "list")
        handed.lines = tried(lambda session: carry_out(session, data))
        handed.sha256 = web.hold_list(kept)
    except GiError as error:
        handed.form.refuse(error)
    return handed


def entered(carry_out: Callable[[Session, bytes], list[L]]) -> Handed[L]:
    """Enter every line of the kept list that the request names, or none.

    Args:
        carry_out: enters a list's lines, and says of each what came of it.
    """
    handed = Handed[L]()
    try:
        data = web.kept_list(request.form.get("sha256", ""))
        with write() as session:
            handed.lines = carry_out(session, data)
            if handed.refused:
                raise ListRefusedError(handed.refused)
    except GiError as error:
        handed.form.refuse(error)
    return handed
