"""What is done with outer packs, by scanning or by the numbers on them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, url_for
from marshmallow.fields import Field
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Day, Text, Ticked, Whole
from gi_registry.core.forms import WHOLE_FORM, Form, FormSchema, submitted
from gi_registry.core.language import said
from gi_registry.core.sessions import write
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.marks import typed
from gi_registry.marks.web import code_keys
from gi_registry.packs import rules, service
from gi_registry.packs.pages.blueprint import pages
from gi_registry.packs.pages.run import run_page
from gi_registry.packs.rules import (
    PACK_RUNS,
    PackActivation,
    PackChange,
    Packing,
    PackState,
)
from gi_registry.tracing import service as tracing

if TYPE_CHECKING:
    from gi_registry.packs.models import PackRun

_LONGEST = 200
_WHICH_LABELS = Words(
    "请选择批，或扫入第一枚（件）的编码", "Choose the run, or scan the first code"
)
Done = Callable[[Session, "PackRun"], Words]


class PacksSchema(FormSchema):
    """Packs, as typed or scanned; the last is included, and may be left out.

    Several of these forms stand on one page, so the names of their fields begin
    with the act.
    """

    act = ""

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        """Name a field for its form."""
        field_obj.data_key = f"{self.act}_{field_name}"

    first = Text(required=True, longest=_LONGEST)
    last = Text(longest=_LONGEST, load_default="")
    on_day = Day(required=True)


class FillSchema(PacksSchema):
    """Labels that go into them, in the order of the roll."""

    act = "fill"
    label_run = Text(longest=10, load_default="")
    label_first = Text(required=True, longest=_LONGEST)
    each = Whole(required=True, least=1, most=rules.MAX_HOLDS)


class ActivateSchema(PacksSchema):
    """The goods that they hold."""

    act = "activate"
    lot = Whole(required=True, least=1, most=2**31 - 1)


class ChangeSchema(PacksSchema):
    """What happened to them."""

    act = "change"
    state = Choice(PackState, required=True)
    reason = Text(longest=rules.MAX_REASON, load_default="")
    with_content = Ticked(load_default=False)


@pages.post("/producer/packs/<int:run>/content", endpoint="fill")
@requires(Permission.PRODUCE)
def fill(run: int) -> Response | tuple[str, int]:
    """Record which labels went into packs, or what a piece was cut into."""
    form = submitted(FillSchema())
    piece, labels = packs_named(form, run), _labels(form)

    def done(session: Session, packs: "PackRun") -> Words:
        marks.run(session, labels[0], organisation_id=own_organisation())
        wanted = Packing(
            packs.id, *piece, *labels, form.data["each"], form.data["on_day"]
        )
        made = service.fill(session, wanted, **by_now())
        count = made.label_end - made.label_first
        last = made.label_end - 1
        return Words(
            f"已登记装入 {count:,} 枚标识（{made.label_first:,}–{last:,}）",
            f"{count:,} labels are recorded in them ({made.label_first:,}–{last:,})",
        )

    return carried_out(run, form, "fill", done)


@pages.post("/producer/packs/<int:run>/content/<int:content_id>/undo")
@requires(Permission.PRODUCE)
def undo(run: int, content_id: int) -> Response | tuple[str, int]:
    """Take a packing back as a slip."""

    def done(session: Session, packs: "PackRun") -> Words:
        made = service.undo_filling(session, packs, content_id, **by_now())
        count = made.label_end - made.label_first
        return Words(
            f"已撤销，{count:,} 枚标识可重新装入",
            f"Taken back; {count:,} labels can be packed again",
        )

    return carried_out(run, Form(), "", done)


@pages.post("/producer/packs/<int:run>/activate", endpoint="activate")
@requires(Permission.LABELS_ACTIVATE)
def activate(run: int) -> Response | tuple[str, int]:
    """Put all labels in packs to use on the goods of a lot."""
    form = submitted(ActivateSchema())
    piece = packs_named(form, run)

    def done(session: Session, packs: "PackRun") -> Words:
        lot, own = form.data["lot"], own_organisation()
        tracing.lot(session, lot, organisation_id=own)
        wanted = PackActivation(packs.id, *piece, lot, form.data["on_day"])
        made = service.activate_packs(session, wanted, **by_now())
        count = sum(row.end - row.first for row in made)
        return Words(
            f"已启用 {count:,} 枚标识；有人查验之前可在批次页撤销",
            f"{count:,} labels are in use; until one is checked they can be taken back "
            "on the page of the lot",
        )

    return carried_out(run, form, "activate", done)


@pages.post("/producer/packs/<int:run>/state", endpoint="change")
@requires(Permission.PRODUCE)
def change(run: int) -> Response | tuple[str, int]:
    """Record that packs were opened, or are lost, stolen, void or called back."""
    form = submitted(ChangeSchema())
    piece = packs_named(form, run)

    def done(session: Session, packs: "PackRun") -> Words:
        state = PackState(form.data["state"])
        made = service.change(
            session,
            PackChange(
                packs.id,
                *piece,
                state,
                form.data["on_day"],
                form.data["reason"],
                with_content=form.data["with_content"],
            ),
            **by_now(),
        )
        count = made.event.end - made.event.first
        words = rules.PACK_STATE_WORDS[state]
        return Words(
            f"{count:,} 件{words.zh}；内装标识同时登记 {made.unused:,} 枚，"
            f"召回 {made.recalled:,} 枚，其上外包装 {made.packs:,} 件",
            f"{words.en}: {count:,} packs; of the labels in them {made.unused:,} share "
            f"their lot and {made.recalled:,} are called back; with {made.packs:,} "
            "packs on them",
        )

    return carried_out(run, form, "change", done)


def carried_out(
    run: int, form: Form, act: str, done: Done
) -> Response | tuple[str, int]:
    """Do something with packs of one's own, or show their page with why not.

    Args:
        run: of the packs.
        form: as it was sent.
        act: what the names of its fields begin with; none where there are none.
        done: does it, and returns what is said then.
    """
    if form.ok:
        try:
            with write() as session:
                packs = service.run(session, run, organisation_id=own_organisation())
                words = done(session, packs)
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(words), "good")
            return redirect(url_for("packs.run", run=run), 303)
    form.errors = {_named(key, act): said for key, said in form.errors.items()}
    return run_page(run, form), 422


def _named(key: str, act: str) -> str:
    """Return where the page shows a refusal that is about a field."""
    if not act or key == WHOLE_FORM:
        return WHOLE_FORM
    return key if key.startswith(f"{act}_") else f"{act}_{key}"


def by_now() -> dict[str, Any]:
    """Return who acts, now."""
    return {"now": clock.now(), "account_id": the_caller().account_id}


def packs_named(form: Form, run: int) -> tuple[int, int]:
    """Return the packs [first, end) that were named, or mark what cannot be read."""
    if not form.ok:
        return 0, 0
    found = {}
    for name in ("first", "last"):
        text = form.data[name] or form.data["first"]
        named = typed.named(text, code_keys())
        if not isinstance(named, typed.Named):
            form.errors[name] = [said(named)]
        elif named.run not in (None, PACK_RUNS + run):
            form.errors[name] = [said(typed.ANOTHER_RUN)]
        else:
            found[name] = named.index
    return found.get("first", 0), found.get("last", 0) + 1


def _labels(form: Form) -> tuple[int, int]:
    """Return the run and the number of the first label, or mark what is missing."""
    return inner_named(form, "label_run", "label_first", base=0)


def inner_named(form: Form, run: str, first: str, *, base: int) -> tuple[int, int]:
    """Return the run and number of what goes in first, or mark what is missing.

    Args:
        form: as it was sent.
        run: field with the run, which a code makes needless.
        first: field with a number or a code.
        base: what the run number in a code is above that of the run.
    """
    if not form.ok:
        return 0, 0
    chosen = form.data[run]
    named = typed.named(form.data[first], code_keys())
    if not isinstance(named, typed.Named):
        form.errors[first] = [said(named)]
        return 0, 0
    if named.run is None and not chosen.isdecimal():
        form.errors[run] = [said(_WHICH_LABELS)]
        return 0, 0
    if named.run is None:
        return int(chosen), named.index
    found = named.run - base
    if (chosen and chosen != str(found)) or not 0 < found < PACK_RUNS:
        form.errors[first] = [said(typed.ANOTHER_RUN)]
        return 0, 0
    return found, named.index
