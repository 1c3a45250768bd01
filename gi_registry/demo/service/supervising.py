"""What offices and organisers do beside the labels: events, cases, members, packs.

Nothing invented is recorded of a right itself: rights and their announcements are
real, and a procedure about one would be read as news of CNIPA.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO

from sqlalchemy.orm import Session

from gi_registry.cases import service as cases
from gi_registry.cases.rules import CaseState, Trigger
from gi_registry.cases.rules import NewStep as CaseStep
from gi_registry.core import blobs
from gi_registry.core.words import china_day
from gi_registry.demo import papers
from gi_registry.demo.scenario import APPLICANTS, GOODS
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Act, Diary
from gi_registry.demo.service.stage import Stage
from gi_registry.filings import service as filings
from gi_registry.filings.rules import EventKind, FilingState, NewStep
from gi_registry.producers import service as producers
from gi_registry.producers.models import StoredFile
from gi_registry.producers.rules import ApplicationState, AuthorizationState
from gi_registry.producers.rules.members import MemberState, MemberStep, NewMember
from gi_registry.producers.rules.packaging import PackItem
from gi_registry.producers.service import By
from gi_registry.products.rules import RightKind
from gi_registry.rights.service import members

_COUNTY = "140727"
"""That of the officer who signs in."""
_S = FilingState
_DONE = (
    ApplicationState.ANNOUNCED,
    ApplicationState.REFUSED,
    ApplicationState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class _Event:
    """An event, in days before the demonstration's own day.

    Attributes:
        begins, ends: before that day; after it where they are negative.
        steps: what became of it, each so many days before.
        is_own: filed by the signed-in producer, not by the province for others.
    """

    title: str
    kind: EventKind
    begins: int
    ends: int
    steps: tuple[tuple[FilingState, int, str], ...]
    is_own: bool = True


_EVENTS = (
    _Event(
        "示例老陈醋品鉴会",
        EventKind.EXHIBITION,
        82,
        80,
        (
            (_S.FILED_PROVINCE, 120, ""),
            (_S.PROV_OK, 114, ""),
            (_S.CNIPA_FILED, 101, "示例备〔2026〕1号"),
        ),
    ),
    _Event(
        "示例醋文化周",
        EventKind.FAIR,
        3,
        -9,
        (
            (_S.FILED_PROVINCE, 47, ""),
            (_S.PROV_OK, 41, ""),
            (_S.CNIPA_FILED, 29, "示例备〔2026〕2号"),
        ),
    ),
    _Event(
        "示例地理标志研讨会",
        EventKind.SEMINAR,
        -20,
        -20,
        (
            (_S.FILED_PROVINCE, 9, ""),
            (_S.RETURNED, 6, "图样中的标志被拉宽，请按原比例重做（示例）。"),
        ),
        is_own=False,
    ),
    _Event(
        "示例冬季年货展",
        EventKind.FAIR,
        -30,
        -34,
        ((_S.FILED_PROVINCE, 2, ""),),
    ),
)


class Supervising:
    """Enters all of it.

    Args:
        session: a writing session.
        stage: time, secrets and a voice.
        stories: of the authorized users.
    """

    def __init__(self, session: Session, stage: Stage, stories: Sequence[Story]):
        self.session = session
        self.stage = stage
        self.stories = stories
        self.own = next(each for each in stories if each.who.login == "producer@demo")

    def enter(self, diary: Diary) -> None:
        """Enter events, cases, licences of marks and one pack that was compared."""
        today = china_day(diary.until)
        for event in _EVENTS:
            self._enter_event(diary, event, today)
        self._enter_cases(diary, today)
        diary.on(today - timedelta(days=1), self._license)
        diary.on(today - timedelta(days=20), self._compared)

    def _enter_event(self, diary: Diary, event: _Event, today: date) -> None:
        made: list[str] = []

        def file(now: datetime) -> None:
            drawing = papers.sheet("使用设计图样（示例）", [event.title])
            by = By(self.own.person if event.is_own else self.own.province, now)
            kept = self._kept(drawing, "design.pdf", by)
            new = filings.NewFiling(
                organiser="示例昌源醋业有限公司" if event.is_own else "示例地标协会",
                contact="示例联系人 13800000000",
                title=event.title,
                kind=event.kind,
                place="示例会展中心",
                division=_COUNTY,
                starts_on=today - timedelta(days=event.begins),
                ends_on=today - timedelta(days=event.ends),
                products="山西老陈醋",
                manner="背景板和宣传册各一处（示例）",
            )
            organisation = self.own.organisation if event.is_own else None
            made.append(
                filings.file_event(
                    self.session,
                    new,
                    kept.sha256,
                    organisation_id=organisation,
                    by=by,
                ).number
            )

        def step(state: FilingState, words: str) -> Act:
            def act(now: datetime) -> None:
                taken = NewStep(state, china_day(now), words)
                by = By(self.own.province, now)
                filings.record_step(self.session, made[0], taken, by=by)

            return act

        (_, first, _), *others = event.steps
        diary.on(today - timedelta(days=first), file)
        for state, days, words in others:
            diary.on(today - timedelta(days=days), step(state, words))

    def _enter_cases(self, diary: Diary, today: date) -> None:
        """Let one holder put something right, and one wait for the province."""
        here, elsewhere = self._in_use(is_here=True), self._in_use(is_here=False)
        made: list[str] = []

        def found(now: datetime) -> None:
            new = cases.NewCase(
                Trigger.NOT_TO_STANDARD,
                china_day(now),
                "抽检两批总酸低于所执行标准（示例）。",
            )
            by = By(here.office, now)
            made.append(
                cases.open_case(self.session, here.permit.number, new, by=by).number
            )

        def cure(now: datetime) -> None:
            step = CaseStep(
                CaseState.CURE,
                china_day(now),
                "请调整工艺并送检（示例）。",
                due_on=china_day(now) + timedelta(days=45),
            )
            by = By(here.province, now)
            cases.record_step(self.session, made[0], step, cases.Papers(), by=by)

        def moved(now: datetime) -> None:
            new = cases.NewCase(
                Trigger.MOVED, china_day(now), "现场核查，厂房已搬空（示例）。"
            )
            by = By(elsewhere.office, now)
            cases.open_case(self.session, elsewhere.permit.number, new, by=by)

        diary.on(today - timedelta(days=14), found)
        diary.on(today - timedelta(days=6), cure)
        diary.on(today - timedelta(days=3), moved)

    def _in_use(self, *, is_here: bool) -> Story:
        """Return the last user of the county, or of elsewhere, who never ended."""
        return next(
            each
            for each in reversed(self.stories)
            if (each.who.county == _COUNTY) is is_here
            and each is not self.own
            and not getattr(each.who, "ended", None)
        )

    def _license(self, now: datetime) -> None:
        """Put two licences of marks on record; one is recorded with CNIPA, one late.

        Of marks that nobody applies for now: where a register is kept, an
        application needs a row of it.
        """
        by, day = By(self.own.province, now), china_day(now) - timedelta(days=150)
        applied_for = {
            GOODS[each.goods].gi for each in APPLICANTS if each.reaches not in _DONE
        }
        users = [
            story.permit
            for story in self.stories
            if story.authorization is not None
            and story.goods.gi not in applied_for
            and story.permit.right.kind is RightKind.CERTIFICATION_MARK
            and story.permit.state is AuthorizationState.IN_USE
        ]
        for serial, permit in enumerate(users[:2], start=1):
            new = NewMember(
                permit.entity.name, permit.entity.uscc, f"示例许可{serial:04d}号", day
            )
            made = members.add(self.session, permit.right_id, new, by=by)
            if serial == 1:
                step = MemberStep(MemberState.RECORDED, day, "示例备案0001号")
                members.record_step(self.session, made.id, step, None, by=by)

    def _compared(self, now: datetime) -> None:
        """Let the producer compare a pack with the list."""
        producers.tick_off(
            self.session,
            self.own.permit.number,
            (PackItem.MARK, PackItem.USCC, PackItem.GI_NAME),
            None,
            organisation_id=self.own.organisation,
            by=By(self.own.person, now),
        )

    def _kept(self, content: BytesIO, name: str, by: By) -> StoredFile:
        blob = blobs.put(self.stage.data_dir, content)
        return producers.keep(
            self.session, blob, name, now=by.now, account_id=by.account_id
        )
