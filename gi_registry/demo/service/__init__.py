"""Loads the demonstration through the same services that people use."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.annual_reports.rules import FIRST_YEAR
from gi_registry.areas import service as areas
from gi_registry.core.words import Words, china_day
from gi_registry.demo.errors import DemonstrationLoadedError
from gi_registry.demo.scenario import APPLICANTS, CORRECTED, USERS
from gi_registry.demo.service.applying import Applying, Story
from gi_registry.demo.service.buyers import check_codes
from gi_registry.demo.service.complaining import enter_complaints
from gi_registry.demo.service.diary import Diary
from gi_registry.demo.service.factors import enter_factors
from gi_registry.demo.service.fields import enter_fields
from gi_registry.demo.service.laboratories import enter_laboratories
from gi_registry.demo.service.lives import enter_applicants, enter_users
from gi_registry.demo.service.locking import Years
from gi_registry.demo.service.packing import enter_packs
from gi_registry.demo.service.people import staff
from gi_registry.demo.service.printing import Printing
from gi_registry.demo.service.reporting import enter_reports
from gi_registry.demo.service.stage import Stage
from gi_registry.demo.service.supervising import Supervising
from gi_registry.geo.layers import layer_path
from gi_registry.notices.models import SentNotice
from gi_registry.products import service as products

SIGN_INS = (
    ("producer@demo", Words("生产者（祁县，山西老陈醋）", "producer, 祁县")),
    ("applicant@demo", Words("申请人", "applicant")),
    ("printer@demo", Words("印刷厂", "printer")),
    ("county@demo", Words("祁县管理人员", "officer of 祁县")),
    ("prefecture@demo", Words("晋中管理人员", "officer of 晋中")),
    ("province@demo", Words("省级管理人员", "officer of the province")),
    ("inspector@demo", Words("检查人员", "inspector")),
    ("auditor@demo", Words("审计人员", "auditor")),
    ("admin@demo", Words("系统管理员", "administrator")),
)

_NEWS = timedelta(days=30)

__all__ = ["SIGN_INS", "Stage", "is_empty", "load", "marker"]


def marker(data_dir: Path) -> Path:
    """Return the file that says that an installation is a demonstration."""
    return data_dir / "DEMONSTRATION"


def is_empty(session: Session) -> bool:
    """Whether there is no account yet."""
    return session.scalar(select(Account.id).limit(1)) is None


def load(session: Session, stage: Stage) -> None:
    """Load everything, in one transaction.

    The same instant, password and master secret give the same rows, but for
    the salts of passwords and the secrets of links.

    Raises:
        DemonstrationLoadedError: there are accounts already.
    """
    if not is_empty(session):
        raise DemonstrationLoadedError
    dice = Random(20260101)  # noqa: S311 -- the same every time, by intention
    began = datetime(2023, 10, 9, 1, tzinfo=UTC)
    stage.say("divisions of Shanxi: 117 counties, 11 prefectures")
    areas.load_divisions(session, now=began)
    stage.say("109 products with their rights, sources and areas")
    catalogue = json.loads(layer_path("gi_catalogue.json").read_text())
    products.import_catalogue(session, catalogue, now=began)
    areas.import_catalogue(session, catalogue, on=china_day(began), now=began)
    stage.say("officers of counties, prefectures and the province")
    counties = {row.code: row.name for row in areas.counties(session)}
    touched = sorted({someone.county for someone in (*USERS, *APPLICANTS)})
    office = staff(
        session,
        {code: counties[code] for code in touched},
        password=stage.password,
        now=began,
    )
    stage.say(f"{len(USERS)} authorized users, {len(APPLICANTS)} applicants")
    diary = Diary(stage.now)
    applying = Applying(session, stage, office, dice)
    enter_factors(session, diary, officer_id=office.province)
    stories = enter_users(session, diary, applying, dice)
    enter_applicants(diary, applying, len(stories))
    enter_fields(session, diary, stories, pepper=stage.pepper)
    filed = enter_reports(session, diary, stories, dice)
    Years(session, office).enter(diary, filed[CORRECTED, FIRST_YEAR])
    _enter_signed_in(session, diary, stories, stage)
    acts = diary.run()
    stage.say(f"{acts} acts: reviews, announcements, labels, lots, reports")
    _read_old_notices(session, stage.now)
    checked = check_codes(session, now=stage.now, dice=dice, officer_id=office.province)
    stage.say(f"{checked} codes checked by buyers")


def _enter_signed_in(
    session: Session, diary: Diary, stories: Sequence[Story], stage: Stage
) -> None:
    """Enter what the producer who signs in, printers and offices do beside."""
    signed_in = next(story for story in stories if story.who.login == "producer@demo")
    enter_packs(session, diary, signed_in)
    Printing(session, signed_in, stage, officer_id=signed_in.province).enter(diary)
    Supervising(session, stage, stories).enter(diary)
    enter_laboratories(session, diary, officer_id=signed_in.province)
    enter_complaints(session, diary, stage, signed_in)


def _read_old_notices(session: Session, now: datetime) -> None:
    """Let people have read what they were told over a month ago."""
    session.execute(
        update(SentNotice)
        .where(SentNotice.made_at < now - _NEWS)
        .values(read_at=SentNotice.made_at, mail_due_at=None)
    )
