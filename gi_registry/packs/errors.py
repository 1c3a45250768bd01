"""One class for each refusal about outer packs."""

from datetime import date
from typing import Self

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Language, Words, long_day


class PackRunNotFoundError(NotFoundError):
    """There is no such run of outer packs, or it is another producer's."""

    slug = "pack-run-not-found"

    def __init__(self, run: int) -> None:
        words = Words(
            f"没有第 {run} 批外包装码；请在“箱码与分装”列表中查找",
            f"There is no run {run} of outer packs; look for it in the list of cases",
        )
        super().__init__(words, field="run", run=run)


class PackingNotFoundError(NotFoundError):
    """There is no such packing, or it was taken back already."""

    slug = "packing-not-found"

    def __init__(self) -> None:
        words = Words(
            "没有这次装箱记录，或已撤销；请刷新页面查看",
            "There is no such packing, or it was taken back; look at the page again",
        )
        super().__init__(words)


class PackNumberError(InvalidError):
    """A number or a name of outer packs is out of bounds."""

    slug = "pack-number"

    @classmethod
    def of_bounds(cls, field: str, most: int) -> Self:
        """Return the refusal of a number."""
        words = Words(
            f"请填 1 至 {most:,} 的整数", f"A whole number from 1 to {most:,}"
        )
        return cls(words, field=field, most=most)

    @classmethod
    def of_length(cls, field: str, most: int) -> Self:
        """Return the refusal of a name."""
        words = Words(f"请填 1 至 {most} 个字", f"1 to {most} characters")
        return cls(words, field=field, most=most)


class PackBoundsError(InvalidError):
    """Numbers of packs are not within their run."""

    slug = "pack-bounds"

    def __init__(self, field: str, *, first: int, last: int, run_last: int) -> None:
        words = Words(
            f"外包装序号 {first:,} 至 {last:,} 不在本批内；本批为 0 至 {run_last:,}，"
            "起始不能大于截止",
            f"Packs {first:,} to {last:,} are not within this run; it has 0 to "
            f"{run_last:,}, and the first cannot be after the last",
        )
        super().__init__(words, field=field)


class PackDayError(InvalidError):
    """It cannot have happened on that day."""

    slug = "pack-day"

    def __init__(self, *, issued_on: date, today: date) -> None:
        zh, en = Language.ZH, Language.EN
        words = Words(
            f"日期应在领码日{long_day(issued_on, zh)}与今天{long_day(today, zh)}之间",
            f"The day lies between {long_day(issued_on, en)}, when the codes were "
            f"issued, and today, {long_day(today, en)}",
        )
        super().__init__(words, field="on_day")


class PackReasonError(InvalidError):
    """Packs are called lost, stolen, void or back without saying why."""

    slug = "pack-reason"

    def __init__(self, most: int) -> None:
        words = Words(
            f"请写明原因，如运输途中被盗，不超过 {most} 字",
            f"Say why, such as stolen on the way, in at most {most} characters",
        )
        super().__init__(words, field="reason")


class PackFullError(RefusedError):
    """A pack would hold more than it has room for."""

    slug = "pack-full"

    def __init__(self, unit: Words, *, load: int, room: int) -> None:
        words = Words(
            f"有一件会达到 {load:,} {unit.zh}，而每件最多 {room:,} {unit.zh}；"
            "请核对每件数量，或改用别的外包装",
            f"One pack would come to {load:,} {unit.en}, and each has room for "
            f"{room:,} {unit.en}; check how many go into each, or take other packs",
        )
        super().__init__(words, field="each", load=load, room=room)


class LabelsPackedError(ConflictError):
    """Labels are in a pack already, and a label is in one at a time."""

    slug = "labels-packed"

    def __init__(self, *, first: int, last: int, run: int, pack: int) -> None:
        words = Words(
            f"标识 {first:,} 至 {last:,} 中已有在第 {run} 批 {pack:,} 号外包装内的；"
            "请核对序号，或先登记那一件开箱",
            f"Some of the labels {first:,} to {last:,} are in pack {pack:,} of run "
            f"{run} already; check the numbers, or record that it was opened first",
        )
        super().__init__(words, field="label_first", run=run, pack=pack)


class LabelsDeadError(RefusedError):
    """Labels that must not be on goods would go into packs."""

    slug = "labels-dead"

    def __init__(self, *, first: int, last: int, state: Words) -> None:
        words = Words(
            f"标识 {first:,} 至 {last:,} 已登记为“{state.zh}”，不能装入；请核对序号",
            f"Labels {first:,} to {last:,} are recorded as “{state.en}” and cannot "
            "be packed; check the numbers",
        )
        super().__init__(words, field="label_first")


