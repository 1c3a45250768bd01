"""A producer's own reports: begun, filled in and handed in by its own systems."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import ReportNotFoundError
from gi_registry.annual_reports.rules import Declaration
from gi_registry.annual_reports.schemas.drafts import (
    BegunSchema,
    ChangeSchema,
    FormQuerySchema,
    FormSchema,
    OwedListSchema,
    OwnReportSchema,
    SubmissionSchema,
)
from gi_registry.annual_reports.service import AnnualReport
from gi_registry.annual_reports.views.blueprint import api
from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, write


@api.get("/annual-reports/form")
@requires(Permission.PUBLIC)
@api.arguments(FormQuerySchema, location="query")
@api.response(200, FormSchema)
def form(asked: dict[str, Any]) -> dict[str, Any]:
    """Give the questions of a version of the form, with units and codes.

    The form is the province's own; no national form for users was found.
    """
    return {
        "version": asked["version"],
        "versions": list(rules.FORMS),
        "questions": [
            {
                "name": each.name,
                "words": each.words,
                "group": each.group,
                "block": each.block,
                "unit": each.unit,
                "is_required": each.is_required,
                "source": each.source,
                "bases": sorted(each.bases),
                "choices": dict(each.choices),
                "since": each.since,
                "until": each.until,
            }
            for each in rules.figures_of(asked["version"])
        ],
    }


@api.get("/annual-reports")
@requires(Permission.PRODUCE)
@api.response(200, OwedListSchema)
def owed() -> dict[str, Any]:
    """List the years that one's own organisation reports on, newest first."""
    today = clock.today()
    with read() as session:
        rows = service.years_of(session, own_organisation(), on=today)
        return {
            "items": [
                {
                    "year": each.year,
                    "authorization": each.authorization.number,
                    "due_on": each.campaign.users_by,
                    "report_id": each.newest.id if each.newest else None,
                    "state": each.newest.state if each.newest else None,
                    "is_overdue": each.standing(today).is_overdue,
                }
                for each in rows
            ]
        }


@api.post("/annual-reports")
@requires(Permission.PRODUCE)
@api.arguments(BegunSchema)
@api.response(201, OwnReportSchema)
def begin(asked: dict[str, Any]) -> dict[str, Any]:
    """Begin a report, or its next version; an open draft is given as it is."""
    with write() as session:
        authorization_id = service.own_authorization(
            session, asked["authorization"], own_organisation()
        )
        opened = service.open_report(
            session,
            authorization_id,
            asked["year"],
            now=clock.now(),
            account_id=the_caller().account_id,
        )
        return shown(session, own(session, opened.id))


@api.get("/annual-reports/<int:report_id>")
@requires(Permission.PRODUCE)
@api.response(200, OwnReportSchema)
def own_report(report_id: int) -> dict[str, Any]:
    """Give a version of one's own report, with what was found in it."""
    with read() as session:
        return shown(session, own(session, report_id))


@api.patch("/annual-reports/<int:report_id>")
@requires(Permission.PRODUCE)
@api.arguments(ChangeSchema)
@api.response(200, OwnReportSchema)
def change(asked: dict[str, Any], report_id: int) -> dict[str, Any]:
    """Change answers of one's own draft; those that are not named stay.

    Where the draft was saved since its `revision`, answers that now differ are
    refused by name (`report-draft-changed`), and nothing is changed.
    """
    with write() as session:
        present = service.draft_of(own(session, report_id))
        draft = replace(
            present,
            revision=asked["revision"],
            answers=replace(present.answers, **_plain(asked["answers"])),
            reasons={**(present.reasons or {}), **asked["reasons"]},
        )
        service.save(session, report_id, draft)
        return shown(session, own(session, report_id))


@api.post("/annual-reports/<int:report_id>/submission")
@requires(Permission.PRODUCE)
@api.arguments(SubmissionSchema)
@api.response(200, OwnReportSchema)
def submit(asked: dict[str, Any], report_id: int) -> dict[str, Any]:
    """Hand one's own draft in, declared true by a signatory."""
    declared = Declaration(
        asked["revision"], asked["signatory"], asked["change_reason"]
    )
    with write() as session:
        own(session, report_id)
        service.submit(
            session,
            report_id,
            declared,
            now=clock.now(),
            account_id=the_caller().account_id,
        )
        return shown(session, own(session, report_id))


def own(session: Session, report_id: int) -> AnnualReport:
    """Return a report of the caller's organisation.

    Raises:
        ReportNotFoundError: there is none, or it is another's.
    """
    found = service.get(session, report_id)
    if found.authorization.entity.organisation_id != own_organisation():
        raise ReportNotFoundError
    return found


def _plain(answers: dict[str, Any]) -> dict[str, Any]:
    """Take what is empty for what is not answered."""
    blank = rules.Answers()
    return {
        name: getattr(blank, name) if value in ("", [], None) else value
        for name, value in answers.items()
    }


def shown(session: Session, found: AnnualReport) -> dict[str, Any]:
    """Return a version as the API gives it; authorization loaded."""
    answers = service.answers_of(found)
    basis = service.basis_of(session, found)
    return {
        "id": found.id,
        "number": service.number_of(found),
        "year": found.year,
        "version": found.version,
        "state": found.state,
        "form": found.form,
        "revision": found.revision,
        "answers": {
            each.name: getattr(answers, each.name)
            for each in rules.figures_of(found.form)
        },
        "prefilled": found.prefilled,
        "reasons": found.reasons or {},
        "missing": [each.name for each in rules.missing(answers, basis, found.form)],
        "findings": service.checks_of(session, [found])[found.id],
        "files": service.attachments_of(session, found.id),
        "sha256": service.sha256_of(session, found),
    }
