"""Refusals about files of plots and outlines."""

from gi_registry.core.errors import InvalidError, NotFoundError
from gi_registry.core.words import Words


class ImportRefusedError(InvalidError):
    """Nothing of a file can be taken."""

    slug = "import-refused"

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(
                f"文件“{name}”没有可以导入的地块，什么都没有写入。"
                "请按判读结果改正后重新导入。",
                f"Nothing of “{name}” can be imported, nothing was written. Correct it "
                "by what was found and import it again.",
            ),
            field="file",
        )


class ImportUnreadableError(InvalidError):
    """A file cannot be read at all, and nobody knows what is in it."""

    slug = "import-unreadable"

    def __init__(self, why: Words) -> None:
        super().__init__(why, field="file")


class ImportNotFoundError(NotFoundError):
    """No such import is known to whoever asks."""

    slug = "import-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这次导入。请从导入列表进入。",
                "There is no such import; enter from the list of imports.",
            )
        )


class ImportProductError(InvalidError):
    """Plots are to be registered for nobody's product."""

    slug = "import-product"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "登记地块须写明产品。请选择产品后重新导入。",
                "Name the product that the plots are for, then import again.",
            ),
            field="product",
        )
