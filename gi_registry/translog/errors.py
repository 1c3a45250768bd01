"""One class for each refusal about the log."""

from gi_registry.core.errors import ConflictError, NotFoundError, RefusedError
from gi_registry.core.words import Words


class EntryNotFoundError(NotFoundError):
    """The log has no such entry."""

    slug = "log-entry-not-found"

    def __init__(self, size: int):
        super().__init__(
            Words(
                f"日志没有这一条：现有 {size} 条，从 0 起编号；请核对序号",
                f"The log has no such entry: it has {size}, numbered from 0; look at "
                "the number again",
            ),
            size=size,
        )


class TileNotFoundError(NotFoundError):
    """The log has no such tile, or not that wide."""

    slug = "log-tile-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "日志没有这一块；请按 /log/checkpoint 所示的条数取块",
                "The log has no such tile; ask for those of the size that "
                "/log/checkpoint shows",
            )
        )


class LogBrokenError(ConflictError):
    """The tables of the log have lost a row: nothing is signed over that."""

    slug = "log-broken"

    def __init__(self, level: int, first: int, end: int):
        super().__init__(
            Words(
                f"日志数据不完整：第 {level} 层 {first} 至 {end - 1} 缺数据；"
                "在查明之前不再签署检查点，请管理员从备份核对",
                f"The log has lost data: of level {level}, between {first} and "
                f"{end - 1}; no checkpoint is signed until the administrator has "
                "compared it with a backup",
            ),
            level=level,
            first=first,
            end=end,
        )


class LogKeyError(RefusedError):
    """The text is no public key of a log."""

    slug = "log-key"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是日志公钥；应形如 example.cn/log+0a1b2c3d+AQ…，见日志网页 /log",
                "This is no public key of a log; it looks like "
                "example.cn/log+0a1b2c3d+AQ… and stands on the page /log",
            ),
            field="key",
        )


class WitnessKeyError(RefusedError):
    """The text is no public key of a witness."""

    slug = "log-witness-key"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是证人公钥；应形如 example.cn/log/witness+0a1b2c3d+BA…，"
                "见证人的网页 /log/witness",
                "This is no public key of a witness; it looks like "
                "example.cn/log/witness+0a1b2c3d+BA… and stands on the witness's page "
                "/log/witness",
            ),
            field="witness",
        )


class CheckpointFormError(RefusedError):
    """The text is no signed checkpoint."""

    slug = "log-checkpoint-form"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "检查点格式不对（C2SP tlog-checkpoint）；请重新下载后再核",
                "This is no checkpoint (C2SP tlog-checkpoint); fetch it again",
            )
        )


class CheckpointSignatureError(RefusedError):
    """The log's key did not sign the checkpoint."""

    slug = "log-checkpoint-signature"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"检查点没有 {name} 的有效签名；请核对公钥，公钥无误的，不要采信",
                f"The checkpoint has no good signature of {name}; compare the key, "
                "and if that is right, do not rely on it",
            ),
            name=name,
        )


class ProofFormError(RefusedError):
    """The text is no proof."""

    slug = "log-proof-form"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是日志证明（C2SP tlog-proof）；请使用完整的 .tlog-proof 文件",
                "This is no proof of a log (C2SP tlog-proof); take the whole "
                ".tlog-proof file",
            ),
            field="proof",
        )


class ProofError(RefusedError):
    """The checkpoint does not cover the entry."""

    slug = "log-proof"

    def __init__(self, index: int):
        super().__init__(
            Words(
                f"证明不成立：已签署的检查点不含这样的第 {index} 条；不要据此办事，"
                "请向省级管理机构核实",
                f"The proof fails: the signed checkpoint covers no such entry {index}; "
                "do not rely on it, and ask the province",
            ),
            field="proof",
            index=index,
        )


class LogUnreachableError(RefusedError):
    """A log cannot be read."""

    slug = "log-unreachable"

    def __init__(self, where: str, why: str):
        zh, en = (f"（{why}）", f" ({why})") if why else ("", "")
        super().__init__(
            Words(
                f"读不到日志 {where}{zh}；请给出形如 https://…/log 的网址，"
                "或 log export 写出的文件夹",
                f"No log can be read at {where}{en}; give an address such as "
                "https://…/log, or a folder that log export wrote",
            )
        )


class AuditStateError(RefusedError):
    """The file with what an earlier audit kept is not one."""

    slug = "log-audit-state"

    def __init__(self, path: str):
        super().__init__(
            Words(
                f"{path} 不是以前审计留下的记录；请换一个文件，或恢复原来的文件",
                f"{path} is not what an earlier audit kept; name another file, or "
                "restore it",
            )
        )
