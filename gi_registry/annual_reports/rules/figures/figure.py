"""What one question of the form is."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from gi_registry.annual_reports.rules.figures.units import Unit
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis


class Group(StrEnum):
    """A part of the form."""

    IDENTITY = "identity"
    BASE = "base"
    OUTPUT = "output"
    VALUE = "value"
    MARK = "mark"
    STANDARD = "standard"
    QUALITY = "quality"
    TRACE = "trace"
    PROTECTION = "protection"
    BENEFIT = "benefit"
    PROBLEMS = "problems"


GROUP_WORDS: Final = {
    Group.IDENTITY: Words("使用人与联系人", "Who reports"),
    Group.BASE: Words("生产基地", "Production base"),
    Group.OUTPUT: Words("产量", "Output"),
    Group.VALUE: Words("产值与销售", "Value and sales"),
    Group.MARK: Words("专用标志使用", "Use of the mark"),
    Group.STANDARD: Words("执行标准", "Standards"),
    Group.QUALITY: Words("检验检测", "Tests"),
    Group.TRACE: Words("追溯", "Tracing"),
    Group.PROTECTION: Words("保护", "Protection"),
    Group.BENEFIT: Words("效益与宣传培训", "Benefit, publicity and training"),
    Group.PROBLEMS: Words("问题与建议", "Problems and wishes"),
}


class Block(StrEnum):
    """A part of the province's own yearly report to CNIPA, which sums users' up.

    Source: 国知办函保字〔2023〕1072号: base data and six yearly items.
    """

    BASE_DATA = "base_data"
    MARK_USE = "mark_use"
    PROTECTION = "protection"
    OUTPUT_VALUE = "output_value"
    STANDARDS = "standards"
    TESTING = "testing"
    PUBLICITY = "publicity"


BLOCK_WORDS: Final = {
    Block.BASE_DATA: Words("地理标志基础数据", "Base data of GI products and marks"),
    Block.MARK_USE: Words("专用标志使用管理", "Management of mark use"),
    Block.PROTECTION: Words("行政保护", "Administrative protection"),
    Block.OUTPUT_VALUE: Words("年度产值", "Output value of the year"),
    Block.STANDARDS: Words("标准体系建设", "Standards"),
    Block.TESTING: Words("检验检测体系建设", "Testing"),
    Block.PUBLICITY: Words("政策宣贯和培训", "Publicity and training"),
}


class Source(StrEnum):
    """What of the registry an answer is filled in from."""

    AUTHORIZATION = "authorization"
    PLOTS = "plots"
    LEDGER = "ledger"
    DELIVERIES = "deliveries"
    LOTS = "lots"
    SCANS = "scans"


SOURCE_WORDS: Final = {
    Source.AUTHORIZATION: Words("用标资格", "Permission"),
    Source.PLOTS: Words("登记地块", "Plots"),
    Source.LEDGER: Words("台账", "Ledger"),
    Source.DELIVERIES: Words("交售记录", "Deliveries"),
    Source.LOTS: Words("批次", "Lots"),
    Source.SCANS: Words("扫码记录", "Scans"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One question of the form.

    Attributes:
        name: its column in `annual_report`, and its field in `Answers`.
        words: the question.
        unit: what the stored answer counts, or what kind of text it is.
        unit_words: the unit as it stands beside the field; empty for texts.
        group: part of the form.
        block: part of the province's report into which it goes.
        hint: how to answer, if that is not plain.
        is_required: whether a report cannot be handed in without it.
        bases: what capacity is counted from where the question is asked; empty
            where it is asked of everybody.
        source: what of the registry it is filled in from; None if of nothing.
        is_carried: whether a report begins with last year's answer.
        choices: code and words, of a question with codes.
        longest: characters of a text.
        since: first version of the form that asks it.
        until: last version that asks it; None while it is asked.
    """

    name: str
    words: Words
    unit: Unit
    unit_words: Words
    group: Group
    block: Block
    hint: Words | None = None
    is_required: bool = False
    bases: frozenset[CapacityBasis] = field(default_factory=frozenset)
    source: Source | None = None
    is_carried: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    longest: int = 60
    since: int = 1
    until: int | None = None

    def stands_in(self, form: int) -> bool:
        """Whether a version of the form asks this."""
        return self.since <= form and (self.until is None or form <= self.until)

    def applies(self, basis: CapacityBasis | None) -> bool:
        """Whether a user is asked this.

        Args:
            basis: what the user's capacity is counted from; None where none was
                decided, and then all is asked.
        """
        return not self.bases or basis is None or basis in self.bases


NO_UNIT: Final = Words("", "")
KG: Final = Words("千克", "kg")
LITRES: Final = Words("升", "L")
PIECES: Final = Words("件", "pieces")
WAN_YUAN: Final = Words("万元", "万元 (10,000 yuan)")
YUAN_A_KG: Final = Words("元/千克", "yuan per kg")
MU: Final = Words("亩", "mu")
LABELS: Final = Words("枚", "labels")
PEOPLE: Final = Words("人", "people")
TIMES: Final = Words("次", "times")
