"""A producer begins, saves and hands in a report."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import (
    DraftChangedError,
    DraftMovedError,
    ImpossibleError,
    IncompleteError,
    LedgerMovedError,
    NotDraftError,
    NotDueError,
    NotOpenError,
    ReasonMissingError,
    ReportNotFoundError,
    UnderReviewError,
    YearNotOverError,
)
from gi_registry.annual_reports.rules import Declaration, Draft, ReportState
from gi_registry.core.db import Database
from gi_registry.producers.models import Authorization, AuthorizationStatus
from gi_registry.producers.rules import AuthorizationState
from tests import factories
from tests.annual_reports.rows import (
    ANSWERS,
    DECLARED,
    NOW,
    YEAR,
    report,
    used_labels,
)


def _open(
    session: Session, of: Authorization, year: int = YEAR, now: datetime = NOW
) -> service.AnnualReport:
    who = factories.producer(session)
    return service.open_report(session, of.id, year, now=now, account_id=who.id)


def _submit(
    session: Session, made: service.AnnualReport, declared: Declaration = DECLARED
) -> service.AnnualReport:
    who = factories.producer(session)
    return service.submit(session, made.id, declared, now=NOW, account_id=who.id)


def test_a_report_is_filled_in_from_the_ledger_and_the_plots(session: Session) -> None:
    holder, product = factories.organisation(session), factories.gi(session)
    held = factories.authorization(
        session, factories.entity(session, holder), factories.right(session, product)
    )
    used_labels(session, held)
    factories.plot(session, holder, product, measured_m2=9_740)
    factories.plot(
        session,
        holder,
        product,
        measured_m2=5_000,
        ended_at=datetime(2025, 6, 1, tzinfo=UTC),
    )

    made = _open(session, held)

    assert made.labels_issued == 1_000
    assert made.labels_activated == 600
    assert made.labels_void == 50
    assert made.labels_closing == 350
    assert made.marked_output_g == 600 * 500
    assert made.base_m2 == 9_740
    assert made.standard_number == "GB/T 19777-2013"
    assert made.total_output_g is None
    assert made.prefilled["labels_opening"] == 0
    assert made.state is ReportState.DRAFT


def test_labels_left_open_the_next_year(session: Session) -> None:
    held = factories.authorization(session)
    used_labels(session, held, year=2024)

    made = _open(session, held)

    assert made.prefilled["labels_opening"] == 350
    assert made.labels_issued == 0
    assert made.labels_closing == 350


def test_an_open_draft_is_opened_again_and_not_doubled(session: Session) -> None:
    held = factories.authorization(session)

    first, second = _open(session, held), _open(session, held)

    assert first.id == second.id


@pytest.mark.parametrize("year", [2023, 2026])
def test_years_that_are_not_open_are_refused(session: Session, year: int) -> None:
    held = factories.authorization(session, valid_from=date(2020, 1, 1))

    with pytest.raises(NotOpenError):
        _open(session, held, year)


def test_a_permission_that_was_not_in_force_owes_nothing(session: Session) -> None:
    held = factories.authorization(session, valid_from=date(2026, 1, 1))

    with pytest.raises(NotDueError):
        _open(session, held)


def test_a_draft_may_hold_what_cannot_be_handed_in(session: Session) -> None:
    made = _open(session, factories.authorization(session))
    odd = replace(ANSWERS, standard_output_g=2_000_000, tests=None)

    service.save(session, made.id, Draft(1, odd))

    assert made.standard_output_g == 2_000_000
    assert made.revision == 2


def test_nobody_overwrites_unseen(session: Session) -> None:
    made = _open(session, factories.authorization(session))
    service.save(session, made.id, Draft(1, ANSWERS))

    with pytest.raises(DraftChangedError) as refused:
        service.save(session, made.id, Draft(1, replace(ANSWERS, tests=9)))

    assert refused.value.names == ("tests",)
    assert refused.value.revision == 2
    assert made.tests == ANSWERS.tests


def test_a_sound_report_is_handed_in_and_logged(session: Session) -> None:
    made = _open(session, factories.authorization(session))
    service.save(session, made.id, Draft(1, ANSWERS))

    _submit(session, made, replace(DECLARED, revision=2))

    proof = service.receipt(session, made)
    assert made.state is ReportState.SUBMITTED
    assert made.submitted_at == NOW
    assert proof is not None
    assert proof.is_sound
    assert len(proof.leaf_hash) == 64


def test_a_figure_changed_behind_our_back_is_seen(session: Session) -> None:
    made = _open(session, factories.authorization(session))
    service.save(session, made.id, Draft(1, ANSWERS))
    _submit(session, made, replace(DECLARED, revision=2))

    made.sales_fen = 600_000
    session.flush()

    proof = service.receipt(session, made)
    assert proof is not None
    assert not proof.is_sound


def test_what_was_handed_in_is_not_changed(session: Session) -> None:
    made = report(session, factories.authorization(session))

    with pytest.raises(NotDraftError):
        service.save(session, made.id, Draft(1, ANSWERS))
    with pytest.raises(NotDraftError):
        _submit(session, made)


def test_open_answers_keep_a_report_back(session: Session) -> None:
    made = _open(session, factories.authorization(session))

    with pytest.raises(IncompleteError) as refused:
        _submit(session, made)

    assert "total_output_g" in refused.value.facts["names"]  # type: ignore[operator]
    assert made.state is ReportState.DRAFT


def test_contradictions_keep_a_report_back(session: Session) -> None:
    made = _open(session, factories.authorization(session))
    service.save(session, made.id, Draft(1, replace(ANSWERS, tests_failed=3)))

    with pytest.raises(ImpossibleError) as refused:
        _submit(session, made, replace(DECLARED, revision=2))

    assert refused.value.facts["codes"] == ["failed-over-tests"]


def test_a_changed_ledger_figure_needs_a_reason(session: Session) -> None:
    held = factories.authorization(session)
    used_labels(session, held)
    made = _open(session, held)
    answers = replace(
        ANSWERS,
        marked_output_g=300_000,
        labels_issued=1_000,
        labels_activated=600,
        labels_void=60,
        labels_closing=340,
    )
    service.save(session, made.id, Draft(1, answers))

    with pytest.raises(ReasonMissingError):
        _submit(session, made, replace(DECLARED, revision=2))
    explained = replace(DECLARED, revision=2, change_reason="十枚在仓库受潮")
    _submit(session, made, explained)

    assert made.prefilled["labels_void"] == 50
    assert made.labels_void == 60
    assert made.change_reason == "十枚在仓库受潮"


def test_a_report_waits_for_the_end_of_its_year(session: Session) -> None:
    december = datetime(2025, 12, 10, tzinfo=UTC)
    made = _open(session, factories.authorization(session), now=december)
    service.save(session, made.id, Draft(1, ANSWERS))
    who = factories.producer(session)
    declared = replace(DECLARED, revision=2)

    with pytest.raises(YearNotOverError):
        service.submit(session, made.id, declared, now=december, account_id=who.id)


def test_a_ledger_that_moved_is_taken_over_before(session: Session) -> None:
    held = factories.authorization(session)
    made = _open(session, held)
    service.save(session, made.id, Draft(1, replace(ANSWERS, labels_closing=7)))
    used_labels(session, held)

    with pytest.raises(LedgerMovedError):
        _submit(session, made, replace(DECLARED, revision=2))
    service.refresh(session, made.id)

    assert made.labels_activated == 600
    assert made.labels_closing == 7  # the producer's own answer stays
    assert made.revision == 3
    assert service.ledger_moved(session, made) == ()


def test_a_declaration_is_of_what_was_seen(session: Session) -> None:
    made = _open(session, factories.authorization(session))
    service.save(session, made.id, Draft(1, ANSWERS))

    with pytest.raises(DraftMovedError):
        _submit(session, made, DECLARED)


def test_a_save_that_changes_nothing_takes_nothing_from_who_signs(
    session: Session,
) -> None:
    made = _open(session, factories.authorization(session))
    service.save(session, made.id, Draft(1, ANSWERS))

    again = service.save(session, made.id, Draft(1, ANSWERS, base=Draft(1, ANSWERS)))
    _submit(session, made, replace(DECLARED, revision=2))

    assert again.revision == 2
    assert made.state is ReportState.SUBMITTED


def test_nothing_is_begun_beside_a_report_under_review(session: Session) -> None:
    held = factories.authorization(session)
    report(session, held)

    with pytest.raises(UnderReviewError):
        _open(session, held)


@pytest.mark.parametrize("state", [ReportState.RETURNED, ReportState.ACCEPTED])
def test_a_correction_is_the_next_version(session: Session, state: ReportState) -> None:
    held = factories.authorization(session)
    former = report(session, held, state=state)

    made = _open(session, held)

    assert (made.version, made.state) == (2, ReportState.DRAFT)
    assert made.total_output_g == former.total_output_g
    assert former.state is state


def test_a_correction_takes_over_what_the_ledger_has_learnt(session: Session) -> None:
    held = factories.authorization(session)
    report(session, held, state=ReportState.RETURNED)
    used_labels(session, held)

    made = _open(session, held)

    assert made.labels_activated == 600
    assert made.total_output_g == ANSWERS.total_output_g


def test_a_report_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(ReportNotFoundError):
        service.get(session, 1)
    with pytest.raises(ReportNotFoundError):
        service.save(session, 1, Draft(1, ANSWERS))


def _status(
    session: Session,
    of: Authorization,
    state: AuthorizationState,
    from_on: date,
    to_on: date | None,
) -> None:
    status = AuthorizationStatus(
        authorization_id=of.id,
        state=state,
        from_on=from_on,
        to_on=to_on,
        reason="示例",
        account_id=factories.officer(session).id,
        recorded_at=NOW,
    )
    session.add(status)
    session.flush()


@pytest.mark.parametrize(
    ("valid_from", "stopped_on", "valid_to", "years"),
    [
        (date(2024, 12, 31), None, None, [2025, 2024]),
        (date(2025, 1, 1), None, None, [2025]),
        (date(2024, 3, 1), date(2025, 1, 1), None, [2024]),
        (date(2024, 3, 1), date(2025, 1, 2), None, [2025, 2024]),
        (date(2024, 3, 1), None, date(2025, 1, 1), [2025, 2024]),
        (date(2024, 3, 1), None, date(2024, 12, 31), [2024]),
        (date(2026, 1, 1), None, None, []),
        (date(2024, 3, 1), date(2024, 3, 1), None, []),
    ],
)
def test_who_must_report_had_the_permission_on_some_day(
    session: Session,
    valid_from: date,
    stopped_on: date | None,
    valid_to: date | None,
    years: list[int],
) -> None:
    holder = factories.organisation(session)
    held = factories.authorization(
        session,
        factories.entity(session, holder),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    if stopped_on:
        first = session.query(AuthorizationStatus).filter_by(authorization_id=held.id)
        first.update({"to_on": stopped_on})
        _status(session, held, AuthorizationState.STOPPED, stopped_on, None)
    today = date(2026, 11, 22)

    found = service.years_of(session, holder.id, on=today)

    assert [each.year for each in found] == years


def test_a_suspension_for_the_whole_year_owes_no_report(session: Session) -> None:
    held = factories.authorization(session, state=AuthorizationState.SUSPENDED)

    assert service.due(session, YEAR) == []

    _status(
        session, held, AuthorizationState.IN_USE, date(2025, 5, 1), date(2025, 5, 2)
    )
    assert [each.authorization.id for each in service.due(session, YEAR)] == [held.id]


def test_two_sessions_do_not_both_win(database: Database) -> None:
    with database.write() as session:
        held = factories.authorization(session)
        made = _open(session, held)
        report_id = made.id
    with database.read() as reading:
        seen = service.get(reading, report_id).revision

    with database.write() as session:
        service.save(session, report_id, Draft(seen, ANSWERS))
    with database.write() as session, pytest.raises(DraftChangedError):
        service.save(session, report_id, Draft(seen, replace(ANSWERS, tests=8)))

    with database.read() as session:
        assert service.get(session, report_id).tests == ANSWERS.tests


def test_a_late_report_is_taken(session: Session) -> None:
    made = _open(
        session, factories.authorization(session), now=NOW + timedelta(days=300)
    )

    assert made.year == YEAR
