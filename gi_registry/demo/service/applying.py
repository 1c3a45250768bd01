"""Applications of the demonstration, step by step as the law has them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from shapely.geometry import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.areas import service as areas
from gi_registry.areas.models import Division
from gi_registry.areas.rules import NewPlot
from gi_registry.core import blobs, uscc
from gi_registry.core.access import Grant, Role
from gi_registry.core.photo import read_facts
from gi_registry.core.words import china_day
from gi_registry.demo import papers, places
from gi_registry.demo.scenario import GOODS, Applicant, Goods, User
from gi_registry.demo.service.people import Staff, account
from gi_registry.demo.service.stage import Stage
from gi_registry.geo.measure import area_m2
from gi_registry.marks.rules import CapacityBasis
from gi_registry.overrides import service as overrides
from gi_registry.overrides.rules import Outcome
from gi_registry.producers import service as producers
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import (
    ApplicationState,
    NewAnnouncement,
    Route,
    Visit,
    route_of,
)
from gi_registry.products.models import Gi, GiRight, GiStandard
from gi_registry.products.rules import RightKind, RightStatus

_SQUARE_METRES_PER_MU = 2000 / 3
_WAY = (
    ApplicationState.SUBMITTED,
    ApplicationState.ORIGIN_VERIFIED,
    ApplicationState.PREFECTURE_REVIEWED,
    ApplicationState.SENT_TO_CNIPA,
    ApplicationState.REGISTERED,
    ApplicationState.ANNOUNCED,
)
"""The straight way; each state is reached by the step before it."""
FIRST_ANNOUNCEMENT = 900_001
"""Far above CNIPA's own numbers, so that none can be taken for a real one."""


@dataclass(slots=True)
class Story:
    """One invented producer on the way.

    Attributes:
        number: of the application, once there is one.
        authorization: once it is announced.
    """

    who: User | Applicant
    serial: int
    goods: Goods
    office: int
    prefecture: int
    province: int
    person: int = 0
    organisation: int = 0
    plot: int | None = None
    position: Point = field(default_factory=Point)
    number: str = ""
    authorization: Authorization | None = None

    @property
    def permit(self) -> Authorization:
        """The authorization.

        Raises:
            LookupError: it is not announced yet.
        """
        if self.authorization is None:
            msg = f"{self.who.name} has no authorization yet"
            raise LookupError(msg)
        return self.authorization


