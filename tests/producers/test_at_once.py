"""Two people at once: never do both succeed, whatever they do; on both engines."""

import io
from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.core.errors import ConflictError
from gi_registry.producers import service
from gi_registry.producers.models import ApplicationEvent, AuthorizationStatus
from gi_registry.producers.rules import Action, AuthorizationState, Change
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import picture
from tests.producers.way import S, Way, announcement, registration, visit, way

A = Action
Deed = Callable[[Session, Way], object]
DEEDS: Final[dict[Action, tuple[S, Deed]]] = {
    A.SUBMIT: (
        S.DRAFT,
        lambda s, on: service.submit(
            s, on.number, declared=True, **on.mine(), **on.by(on.producer)
        ),
    ),
    A.WITHDRAW: (
        S.SUBMITTED,
        lambda s, on: service.withdraw(
            s, on.number, "另报", **on.mine(), **on.by(on.producer)
        ),
    ),
    A.VERIFY_ORIGIN: (
        S.SUBMITTED,
        lambda s, on: service.verify_origin(s, on.number, visit(), **on.by(on.county)),
    ),
    A.RETURN: (
        S.SUBMITTED,
        lambda s, on: service.return_(s, on.number, "补正", **on.by(on.county)),
    ),
    A.PROVINCE_REVIEW: (
        S.PREFECTURE_REVIEWED,
        lambda s, on: service.province_review(s, on.number, "", **on.by(on.province)),
    ),
    A.RECORD_REGISTRATION: (
        S.SENT_TO_CNIPA,
        lambda s, on: service.record_registration(
            s, on.number, registration(), **on.by(on.province)
        ),
    ),
    A.RECORD_REFUSAL: (
        S.SENT_TO_CNIPA,
        lambda s, on: service.record_refusal(
            s, on.number, "不符", **on.by(on.province)
        ),
    ),
    A.RECORD_ANNOUNCEMENT: (
        S.REGISTERED,
        lambda s, on: service.record_announcement(
            s, on.number, announcement(s, on.province), **on.by(on.province)
        ),
    ),
}
"""Every action but the prefecture's review, which `test_review` holds."""


def outcomes(database: Database, *deeds: Callable[[Session], object]) -> list[str]:
    """Do things at once, each in its transaction; say how each ended."""
    together, ended = Barrier(len(deeds)), []

    def run(deed: Callable[[Session], object]) -> None:
        together.wait()
        try:
            with database.write() as session:
                deed(session)
        except ConflictError as error:
            ended.append(error.slug)
        else:
            ended.append("done")

    people = [Thread(target=run, args=(deed,)) for deed in deeds]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return sorted(ended)


def test_every_action_is_tried() -> None:
    assert set(DEEDS) | {A.PREFECTURE_REVIEW} == set(Action)


@pytest.mark.parametrize("action", DEEDS)
def test_of_two_who_take_one_step_one_succeeds(
    database: Database, action: Action
) -> None:
    state, deed = DEEDS[action]
    with database.write() as session:
        on = way(session)
        on = on.fill() if state is S.DRAFT else on.to(state)
        if action is A.VERIFY_ORIGIN:
            on.photograph()
        before = session.scalar(select(func.count()).select_from(ApplicationEvent))

    both = outcomes(database, *[lambda session: deed(session, on)] * 2)

    assert both == ["done", "wrong-step"]
    with database.read() as session:
        after = session.scalar(select(func.count()).select_from(ApplicationEvent))
    assert after == (before or 0) + 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (A.RECORD_REGISTRATION, A.RECORD_REFUSAL),
        (A.WITHDRAW, A.RETURN),
        (A.WITHDRAW, A.RECORD_REFUSAL),
    ],
)
def test_of_two_steps_that_exclude_each_other_one_is_taken(
    database: Database, first: Action, second: Action
) -> None:
    with database.write() as session:
        on = way(session).to(DEEDS[second][0])
    deeds = [DEEDS[action][1] for action in (first, second)]

    both = outcomes(database, *[lambda s, deed=deed: deed(s, on) for deed in deeds])

    returned = both == ["done", "done"]  # what was returned can be withdrawn
    assert returned or both == ["done", "wrong-step"]
    assert not returned or second is A.RETURN


def test_two_states_recorded_at_once_are_never_both_the_next(
    database: Database,
) -> None:
    with database.write() as session:
        number = make.authorization(session).number
        by = make.officer(session).id

    def suspend(session: Session) -> object:
        change = Change(AuthorizationState.SUSPENDED, date(2026, 11, 1), "抽检不合格")
        return service.set_state(session, number, change, now=make.NOW, account_id=by)

    assert outcomes(database, suspend, suspend) == ["done", "state-change"]
    with database.read() as session:
        open_ones = AuthorizationStatus.to_on.is_(None)
        assert session.scalar(select(func.count()).where(open_ones)) == 1


def test_of_two_officers_on_the_page_one_is_told_that_it_is_done(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        on = way(session).to(S.SUBMITTED)
        number = on.number
        logins = [make.officer(session).login for _ in range(2)]
    clients = [signed_in(app, login) for login in logins]
    seen = visit()
    asked: list[tuple[str, dict[str, Any]]] = [
        ("return", {"reason": "补正"}),
        (
            "verify-origin",
            {
                "visited_on": seen.visited_on.isoformat(),
                "officer_one": "示例甲",
                "officer_two": "示例乙",
                "lon": str(seen.lon),
                "lat": str(seen.lat),
                "crs": "EPSG:4490",
                "finding": "在范围内",
            },
        ),
    ]
    together, statuses = Barrier(2), []

    def send(which: int) -> None:
        action, fields = asked[which]
        together.wait()
        path = f"/desk/applications/{number}/{action}"
        fields["photos"] = (io.BytesIO(picture("PNG")), "现场.png")
        statuses.append(clients[which].post(path, data=fields).status_code)

    people = [Thread(target=send, args=(which,)) for which in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    done, refused = sorted(statuses)
    assert done == 303
    assert refused in (403, 409)
