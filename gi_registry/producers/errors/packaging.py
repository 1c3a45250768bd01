"""Refusals about the packaging check-list."""

from gi_registry.core.errors import InvalidError, RefusedError
from gi_registry.core.words import Words


class PackEndedError(RefusedError):
    """The mark may not be used, so there is nothing to tick off."""

    slug = "pack-ended"

    def __init__(self, state: Words):
        super().__init__(
            Words(
                f"该用标核准{state.zh}，现在不能用标，无须核对包装；"
                "请先看用标凭证上的状态",
                f"The mark may not be used now ({state.en}), so there is nothing to "
                "tick off; see the state on the certificate first",
            )
        )


class NothingTickedError(InvalidError):
    """No item was ticked."""

    slug = "nothing-ticked"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有勾选任何一项；请对照包装逐项勾选",
                "Nothing is ticked; compare the pack and tick what is right",
            ),
            field="items",
        )
