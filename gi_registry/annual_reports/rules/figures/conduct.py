"""How the mark was used, and what was done for quality and protection."""

from functools import partial
from typing import Final

from gi_registry.annual_reports.rules.figures.codes import (
    ACTS,
    MARK_WAYS,
    PROBLEMS,
    TRACE_SYSTEMS,
)
from gi_registry.annual_reports.rules.figures.figure import (
    KG,
    LABELS,
    NO_UNIT,
    PEOPLE,
    TIMES,
    WAN_YUAN,
    Block,
    Figure,
    Group,
    Source,
)
from gi_registry.annual_reports.rules.figures.units import Unit
from gi_registry.core.words import Words

_MATTERS: Final = Words("件", "matters")
_TESTS: Final = Words("次", "tests")

_mark = partial(Figure, group=Group.MARK, block=Block.MARK_USE)
_labels = partial(
    Figure,
    unit=Unit.COUNT,
    unit_words=LABELS,
    group=Group.MARK,
    block=Block.MARK_USE,
)
_standard = partial(Figure, group=Group.STANDARD, block=Block.STANDARDS)
_quality = partial(Figure, group=Group.QUALITY, block=Block.TESTING)
_trace = partial(Figure, group=Group.TRACE, block=Block.MARK_USE)
_protection = partial(Figure, group=Group.PROTECTION, block=Block.PROTECTION)
_benefit = partial(Figure, group=Group.BENEFIT)
_problems = partial(Figure, group=Group.PROBLEMS, block=Block.BASE_DATA)

MARK: Final = (
    _mark(
        "mark_ways",
        Words("用标方式", "How the mark was used"),
        Unit.CODES,
        NO_UNIT,
        choices=MARK_WAYS,
        is_carried=True,
    ),
    _labels(
        "labels_opening",
        Words("年初结存", "Left from the year before"),
        source=Source.LEDGER,
    ),
    _labels(
        "labels_issued",
        Words("当年签发", "Issued in the year"),
        hint=Words(
            "标识申领即签发，申领数就是签发数",
            "Labels are issued as they are asked for: both are one number",
        ),
        is_required=True,
        source=Source.LEDGER,
    ),
    _labels(
        "labels_printed",
        Words("当年印制", "Printed in the year"),
        hint=Words(
            "印刷企业印出的全部枚数，含废品和留样",
            "All that printers printed, with waste and samples",
        ),
        source=Source.LEDGER,
        since=3,
    ),
    _labels(
        "labels_received",
        Words("当年收到", "Received in the year"),
        hint=Words("从印刷企业实际收到的枚数", "What came in from the printer"),
        source=Source.LEDGER,
    ),
    _labels(
        "labels_activated",
        Words("当年启用", "Activated in the year"),
        is_required=True,
        source=Source.LEDGER,
    ),
    _labels(
        "labels_void",
        Words("作废、遗失、被盗、退回和过期", "Void, lost, stolen, returned, expired"),
        hint=Words("印刷厂的留样也计入", "With samples that a printer keeps"),
        is_required=True,
        source=Source.LEDGER,
    ),
    _labels(
        "labels_lost",
        Words("其中遗失和被盗", "of which lost or stolen"),
        source=Source.LEDGER,
    ),
    _labels(
        "labels_destroyed",
        Words("其中已销毁", "of which destroyed"),
        hint=Words(
            "印刷企业销毁的废品，和使用人自行销毁的",
            "Waste that printers destroyed, and what the user destroyed",
        ),
        source=Source.LEDGER,
        since=3,
    ),
    _labels(
        "labels_samples",
        Words("其中印刷厂留样", "of which kept by printers as samples"),
        source=Source.LEDGER,
        since=3,
    ),
    _labels(
        "labels_closing",
        Words("年末结存", "Left at the end of the year"),
        hint=Words("既未启用也未作废的枚数", "Neither activated nor void"),
        is_required=True,
        source=Source.LEDGER,
    ),
)

STANDARD: Final = (
    _standard(
        "standard_number",
        Words("执行标准", "Standard produced to"),
        Unit.TEXT,
        NO_UNIT,
        hint=Words(
            "标准编号，如 GB/T 19777-2013；几项之间用顿号隔开",
            "Its number, such as GB/T 19777-2013; several with a comma between",
        ),
        source=Source.AUTHORIZATION,
    ),
    _standard(
        "standard_version",
        Words("标准版本或修改单", "Edition or amendment"),
        Unit.TEXT,
        NO_UNIT,
        is_carried=True,
    ),
    _standard(
        "own_standard",
        Words("企业自定标准编号", "Number of a standard of its own"),
        Unit.TEXT,
        NO_UNIT,
        is_carried=True,
    ),
    _standard(
        "standards_drafted",
        Words("当年参与制修订的标准", "Standards helped to write or revise"),
        Unit.COUNT,
        Words("项", "standards"),
    ),
)

