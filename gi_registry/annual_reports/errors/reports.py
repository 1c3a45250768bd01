"""Refusals about reports: filling in, handing in, deciding."""

from datetime import date

from gi_registry.core.errors import ConflictError, NotFoundError, RefusedError
from gi_registry.core.words import Language, Words, long_day


class ReportNotFoundError(NotFoundError):
    """There is no such report, or not for this caller."""

    slug = "report-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这份年报；请从年报列表进入",
                "There is no such report; open it from the list of reports",
            )
        )


class DrawNotFoundError(NotFoundError):
    """There is no such draw, or not in this officer's jurisdiction."""

    slug = "report-draw-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这次抽样；请从抽样页面进入",
                "There is no such draw; open it from the page of draws",
            )
        )


class EditionNotFoundError(NotFoundError):
    """No such edition of a year's public figures was published."""

    slug = "edition-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这一版统计；各版列在年报统计页（/figures/reports）",
                "No such edition was published; the page of figures lists them "
                "(/figures/reports)",
            )
        )


class NotAskedError(RefusedError):
    """Answers are given that the version of the form does not ask."""

    slug = "report-not-asked"

    def __init__(self, form: int, names: tuple[str, ...], words: Words):
        super().__init__(
            Words(
                f"这份年报按第 {form} 版表单填报，没有“{words.zh}”等 {len(names)} 项；"
                "请删去这些答案",
                f"This report is on version {form} of the form, which does not ask "
                f"“{words.en}” ({len(names)} such answers); take them out",
            ),
            form=form,
            answers=list(names),
        )


class NotDueError(RefusedError):
    """The user has nothing to report for that year."""

    slug = "report-not-due"

    def __init__(self, year: int):
        super().__init__(
            Words(
                f"{year} 年内该用标资格没有一天有效，不需要填报这一年的年报",
                f"The permission was in force on no day of {year}: "
                "no report is due for it",
            ),
            year=year,
        )


class NotOpenError(RefusedError):
    """Reports on that year cannot be begun yet, or are not kept here."""

    slug = "report-not-open"

    def __init__(self, year: int, opens_on: date):
        super().__init__(
            Words(
                f"{year} 年度年报自 {long_day(opens_on, Language.ZH)}起填报",
                f"Reports on {year} open on {long_day(opens_on, Language.EN)}",
            ),
            year=year,
            opens_on=opens_on.isoformat(),
        )


class YearNotOverError(RefusedError):
    """The year reported on has not ended."""

    slug = "report-year-not-over"

    def __init__(self, year: int):
        super().__init__(
            Words(
                f"{year} 年还没有结束；可以先保存草稿，{year + 1} 年 1 月 1 日起提交",
                f"{year} is not over. Save the draft, and hand it in from "
                f"1 January {year + 1}",
            ),
            year=year,
        )


class UnderReviewError(ConflictError):
    """A version is with the county; nothing can be begun beside it."""

    slug = "report-under-review"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这份年报已提交，正在审核；如需更正，请等审核完成或请县级退回",
                "This report is handed in and under review; wait for the answer, or "
                "ask the county to return it",
            )
        )


class NotDraftError(ConflictError):
    """What was handed in is not changed any more."""

    slug = "report-not-draft"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "已提交的年报不能改动；需要更正时请新建更正版",
                "A report that was handed in does not change; start a correction",
            )
        )


class DraftMovedError(ConflictError):
    """The draft is not the one that was looked at and declared."""

    slug = "report-draft-moved"

    def __init__(self, revision: int):
        super().__init__(
            Words(
                "核对之后，草稿又改过（同事，或您的另一个窗口）；"
                "下面是现在的内容，请再核对一次，然后提交",
                "The draft was changed after you looked, by a colleague or in another "
                "window; this is what it says now. Check it again, then hand it in",
            ),
            revision=revision,
        )


