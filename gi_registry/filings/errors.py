"""Refusals about filings of events."""

from datetime import date

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
from gi_registry.core.words import Words


class FilingNotFoundError(NotFoundError):
    """There is no such filing, or it is somebody else's."""

    slug = "filing-not-found"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"没有备案 {number}；请从备案列表进入",
                f"There is no filing {number}; open it from the list",
            )
        )


class FilingStepError(ConflictError):
    """One state does not follow the other."""

    slug = "filing-step"

    def __init__(self, now: Words, new: Words):
        super().__init__(
            Words(
                f"备案现为“{now.zh}”，不能记为“{new.zh}”；请从页面列出的步骤中选择",
                f"The filing is “{now.en}” now and cannot become “{new.en}”; choose "
                "one of the steps that the page lists",
            ),
            field="state",
        )


class FilingWordsError(InvalidError):
    """A reason, or CNIPA's number, is missing."""

    slug = "filing-words"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请写明原因；国家知识产权局备案的，填写备案号",
                "Write down the reason; where CNIPA filed it, the number of its filing",
            ),
            field="words",
        )


class FilingDayError(InvalidError):
    """What is recorded cannot have happened on that day."""

    slug = "filing-day"

    def __init__(self, field: str, first: date, last: date):
        super().__init__(
            Words(
                f"日期应在 {first} 至 {last} 之间；请核对",
                f"The day lies between {first} and {last}; check it",
            ),
            field=field,
        )


class EventOverError(InvalidError):
    """The event ends before it begins, or is over."""

    slug = "filing-event-over"

    def __init__(self, first: date):
        super().__init__(
            Words(
                f"活动结束日应在 {first} 或之后；请核对活动日期",
                f"The event's last day is {first} or later; check its days",
            ),
            field="ends_on",
        )


class DesignMissingError(InvalidError):
    """The design drawing is the second of the two documents."""

    slug = "filing-design"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请上传使用设计图样（《地理标志产品保护办法》第二十一条）",
                "Upload the design drawing of the use (Order 80 Art. 21)",
            ),
            field="design",
        )


class EventPlaceError(InvalidError):
    """The county is not in the list."""

    slug = "filing-county"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请从列表中选择活动所在的县（市、区）",
                "Choose the county of the event from the list",
            ),
            field="division",
        )
