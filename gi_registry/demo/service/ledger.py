"""A year of labels of one authorized user: capacity, runs, lots, activations."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.demo.scenario import Goods
from gi_registry.demo.service import evidence
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Diary
from gi_registry.marks import service as marks
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import (
    CapacityBasis,
    RangeRequest,
    RangeState,
    RunRequest,
    Term,
    Terms,
)
from gi_registry.tracing import service as tracing
from gi_registry.tracing.models import Lot
from gi_registry.tracing.rules import (
    Activation,
    EvidenceLevel,
    LotEventKind,
    NewEvent,
    NewLot,
)

_GRAMS = 1_000
_DAY = timedelta(days=1)


class Year:
    """What one authorized user does with labels in one production year.

    Args:
        session: a writing session.
        story: whose; it has an authorization by the time the acts are run.
        year: production year.
        dice: seeded.
    """

    def __init__(self, session: Session, story: Story, year: int, dice: Random):
        self.session = session
        self.story = story
        self.year = year
        self.share = Decimal(dice.randint(55, 80)) / 100
        self.used = Decimal(dice.randint(75, 96)) / 100
        self.spoilt = dice.randint(2, 9)

    def enter(self, diary: Diary, *, since: date, until: date) -> None:
        """Enter the year's acts in the diary.

        Args:
            diary: runs them.
            since: first day on which the mark may be used.
            until: last day on which it may.
        """
        decided = max(date(self.year, 1, 12), since + 12 * _DAY)
        if decided >= until or decided.year > self.year:
            return
        diary.on(decided - 3 * _DAY, self.show)
        diary.on(decided - 1 * _DAY, self.confirm)
        diary.on(decided, self.decide)
        goods = self.story.goods
        ready = decided + 10 * _DAY
        months = [month for month in goods.made_in if self._made(month) > ready]
        for month in months:
            made = self._made(month)
            if made + 24 * _DAY >= until:
                continue
            self._enter_lot(diary, made, len(months))

    def show(self, now: datetime) -> None:
        """Enter what the year's capacity is counted from."""
        evidence.show_evidence(self.session, self.story, self.year, now)

    def confirm(self, now: datetime) -> None:
        """Let the county confirm it."""
        evidence.confirm_evidence(self.session, self.story, self.year, now)

    def decide(self, now: datetime) -> None:
        """Decide the year's capacity, every term with its source."""
        authorization = self.story.permit
        quantity = evidence.carried(self.session, self.story, self.year, now)
        marks.decide_capacity(
            self.session,
            marks.CapacityRequest(
                authorization.id,
                self.year,
                self.story.goods.basis,
                _terms(self.story.goods, quantity, self.year),
                "按当年核查的产能核定（示例）",
            ),
            now=now,
            account_id=self.story.office,
        )

    def _made(self, month: int) -> date:
        return date(self.year, month, 14)

    def _enter_lot(self, diary: Diary, made: date, parts: int) -> None:
        drawn: list[LabelRun] = []
        lots: list[Lot] = []

        def draw(now: datetime) -> None:
            drawn.append(self._draw(now, parts))

        def harvest(now: datetime) -> None:
            lots.append(self._lot(made, drawn[0], now))

        def activate(now: datetime) -> None:
            self._activate(lots[0], drawn[0], now)

        def void(now: datetime) -> None:
            self._void(drawn[0], now)

        diary.on(made - 9 * _DAY, draw)
        diary.on(made + 1 * _DAY, harvest)
        diary.on(made + 6 * _DAY, activate)
        diary.on(made + 8 * _DAY, void)

    def _draw(self, now: datetime, parts: int) -> LabelRun:
        authorization = self.story.permit
        goods = self.story.goods
        allowed = marks.capacity(self.session, authorization.id, self.year)
        wanted = int(allowed.ceiling_g * self.share / parts / goods.net_content_g)
        size = min(wanted, allowed.labels_open(goods.net_content_g))
        request = RunRequest(
            authorization.id, self.year, size, goods.net_content_g, goods.pack
        )
        return marks.issue_run(
            self.session, request, now=now, account_id=self.story.person
        )

    def _lot(self, made: date, labels: LabelRun, now: datetime) -> Lot:
        authorization = self.story.permit
        goods = self.story.goods
        kind, words = _beginning(goods)
        lot = tracing.open_lot(
            self.session,
            NewLot(
                authorization.id,
                f"{made:%Y%m%d}-{self.story.serial:02d}",
                made,
                labels.size * goods.net_content_g,
                self.story.plot,
            ),
            now=now,
            account_id=self.story.person,
        )
        for event in (
            NewEvent(lot.id, kind, made, words),
            NewEvent(lot.id, LotEventKind.PACKED, china_day(now), goods.pack),
        ):
            tracing.add_event(
                self.session, event, now=now, account_id=self.story.person
            )
        tracing.add_event(
            self.session,
            NewEvent(
                lot.id, LotEventKind.TESTED, china_day(now), "出厂检验合格（示例）"
            ),
            now=now,
            account_id=self.story.office,
            evidence=EvidenceLevel.LABORATORY,
        )
        return lot

    def _activate(self, lot: Lot, labels: LabelRun, now: datetime) -> None:
        end = int(labels.size * self.used)
        tracing.activate(
            self.session,
            Activation(lot.id, labels.id, 0, end, china_day(now)),
            now=now,
            account_id=self.story.person,
        )

    def _void(self, labels: LabelRun, now: datetime) -> None:
        spoilt = labels.size * self.spoilt // 1_000
        if spoilt:
            marks.mark_range(
                self.session,
                RangeRequest(
                    labels.id,
                    labels.size - spoilt,
                    labels.size,
                    RangeState.VOID,
                    None,
                    china_day(now),
                    "贴标机损耗（示例）",
                ),
                now=now,
                account_id=self.story.person,
            )


def _terms(goods: Goods, quantity: Decimal, year: int) -> Terms:
    return Terms(
        quantity=Term(quantity, f"{year} 年已确认的产量依据（示例）"),
        yield_kg=Term(Decimal(goods.yield_kg), f"{year} 年单产核定（示例）"),
        season_factor=Term(Decimal(1), "正常年景（示例）"),
        conversion=Term(Decimal(goods.conversion) / _GRAMS, "工艺折算（示例）"),
        own_use_percent=Term(Decimal(0), "无自用（示例）"),
        waste_percent=Term(Decimal(2), "允许损耗（示例）"),
    )


def _beginning(goods: Goods) -> tuple[LotEventKind, str]:
    return {
        CapacityBasis.PLOT_AREA: (LotEventKind.HARVESTED, "示例一号地采收"),
        CapacityBasis.TREE_COUNT: (LotEventKind.HARVESTED, "示例一号地采收"),
        CapacityBasis.VAT_VOLUME_AGEING: (LotEventKind.AGED, "陈酿期满出缸"),
    }.get(goods.basis, (LotEventKind.PROCESSED, "原料入厂加工"))
