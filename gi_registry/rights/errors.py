"""Refusals about the life of a right, and about those who use it."""

from collections.abc import Sequence
from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class ProcedureNotFoundError(NotFoundError):
    """There is no such procedure of this right."""

    slug = "procedure-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这件事项；请从权利页面重新进入",
                "There is no such procedure; open it from the page of the right",
            )
        )


class StateNotNextError(ConflictError):
    """The state does not follow the present one."""

    slug = "right-state-not-next"

    def __init__(self, now: Words, new: Words, following: Sequence[Words]):
        zh = "、".join(words.zh for words in following) or "无"
        en = ", ".join(words.en for words in following) or "nothing"
        super().__init__(
            Words(
                f"现为“{now.zh}”，不能记为“{new.zh}”；接下来可以记录：{zh}",
                f"It is “{now.en}” now and cannot become “{new.en}”; what can follow: "
                f"{en}",
            ),
            field="state",
        )


class DayOrderError(InvalidError):
    """What is recorded cannot have happened on that day."""

    slug = "right-day"

    def __init__(self, field: str, first: date | None, last: date):
        since = first or date.min
        super().__init__(
            Words(
                f"日期应在 {since} 至 {last} 之间；请对照原件",
                f"The day lies between {since} and {last}; compare with the original",
            )
            if first
            else Words(
                f"日期不能晚于 {last}；请对照原件",
                f"The day is not after {last}; compare with the original",
            ),
            field=field,
        )


class ReasonMissingError(InvalidError):
    """It needs its reason in words."""

    slug = "right-reason"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请按通知或决定写明理由，公开页面将显示这段文字",
                "Write down the reason as the notice or decision states it; it is "
                "shown in public",
            ),
            field="words",
        )


class ReceivedMissingError(InvalidError):
    """A period runs from the receipt of this notice."""

    slug = "right-received"

    def __init__(self, first: date, last: date):
        super().__init__(
            Words(
                f"期限自收到之日起算；请填写收到日期，应在 {first} 至 {last} 之间",
                "A period runs from its receipt: give the day on which it was "
                f"received, between {first} and {last}",
            ),
            field="received_on",
        )


class AnnouncementMissingError(InvalidError):
    """CNIPA announces this; number, day and file are needed."""

    slug = "right-announcement"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这一步由国家知识产权局公告；请填写公告号并上传公告文件",
                "CNIPA announces this step: give the announcement's number and file",
            ),
            field="announcement_number",
        )


class NotAcceptableError(RefusedError):
    """Acceptance does not fit the grounds that the Order lists."""

    slug = "right-not-acceptable"

    def __init__(self, grounds: Sequence[Words]):
        super().__init__(
            Words(
                "不能记为受理："
                + "；".join(words.zh for words in grounds)
                + "。请记为不予受理，页面上有通知书草稿",
                "It cannot be accepted: "
                + "; ".join(words.en for words in grounds)
                + ". Record it as not accepted; a draft of the notice is on the page",
            )
            if grounds
            else Words(
                "未逾期且已说明理由，《地理标志产品保护办法》没有不予受理的依据；"
                "缺少证据不在所列情形之内，请记为受理",
                "It is in time and states its reasons: Order 80 gives no ground not "
                "to accept it, and missing evidence is none. Record it as accepted",
            ),
            field="state",
        )


class OppositionOpenError(ConflictError):
    """An opposition against it is not decided."""

    slug = "right-opposition-open"

    def __init__(self, count: int):
        super().__init__(
            Words(
                f"还有 {count} 件异议没有结果；请先记录异议的结果",
                f"{count} oppositions are not decided; record their outcome first",
            ),
            field="state",
        )


class OppositionUpheldError(ConflictError):
    """The outcome does not fit what became of the oppositions."""

    slug = "right-opposition-outcome"

    def __init__(self, new: Words, *, is_upheld: bool):
        super().__init__(
            Words(
                f"有异议成立，不能记为“{new.zh}”（第十六条）；请核对裁决书",
                f"An opposition was upheld, so it cannot be “{new.en}” (Art. 16); "
                "check the ruling",
            )
            if is_upheld
            else Words(
                f"没有成立的异议，不能记为“{new.zh}”（第十六条）；请先记录裁决",
                f"No opposition was upheld, so it cannot be “{new.en}” (Art. 16); "
                "record the ruling first",
            ),
            field="state",
        )


