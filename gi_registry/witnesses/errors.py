"""One class for each refusal by a witness."""

from gi_registry.core.errors import (
    BadQueryError,
    ConflictError,
    DeniedError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class SubmissionFormError(BadQueryError):
    """What was submitted cannot be read."""

    slug = "witness-form"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "提交的内容不符合 C2SP tlog-witness：应依次为 old 行、至多 63 行证明、"
                "空行、检查点，且 old 不大于检查点的条数",
                "This is no submission of C2SP tlog-witness: a line `old N`, at most "
                "63 lines of proof, an empty line, the checkpoint, and N no more than "
                "its size",
            )
        )


class UnknownLogError(NotFoundError):
    """The log is none that is witnessed here."""

    slug = "witness-unknown-log"

    def __init__(self, origin: str):
        super().__init__(
            Words(
                f"本登记机关不见证 {origin}；请与系统管理员商定后，"
                "由其在 GI_WITNESSED_LOGS 中加上公钥",
                f"{origin} is not witnessed here; agree on it with the administrator, "
                "who adds its key to GI_WITNESSED_LOGS",
            ),
            origin=origin,
        )


class NotSignedError(DeniedError):
    """No known key of the log has signed the checkpoint."""

    slug = "witness-signature"

    def __init__(self, origin: str):
        super().__init__(
            Words(
                f"检查点没有 {origin} 已知公钥的有效签名；请核对双方登记的公钥",
                f"No known key of {origin} has signed the checkpoint; compare the keys "
                "on both sides",
            ),
            origin=origin,
        )


class OtherSizeError(ConflictError):
    """The witness remembers another size than the submission starts from."""

    slug = "witness-old-size"

    def __init__(self, size: int):
        super().__init__(
            Words(
                f"见证到的是 {size} 条；请由这一条数起给出一致性证明",
                f"{size} entries have been witnessed; prove consistency from there",
            ),
            size=size,
        )


class TwoRootsError(ConflictError):
    """The log has signed two different roots of one size."""

    slug = "witness-two-roots"

    def __init__(self, size: int):
        super().__init__(
            Words(
                f"日志对同样的 {size} 条签署过两个不同的根；两个检查点都已留作证据，"
                "请日志的运行单位公开说明",
                f"The log has signed two different roots over {size} entries; both "
                "checkpoints are kept as evidence, and its operator must explain it "
                "in public",
            ),
            size=size,
        )


class NotConsistentError(RefusedError):
    """The proof does not show that the log continues what was witnessed."""

    slug = "witness-proof"

    def __init__(self, size: int):
        super().__init__(
            Words(
                f"证明不能说明日志延续了已见证的 {size} 条；请核对证明，"
                "证明无误的，日志已分叉",
                f"The proof does not show that the log continues the {size} entries "
                "that were witnessed; look at the proof again, and if it is right, "
                "the log has forked",
            ),
            size=size,
        )
