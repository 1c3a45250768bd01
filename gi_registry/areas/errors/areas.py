"""Refusals about areas and drafts of their clauses."""

from datetime import date

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
from gi_registry.core.words import Words


class DivisionsMissingError(NotFoundError):
    """No divisions are loaded, so nothing can be placed."""

    slug = "divisions-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "还没有装载行政区划。请先运行 gi-registry areas load。",
                "No divisions are loaded yet. Run gi-registry areas load first.",
            )
        )


class AreaNotFoundError(NotFoundError):
    """A product has no reading of its area."""

    slug = "area-not-found"

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(
                f"产品 {code} 没有录入产地范围。"
                "请查看公告原文，或联系省级登记管理人员补录。",
                f"No area is entered for {code}. Read the announcement, or ask the "
                "provincial registry to enter it.",
            ),
            code=code,
        )


class ReadingOrderError(ConflictError):
    """A reading would begin before the one that it replaces."""

    slug = "reading-order"

    def __init__(self, *, on: date, since: date) -> None:
        super().__init__(
            Words(
                f"新的产地范围自 {on} 起，早于现行版本的起始日 {since}。"
                "请改用不早于该日的日期。",
                f"The new reading would begin on {on}, before the present one of "
                f"{since}. Use that day or a later one.",
            ),
            on=str(on),
            since=str(since),
        )


class ClauseGoneError(NotFoundError):
    """A draft has no clause of that number."""

    slug = "clause-gone"

    def __init__(self, number: int) -> None:
        super().__init__(
            Words(
                f"草稿中没有第 {number} 段。请回到产地页面查看现在的各段。",
                f"The draft has no clause {number}. Go back to the area's page and see "
                "the clauses as they are now.",
            ),
            number=number,
        )


class ClauseNotDrawnError(InvalidError):
    """A clause is called resolved, but nothing draws it."""

    slug = "clause-not-drawn"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "“已确定”要有县级代码或上传的界线。乡镇和村没有图形："
                "请附上界线，或选“待定”。",
                "“Resolved” needs codes of counties or an attached outline. Townships "
                "and villages have no polygon: attach one, or choose "
                "“ambiguous”.",
            ),
            field="status",
        )


class ClauseSplitError(InvalidError):
    """A piece of a clause that is cut in two would be empty."""

    slug = "clause-split"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "分开后有一段是空的。请选另一处。",
                "One of the two pieces would be empty. Choose another place.",
            ),
            field="offset",
        )


class CodeUnknownError(InvalidError):
    """A code is of no division in force, township or village."""

    slug = "code-unknown"

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(
                f"没有代码为“{code}”的县（市、区）、乡镇或村。"
                "县写 6 位、乡镇 9 位、村 12 位，以空格分开。",
                f"No county, township or village has the code “{code}”. Counties have "
                "6 digits, townships 9, villages 12; put spaces between them.",
            ),
            field="codes",
            code=code,
        )


class DraftChangedError(ConflictError):
    """Somebody else changed the draft, or decided, meanwhile."""

    slug = "draft-changed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "您打开页面之后，另一位管理人员改动了这个产地。"
                "没有覆盖任何内容；请看过现在的内容后再做。",
                "Another officer changed this area after you opened the page. Nothing "
                "was overwritten; look at it as it is now and do it again.",
            )
        )


class AreaPolygonError(InvalidError):
    """What is attached to a clause is no polygon."""

    slug = "area-polygon"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "界线应为一个面；一个点不能表示产地范围。",
                "An outline is a polygon; a point does not say how far an area goes.",
            ),
            field="geometry",
        )