QUALITY: Final = (
    _quality(
        "tests",
        Words("质量检验次数", "Quality tests"),
        Unit.COUNT,
        _TESTS,
        is_required=True,
    ),
    _quality(
        "tests_failed",
        Words("其中不合格", "of which failed"),
        Unit.COUNT,
        _TESTS,
        is_required=True,
    ),
    _quality(
        "outside_tests",
        Words("其中送外部机构检验", "of which by an outside laboratory"),
        Unit.COUNT,
        _TESTS,
    ),
    _quality(
        "lab_name",
        Words("检验机构", "Laboratory"),
        Unit.TEXT,
        NO_UNIT,
        is_carried=True,
        longest=120,
    ),
    _quality(
        "lab_cma",
        Words("检验机构资质认定（CMA）编号", "The laboratory's CMA number"),
        Unit.TEXT,
        NO_UNIT,
        is_carried=True,
    ),
    _quality(
        "test_items",
        Words("检验项目", "Items tested"),
        Unit.LONG_TEXT,
        NO_UNIT,
        longest=500,
    ),
    _quality(
        "failures_handled",
        Words("不合格产品的处理", "What was done with what failed"),
        Unit.LONG_TEXT,
        NO_UNIT,
        longest=1000,
    ),
)

TRACE: Final = (
    _trace(
        "lots",
        Words("当年建立批次", "Lots of the year"),
        Unit.COUNT,
        Words("批", "lots"),
        source=Source.LOTS,
    ),
    _trace(
        "traced_output_g",
        Words("可追溯的产量", "Output that can be traced"),
        Unit.GRAM,
        KG,
        source=Source.LOTS,
    ),
    _trace(
        "labels_scanned",
        Words("当年首次被扫码的标识", "Labels first scanned in the year"),
        Unit.COUNT,
        LABELS,
        source=Source.SCANS,
    ),
    _trace(
        "trace_systems",
        Words("使用的追溯系统", "How it is traced"),
        Unit.CODES,
        NO_UNIT,
        choices=TRACE_SYSTEMS,
        is_carried=True,
    ),
)

PROTECTION: Final = (
    _protection(
        "complaints",
        Words("收到投诉", "Complaints received"),
        Unit.COUNT,
        Words("件", "complaints"),
        is_required=True,
    ),
    _protection(
        "infringements_found",
        Words("发现侵权线索", "Infringements found"),
        Unit.COUNT,
        _MATTERS,
    ),
    _protection(
        "infringements_reported",
        Words("其中已举报", "of which reported"),
        Unit.COUNT,
        _MATTERS,
    ),
    _protection(
        "cases", Words("其中已立案", "of which became cases"), Unit.COUNT, _MATTERS
    ),
    _protection(
        "infringement_acts",
        Words("涉及的违法行为", "Acts concerned"),
        Unit.CODES,
        NO_UNIT,
        choices=ACTS,
    ),
)

BENEFIT: Final = (
    _benefit(
        "jobs",
        Words("从业人数", "Jobs"),
        Unit.COUNT,
        PEOPLE,
        block=Block.OUTPUT_VALUE,
    ),
    _benefit(
        "premium_fen",
        Words("用标带来的增收", "Gain from use of the mark"),
        Unit.FEN,
        WAN_YUAN,
        block=Block.OUTPUT_VALUE,
    ),
    _benefit(
        "subsidies_fen",
        Words("获得的财政补助", "Subsidies received"),
        Unit.FEN,
        WAN_YUAN,
        block=Block.OUTPUT_VALUE,
    ),
    _benefit(
        "trainings",
        Words("参加或举办的培训", "Trainings held or attended"),
        Unit.COUNT,
        TIMES,
        block=Block.PUBLICITY,
    ),
    _benefit(
        "trained",
        Words("培训人次", "People trained"),
        Unit.COUNT,
        PEOPLE,
        block=Block.PUBLICITY,
    ),
    _benefit(
        "publicity_events",
        Words("宣传推介活动", "Fairs and publicity"),
        Unit.COUNT,
        TIMES,
        block=Block.PUBLICITY,
    ),
)

PROBLEM: Final = (
    _problems(
        "problem_codes",
        Words("存在的问题", "Problems"),
        Unit.CODES,
        NO_UNIT,
        choices=PROBLEMS,
    ),
    _problems(
        "problems",
        Words("说明与建议", "In words, and wishes"),
        Unit.LONG_TEXT,
        NO_UNIT,
        hint=Words(
            "不要写手机号、身份证号等个人信息",
            "No telephone or identity numbers, please",
        ),
        longest=2000,
    ),
)
