"""One class for each refusal about scans."""

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
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
