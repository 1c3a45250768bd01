"""The register of laboratories as lists: for the public, and for the offices."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Response, render_template, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.forms import Form
from gi_registry.core.language import said
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words
from gi_registry.laboratories import service
from gi_registry.laboratories.pages.blueprint import TONES, own_divisions, pages
from gi_registry.laboratories.rules import STATE_WORDS, LabState
from gi_registry.laboratories.service import Wanted

_LONGEST = 120
_MORE_HEADS = (
    Words("状态", "State"),
    Words("登记机关辖区", "Kept by the office of"),
    Words("指定产品", "Designated for"),
    Words("终止日", "Ended on"),
)


@pages.get("/laboratories")
@requires(Permission.PUBLIC)
def public() -> str:
    """Show the current laboratories to everybody."""
    text = request.args.get("q", "").strip()[:_LONGEST]
    wanted = Wanted(LabState.CURRENT, text)
    with read() as session:
        return render_template(
            "laboratories/public.html",
            page=service.listed(session, wanted, on=clock.today(), number=asked_page()),
            wanted=wanted,
            changed_at=service.changed_at(session),
        )


@pages.get("/desk/laboratories")
@requires(Permission.DESK)
def desk() -> str:
    """List the laboratories of the register, first those that are current."""
    return list_page(Form())


@pages.get("/desk/laboratories.csv")
@requires(Permission.DESK)
def desk_csv() -> Response:
    """Give the same list, whole, with the columns that an import reads."""
    wanted, today, database = _wanted(), clock.today(), registry().database
    states = {state: said(words) for state, words in STATE_WORDS.items()}
    more = [said(words) for words in _MORE_HEADS]

    def rows() -> Iterator[list[object]]:
        yield [*(names[0] for names in service.COLUMNS.values()), *more]
        with database.read() as session:
            for each in service.every(session, wanted, on=today):
                named = (line for line in each.designations if line.to_on is None)
                yield [
                    *(each.name, each.cma, each.address),
                    *(each.valid_from, each.valid_to),
                    states[each.qualification.state_on(today)],
                    each.division,
                    " ".join(line.gi.code for line in named),
                    each.ended_on,
                ]

    return as_csv(rows(), "laboratories.csv")


def list_page(form: Form) -> str:
    """Show the list, with the form of a new laboratory."""
    wanted, today = _wanted(), clock.today()
    with read() as session:
        return render_template(
            "laboratories/desk.html",
            form=form,
            page=service.listed(session, wanted, on=today, number=asked_page()),
            wanted=wanted,
            state="all" if wanted.state is None else wanted.state.value,
            states=[
                *((state.value, words) for state, words in STATE_WORDS.items()),
                ("all", Words("全部", "All")),
            ],
            words=STATE_WORDS,
            tones=TONES,
            may_keep=the_caller().may(Permission.LABORATORIES_KEEP),
            divisions=own_divisions(),
            today=today,
        )


def _wanted() -> Wanted:
    """Return what is asked of the list; the caller sees the caller's provinces."""
    asked = request.args.get("state", "all")
    wanted = Wanted(
        state=LabState(asked) if asked in list(LabState) else None,
        text=request.args.get("q", "").strip()[:_LONGEST],
        divisions=tuple({p[:2] for p in the_caller().prefixes(Permission.DESK)}),
    )
    sort = request.args.get("sort", "")
    if sort.removeprefix("-") in service.SORTS:
        wanted = replace(wanted, sort=sort)
    return wanted
