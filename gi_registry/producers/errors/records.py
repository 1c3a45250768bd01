"""Refusals about what is on record of a business, and its changes."""

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words

_SAID = 5
"""Names that a refusal quotes."""


class ChangeNotFoundError(NotFoundError):
    """No such change, or not the caller's."""

    slug = "change-not-found"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"没有变更 {number}；请从变更列表进入",
                f"There is no change {number}; open it from the list",
            )
        )


class ChangeOpenError(ConflictError):
    """The same thing is proposed to change already."""

    slug = "change-open"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"同一项变更 {number} 正等待确认；请等结果，或先撤回",
                f"Change {number} of the same thing waits to be confirmed; wait for "
                "it, or withdraw it first",
            ),
            number=number,
        )


class ChangeDecidedError(ConflictError):
    """Somebody was faster, or it was taken back."""

    slug = "change-decided"

    def __init__(self, number: str, state: Words):
        super().__init__(
            Words(
                f"变更 {number} {state.zh}，不能再办；请刷新页面查看结果",
                f"Change {number} is decided already ({state.en}); reload the page "
                "to see the outcome",
            )
        )


class SameValueError(InvalidError):
    """What is proposed is on record already."""

    slug = "same-value"

    def __init__(self, value: str):
        super().__init__(
            Words(
                f"登记的就是“{value}”，没有变化；请填写变更后的内容",
                f"“{value}” is on record already; enter what it changes to",
            ),
            field="new",
        )


class NameTakenError(ConflictError):
    """Another organisation is called so."""

    slug = "name-taken"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"“{name}”已是另一个单位的名称；请核对营业执照和信用代码",
                f"“{name}” is another organisation's name; compare the business "
                "licence and the credit code",
            ),
            field="new",
        )


class EndedChangeError(RefusedError):
    """The authorization is over: nothing of it changes any more."""

    slug = "change-of-ended"

    def __init__(self, state: Words):
        super().__init__(
            Words(
                f"该用标核准{state.zh}，执行标准不能再变更；请先重新申请用标",
                f"This authorization is over ({state.en}), so its standard cannot "
                "change; apply for the mark anew",
            ),
            field="authorization",
        )


class BusinessNotFoundError(NotFoundError):
    """No business of that credit code, or not in the caller's jurisdiction."""

    slug = "business-not-found"

    def __init__(self, code: str):
        super().__init__(
            Words(
                f"辖区内没有信用代码为 {code} 的生产者；请从名录进入",
                f"No producer of your jurisdiction has the credit code {code}; open "
                "it from the list",
            )
        )


class OrganisationUnknownError(NotFoundError):
    """No organisation has that credit code or name."""

    slug = "organisation-unknown"

    def __init__(self, named: str) -> None:
        super().__init__(
            Words(
                f"没有统一社会信用代码或全称为“{named}”的单位。请对照营业执照核对。",
                f"No organisation has the credit code or full name “{named}”. Compare "
                "with the business licence.",
            )
        )


class ListNotFoundError(NotFoundError):
    """No list of standings of that number."""

    slug = "entity-list-not-found"

    def __init__(self, number: str) -> None:
        super().__init__(
            Words(
                f"没有名单 {number}；请从已录入的名单进入",
                f"There is no list {number}; open it from the lists on record",
            )
        )


class ListTakenBackError(ConflictError):
    """The list was taken back before."""

    slug = "entity-list-taken-back"

    def __init__(self, number: str) -> None:
        super().__init__(
            Words(
                f"名单 {number} 已经撤销，不必再撤；需要时请重新录入正确的名单",
                f"List {number} was taken back already; enter a right list where one "
                "is needed",
            )
        )


class NothingToUndoError(RefusedError):
    """The list changed nothing."""

    slug = "entity-list-changed-nothing"

    def __init__(self, number: str) -> None:
        super().__init__(
            Words(
                f"名单 {number} 没有改变任何登记，无须撤销",
                f"List {number} changed nothing; there is nothing to take back",
            )
        )


class ListUndoBlockedError(ConflictError):
    """Something happened since to a business of the list."""

    slug = "entity-list-undo-blocked"

    def __init__(self, names: list[str]) -> None:
        shown = "、".join(names[:_SAID]) + ("…" if len(names) > _SAID else "")
        super().__init__(
            Words(
                f"{len(names)} 个主体之后又有变化，名单不能整体撤销：{shown}；"
                "请按下面逐行写明的办法先处理",
                f"Something happened since to {len(names)} of the businesses, so the "
                f"list cannot be taken back as a whole: {shown}. Do first what each "
                "row says",
            ),
            blocked=names,
        )
