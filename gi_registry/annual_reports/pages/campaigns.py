"""The days of each year's reports: read by officers, decided by the province."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import YearUnknownError
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.shown import province
from gi_registry.annual_reports.rules import Caution
from gi_registry.annual_reports.schemas.campaigns import CampaignFormSchema
from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words


@pages.get("/desk/campaigns")
@requires(Permission.REPORT_TOTALS)
def campaigns() -> str:
    """List the years with their days, from the one to come back to the first."""
    today, mine = clock.today(), province()
    with read() as session:
        known = service.campaigns(session)
        return render_template(
            "annual_reports/campaigns.html",
            campaigns=[
                known.of(year, mine)
                for year in range(today.year, rules.FIRST_YEAR - 1, -1)
            ],
            steps=rules.STEP_WORDS,
            today=today,
            may_set=_may_set(mine),
        )


@pages.get("/desk/campaigns/<int:year>")
@requires(Permission.REPORT_TOTALS)
def campaign(year: int) -> str:
    """Show one year's days and how they came about; the province may set them."""
    return _page(year, Form())


@pages.post("/desk/campaigns/<int:year>")
@requires(Permission.OFFICE_SETTINGS)
def decide_campaign(year: int) -> Response | tuple[str, int]:
    """Decide one year's days."""
    mine = province()
    the_caller().demand(Permission.OFFICE_SETTINGS, Place(mine))
    _must_be_known(year, clock.today())
    form = submitted(CampaignFormSchema())
    cautions: tuple[Caution, ...] = ()
    if form.ok:
        try:
            cautions = _decided(year, mine, form.data)
        except GiError as error:
            form.refuse(error)
        else:
            if form.data["even_so"] or not cautions:
                _tell(cautions)
                return redirect(url_for("annual_reports.campaigns"), 303)
    return _page(year, form, cautions), 422


def _decided(year: int, mine: str, asked: dict[str, Any]) -> tuple[Caution, ...]:
    """Decide what is asked for, unless there is a caution that was not read yet."""
    now = clock.now()
    with write() as session:
        new = service.as_asked(session, year, mine, asked)
        if new.days.warnings and not asked["even_so"]:
            service.check_decidable(session, new, now=now)
        else:
            who = the_caller().account_id
            service.decide_campaign(session, new, now=now, account_id=who)
        return new.days.warnings


def _tell(cautions: tuple[Caution, ...]) -> None:
    flash(say("年报日程已记录", "The days are on record"), "good")
    for each in cautions:
        flash(said(each.words), "warn")


def _page(year: int, form: Form, cautions: tuple[Caution, ...] = ()) -> str:
    today, mine = clock.today(), province()
    _must_be_known(year, today)
    with read() as session:
        days = service.campaigns(session).of(year, mine)
        return render_template(
            "annual_reports/campaign.html",
            form=form,
            cautions=cautions,
            campaign=days,
            steps=rules.STEP_WORDS,
            history=service.decisions(session, year, mine),
            forms=[(form, _named(form)) for form in rules.FORMS],
            form_words=_named(days.form),
            is_open=today >= days.opens_on,
            is_locked=service.is_locked(session, year, mine),
            today=today,
            may_set=_may_set(mine),
        )


def _named(form: int) -> Words:
    """Return a version of the form as people call it, with how much it asks."""
    count, words = len(rules.figures_of(form)), rules.FORMS[form]
    return Words(
        f"第 {form} 版：{words.zh}，{count} 项",
        f"Version {form}: {words.en.lower()}, {count} questions",
    )


def _must_be_known(year: int, today: date) -> None:
    if not rules.FIRST_YEAR <= year <= today.year:
        raise YearUnknownError(rules.FIRST_YEAR, today.year)


def _may_set(division: str) -> bool:
    caller = the_caller()
    return bool(division) and caller.may(Permission.OFFICE_SETTINGS, Place(division))
