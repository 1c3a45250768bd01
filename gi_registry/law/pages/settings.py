"""What a province sets where the law is silent: read by officers, set by it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.law import service
from gi_registry.law.errors import SettingNotFoundError
from gi_registry.law.pages.blueprint import pages
from gi_registry.law.rules import KINDS, MOST, Setting, Span, Unit
from gi_registry.law.service import NewValue

_PROVINCE_DIGITS = 2


class ValueSchema(FormSchema):
    """A period, or none; what orders it, from when, and why."""

    amount = Whole(least=1, most=max(MOST.values()), load_default=None)
    unit = Choice(Unit, load_default="")
    since = Day(required=True)
    document = Text(required=True, longest=120)
    reason = Text(required=True, longest=2_000)


@pages.get("/desk/settings")
@requires(Permission.DESK)
def settings() -> str:
    """Show what the caller's province set, and what it did not."""
    mine, today = _provinces(), clock.today()
    province = _asked_province(mine)
    with read() as session:
        history = service.history(session, province)
        values = service.settings(session)
        return render_template(
            "law/settings.html",
            kinds=KINDS,
            values={key: values.span(key, province, on=today) for key in Setting},
            ahead=[row for row in history if row.since > today],
            history=history,
            provinces=mine,
            province=province,
            may_set=the_caller().may(Permission.OFFICE_SETTINGS, Place(province)),
        )


@pages.get("/desk/settings/<key>")
@requires(Permission.OFFICE_SETTINGS)
def setting(key: str) -> str:
    """Show the form that sets one period."""
    return _form(_known(key), Form())


@pages.post("/desk/settings/<key>")
@requires(Permission.OFFICE_SETTINGS)
def set_value(key: str) -> Response | tuple[str, int]:
    """Set one period, or empty it."""
    wanted = _known(key)
    province = _asked_province(_provinces())
    the_caller().demand(Permission.OFFICE_SETTINGS, Place(province))
    form = submitted(ValueSchema())
    if form.ok and form.data["amount"] is not None and not form.data["unit"]:
        form.errors["unit"] = [say("请选择单位", "Choose the unit")]
    if form.ok:
        try:
            with write() as session:
                service.set_value(
                    session,
                    _value(province, wanted, form.data),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("设定已记录", "The setting is on record"), "good")
            return redirect(url_for("law.settings", province=province), 303)
    return _form(wanted, form), 422


def _value(province: str, wanted: Setting, data: dict[str, Any]) -> NewValue:
    amount = data["amount"]
    return NewValue(
        division=province,
        setting=wanted,
        span=None if amount is None else Span(amount, Unit(data["unit"])),
        since=data["since"],
        document=data["document"],
        reason=data["reason"],
    )


def _form(wanted: Setting, form: Form) -> str:
    province = _asked_province(_provinces())
    the_caller().demand(Permission.OFFICE_SETTINGS, Place(province))
    today = clock.today()
    with read() as session:
        return render_template(
            "law/setting.html",
            key=wanted,
            kind=KINDS[wanted],
            value=service.settings(session).span(wanted, province, on=today),
            form=form,
            province=province,
            today=today,
        )


def _known(key: str) -> Setting:
    if key not in {each.value for each in Setting}:
        raise SettingNotFoundError(key)
    return Setting(key)


def _provinces() -> list[str]:
    """Return the provinces in which the caller works, as two digits."""
    prefixes = the_caller().prefixes(Permission.DESK)
    return sorted({prefix[:_PROVINCE_DIGITS] for prefix in prefixes if prefix})


def _asked_province(mine: list[str]) -> str:
    asked = request.args.get("province", "")
    return asked if asked in mine else next(iter(mine), "")