class DraftChangedError(ConflictError):
    """Somebody else changed the same answers of the draft meanwhile.

    Attributes:
        revision: the draft's present one; a form that shows both may save on it.
        names: of the answers that both changed.
        theirs: of those that only the other changed.
    """

    slug = "report-draft-changed"

    def __init__(
        self, revision: int, names: tuple[str, ...], theirs: tuple[str, ...] = ()
    ):
        super().__init__(
            Words(
                "您填写期间，同事改了同样的内容；请逐项选择，再保存一次",
                "A colleague changed the same answers while you were filling them in; "
                "choose for each and save again",
            ),
            revision=revision,
            names=list(names),
            theirs=list(theirs),
        )
        self.revision = revision
        self.names = names
        self.theirs = theirs


class IncompleteError(RefusedError):
    """Figures are not answered yet."""

    slug = "report-incomplete"

    def __init__(self, names: tuple[str, ...], words: tuple[Words, ...]):
        zh = "、".join(each.zh for each in words)
        en = "; ".join(each.en for each in words)
        super().__init__(
            Words(
                f"还有 {len(words)} 项没有填写：{zh}；没有的填 0",
                f"{len(words)} answers are missing: {en}. Where there is none, "
                "answer 0",
            ),
            names=list(names),
        )


class ImpossibleError(RefusedError):
    """Figures contradict each other."""

    slug = "report-impossible"

    def __init__(self, codes: tuple[str, ...]):
        super().__init__(
            Words(
                f"有 {len(codes)} 处数字互相矛盾，请返回修改后再提交",
                f"{len(codes)} figures contradict each other; go back and correct them",
            ),
            codes=list(codes),
        )


class ReasonMissingError(RefusedError):
    """Differences were found and not explained."""

    slug = "report-reason-missing"

    def __init__(self, count: int):
        super().__init__(
            Words(
                f"有 {count} 处需要说明，请填写原因",
                f"{count} differences need a reason; please give it",
            ),
            field="change_reason",
            count=count,
        )


class LedgerMovedError(ConflictError):
    """The ledger has changed since the form was prefilled."""

    slug = "report-ledger-moved"

    def __init__(self, names: tuple[str, ...]):
        super().__init__(
            Words(
                "预填之后台账有变动；请先更新为最新台账数字，再提交",
                "The ledger has moved since the form was filled in from it; take over "
                "its present figures first",
            ),
            names=list(names),
        )


class NotUnderReviewError(ConflictError):
    """The version is not waiting for a decision."""

    slug = "report-not-under-review"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这一版年报不在待审状态，可能同事已经处理；请刷新页面查看",
                "This version is not waiting for review; a colleague may have decided "
                "it. Load the page again",
            )
        )


class ReturnReasonMissingError(RefusedError):
    """A report was returned without saying why."""

    slug = "report-return-reason-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "退回时请写明原因，告诉填报人改哪里",
                "Say why it is returned and what to correct",
            ),
            field="words",
        )


class YearUnknownError(RefusedError):
    """The year asked for is not one that is reported on."""

    slug = "report-year-unknown"

    def __init__(self, first: int, last: int):
        super().__init__(
            Words(
                f"年度应在 {first} 与 {last} 之间",
                f"The year must be between {first} and {last}",
            ),
            field="year",
        )


class UnreadableError(RefusedError):
    """An answer is not written as the question asks for."""

    slug = "report-answer-unreadable"

    def __init__(self, part: str):
        short = part[:60]
        super().__init__(
            Words(
                f"看不懂“{short}”；请按题目下的说明填写",
                f"“{short}” cannot be read; write it as the hint says",
            ),
            part=short,
        )


class LabelsUsedError(RefusedError):
    """A year without use was asked for, and labels were put to use in it."""

    slug = "report-labels-used"

    def __init__(self, used: int):
        super().__init__(
            Words(
                f"台账显示当年启用了 {used:,} 枚标识，不是零使用；请逐项填写",
                f"The ledger shows {used:,} labels activated in the year, so the mark "
                "was used; answer the questions one by one",
            ),
            used=used,
        )
