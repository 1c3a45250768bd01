"""Refusals about exceptions."""

from gi_registry.core.errors import ConflictError, DeniedError, NotFoundError
from gi_registry.core.words import Words


class RequestNotFoundError(NotFoundError):
    """No such request."""

    slug = "override-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这件例外申请；请从例外申请列表进入",
                "There is no such request; open it from the list of exceptions",
            )
        )


class RequestOpenError(ConflictError):
    """The same was asked already and waits."""

    slug = "override-open"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "同一事项已有例外申请待第二人决定；请等决定，或先撤回那一件",
                "The same was asked already and waits for a second person; await the "
                "decision, or take that request back first",
            )
        )


class RequestDecidedError(ConflictError):
    """Somebody was faster."""

    slug = "override-decided"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这件例外申请已有决定；请刷新页面看结果",
                "This request is decided already; reload the page to see how",
            )
        )


class SamePersonError(DeniedError):
    """Who asks does not decide, nor does a deputy of one for the other."""

    slug = "override-same-person"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "提出的人不能自己决定，代办也不行；请由另一位有权限的同事决定",
                "Whoever asks does not decide, not as a deputy either; another "
                "colleague with the permission must",
            )
        )


class NotAskedError(DeniedError):
    """Only who asked takes a request back."""

    slug = "override-not-asked"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "只有提出的人可以撤回；您可以不同意，并写明理由",
                "Only the person who asked can take it back; you may refuse it, with "
                "a reason",
            )
        )
