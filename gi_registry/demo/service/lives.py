"""When each invented producer does what."""

from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random

from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core import blobs
from gi_registry.core.sheets import MAX_BYTES, read_rows
from gi_registry.core.words import china_day
from gi_registry.demo.scenario import APPLICANTS, USERS, User
from gi_registry.demo.service.applying import Applying, Story, way_to
from gi_registry.demo.service.diary import Act, Diary
from gi_registry.demo.service.evidence import leave_open
from gi_registry.demo.service.ledger import Year
from gi_registry.producers import service as producers
from gi_registry.producers.rules import (
    ApplicationState,
    AuthorizationState,
    Change,
    NewAnnouncement,
)
from gi_registry.producers.rules.standing import STANDING_COLUMNS, STANDING_NEEDED

_DAY = timedelta(days=1)
_BEFORE = (96, 84, 72, 60, 12, 0)
"""Days before the announcement on which each step of the way was taken."""


def enter_users(
    session: Session, diary: Diary, applying: Applying, dice: Random
) -> list[Story]:
    """Enter the authorized users: their way, their labels, how it ended."""
    stories = []
    for serial, who in enumerate(USERS, start=1):
        story = applying.story(who, serial)
        stories.append(story)
        _enter_way(diary, applying, story, who.since)
        diary.on(who.since + 10 * _DAY, _in_use(session, story))
        until = who.ended[1] if who.ended else date.max
        for year in range(who.since.year, china_day(diary.until).year + 1):
            Year(session, story, year, dice).enter(
                diary, since=who.since + 10 * _DAY, until=until
            )
        if who.login is not None:
            diary.on(china_day(diary.until) - 3 * _DAY, _left_open(session, story))
        if who.ended is not None:
            diary.on(who.ended[1], _end(session, applying, story, who.ended))
    return stories


def enter_applicants(diary: Diary, applying: Applying, users: int) -> None:
    """Enter those whose application is on its way."""
    today = china_day(diary.until)
    for serial, who in enumerate(APPLICANTS, start=users + 1):
        story = applying.story(who, serial)
        begun = today - (who.days + 5) * _DAY
        diary.on(begun, _act(applying, story, "begin"))
        if who.reaches is ApplicationState.DRAFT:
            continue
        diary.on(begun + 2 * _DAY, _act(applying, story, "complete"))
        way = way_to(who.reaches)
        pause = max(1, (who.days - 1) // len(way))
        for number, state in enumerate(way):
            day = today - (who.days - number * pause) * _DAY
            diary.on(day, _step(applying, story, state))


def _enter_way(diary: Diary, applying: Applying, story: Story, since: date) -> None:
    diary.on(since - 110 * _DAY, _act(applying, story, "begin"))
    diary.on(since - 100 * _DAY, _act(applying, story, "complete"))
    way = way_to(ApplicationState.ANNOUNCED)
    for before, state in zip(_BEFORE, way, strict=True):
        diary.on(since - before * _DAY, _step(applying, story, state))


def _act(applying: Applying, story: Story, name: str) -> Act:
    acts = {"begin": applying.begin, "complete": applying.complete}

    def act(now: datetime) -> None:
        acts[name](story, now)

    return act


def _step(applying: Applying, story: Story, state: ApplicationState) -> Act:
    def act(now: datetime) -> None:
        applying.step(story, state, now)

    return act


def _in_use(session: Session, story: Story) -> Act:
    def act(now: datetime) -> None:
        number = story.permit.number
        producers.record_vector_opened(
            session, number, china_day(now), now=now, account_id=story.province
        )
        change = Change(AuthorizationState.IN_USE, china_day(now), "已开通下载（示例）")
        producers.set_state(session, number, change, now=now, account_id=story.province)

    return act


def _left_open(session: Session, story: Story) -> Act:
    def act(now: datetime) -> None:
        leave_open(session, story, china_day(now).year, now)

    return act


def _end(
    session: Session,
    applying: Applying,
    story: Story,
    ended: tuple[AuthorizationState, date],
) -> Act:
    def act(now: datetime) -> None:
        state, day = ended
        if state is AuthorizationState.ENTITY_GONE:
            _hand_in_list(session, applying, story, now)
            return
        reason = story.who.reason if isinstance(story.who, User) else ""
        announcement: NewAnnouncement | None = None
        if state is AuthorizationState.STOPPED:
            announcement = applying.announcement(day, story, now)
        due = day + 60 * _DAY if state is AuthorizationState.RECTIFY else None
        change = Change(state, day, reason, due, announcement)
        producers.set_state(
            session,
            story.permit.number,
            change,
            now=now,
            account_id=story.province,
        )

    return act


def _hand_in_list(
    session: Session, applying: Applying, story: Story, now: datetime
) -> None:
    """Record a list that says that a business is cancelled, its original kept."""
    entity, day = producers.entity_of(session, story.organisation), china_day(now)
    heads = ",".join(names[0] for names in STANDING_COLUMNS.values())
    text = f"{heads}\n{entity.uscc},{entity.name},注销,{day}\n".encode()
    blob = blobs.put_data(applying.stage.data_dir, BytesIO(text), most=MAX_BYTES)
    kept = producers.keep(
        session, blob, "standings.csv", now=now, account_id=story.province
    )
    officer = session.get_one(
        Account,
        story.province,
        options=(joinedload(Account.organisation), selectinload(Account.grants)),
    )
    producers.record_list(
        session,
        read_rows(text, STANDING_COLUMNS, needed=STANDING_NEEDED),
        producers.NewList("示例注销名单（非真实）", day, kept.sha256),
        caller=accounts.caller_of(officer),
        by=producers.By(story.province, now),
    )
