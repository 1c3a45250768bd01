"""The way around: the lines of the menu for whoever calls."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flask import request

from gi_registry.core.access import Caller, Permission, find_caller
from gi_registry.core.words import Words


class Entry(NamedTuple):
    """One line of the menu."""

    endpoint: str
    words: Words
    is_current: bool


_PUBLIC = (
    ("site.register", Words("登记簿", "Register")),
    ("maps.map_page", Words("产地地图", "Map")),
    ("risk.calendar", Words("上市时节", "Seasons")),
    ("scans.enter", Words("查验编码", "Check a code")),
)
_PRODUCER = (
    ("site.producer_home", Words("我的工作台", "My desk")),
    ("producers.applications", Words("用标申请", "Applications")),
    ("producers.plots", Words("地块", "Plots")),
    ("marks.runs", Words("标识", "Labels")),
    ("tracing.lots", Words("批次", "Lots")),
    ("annual_reports.mine", Words("年报", "Annual reports")),
)
_PRODUCER_MORE = (
    ("packs.runs", Words("箱码与分装", "Cases and cuts")),
    ("producers.entity", Words("主体信息", "My business")),
    ("marks.evidence", Words("产量依据", "Evidence of capacity")),
    ("producers.individuals", Words("农户和个人成员", "Households and members")),
    ("producers.deliveries", Words("农户交售", "Deliveries of households")),
    ("marks.printing", Words("送印和签收", "Printing")),
    ("filings.mine", Words("公益活动用标备案", "Filings of events")),
    ("cases.mine", Words("涉及本单位的案件", "Cases")),
    ("jobs.listed", Words("后台任务", "Jobs")),
)
_OFFICER = (
    ("marks.printer_lots", Permission.PRINT, Words("印制任务", "Print lots")),
    ("producers.desk", Permission.DESK, Words("工作台", "Desk")),
    ("maps.desk_map", Permission.DESK, Words("工作地图", "Working map")),
    ("land.desk", Permission.DESK, Words("产地", "Areas")),
    (
        "producers.authorizations",
        Permission.DESK,
        Words("用标主体", "Authorized users"),
    ),
    ("clocks.listed", Permission.DESK, Words("期限", "Clocks")),
    (
        "annual_reports.desk",
        Permission.REPORT_TOTALS,
        Words("年报", "Annual reports"),
    ),
    ("risk.week", Permission.SEASON, Words("应季排查", "This week")),
    ("scans.find_code", Permission.SUSPECT_MARK, Words("查码", "Codes")),
    ("accounts.people", Permission.ACCOUNTS, Words("账号", "Accounts")),
)
_OFFICER_MORE = (
    ("producers.entities", Permission.DESK, Words("生产者名录", "Producers")),
    ("producers.changes", Permission.DESK, Words("登记变更", "Changes of record")),
    ("marks.printers", Permission.DESK, Words("印刷厂", "Printers")),
    (
        "laboratories.desk",
        Permission.DESK,
        Words("检验机构", "Laboratories"),
    ),
    ("rights.listed", Permission.DESK, Words("权利", "Rights")),
    (
        "rights.members",
        Permission.DESK,
        Words("商标成员与许可", "Members and licences"),
    ),
    ("marks.evidence_desk", Permission.DESK, Words("产量依据", "Evidence of capacity")),
    ("filings.listed", Permission.DESK, Words("公益活动用标备案", "Filings of events")),
    ("cases.listed", Permission.DESK, Words("停止用标案件", "Cases")),
    ("complaints.listed", Permission.DESK, Words("投诉举报", "Complaints")),
    ("overrides.requests", Permission.DESK, Words("例外申请", "Exceptions")),
    (
        "annual_reports.report_blocks",
        Permission.REPORT_TOTALS,
        Words("年度报告", "Yearly report"),
    ),
    (
        "annual_reports.report_totals",
        Permission.REPORT_TOTALS,
        Words("年报汇总", "Report totals"),
    ),
    (
        "annual_reports.draws",
        Permission.REPORT_TOTALS,
        Words("年报抽样", "Sample of reports"),
    ),
    (
        "annual_reports.levels",
        Permission.REPORT_TOTALS,
        Words("年报逐级汇总", "Reports by level"),
    ),
    (
        "annual_reports.campaigns",
        Permission.REPORT_TOTALS,
        Words("年报日程", "Days of reports"),
    ),
    ("producers.ledger", Permission.DESK, Words("季度台账", "Quarterly ledger")),
    (
        "producers.batch",
        Permission.CNIPA_RECORD,
        Words("成批录入公告", "Users of an announcement"),
    ),
    (
        "rights.batch",
        Permission.CNIPA_RECORD,
        Words("成批录入公告权利", "Rights of an announcement"),
    ),
    ("law.settings", Permission.DESK, Words("省级设定", "Settings")),
    (
        "accounts.my_absences",
        Permission.DESK,
        Words("外出与代办", "Absence and deputy"),
    ),
    ("jobs.listed", Permission.DESK, Words("后台任务", "Jobs")),
)


class Navigation:
    """The menu of this caller; asks for the caller only if it is drawn."""

    @property
    def main(self) -> Iterator[Entry]:
        """Give what one does most, in one row."""
        caller = find_caller()
        if caller is None:
            return _entries(_PUBLIC)
        own = _PRODUCER if caller.is_producer else _allowed(caller, _OFFICER)
        return _entries((*own, *_PUBLIC[:2]))

    @property
    def more(self) -> Iterator[Entry]:
        """Give what is needed now and then; nothing for the public."""
        caller = find_caller()
        if caller is None:
            return _entries(())
        own = _PRODUCER_MORE if caller.is_producer else _allowed(caller, _OFFICER_MORE)
        return _entries(own)


def _allowed(
    caller: Caller, lines: Iterable[tuple[str, Permission, Words]]
) -> tuple[tuple[str, Words], ...]:
    return tuple(
        (endpoint, words)
        for endpoint, permission, words in lines
        if caller.may(permission)
    )


def _entries(lines: Iterable[tuple[str, Words]]) -> Iterator[Entry]:
    for endpoint, words in lines:
        yield Entry(endpoint, words, endpoint == request.endpoint)
