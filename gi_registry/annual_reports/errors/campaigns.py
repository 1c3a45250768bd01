"""Refusals about the days of a year's reports."""

from datetime import date

from gi_registry.core.errors import RefusedError
from gi_registry.core.words import Language, Words, long_day


class CampaignOrderError(RefusedError):
    """A day does not come after that of the level before it."""

    slug = "campaign-order"

    def __init__(self, step: str, words: Words, before: Words, day: date):
        super().__init__(
            Words(
                f"“{words.zh}”应晚于“{before.zh}”（{long_day(day, Language.ZH)}）："
                "各级日期依次往后；请改正",
                f"“{words.en}” must come after “{before.en}”, "
                f"{long_day(day, Language.EN)}: the days of the levels follow on each "
                "other; correct them",
            ),
            field=step,
        )


class CampaignYearError(RefusedError):
    """The days do not fit the year reported on."""

    slug = "campaign-year"

    def __init__(self, year: int):
        super().__init__(
            Words(
                f"{year} 年度年报应在 {year} 年内或 {year + 1} 年 1 月开始填报，"
                f"使用人截止日不早于 {year + 1} 年 1 月 1 日，"
                f"各日期都在 {year + 1} 年底以前；请改正",
                f"Reports on {year} open in {year} or January {year + 1}; users have "
                f"until 1 January {year + 1} at least, and all days lie before the end "
                f"of {year + 1}. Correct them",
            ),
            field="opens_on",
            year=year,
        )


class CampaignPastError(RefusedError):
    """The reports would have opened already."""

    slug = "campaign-past"

    def __init__(self, today: date):
        super().__init__(
            Words(
                f"开始填报的日期不能早于今天（{long_day(today, Language.ZH)}）；"
                "请改为今天或以后",
                "The opening cannot lie before today, "
                f"{long_day(today, Language.EN)}; choose today or later",
            ),
            field="opens_on",
        )


class CampaignFormError(RefusedError):
    """There is no such version of the form, or reports are filled in by another."""

    slug = "campaign-form"

    def __init__(self, known: tuple[int, ...], kept: int | None):
        if kept is None:
            listed = ", ".join(map(str, known))
            words = Words(
                f"没有这个版本的表单；请选择 {listed} 之一",
                f"There is no such version of the form; choose one of {listed}",
            )
        else:
            words = Words(
                f"填报已开始，表单不能再换；请保留第 {kept} 版",
                f"The reports are open, and their form stays; keep version {kept}",
            )
        super().__init__(words, field="form")


class CampaignShorterError(RefusedError):
    """The reports are open, and somebody would have less time than was said."""

    slug = "campaign-shorter"

    def __init__(self, step: str, words: Words):
        super().__init__(
            Words(
                f"填报已开始，只能延长：“{words.zh}”不能提前，开始日期不能再改；"
                "请填原来的日期或更晚的",
                f"The reports are open: days can only be put off, and “{words.en}” "
                "would be changed; keep its day, or for a last day a later one",
            ),
            field=step,
        )


class CampaignLockedError(RefusedError):
    """The year's figures are locked."""

    slug = "campaign-locked"

    def __init__(self, year: int):
        super().__init__(
            Words(
                f"{year} 年度已由省级锁定，日程不能再改；个别更正请走两人例外",
                f"{year} is locked by the province and its days stay; a single "
                "correction takes an exception by two officers",
            ),
            year=year,
        )
