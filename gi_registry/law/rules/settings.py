"""What the text of the law leaves open and an office sets; empty until it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from gi_registry.core.words import Words
from gi_registry.law.errors import SettingBoundsError, SettingDayError, SettingUnitError
from gi_registry.law.rules.periods import MOST, Span, Unit

NOT_SET = Words("未设定", "Not set")
"""Said instead of a day wherever a setting is empty."""


class Setting(StrEnum):
    """What no article gives; the values are public and never renamed."""

    ORIGIN_CHECK = "origin-check"
    PREFECTURE_REVIEW = "prefecture-review"
    PROVINCE_REVIEW = "province-review"
    CORRECTION = "correction"
    CURE = "cure"
    USER_REPORT = "user-report"
    PROVINCE_REPORT = "province-report"
    PUBLICATION = "publication"
    TRANCHE_REPORT = "tranche-report"
    REPORT_FLAG = "report-flag"
    REPORT_WEIGHT = "report-weight"
    COMPLAINT_TELEPHONE = "complaint-telephone"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a setting is about, and in which units it may be given.

    Attributes:
        words: its name.
        starts: from when the period runs, or how the weight counts.
        rule: key of the rule of law that leaves it open.
    """

    words: Words
    starts: Words
    rule: str
    units: tuple[Unit, ...]

    @property
    def is_weight(self) -> bool:
        """Whether it is a weight in points, and no length of time."""
        return self.units == (Unit.POINTS,)


_STEP = (Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS)
_CYCLE = (Unit.MONTHS,)

KINDS: Final = {
    Setting.ORIGIN_CHECK: Kind(
        Words("产地核验期限", "Time for the origin check"),
        Words("自收到申请之日起", "from receipt of the application"),
        "order80.20",
        _STEP,
    ),
    Setting.PREFECTURE_REVIEW: Kind(
        Words("市级复核期限", "Time for the prefecture's review"),
        Words("自产地核验通过之日起", "from the day the origin check passed"),
        "order80.20",
        _STEP,
    ),
    Setting.PROVINCE_REVIEW: Kind(
        Words("省级审核期限", "Time for the province's review"),
        Words("自市级复核通过之日起", "from the day the prefecture passed it"),
        "order80.20",
        _STEP,
    ),
    Setting.CORRECTION: Kind(
        Words("退回后补正期限", "Time to correct what was returned"),
        Words("自退回之日起", "from the day it was returned"),
        "order80.20",
        _STEP,
    ),
    Setting.CURE: Kind(
        Words("限期改正的期限", "Cure period"),
        Words("自要求改正之日起", "from the day the cure is demanded"),
        "order80.31",
        _STEP,
    ),
    Setting.USER_REPORT: Kind(
        Words("使用人报送周期", "How often users report"),
        Words("每隔", "every"),
        "notice354.duties",
        _CYCLE,
    ),
    Setting.PROVINCE_REPORT: Kind(
        Words(
            "省级向国家知识产权局报送周期", "How often the province reports to CNIPA"
        ),
        Words("每隔", "every"),
        "order80.24",
        _CYCLE,
    ),
    Setting.PUBLICATION: Kind(
        Words(
            "注册人公开成员、使用人信息的期限",
            "Time for registrants to publish members and users",
        ),
        Words("自准许使用之日起", "from the day use is permitted"),
        "order79.11",
        _STEP,
    ),
    Setting.TRANCHE_REPORT: Kind(
        Words(
            "欠报年报的，停止开放新一期标识的宽限期（省级办法，设定后才执行）",
            "Grace after which an unfiled annual report stops new tranches of labels "
            "(the province's own rule, applied only once set)",
        ),
        Words("自年报报送截止之日起", "from the last day for the report"),
        "notice354.duties",
        _STEP,
    ),
    Setting.REPORT_FLAG: Kind(
        Words(
            "欠报年报的，公开标注“未提交年报”的宽限期（省级办法，设定后才执行）",
            "Grace after which an unfiled annual report is shown to the public "
            "(the province's own rule, applied only once set)",
        ),
        Words("自年报报送截止之日起", "from the last day for the report"),
        "notice354.duties",
        _STEP,
    ),
    Setting.REPORT_WEIGHT: Kind(
        Words(
            "欠报年报在应季排查清单中的权重（省级办法，设定后才计分）",
            "Weight of unfiled annual reports in the week's list of inspections "
            "(the province's own rule, counted only once set)",
        ),
        Words(
            "应报的全部逾期时计满，按逾期的比例计",
            "in full where every report that is due is overdue, else by their share",
        ),
        "notice354.duties",
        (Unit.POINTS,),
    ),
    Setting.COMPLAINT_TELEPHONE: Kind(
        Words(
            "投诉举报办结后抹去电话的期限（省级办法，设定后才自动抹去）",
            "Time after which the telephone of a closed complaint is erased (the "
            "province's own rule, done by itself only once set)",
        ),
        Words("自办结之日起", "from the day it is closed"),
        "consumer.46",
        _STEP,
    ),
}
"""Every setting there is."""


class Kept(Protocol):
    """A value on record; a later one takes its place from its own day on."""

    @property
    def key(self) -> Setting:
        """Which setting."""
        ...

    @property
    def division(self) -> str:
        """Province that set it, the first two digits of GB/T 2260."""
        ...

    @property
    def amount(self) -> int | None:
        """Length; none where the setting was emptied."""
        ...

    @property
    def unit(self) -> Unit | None:
        """Its unit; none where the setting was emptied."""
        ...

    @property
    def since(self) -> date:
        """First day on which it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """All values of all provinces, as they were recorded.

    Attributes:
        kept: in the order of recording.
    """

    kept: Sequence[Kept] = ()

    def span(self, setting: Setting, division: str, *, on: date) -> Span | None:
        """Return the length that holds on a day, or None while it is not set.

        Args:
            setting: which.
            division: GB/T 2260 code of the thing it is about.
            on: day in China on which the period begins.
        """
        return next(
            (
                span
                for first, last, span in self.spans(setting, division)
                if first <= on and (last is None or on < last)
            ),
            None,
        )

    @property
    def provinces(self) -> list[str]:
        """Provinces that ever set something, as two digits."""
        return sorted({each.division for each in self.kept})

    def spans(
        self, setting: Setting, division: str
    ) -> list[tuple[date, date | None, Span]]:
        """Return what held from when to when: first day, first day after, length.

        Times for which it was not set are left out.
        """
        by_day = {  # the value recorded last takes its day
            each.since: each
            for each in self.kept
            if each.key == setting and division.startswith(each.division)
        }
        days = sorted(by_day)
        ends: list[date | None] = [*days[1:], None]
        return [
            (day, end, Span(value.amount, value.unit))
            for day, end in zip(days, ends, strict=False)
            for value in (by_day[day],)
            if value.amount is not None and value.unit is not None
        ]


def check_value(
    setting: Setting, span: Span | None, *, since: date, today: date
) -> None:
    """Refuse a value that cannot be.

    Args:
        setting: which.
        span: what is set; none empties it.
        since: first day on which it is to hold.
        today: the present day in China.

    Raises:
        SettingUnitError: it is not counted in that unit.
        SettingBoundsError: less than 1, or longer than is taken.
        SettingDayError: it would change days that are past.
    """
    if since < today:
        raise SettingDayError(today)
    if span is None:
        return
    if span.unit not in KINDS[setting].units:
        raise SettingUnitError(tuple(unit.words for unit in KINDS[setting].units))
    if not 1 <= span.amount <= MOST[span.unit]:
        raise SettingBoundsError(MOST[span.unit], span.unit.words)
