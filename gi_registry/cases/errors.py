"""Refusals about cases."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class CaseNotFoundError(NotFoundError):
    """There is no such case, or it is somebody else's."""

    slug = "case-not-found"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"没有案件 {number}；请从案件列表进入",
                f"There is no case {number}; open it from the list",
            )
        )


class CaseOpenError(ConflictError):
    """The same is being looked into."""

    slug = "case-open"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"同一情形的案件 {number} 正在办理；请在该案件上继续",
                f"Case {number} on the same is under way; go on with it",
            ),
            field="trigger",
            number=number,
        )


class CaseOverError(ConflictError):
    """The authorization is over already."""

    slug = "case-authorization-over"

    def __init__(self, state: Words):
        super().__init__(
            Words(
                f"用标资格现为“{state.zh}”，无须立案；请核对编号",
                f"The right to use the mark is “{state.en}” already; check the number",
            ),
            field="number",
        )


class CaseStepError(ConflictError):
    """The step does not follow, or not for this trigger."""

    slug = "case-step"

    def __init__(self, now: Words, new: Words):
        super().__init__(
            Words(
                f"案件现为“{now.zh}”，不能记为“{new.zh}”；请从页面列出的步骤中选择",
                f"The case is “{now.en}” now and cannot become “{new.en}”; choose one "
                "of the steps that the page lists",
            ),
            field="state",
        )


class NonUseCaseError(RefusedError):
    """Non-use is counted from evidence; its case follows from that decision."""

    slug = "case-non-use"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "两年未用标从证据计算，届满后由登记系统自动立案；请在该案件或“用标期限”页面作出决定",
                "Two years without use are counted from evidence, and the registry "
                "opens the case when they are over; decide on it, or on the page of "
                "its clocks",
            ),
            field="trigger",
        )


class EvidenceMissingError(InvalidError):
    """What is known has to be written down."""

    slug = "case-words"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请写明依据的事实和来源，当事人会看到",
                "Write down the facts and where they come from; the producer reads it",
            ),
            field="words",
        )


class CureDayError(InvalidError):
    """A cure needs a day in the future."""

    slug = "case-cure-day"

    def __init__(self, today: date):
        super().__init__(
            Words(
                f"请填写改正期限，应晚于 {today}",
                f"Say by which day it is to be put right, after {today}",
            ),
            field="due_on",
        )


class CureReasonError(InvalidError):
    """The day is not the one that the office set, or it set none."""

    slug = "case-cure-reason"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "条文没有规定改正期限，所填日期也不是省级设定的期限；请写明为何定这一天",
                "The law gives no cure period, and the day is not the one that the "
                "province set; say why it is this day",
            ),
            field="words",
        )


class CureRunningError(RefusedError):
    """It can still be put right."""

    slug = "case-cure-running"

    def __init__(self, due_on: date):
        super().__init__(
            Words(
                f"改正期限至 {due_on}，届满前不能报国家知识产权局注销（第三十一条）；"
                "请在届满后核查再报",
                f"It may be put right until {due_on}; before that it cannot be "
                "reported to CNIPA (Art. 31). Look again afterwards",
            ),
            field="state",
        )


class CaseDayError(InvalidError):
    """What is recorded cannot have happened on that day."""

    slug = "case-day"

    def __init__(self, field: str, first: date, last: date):
        super().__init__(
            Words(
                f"日期应在 {first} 至 {last} 之间；请核对",
                f"The day lies between {first} and {last}; check it",
            ),
            field=field,
        )


class CaseAnnouncementError(RefusedError):
    """CNIPA cancels and announces; the announcement is needed."""

    slug = "case-announcement"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "注销由国家知识产权局决定并公告（第三十一条）；请填写公告号并上传公告文件",
                "CNIPA cancels the registration and announces it (Art. 31); give the "
                "announcement's number and file",
            ),
            field="announcement_number",
        )
