"""Refusals about the evidence behind a capacity."""

from typing import Self

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class EvidenceNotFoundError(NotFoundError):
    """No such row, or another producer's."""

    slug = "evidence-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这条产量依据；请从产量依据列表进入",
                "There is no such row of evidence; open it from the list of evidence",
            )
        )


class EvidenceFieldError(InvalidError):
    """A row of evidence lacks something, or something of it cannot be."""

    slug = "evidence-field"

    @classmethod
    def missing(cls, field: str, name: Words) -> Self:
        """Say what is needed."""
        return cls(Words(f"请填写{name.zh}", f"Give the {name.en}"), field=field)

    @classmethod
    def too_long(cls, field: str, most: int) -> Self:
        """Say how long it may be."""
        words = Words(f"最多 {most} 个字", f"At most {most} characters")
        return cls(words, field=field)

    @classmethod
    def beyond_volume(cls) -> Self:
        """Say that a vat holds no more than its volume."""
        words = Words(
            "存量不能大于缸的容积；请核对两个数字",
            "A vat cannot hold more than its volume; check both figures",
        )
        return cls(words, field="amount")

    @classmethod
    def not_exact(cls, unit: Words) -> Self:
        """Say that the figure is finer than is kept."""
        words = Words(
            f"单位为{unit.zh}，小数过多；请四舍五入后再填",
            f"In {unit.en}, with too many decimals; round it",
        )
        return cls(words, field="amount")

    @classmethod
    def of_days(cls) -> Self:
        """Say that the days are the wrong way round."""
        words = Words(
            "结束日期不能早于开始日期；请核对",
            "The last day cannot be before the first; check both",
        )
        return cls(words, field="ends_on")

    @classmethod
    def in_future(cls) -> Self:
        """Say that only what is there can be evidence."""
        words = Words(
            "日期不能晚于今天：只登记已经发生的",
            "The day cannot be after today: only what has happened is evidence",
        )
        return cls(words, field="begins_on")

    @classmethod
    def of_plot(cls) -> Self:
        """Say which plots can be named."""
        words = Words(
            "请选择本单位登记在这个产品下、仍在使用的地块；没有的先到“地块”登记",
            "Choose one of your plots of this product that is in use; register it "
            "under Plots first if it is not there",
        )
        return cls(words, field="plot_id")

    @classmethod
    def of_document(cls) -> Self:
        """Say what a digest looks like."""
        words = Words(
            "请填文件的 SHA-256，64 位十六进制；没有文件的留空",
            "Give the file's SHA-256, 64 hexadecimal digits, or leave it empty",
        )
        return cls(words, field="document_sha256")


class EvidenceThereError(ConflictError):
    """The same thing is entered for that year already."""

    slug = "evidence-there"

    def __init__(self, reference: str, year: int) -> None:
        words = Words(
            f"{year} 年已登记“{reference}”；数字有变的，请在那一条上更正",
            f"{reference} is entered for {year} already; correct that row if its "
            "figures have changed",
        )
        super().__init__(words, field="reference", year=year)


class EvidenceClosedError(RefusedError):
    """The row was refused, or another one has taken its place."""

    slug = "evidence-closed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这一条已经办结或已被更正取代；请刷新列表，在现行的一条上办理",
                "This row is decided already or was replaced by a correction; reload "
                "the list and go on with the one that stands",
            )
        )


class EvidenceReasonError(InvalidError):
    """A refusal or a correction gives no reason."""

    slug = "evidence-reason"

    def __init__(self) -> None:
        words = Words(
            "请写明原因，对方据此办理", "Give the reason; the other side goes by it"
        )
        super().__init__(words, field="reason")


class EvidenceElsewhereError(RefusedError):
    """A number that counts elsewhere is confirmed without a word about it."""

    slug = "evidence-elsewhere"

    def __init__(self, reference: str) -> None:
        words = Words(
            f"“{reference}”在别处也登记过；确认前请核对证件，并在“说明”中写明为何可以确认",
            f"{reference} is entered elsewhere too; look at the paper, and say under "
            "Words why it can be confirmed",
        )
        super().__init__(words, field="reason", reference=reference)


class EvidenceChoiceError(InvalidError):
    """Nothing was chosen to be decided."""

    slug = "evidence-choice"

    def __init__(self) -> None:
        words = Words("请先勾选要办理的依据", "Tick the rows that you decide on first")
        super().__init__(words, field="ids")


class EvidenceListError(RefusedError):
    """A list of evidence cannot be entered as a whole."""

    slug = "evidence-list"

    def __init__(self, refused: int) -> None:
        words = Words(
            f"有 {refused} 行不能登记，整份未登记；请按各行说明改好后重新上传",
            f"{refused} lines are refused, so nothing is entered; put them right as "
            "each line says and send the list again",
        )
        super().__init__(words, field="list", refused=refused)


class EvidenceListLengthError(InvalidError):
    """A list has no line, or too many."""

    slug = "evidence-list-length"

    def __init__(self, most: int) -> None:
        words = Words(
            f"名单应有 1 至 {most:,} 行；更多请分几次导入",
            f"A list has 1 to {most:,} lines; send more of them in several lists",
        )
        super().__init__(words, field="list", most=most)
