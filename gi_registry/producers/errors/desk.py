"""Refusals about work on the officers' desk."""

from gi_registry.core.errors import ConflictError, InvalidError, RefusedError
from gi_registry.core.words import Words


class TakenError(ConflictError):
    """A colleague has taken the application."""

    slug = "application-taken"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"已由{name}承办；请与其商量，由其放回或移交",
                f"{name} has taken it; ask them to put it back or hand it over",
            )
        )


class NotTakenError(ConflictError):
    """It is not the caller's to put back."""

    slug = "application-not-taken"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这件申请不在您名下，无须放回",
                "You have not taken this application; there is nothing to put back",
            )
        )


class NoColleagueError(RefusedError):
    """The person named could not take the step."""

    slug = "no-such-colleague"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "此人不能在这里办理这一步；请从列表中选择同一辖区的同事",
                "This person cannot take this step here; choose a colleague of the "
                "same jurisdiction from the list",
            ),
            field="colleague",
        )


class SecondPersonError(RefusedError):
    """A rule does not allow it to one person alone."""

    slug = "second-person-needed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这件事须两人办理：请在页面上写明理由提出，由另一位同事在“例外申请”中决定",
                "This takes two people: ask for it with a reason, and another "
                "colleague decides under Exceptions",
            )
        )


class BulkSizeError(RefusedError):
    """None is ticked, or too many."""

    slug = "bulk-size"

    def __init__(self, most: int):
        super().__init__(
            Words(
                f"请先勾选申请，一次最多 {most} 件",
                f"Tick the applications first, {most} at most",
            )
        )


class QuarterError(InvalidError):
    """The quarter is none that the ledger can have."""

    slug = "quarter"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请选择 2020 年以后的季度（1 至 4）",
                "Choose a quarter, 1 to 4, of 2020 or later",
            ),
            field="quarter",
        )
