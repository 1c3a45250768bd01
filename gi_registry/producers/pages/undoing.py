"""A list of standings that was wrong: what taking it back comes to, then the act."""

from collections import Counter

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.rules.undoing import UndoOutcome
from gi_registry.producers.service import By

_TONES = {UndoOutcome.RESTORED: "good", UndoOutcome.BLOCKED: "stop"}


class UndoSchema(FormSchema):
    """Why the list was wrong."""

    reason = Text(required=True, longest=2_000)


@pages.get("/desk/entities/lists/<number>")
@requires(Permission.AUTHORIZATION_CONTROL)
def standings_list(number: str) -> str:
    """Show a list on record, and what taking it back would come to."""
    return _page(number, Form())


@pages.post("/desk/entities/lists/<number>/take-back")
@requires(Permission.AUTHORIZATION_CONTROL)
def take_back_standings(number: str) -> Response | tuple[str, int]:
    """Take a list back as a whole: everything that it changed, or nothing."""
    form = submitted(UndoSchema())
    if form.ok:
        caller = the_caller()
        by = By(caller.account_id, clock.now())
        try:
            with write() as session:
                service.take_back(
                    session, number, form.data["reason"], caller=caller, by=by
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say(
                    "名单已撤销，所改的都已恢复",
                    "The list is taken back; what it changed is restored",
                ),
                "good",
            )
            return redirect(f"/desk/entities/lists/{number}", 303)
    return _page(number, form), 422


def _page(number: str, form: Form) -> str:
    with read() as session:
        undo = service.undo_of(session, number, the_caller())
        counts = Counter(line.outcome for line in undo.lines)
        return render_template(
            "producers/standings_undo.html",
            list=undo.list,
            lines=sorted(undo.lines, key=lambda line: not line.blocked),
            undone=undo.undone,
            counts=[(outcome, counts[outcome]) for outcome in UndoOutcome],
            tones=_TONES,
            form=form,
        )
