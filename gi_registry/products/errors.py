"""Refusals about products and their catalogue."""

from collections.abc import Sequence

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
from gi_registry.core.published import Fault
from gi_registry.core.words import Words


class GiNotFoundError(NotFoundError):
    """No product of geographical indication has this code."""

    slug = "product-not-found"

    def __init__(self, code: str):
        super().__init__(
            Words(
                f"登记簿中没有代码为“{code}”的产品；请在登记簿中按名称查找",
                f"No product has the code {code}; look for it by name in the register",
            ),
            code=code,
        )


class RightNotFoundError(NotFoundError):
    """There is no such right in any product."""

    slug = "right-not-found"

    def __init__(self, right_id: int):
        super().__init__(
            Words(
                "没有这项权利；请从产品页面重新选择",
                "There is no such right; choose one again from the product's page",
            ),
            right_id=right_id,
        )


class CatalogueInvalidError(InvalidError):
    """A catalogue of products has faults; each is named with its place."""

    slug = "catalogue-invalid"

    def __init__(self, faults: Sequence[Fault]):
        super().__init__(
            Words(
                f"目录有 {len(faults)} 处错误，什么都没有写入；改正后请重新导入",
                f"The catalogue has {len(faults)} faults and nothing was written; "
                "correct them and import it again",
            ),
            faults=[
                {"where": fault.where, "zh": fault.words.zh, "en": fault.words.en}
                for fault in faults
            ],
        )
        self.faults = tuple(faults)


class RightGoneError(ConflictError):
    """A catalogue leaves out, or makes into another kind, a registered right."""

    slug = "right-gone"

    def __init__(self, code: str, ordinal: int):
        super().__init__(
            Words(
                f"{code} 的第 {ordinal} 项权利已登记，目录中却缺少或换了种类；"
                "权利不删除，请保留原顺序，并以状态 revoked 或 expired 表示终止",
                f"Right {ordinal} of {code} is registered, but the catalogue lacks it "
                "or has another kind there. Rights are never deleted: keep their "
                "order and mark the end by the status revoked or expired",
            ),
            code=code,
            ordinal=ordinal,
        )
