"""Refusals on the way of reports through the offices."""

from datetime import date

from gi_registry.core.errors import ConflictError, RefusedError
from gi_registry.core.words import Language, Words, long_day


class ReportStepError(ConflictError):
    """What is asked for cannot be done in the state that the report is in."""

    slug = "report-step"

    def __init__(self, state: Words, action: Words):
        super().__init__(
            Words(
                f"这份年报现为“{state.zh}”，不能“{action.zh}”，可能同事已经处理；"
                "请刷新页面查看",
                f"This report now stands at “{state.en}”, where “{action.en}” cannot "
                "be done; a colleague may have been faster. Load the page again",
            )
        )


class YearLockedError(ConflictError):
    """The report is locked with its year."""

    slug = "report-locked"

    def __init__(self, year: int):
        super().__init__(
            Words(
                f"{year} 年度的这份年报已由省级锁定；确需更正的，请联系产地主管部门，"
                "由两名工作人员准予后再更正",
                f"This report on {year} is locked by the province; to correct it ask "
                "the office of your place of origin: two officers can let it through",
            ),
            year=year,
        )


class NothingToSumError(ConflictError):
    """The county has passed nothing that is not summed up."""

    slug = "report-nothing-to-sum"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有待汇总的年报：县级审核通过后再来汇总",
                "There is nothing to sum up: come back once counties have accepted "
                "reports",
            )
        )


class StillCheckedError(ConflictError):
    """Counties have reports to check, and still time to do so."""

    slug = "report-still-checked"

    def __init__(self, count: int, by: date):
        super().__init__(
            Words(
                f"县级还有 {count} 份待审核，截止日 {long_day(by, Language.ZH)}未过；"
                "请等审核完成，或在截止日后汇总",
                f"Counties have {count} reports to check and until "
                f"{long_day(by, Language.EN)}; wait for them, or sum up after that day",
            ),
            count=count,
        )


class LockEarlyError(ConflictError):
    """Users can still hand in."""

    slug = "report-lock-early"

    def __init__(self, by: date):
        super().__init__(
            Words(
                f"使用人可提交到 {long_day(by, Language.ZH)}；请在这一天之后锁定",
                f"Users may hand in until {long_day(by, Language.EN)}; lock after "
                "that day",
            )
        )


class StillSummedError(ConflictError):
    """Counties or prefectures have reports, and still time."""

    slug = "report-still-summed"

    def __init__(self, count: int, by: date):
        super().__init__(
            Words(
                f"还有 {count} 份在县级或市级，市级截止日 {long_day(by, Language.ZH)}"
                "未过；请等汇总完成，或在截止日后锁定",
                f"{count} reports are with counties or prefectures, which have until "
                f"{long_day(by, Language.EN)}; wait for them, or lock after that day",
            ),
            count=count,
        )


class NothingToLockError(ConflictError):
    """No prefecture has summed up anything that is not locked."""

    slug = "report-nothing-to-lock"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有待锁定的年报：市级汇总后再来锁定",
                "There is nothing to lock: come back once prefectures have summed up",
            )
        )


class ReasonNeededError(RefusedError):
    """Something is sent back without saying why."""

    slug = "report-reason-needed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请写明理由，告诉对方要核对什么",
                "Give the reason: what is to be looked at",
            ),
            field="words",
        )


class NothingToDrawError(ConflictError):
    """Nothing waits that was in no draw yet."""

    slug = "report-nothing-to-draw"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有新的待审年报可抽；有新提交的年报后再抽",
                "Nothing new waits to be drawn from; draw again once more reports "
                "are in",
            )
        )


class NothingToPassError(ConflictError):
    """Nothing may be accepted without being looked at."""

    slug = "report-nothing-to-pass"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有可批量通过的年报：请先抽样；抽中的和有差异的须逐份审核",
                "Nothing may be accepted with others: draw first; what was drawn or "
                "differs is looked at one by one",
            )
        )