class PackStateError(ConflictError):
    """Something has happened to packs after which nothing more can."""

    slug = "pack-state"

    def __init__(self, *, run: int, first: int, last: int, state: Words) -> None:
        words = Words(
            f"第 {run} 批外包装 {first:,} 至 {last:,} 已登记为“{state.zh}”；"
            "请核对序号，或改用新的外包装码",
            f"Packs {first:,} to {last:,} of run {run} are recorded as “{state.en}”; "
            "check the numbers, or take new codes",
        )
        super().__init__(words, field="first")


class PackEmptyError(RefusedError):
    """Nothing is in some of the packs."""

    slug = "pack-empty"

    def __init__(self, *, run: int, first: int, last: int) -> None:
        words = Words(
            f"第 {run} 批外包装 {first:,} 至 {last:,} 里还没有登记内装；请先登记装箱",
            f"Nothing is recorded in packs {first:,} to {last:,} of run {run}; record "
            "first what is in them",
        )
        super().__init__(words, field="first")


class PackNotOpenedError(RefusedError):
    """Only a case is opened; a whole piece is cut by what is taken from it."""

    slug = "pack-not-opened"

    def __init__(self) -> None:
        words = Words(
            "整件切分时，登记分装出的标识即可，不另登记开箱",
            "A whole piece is cut by recording the labels of its parts; it is not "
            "opened besides",
        )
        super().__init__(words, field="state")


class PackContentKindError(RefusedError):
    """Pallets hold packs, other packs hold labels."""

    slug = "pack-content-kind"

    @classmethod
    def of_pallet(cls) -> Self:
        """Return the refusal of labels on a pallet."""
        words = Words(
            "托盘或大箱装的是外包装，不直接装标识；请登记装入哪些箱",
            "A pallet holds outer packs and no labels of its own; record which packs "
            "stand on it",
        )
        return cls(words, field="label_run")

    @classmethod
    def of_case(cls) -> Self:
        """Return the refusal of packs in a case or a whole piece."""
        words = Words(
            "整箱和整件只装标识；要装外包装，请领“托盘或大箱”的码",
            "Cases and whole pieces hold labels; to hold packs, take codes of a pallet "
            "or large case",
        )
        return cls(words, field="inner_run")


class PackOtherError(RefusedError):
    """Packs of different authorizations would be one in the other."""

    slug = "pack-other-authorization"

    def __init__(self, *, run: int, number: str) -> None:
        words = Words(
            f"第 {run} 批外包装不属于这个产品；请选用授权 {number} 名下的外包装",
            f"Run {run} of outer packs is not of this product; use packs of "
            f"authorization {number}",
        )
        super().__init__(words, field="inner_run", run=run)


class PackCycleError(RefusedError):
    """Packs would be in themselves."""

    slug = "pack-cycle"

    def __init__(self, *, outer: int, inner: int) -> None:
        words = Words(
            f"第 {inner} 批外包装就是第 {outer} 批，或已装有第 {outer} 批的，"
            "不能再装入其中；请核对，或另领一批外包装码",
            f"Run {inner} is run {outer} itself, or holds packs of it, and cannot go "
            "into it; check the numbers, or take another run of codes",
        )
        super().__init__(words, field="inner_run", run=inner)


class PackDepthError(RefusedError):
    """Too many packs would be one in the other."""

    slug = "pack-depth"

    def __init__(self, *, levels: int, most: int) -> None:
        words = Words(
            f"这样会有 {levels} 层外包装，最多 {most} 层；请把里层直接装入外层",
            f"There would be {levels} packs one in the other, and {most} is the most; "
            "put the inner ones straight into an outer one",
        )
        super().__init__(words, field="inner_run", levels=levels)


class PacksPackedError(ConflictError):
    """Packs are in another already, and a pack is in one at a time."""

    slug = "packs-packed"

    def __init__(self, *, first: int, last: int, run: int, pack: int) -> None:
        words = Words(
            f"外包装 {first:,} 至 {last:,} 中已有在第 {run} 批 {pack:,} 号托盘或大箱内"
            "的；请核对序号，或先登记那一件开箱",
            f"Some of the packs {first:,} to {last:,} are on pallet {pack:,} of run "
            f"{run} already; check the numbers, or record that it was opened first",
        )
        super().__init__(words, field="inner_first", run=run, pack=pack)
