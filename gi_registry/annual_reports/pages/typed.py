"""What was typed into a draft: what of it can be read, and whose is to stand."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from marshmallow import EXCLUDE

from gi_registry.annual_reports import rules
from gi_registry.annual_reports.rules import REASON, Draft
from gi_registry.annual_reports.schemas import DraftSchema
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.words import Words

Fields = dict[str, str | list[str]]
"""What the fields of a draft show, by name."""

_CHOICE = "choose_"
"""Before the name of a field that two people changed: whose is to stand."""
_NAMES: Final = (*rules.BY_NAME, *(REASON + name for name in rules.REASONED))


@dataclass(slots=True)
class Typed:
    """A draft as it was sent.

    Attributes:
        form: what was typed, and what is wrong with it.
        draft: what can be read of it; None where nothing of it can be saved.
        unread: names of the answers that cannot be read while the others can.
    """

    form: Form = field(default_factory=Form)
    draft: Draft | None = None
    unread: frozenset[str] = frozenset()

    def began(self, present: Fields) -> tuple[str, Fields]:
        """Return on which revision what cannot be read was typed, and its fields.

        Its former answers are as they were then, so that a colleague's that came
        since is still seen once it is mended; all else is as it is now.
        """
        before = self.shown_before() or {}
        base = present | {name: before.get(name, present[name]) for name in self.unread}
        return self.form.value("revision"), base

    def shown_before(self) -> Fields | None:
        """Return what the fields showed before; None where that cannot be told."""
        try:
            base = json.loads(self.form.value("base"))
        except (ValueError, RecursionError):
            return None
        return base if isinstance(base, dict) else None

    def in_conflict(self) -> list[str]:
        """Return the names between which the form asked to choose."""
        named = self.form.value("conflict")
        names = [named] if isinstance(named, str) else named
        return [name for name in names if name in _NAMES]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer that two people changed.

    Attributes:
        name: of its field.
        words: the question.
        mine, theirs: with their units, as far as they can be read.
    """

    name: str
    words: str
    mine: str
    theirs: str


def typed() -> Typed:
    """Read the form, with what was chosen where two people changed the same."""
    form = submitted(DraftSchema())
    unread, theirs = frozenset(form.errors), set()
    for name in Typed(form).in_conflict():
        chosen = form.value(_CHOICE + name)
        if chosen == "theirs":
            theirs.add(name)
            form.errors.pop(name, None)
        elif chosen != "mine":
            words = say("请选择用哪一个", "Choose which one to keep")
            form.errors.setdefault(_CHOICE + name, []).append(words)
    if not form.errors.keys() <= set(_NAMES):
        return Typed(form)
    draft = replace(_readable(form, unread), left=unread | theirs)
    return Typed(form, draft, unread - theirs)


def question(name: str) -> Words:
    """Return the question of a field."""
    words = rules.BY_NAME[name.removeprefix(REASON)].words
    if name.startswith(REASON):
        return Words(f"{words.zh}：原因", f"{words.en}: reason")
    return words


def names_of(names: Collection[str]) -> str:
    """Return the questions of fields, one after the other in the form's order."""
    words = [said(question(name)) for name in _NAMES if name in names]
    return say("、", ", ").join(words)


def row(name: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Row:
    """Return one answer that two people changed, by what their fields show."""
    figure = rules.BY_NAME[name.removeprefix(REASON)]
    unit = "" if name.startswith(REASON) else said(figure.unit_words)
    codes = dict(figure.choices)
    return Row(
        name,
        said(question(name)),
        _read_out(mine.get(name, ""), unit, codes),
        _read_out(theirs.get(name, ""), unit, codes),
    )


def _readable(form: Form, unread: Collection[str]) -> Draft:
    rest = {name: value for name, value in form.values.items() if name not in unread}
    draft: Draft = form.data or DraftSchema().load(rest, unknown=EXCLUDE)
    return draft


def _read_out(typed: Any, unit: str, codes: Mapping[str, Words]) -> str:  # noqa: ANN401 -- text or a list
    if not typed:
        return say("未填", "not answered")
    if codes:
        chosen = [typed] if isinstance(typed, str) else typed
        return say("、", ", ").join(said(codes[c]) if c in codes else c for c in chosen)
    return f"{typed} {unit}".strip()
