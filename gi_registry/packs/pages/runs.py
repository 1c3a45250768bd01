"""A producer's outer packs: the runs of codes, and asking for more."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.marks import service as marks
from gi_registry.packs import rules, service
from gi_registry.packs.pages.blueprint import pages
from gi_registry.packs.rules import NewPacks, PackKind


class PacksSchema(FormSchema):
    """Codes of outer packs, as asked for."""

    authorization = Text(required=True, longest=20)
    kind = Choice(PackKind, required=True)
    name = Text(required=True, longest=rules.MAX_NAME)
    size = Whole(required=True, least=1, most=rules.MAX_SIZE)
    holds = Whole(least=1, most=rules.MAX_HOLDS)
    content_g = Whole(least=1, most=rules.MAX_CONTENT_G)


@pages.get("/producer/packs", endpoint="runs")
@requires(Permission.PRODUCE)
def show_runs() -> str:
    """Show the runs of codes of a producer."""
    return _page(Form(values={"kind": PackKind.CASE.value}))


@pages.post("/producer/packs")
@requires(Permission.PRODUCE)
def issue() -> WerkzeugResponse | tuple[str, int]:
    """Issue codes of outer packs."""
    form = submitted(PacksSchema())
    if form.ok:
        try:
            with write() as session:
                held = marks.own_authorization(
                    session, form.data["authorization"], own_organisation()
                )
                made = service.issue_packs(
                    session,
                    NewPacks(
                        held.id,
                        PackKind(form.data["kind"]),
                        form.data["name"],
                        form.data["size"],
                        form.data.get("holds"),
                        form.data.get("content_g"),
                    ),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                ).id
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say(
                    "外包装码已生成，可下载交印刷厂",
                    "The codes are made; download them for the printer",
                ),
                "good",
            )
            return redirect(url_for("packs.run", run=made), 303)
    return _page(form), 422


def _page(form: Form) -> str:
    own = own_organisation()
    with read() as session:
        return render_template(
            "packs/runs.html",
            form=form,
            held=marks.authorizations_of(session, own),
            page=service.runs_of(session, own, number=asked_page()),
            kind_words=rules.PACK_KIND_WORDS,
        )
