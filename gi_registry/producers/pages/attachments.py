"""The check-list of an application's files; adding, taking back, the printed form."""

from flask import flash, redirect, render_template
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.producers import service, web
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.pages.wizard import frame
from gi_registry.producers.rules import ROUTE_WORDS, Route
from gi_registry.producers.rules.checklist import (
    FILE_KIND_WORDS,
    FileKind,
    uploadable,
)
from gi_registry.producers.service import By
from gi_registry.products.rules import RIGHT_KIND_WORDS


class FileSchema(Schema):
    """What the file is; the file comes beside."""

    kind = Choice(
        [kind for kind in FileKind if kind != "quality_report"], required=True
    )


@pages.get("/producer/applications/<number>/files")
@requires(Permission.PRODUCE)
def files(number: str) -> str:
    """Show the check-list: what is there, what is missing, what is optional."""
    return _page(number, Form())


@pages.post("/producer/applications/<number>/files")
@requires(Permission.PRODUCE)
def add_file(number: str) -> Response | tuple[str, int]:
    """Add a file to one's own application."""
    form = submitted(FileSchema())
    if form.ok:
        try:
            file = web.demanded("file")
            name = file.filename or ""
            blob = web.put_upload(file, "file")
            with write() as session:
                service.attach(
                    session,
                    number,
                    FileKind(form.data["kind"]),
                    (web.keep_upload(session, blob, name), name),
                    organisation_id=organisation_id(),
                    by=_by(),
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("文件已加入申请", "The file is part of the application"), "good")
            return redirect(f"/producer/applications/{number}/files", 303)
    return _page(number, form), 422


@pages.post("/producer/applications/<number>/files/<int:file_id>/remove")
@requires(Permission.PRODUCE)
def remove_file(number: str, file_id: int) -> Response:
    """Take a file of one's own application back."""
    with write() as session:
        service.detach(
            session, number, file_id, organisation_id=organisation_id(), by=_by()
        )
    flash(say("文件已移除", "The file is no part of the application now"), "good")
    return redirect(f"/producer/applications/{number}/files", 303)


@pages.get("/producer/applications/<number>/form")
@requires(Permission.PRODUCE)
def application_form(number: str) -> str:
    """Show one's application as a form to print, sign and stamp."""
    with read() as session:
        found = service.own(session, number, organisation_id())
        return render_template(
            "producers/application_form.html",
            application=found,
            entity=found.entity,
            product=found.right.gi,
            right_words=RIGHT_KIND_WORDS[found.right.kind],
            route=ROUTE_WORDS[found.route],
            is_mark=found.route is Route.TRADE_MARK,
            plot=common.plot_facts(session, found),
            report=service.find_file(
                session,
                found.quality_report_sha256,
                of=own_organisation(),
            ),
            files=service.files_of(session, found),
            kinds=FILE_KIND_WORDS,
            today=clock.today(),
        )


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _page(number: str, form: Form) -> str:
    with read() as session:
        found = service.own(session, number, organisation_id())
        return render_template(
            "producers/files.html",
            **frame(found, 3),
            form=form,
            files=service.files_of(session, found),
            report=service.find_file(
                session,
                found.quality_report_sha256,
                of=own_organisation(),
            ),
            kinds=FILE_KIND_WORDS,
            options=[
                (kind.value, FILE_KIND_WORDS[kind]) for kind in uploadable(found.route)
            ],
        )
