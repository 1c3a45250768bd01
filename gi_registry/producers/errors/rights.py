"""Refusals that come from the end of a right."""

from gi_registry.core.errors import ConflictError
from gi_registry.core.words import Words


class RightEndedError(ConflictError):
    """The right behind the authorization has ended."""

    slug = "right-ended"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "所依据的权利已经终止，不能恢复用标；"
                "请由省级凭国家知识产权局公告转到同一产品的另一项权利",
                "The right behind it has ended, so use cannot go on; the province "
                "re-bases it onto another right of the product, by CNIPA's "
                "announcement",
            ),
            field="state",
        )
