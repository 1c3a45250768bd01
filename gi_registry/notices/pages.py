"""One's own notices, and what of them comes by mail."""

from flask import Blueprint, flash, redirect, render_template, request
from marshmallow import Schema, fields, pre_load
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.fields import Choice
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import current_language, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Language, Words
from gi_registry.notices import service
from gi_registry.notices.rules import GROUP_WORDS, KINDS, Group
from gi_registry.notices.service.reading import Wanted

pages = Blueprint("notices", __name__)


class ChoiceSchema(Schema):
    """Which groups are mailed, and in which language."""

    groups = fields.List(Choice(Group), load_default=list)
    language = Choice(Language, required=True)

    @pre_load
    def one_is_a_list(self, data: dict[str, object], **_: object) -> dict[str, object]:
        """Take one ticked box as a list of one."""
        given = data.get("groups", [])
        return data | {"groups": given if isinstance(given, list) else [given]}


@pages.get("/notices")
@requires(Permission.SIGNED_IN)
def listed() -> str:
    """List one's own notices, newest first."""
    wanted = Wanted(
        request.args.get("group", ""), request.args.get("state") == "unread"
    )
    caller = the_caller()
    with read() as session:
        page = service.listed(session, caller.account_id, wanted, number=asked_page())
        return render_template(
            "notices/listed.html",
            page=page,
            wanted=wanted,
            groups=[("", Words("全部", "All")), *_groups()],
            kinds=KINDS,
        )


@pages.post("/notices/<int(max=2147483647):notice_id>/open")
@requires(Permission.SIGNED_IN)
def opened(notice_id: int) -> Response:
    """Mark a notice read and go on to what it is about."""
    with write() as session:
        found = service.opened(
            session, the_caller().account_id, notice_id, now=clock.now()
        )
        return redirect(found.link, 303)


@pages.post("/notices/read")
@requires(Permission.SIGNED_IN)
def read_all() -> Response:
    """Mark everything read."""
    with write() as session:
        service.read_all(session, the_caller().account_id, now=clock.now())
    flash(say("全部通知已标为已读", "Everything is marked read"), "good")
    return redirect("/notices", 303)


@pages.get("/account/notices")
@requires(Permission.SIGNED_IN)
def choices() -> str:
    """Ask what is to come by mail."""
    caller = the_caller()
    with read() as session:
        off = service.off_of(session, caller.account_id)
    ticked = [group.value for group in Group if group.value not in off]
    language = caller.language or current_language()
    return _choices(Form({"groups": ticked, "language": language.value}))


@pages.post("/account/notices")
@requires(Permission.SIGNED_IN)
def choose() -> Response | tuple[str, int]:
    """Keep what is to come by mail."""
    form = submitted(ChoiceSchema())
    if not form.ok:
        return _choices(form), 422
    with write() as session:
        service.choose(
            session,
            the_caller().account_id,
            [Group(each) for each in form.data["groups"]],
            Language(form.data["language"]),
        )
    flash(say("邮件通知已保存", "Your choice of mails is kept"), "good")
    return redirect("/account/notices", 303)


def _choices(form: Form) -> str:
    return render_template("notices/choices.html", form=form, groups=_groups())


def _groups() -> list[tuple[str, Words]]:
    """Return the groups that the caller can be told of; producers are no office."""
    return [
        (group.value, words)
        for group, words in GROUP_WORDS.items()
        if group is not Group.OFFICE or not the_caller().is_producer
    ]
