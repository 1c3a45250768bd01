"""One class for each refusal about scans."""

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class CodeNotIssuedError(NotFoundError):
    """The code is none of ours, so there is nothing to say of it."""

    slug = "code-not-issued"

    def __init__(self) -> None:
        words = Words(
            "本系统没有签发过这个编码；请对照标签重新输入",
            "We have not issued this code; type it again from the label",
        )
        super().__init__(words, field="code")


class JudgementReasonError(InvalidError):
    """A code is marked or cleared without saying why."""

    slug = "judgement-reason"

    def __init__(self) -> None:
        words = Words(
            "请写明理由，如实物比对的结果，不超过 500 字",
            "Say why, such as what comparing the goods showed, in at most 500 "
            "characters",
        )
        super().__init__(words, field="reason")


class SameJudgementError(ConflictError):
    """The code is marked so already."""

    slug = "same-judgement"

    def __init__(self) -> None:
        words = Words(
            "此码已是这个结论；如要更改，请选另一个",
            "The code is marked so already; choose the other one to change it",
        )
        super().__init__(words, field="judgement")


class TooManyCodesError(InvalidError):
    """More codes than one request may hold, or none."""

    slug = "too-many-codes"

    def __init__(self, *, most: int) -> None:
        words = Words(
            f"一次核验 1 至 {most:,} 个编码；更多请分几次提交",
            f"One request holds 1 to {most:,} codes; send more in several requests",
        )
        super().__init__(words, field="codes", most=most)


class CodesFormatError(InvalidError):
    """The body is neither a list of codes nor lines of JSON."""

    slug = "codes-format"

    def __init__(self, line: int | None = None) -> None:
        zh, en = (f"第 {line} 行：", f"Line {line}: ") if line else ("", "")
        words = Words(
            f'{zh}应为 {{"codes": ["编码", …]}}，或每行一个 JSON 编码字符串',
            f'{en}Expected {{"codes": ["code", …]}}, or one JSON string a line',
        )
        super().__init__(words, field="codes", line=line)


class PinFormatError(InvalidError):
    """What was typed is no scratch PIN."""

    slug = "pin-format"

    def __init__(self) -> None:
        words = Words(
            "验证码是涂层下的 6 位数字；请刮开后照着输入",
            "The PIN is the six digits under the scratch layer; type them as they are",
        )
        super().__init__(words, field="pin")


class PinNotAskedError(RefusedError):
    """The label has no scratch PIN, or none that counts now."""

    slug = "pin-not-asked"

    def __init__(self) -> None:
        words = Words(
            "这枚标识现在不能用验证码核验；请看查验结果",
            "No PIN can be checked for this label now; see what the scan says of it",
        )
        super().__init__(words, field="pin")


class PinWaitError(RefusedError):
    """Several entries were wrong, so the next one has to wait."""

    slug = "pin-wait"

    def __init__(self, *, minutes: int) -> None:
        words = Words(
            f"这枚标识的验证码已多次输错；请在 {minutes} 分钟后再试，"
            "或带着包装和凭证向销售者、12315 查问",
            f"Wrong PINs were entered for this label; try again in {minutes} minutes, "
            "or ask the seller or 12315 with the pack and the receipt",
        )
        super().__init__(words, field="pin", minutes=minutes)


class PinClosedError(RefusedError):
    """So many entries were wrong that none is taken any more."""

    slug = "pin-closed"

    def __init__(self, most: int) -> None:
        words = Words(
            f"这枚标识的验证码已输错 {most} 次，不再受理；"
            "请带着包装和凭证向销售者或 12315 查问",
            f"Wrong PINs were entered {most} times for this label, so none is taken "
            "any more; ask the seller or 12315 with the pack and the receipt",
        )
        super().__init__(words, field="pin", most=most)