class Applying:
    """The steps, each taken by whom the law names.

    Args:
        session: a writing session.
        stage: time, secrets and a voice.
        office: who takes the steps.
        dice: seeded.
    """

    def __init__(self, session: Session, stage: Stage, office: Staff, dice: Random):
        self.session = session
        self.stage = stage
        self.office = office
        self.dice = dice
        self.announcements: dict[date, NewAnnouncement] = {}
        statement = select(Division).where(Division.code.in_(office.county))
        self.counties = {row.code: row for row in session.scalars(statement)}

    def story(self, who: User | Applicant, serial: int) -> Story:
        """Begin a story, before anything happened."""
        return Story(
            who,
            serial,
            GOODS[who.goods],
            self.office.county[who.county],
            self.office.prefecture[who.county[:4]],
            self.office.province,
        )

    def begin(self, story: Story, now: datetime) -> None:
        """Open an account, register the business and its plot, begin a draft."""
        who = story.who
        person = self._person(story, now)
        story.person, story.organisation = person.id, person.organisation_id
        producers.register_entity(
            self.session,
            producers.NewEntity(
                story.organisation,
                credit_code(who.name, who.county, story.serial),
                who.name,
                who.county,
                f"{self.counties[who.county].name}示例路{story.serial}号",
            ),
            now=now,
            account_id=story.person,
        )
        right = self._right(story.goods.gi)
        story.plot = self._plot(story, right.gi_id, now)
        story.number = producers.draft(
            self.session,
            story.organisation,
            right.id,
            now=now,
            account_id=story.person,
        ).number

    def complete(self, story: Story, now: datetime) -> None:
        """Add the place and the papers."""
        if story.plot is not None:
            producers.save_place(
                self.session,
                story.number,
                story.plot,
                organisation_id=story.organisation,
            )
        right = self._right(story.goods.gi)
        sheet = papers.sheet(
            "特色质量检验检测报告（示例）", [story.who.name, "结论：符合标准要求。"]
        )
        kept = producers.keep(
            self.session,
            blobs.put(self.stage.data_dir, sheet),
            "quality-report.pdf",
            now=now,
            account_id=story.person,
        )
        is_mark = route_of(right.kind) is Route.TRADE_MARK
        producers.save_papers(
            self.session,
            story.number,
            producers.NewPapers(
                standard_number=self._standard(right.gi_id),
                product_description=f"{story.goods.pack}，按标准生产（示例）。",
                licence_record=f"示例备案{story.serial:04d}" if is_mark else "",
                licence_ends_on=_licence_end(story.who) if is_mark else None,
            ),
            organisation_id=story.organisation,
        )
        producers.save_report(
            self.session, story.number, kept, organisation_id=story.organisation
        )

    def step(self, story: Story, target: ApplicationState, now: datetime) -> None:
        """Take the one step that leads to a state."""
        steps: dict[ApplicationState, Callable[[Story, datetime], None]] = {
            ApplicationState.SUBMITTED: self._submit,
            ApplicationState.RETURNED: self._return,
            ApplicationState.ORIGIN_VERIFIED: self._verify,
            ApplicationState.PREFECTURE_REVIEWED: self._prefecture,
            ApplicationState.SENT_TO_CNIPA: self._province,
            ApplicationState.REGISTERED: self._register,
            ApplicationState.ANNOUNCED: self._announce,
            ApplicationState.REFUSED: self._refuse,
            ApplicationState.WITHDRAWN: self._withdraw,
        }
        steps[target](story, now)

    def _person(self, story: Story, now: datetime) -> Account:
        login = story.who.login or f"producer-{story.serial:02d}@demo"
        return account(
            self.session,
            login,
            story.who.name,
            [Grant(Role.PRODUCER)],
            password=self.stage.password,
            now=now,
        )

    def _right(self, code: str) -> GiRight:
        usable = (RightKind.PRODUCT_PROTECTION, RightKind.CERTIFICATION_MARK)
        statement = (
            select(GiRight)
            .join(Gi, Gi.id == GiRight.gi_id)
            .where(
                Gi.code == code,
                GiRight.kind.in_(usable),
                GiRight.status == RightStatus.PROTECTED,
            )
            .order_by(GiRight.kind.desc())
        )
        return self.session.scalars(statement).first() or _missing(code)

    def _standard(self, gi_id: int) -> str:
        """Return the product's standard; where none is known, an invented one."""
        statement = select(GiStandard.number).where(GiStandard.gi_id == gi_id)
        known = self.session.scalars(statement.order_by(GiStandard.id)).first()
        return known or "Q/SL 0001S-2024"

    def _plot(self, story: Story, gi_id: int, now: datetime) -> int:
        county = self.counties[story.who.county]
        story.position = places.point_in(county.geometry, self.dice)
        grows = story.goods.basis in (CapacityBasis.PLOT_AREA, CapacityBasis.TREE_COUNT)
        mu = 40 + self.dice.random() * 60
        outline = places.plot_at(story.position, mu * _SQUARE_METRES_PER_MU, self.dice)
        declared = round(area_m2(outline) * self.dice.uniform(0.97, 1.03))
        new = NewPlot(
            organisation_id=story.organisation,
            gi_id=gi_id,
            name="示例一号地" if grows else "示例厂区",
            declared_m2=declared if grows else 0,
            geometry=outline if grows else story.position,
            crs_given="CGCS2000",
            source="示例：手持定位仪",
        )
        return areas.add_plot(self.session, new, now=now).id

    def _submit(self, story: Story, now: datetime) -> None:
        producers.submit(
            self.session,
            story.number,
            organisation_id=story.organisation,
            declared=True,
            now=now,
            account_id=story.person,
        )

    def _return(self, story: Story, now: datetime) -> None:
        producers.return_(
            self.session,
            story.number,
            "检验报告缺少检测机构资质页，请补齐后重新提交（示例）。",
            now=now,
            account_id=story.office,
        )

    def _verify(self, story: Story, now: datetime) -> None:
        visit = Visit(
            visited_on=china_day(now),
            officer_one="示例核验员甲",
            officer_two="示例核验员乙",
            lon=round(story.position.x, 6),
            lat=round(story.position.y, 6),
            crs="CGCS2000",
            finding="现场与申报一致（示例）。",
            reason="对照乡镇界线和村委会证明，位于产地范围内（示例）。",
        )
        self._photo(story, now)
        asked = producers.verify_or_ask(
            self.session, story.number, visit, now=now, account_id=story.office
        )
        if asked is not None:
            self._approve(asked.id, story.prefecture, now)

    def _photo(self, story: Story, now: datetime) -> None:
        """Keep an invented photo of the visit, taken a few steps away."""
        lon, lat = story.position.x + 0.0002, story.position.y
        seen = papers.photo([story.who.name], now, lon, lat)
        facts = read_facts(seen)
        seen.seek(0)
        kept = producers.keep(
            self.session,
            blobs.put(self.stage.data_dir, seen),
            f"{story.number}.jpg",
            now=now,
            account_id=story.office,
        )
        by = producers.By(story.office, now)
        new = [producers.NewPhoto(kept, facts)]
        producers.add_photos(self.session, story.number, china_day(now), new, by=by)

    def _approve(self, request_id: int, account_id: int, now: datetime) -> None:
        """Let a second person decide what the map does not settle."""
        second = accounts.account_by_id(self.session, account_id)
        overrides.decide(
            self.session,
            request_id,
            Outcome.APPROVED,
            "村委会证明属实（示例）。",
            accounts.caller_of(second),
            now=now,
        )

    def _prefecture(self, story: Story, now: datetime) -> None:
        producers.prefecture_review(
            self.session,
            story.number,
            "材料齐全（示例）。",
            now=now,
            account_id=story.prefecture,
        )

    def _province(self, story: Story, now: datetime) -> None:
        producers.province_review(
            self.session,
            story.number,
            "审核通过，上报（示例）。",
            now=now,
            account_id=story.province,
        )

    def _register(self, story: Story, now: datetime) -> None:
        registration = producers.Registration(
            f"示例登记{story.serial:04d}", china_day(now)
        )
        producers.record_registration(
            self.session,
            story.number,
            registration,
            now=now,
            account_id=story.province,
        )

    def _announce(self, story: Story, now: datetime) -> None:
        new = self.announcement(china_day(now), story, now)
        made = producers.record_announcement(
            self.session, story.number, new, now=now, account_id=story.province
        )
        story.authorization = producers.authorization(self.session, made.number)
        story.authorization.announcement.title = f"示例公告第{new.number}号"
        story.authorization.announcement.source = "示例，非真实公告"

    def announcement(self, day: date, story: Story, now: datetime) -> NewAnnouncement:
        """Return the invented announcement of a day, its file kept."""
        if day not in self.announcements:
            number = FIRST_ANNOUNCEMENT + len(self.announcements)
            sheet = papers.sheet(
                f"示例公告第{number}号", ["核准使用地理标志专用标志（示例）", f"{day}"]
            )
            blob = blobs.put(self.stage.data_dir, sheet)
            kept = producers.keep(
                self.session,
                blob,
                f"announcement-{number}.pdf",
                now=now,
                account_id=story.province,
            )
            self.announcements[day] = NewAnnouncement(number, day, kept.sha256)
        return self.announcements[day]

    def _refuse(self, story: Story, now: datetime) -> None:
        producers.record_refusal(
            self.session,
            story.number,
            "检验项目不全（示例）。",
            now=now,
            account_id=story.province,
        )

    def _withdraw(self, story: Story, now: datetime) -> None:
        producers.withdraw(
            self.session,
            story.number,
            "暂缓申请（示例）。",
            organisation_id=story.organisation,
            now=now,
            account_id=story.person,
        )


def way_to(state: ApplicationState) -> tuple[ApplicationState, ...]:
    """Return the states to pass, the last one included."""
    before = {
        ApplicationState.DRAFT: 0,
        ApplicationState.RETURNED: 1,
        ApplicationState.WITHDRAWN: 1,
        ApplicationState.REFUSED: 4,
    }
    if state is ApplicationState.DRAFT:
        return ()
    if state in before:
        return (*_WAY[: before[state]], state)
    return _WAY[: _WAY.index(state) + 1]


def credit_code(name: str, county: str, serial: int) -> str:
    """Return an invented credit code whose check characters are right."""
    kind = "93" if "合作社" in name else "91"
    body = f"MA0Y{serial:04d}"
    first = f"{kind}{county}{body}{uscc.inner_check(body)}"
    return first + uscc.outer_check(first)


def _licence_end(who: User | Applicant) -> date | None:
    """Return the last day of a licence: a day before it expired, or ten years on."""
    if isinstance(who, User) and who.ended is not None:
        return who.ended[1] - timedelta(days=1)
    return date(2034, 12, 31)


def _missing(code: str) -> GiRight:
    msg = f"the catalogue gives {code} no right that can be used"
    raise LookupError(msg)
