"""Refusals about complaints."""

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
from gi_registry.core.words import Words


class ComplaintNotFoundError(NotFoundError):
    """There is no such complaint, or it is not shown to the caller."""

    slug = "complaint-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这件投诉举报；请核对提交后给出的链接，或从列表进入",
                "There is no such report; check the link that was given after it was "
                "sent, or open it from the list",
            )
        )


class ComplaintStepError(ConflictError):
    """The step does not follow."""

    slug = "complaint-step"

    def __init__(self, now: Words):
        super().__init__(
            Words(
                f"这件投诉举报现为“{now.zh}”，不能这样办理；请重新打开页面，"
                "从列出的步骤中选择",
                f"The report is “{now.en}” now and this cannot follow; open the page "
                "again and choose a step that it lists",
            ),
            field="state",
        )


class ReferenceMissingError(InvalidError):
    """What was passed outside is found again by its number there."""

    slug = "complaint-reference"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请填写转往的部门和那里的文号或编号",
                "Say which office it was passed to, and its number there",
            ),
            field="reference",
        )


class OfficeSameError(InvalidError):
    """It is passed on to where it is."""

    slug = "complaint-office"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "已在该地办理；请选择另一个县、市或省",
                "It is with that office already; choose another one",
            ),
            field="division",
        )


class TooManyPhotosError(InvalidError):
    """More photos than are taken."""

    slug = "complaint-photos"

    def __init__(self, most: int):
        super().__init__(
            Words(
                f"最多 {most} 张照片；请选最清楚的几张",
                f"At most {most} photos; choose the clearest",
            ),
            field="photos",
        )
