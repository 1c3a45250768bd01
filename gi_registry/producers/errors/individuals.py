"""Refusals about individuals under a business."""

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
from gi_registry.core.words import Words


class IndividualListedError(ConflictError):
    """The person is on the list already."""

    slug = "individual-listed"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"该身份证号码已在名单中（{name}），不必再加",
                f"This identity number is on the list already ({name}); there is "
                "nothing to add",
            ),
            field="identity",
        )


class IndividualNotFoundError(NotFoundError):
    """No such person under this business."""

    slug = "individual-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "名单中没有此人；请刷新名单后再试",
                "There is no such person on the list; reload it and try again",
            )
        )


class ListStaleError(InvalidError):
    """What was previewed came back changed, or too late."""

    slug = "list-stale"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "预览已过期，没有录入任何内容；请重新上传名单",
                "The preview is out of date and nothing was recorded; upload the list "
                "again",
            ),
            field="list",
        )


class ListTooLongError(InvalidError):
    """More lines than one list may have."""

    slug = "list-too-long"

    def __init__(self, most: int):
        super().__init__(
            Words(
                f"一次最多录入 {most:,} 人；请分成几份上传",
                f"At most {most:,} people at once; send the list in parts",
            ),
            field="list",
        )


class WorkerUnknownError(InvalidError):
    """Nobody of that name is on the list."""

    slug = "worker-unknown"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"农户和个人成员名单中没有“{name}”；请先加入名单，或核对姓名和后四位",
                f"“{name}” is not on your list of households and members; add them "
                "first, or check the name and the last four",
            ),
            field="worker",
        )


class WorkerAmbiguousError(InvalidError):
    """Two people on the list have that name."""

    slug = "worker-ambiguous"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"名单中有几位“{name}”；请在姓名后加身份证后四位，如“{name} 0014”",
                f"Several on the list are called “{name}”; add the last four of the "
                f"identity number, such as “{name} 0014”",
            ),
            field="worker",
        )
