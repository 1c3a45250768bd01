"""Refusals of the demonstration."""

from gi_registry.core.errors import ConflictError, InvalidError
from gi_registry.core.words import Words


class DemonstrationLoadedError(ConflictError):
    """The database holds accounts already."""

    slug = "demonstration-loaded"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "数据库里已有账号，演示数据只装入空库；请换一个 GI_DATA_DIR",
                "The database holds accounts already; the demonstration goes only "
                "into an empty one. Choose another GI_DATA_DIR",
            )
        )


class DemonstrationPasswordError(InvalidError):
    """A demonstration that others can reach needs a password of its own."""

    slug = "demonstration-password"

    def __init__(self, host: str):
        super().__init__(
            Words(
                f"演示将对 {host} 开放，请先设置 GI_DEMO_PASSWORD（至少 10 个字符）",
                f"The demonstration would be open to {host}; set GI_DEMO_PASSWORD "
                "(at least 10 characters) first",
            )
        )