class EarlyError(RefusedError):
    """A period still runs, and nobody says why it is early."""

    slug = "right-early"

    def __init__(self, due_on: date):
        super().__init__(
            Words(
                f"期限至 {due_on} 才届满；请核对日期，"
                "如公告或通知确实如此，请在说明中写明后再记录",
                f"The period ends on {due_on} only. Check the day; if the original "
                "really says so, write that as a remark and record it again",
            ),
            field="on",
        )


class NotPreliminaryError(ConflictError):
    """There is no preliminary announcement that one could oppose."""

    slug = "right-not-preliminary"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有初步认定公告或初步变更公告，不能提出异议；"
                "请先记录公告，或改为请求撤销",
                "There is no preliminary announcement to oppose; record it first, or "
                "ask for the revocation instead",
            ),
            field="procedure",
        )


class RightOpenError(ConflictError):
    """The right cannot enter this procedure as it stands."""

    slug = "right-procedure-closed"

    def __init__(self, procedure: Words, status: Words):
        super().__init__(
            Words(
                f"这项权利现为“{status.zh}”，不能记录“{procedure.zh}”；"
                "请从页面列出的事项中选择",
                f"The right is “{status.en}”: “{procedure.en}” cannot be recorded. "
                "Choose one of those that the page offers",
            ),
            field="procedure",
        )


class GroundMissingError(InvalidError):
    """A request to revoke names one of six grounds."""

    slug = "right-ground"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请选择第二十七条所列的六种情形之一",
                "Choose one of the six grounds of Art. 27",
            ),
            field="ground",
        )


class SuccessorError(InvalidError):
    """A conversion or merger leads to another right of the same product."""

    slug = "right-successor"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请选择同一产品的另一项权利；没有时请先记录其申请认定",
                "Choose another right of the same product; if there is none, record "
                "its recognition first",
            ),
            field="successor_id",
        )


class RenewalDayError(InvalidError):
    """A renewal leads to a later last day, of a mark."""

    slug = "right-renewal"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请填写续展后的截止日，应晚于原截止日",
                "Give the last day after the renewal; it is later than the one before",
            ),
            field="valid_to",
        )


class TouchedChangedError(ConflictError):
    """Others would be suspended than the officer was shown."""

    slug = "right-touched-changed"

    def __init__(self, count: int):
        super().__init__(
            Words(
                f"现在会使 {count} 个用标主体暂停用标，与您看到的不同；"
                "请核对下面的名单后重新提交",
                f"It would now suspend {count} authorized users, another number than "
                "you were shown; look through the list and send it again",
            ),
            field="touched",
            count=count,
        )


class HoldNotFoundError(NotFoundError):
    """The authorization does not wait for another right."""

    slug = "right-hold-not-found"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"{number} 没有因这项权利终止而待转；请从名单中选择",
                f"{number} does not wait to be re-based from this right; choose from "
                "the list",
            ),
            field="numbers",
        )


class NobodyChosenError(InvalidError):
    """Nobody is chosen."""

    slug = "right-nobody-chosen"

    def __init__(self) -> None:
        super().__init__(
            Words("请至少选择一个用标主体", "Choose at least one authorized user"),
            field="numbers",
        )


class RebaseTargetError(RefusedError):
    """The mark cannot be used under the right chosen."""

    slug = "right-rebase-target"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "只能转到同一产品、受保护、可以据以用标的权利；"
                "请先记录其认定公告，再转",
                "They can be re-based only onto a protected right of the same product "
                "under which the mark is used; record its recognition first",
            ),
            field="to_right_id",
        )


class LineError(RefusedError):
    """A line of an announcement's list cannot be taken."""

    slug = "right-line"
