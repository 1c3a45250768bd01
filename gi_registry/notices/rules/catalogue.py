"""Every kind of notice in one place: its words, and who is told.

The sentences have `{placeholders}`; a fact that differs between the languages is
`Words`, and stands as `{fact.zh}` and `{fact.en}`.
"""

from typing import Final

from gi_registry.core.words import Words
from gi_registry.notices.rules.events import EVENTS, LABELS
from gi_registry.notices.rules.kinds import Described, Group, Kind

_HOLDER: Final = Words(
    "该生产者的账号，办理者本人除外",
    "the producer's accounts, but whoever did it",
)
_HOLDERS: Final = Words("该生产者的账号", "the producer's accounts")
_NEXT: Final = Words(
    "辖区内办理下一步的人员", "officers of the place who take the next step"
)
_REVIEWERS: Final = Words(
    "辖区内审核年报的人员", "officers of the place who review reports"
)

KINDS: Final[dict[Kind, Described]] = {
    Kind.APPLICATION_WAITS: Described(
        Group.APPLICATIONS,
        Words("有申请待您办理", "An application waits for you"),
        Words(
            "{holder}申请使用“{product.zh}”专用标志（{number}）。{waits.zh}。",
            "{holder} applies for the mark of {product.en} ({number}). {waits.en}.",
        ),
        _NEXT,
    ),
    Kind.APPLICATION_MOVED: Described(
        Group.APPLICATIONS,
        Words("申请有进展", "Your application has moved on"),
        Words(
            "“{product.zh}”用标申请 {number}：{state.zh}。{waits.zh}。",
            "Application {number} for {product.en}: {state.en}. {waits.en}.",
        ),
        _HOLDER,
    ),
    Kind.APPLICATION_RETURNED: Described(
        Group.APPLICATIONS,
        Words("申请退回补正", "Your application is returned"),
        Words(
            "“{product.zh}”用标申请 {number} 退回补正：{reason}。请补正后重新提交。",
            "Application {number} for {product.en} is returned: {reason}. "
            "Correct it and send it again.",
        ),
        _HOLDER,
    ),
    Kind.APPLICATION_REFUSED: Described(
        Group.APPLICATIONS,
        Words("国家知识产权局不予登记", "CNIPA refused your application"),
        Words(
            "“{product.zh}”用标申请 {number} 未获登记：{reason}。"
            "原因消除后可以重新申请。",
            "CNIPA refused application {number} for {product.en}: {reason}. "
            "Apply anew once the reason is gone.",
        ),
        _HOLDER,
    ),
    Kind.APPLICATION_WITHDRAWN: Described(
        Group.APPLICATIONS,
        Words("申请已撤回", "An application was withdrawn"),
        Words(
            "{holder}撤回了“{product.zh}”用标申请 {number}，无须再办。",
            "{holder} withdrew application {number} for {product.en}; nothing more "
            "is to be done.",
        ),
        Words("撤回时正待其办理的人员", "officers with whom it was"),
    ),
    Kind.APPLICATION_OVERDUE: Described(
        Group.APPLICATIONS,
        Words("申请已过办理期限", "An application is overdue"),
        Words(
            "{holder}“{product.zh}”用标申请 {number} 的办理期限 {due_on} 已过。"
            "{waits.zh}。",
            "The time for application {number} of {holder} for {product.en} ended on "
            "{due_on}. {waits.en}.",
        ),
        Words(
            "须办理下一步的人员或生产者",
            "whoever must take the next step, or the producer",
        ),
    ),
    Kind.CHANGE_WAITS: Described(
        Group.AUTHORIZATIONS,
        Words("有登记变更待您确认", "A change of record waits for you"),
        Words(
            "{holder}申请变更{what.zh}（{number}），自 {on} 起。请核对证明文件后确认。",
            "{holder} asks for a change of its {what.en} ({number}) from {on}. "
            "Compare what shows it, then confirm.",
        ),
        Words("产地管理部门的人员", "officers of the place of origin"),
    ),
    Kind.CHANGE_DECIDED: Described(
        Group.AUTHORIZATIONS,
        Words("登记变更有结果", "Your change of record is decided"),
        Words(
            "{what.zh}变更 {number}：{state.zh}{reason}。",
            "Change of {what.en} ({number}): {state.en}{reason}.",
        ),
        _HOLDER,
    ),
    Kind.AUTHORIZATION_CHANGED: Described(
        Group.AUTHORIZATIONS,
        Words("用标资格有变化", "Your right to use the mark has changed"),
        Words(
            "“{product.zh}”用标 {number} 自 {on} 起：{state.zh}。"
            "原因：{reason}。{due.zh}",
            "{number} for {product.en}, from {on}: {state.en}. Reason: {reason}. "
            "{due.en}",
        ),
        _HOLDER,
    ),
    Kind.OVERRIDE_ASKED: Described(
        Group.OFFICE,
        Words("有例外待第二人决定", "An exception waits for a second person"),
        Words(
            "{number}：{what.zh}。理由：{reason}。由提出人以外的一人决定。",
            "{number}: {what.en}. Reason: {reason}. Somebody other than who asked "
            "decides.",
        ),
        Words(
            "辖区内可以决定的人员，提出人除外",
            "officers of the place who may decide, but who asked",
        ),
    ),
    Kind.OVERRIDE_DECIDED: Described(
        Group.OFFICE,
        Words("例外已有决定", "Your exception is decided"),
        Words(
            "{number}：{what.zh}，{outcome.zh}。{words}",
            "{number}: {what.en}, {outcome.en}. {words}",
        ),
        Words("提出人", "who asked"),
    ),
    Kind.AREA_FLAGGED: Described(
        Group.OFFICE,
        Words("产地须复核", "An area must be looked at again"),
        Words(
            "“{product.zh}”的产地：{why.zh}。",
            "The area of {product.en}: {why.en}.",
        ),
        Words("省级负责产地的人员", "officers of the province who decide areas"),
    ),
    Kind.NON_USE: Described(
        Group.CLOCKS,
        Words("专用标志久未使用", "The mark has not been used for long"),
        Words(
            "{holder}“{product.zh}”用标 {number} 已满 {months} 个月没有用标记录，"
            "两年于 {ends_on} 届满（《地理标志产品保护办法》第三十一条）。"
            "已经用标的，请启用标识、提交年报，或请产地主管部门记录。",
            "No use of the mark by {holder} for {product.en} ({number}) is on record "
            "for {months} months; two years end on {ends_on} (Order 80 Art. 31). If "
            "the mark is used, put labels to use, report, or have the office record "
            "it.",
        ),
        Words(
            "该生产者的账号，辖区内负责产地核验的人员",
            "the producer's accounts, and officers of the place of origin",
        ),
    ),
    Kind.NON_USE_OVER: Described(
        Group.CLOCKS,
        Words("两年未用标，待决定", "Two years without use, to be decided"),
        Words(
            "{holder}“{product.zh}”用标 {number} 到 {ends_on} 满两年没有用标记录，"
            "登记系统已立案，由省级主管人员决定是否限期改正"
            "（《地理标志产品保护办法》第三十一条）。",
            "Two years without use of the mark by {holder} for {product.en} "
            "({number}) ended on {ends_on}. The registry opened a case on it; a person "
            "of the province decides whether it is to be put right by a day "
            "(Order 80 Art. 31).",
        ),
        Words(
            "该生产者的账号，产地和省级负责的人员",
            "the producer's accounts, officers of the place of origin and of the "
            "province",
        ),
    ),
    Kind.RIGHT_ENDS: Described(
        Group.CLOCKS,
        Words("许可或商标权到期", "A licence or mark ends"),
        Words(
            "{holder}“{product.zh}”用标 {number} 所依据的许可或商标权 {ends_on} 到期，"
            "到期后不得用标。请及时续展并报备。",
            "The licence or mark behind {number} of {holder} for {product.en} ends on "
            "{ends_on}; the mark may not be used after that. Renew it in time and "
            "have that recorded.",
        ),
        Words(
            "该生产者的账号，辖区内负责产地核验的人员",
            "the producer's accounts, and officers of the place of origin",
        ),
    ),
    Kind.REPORT_OPEN: Described(
        Group.REPORTS,
        Words("年报可以填写了", "Your report can be begun"),
        Words(
            "“{product.zh}”{year} 年度年报（{number}）可以填写，最晚 {due_on} 提交。",
            "The report on {year} for {product.en} ({number}) can be begun; hand it "
            "in by {due_on}.",
        ),
        _HOLDERS,
    ),
    Kind.REPORT_DUE: Described(
        Group.REPORTS,
        Words("年报即将到期", "Your report is due soon"),
        Words(
            "“{product.zh}”{year} 年度年报（{number}）尚未提交，{due_on} 截止。",
            "The report on {year} for {product.en} ({number}) is not in yet; the last "
            "day is {due_on}.",
        ),
        _HOLDERS,
    ),
    Kind.REPORT_OVERDUE: Described(
        Group.REPORTS,
        Words("年报已逾期", "Your report is overdue"),
        Words(
            "“{product.zh}”{year} 年度年报（{number}）最晚应于 {due_on} 提交，"
            "至今没有收到。请尽快提交。",
            "The report on {year} for {product.en} ({number}) was due by {due_on} and "
            "is not in. Hand it in as soon as you can.",
        ),
        _HOLDERS,
    ),
    Kind.REPORT_SUBMITTED: Described(
        Group.REPORTS,
        Words("有年报待审核", "A report waits for review"),
        Words(
            "{holder}提交了“{product.zh}”{year} 年度年报（{number}）。",
            "{holder} handed in the report on {year} for {product.en} ({number}).",
        ),
        _REVIEWERS,
    ),
    Kind.REPORT_RECORDED: Described(
        Group.REPORTS,
        Words("年报已由工作人员代录", "Your report on paper was recorded"),
        Words(
            "{office}依您签署的纸质年报录入了“{product.zh}”{year} 年度年报"
            "（{number}）。请核对；有误请与该单位联系。",
            "{office} recorded the report on {year} for {product.en} ({number}) from "
            "the paper that you signed. Look it over; if anything is wrong, tell that "
            "office.",
        ),
        _HOLDERS,
    ),
    Kind.REPORT_ACCEPTED: Described(
        Group.REPORTS,
        Words("年报已审定", "Your report is accepted"),
        Words(
            "“{product.zh}”{year} 年度年报（{number}）已审定。",
            "The report on {year} for {product.en} ({number}) is accepted.",
        ),
        _HOLDER,
    ),
    Kind.REPORT_RETURNED: Described(
        Group.REPORTS,
        Words("年报退回修改", "Your report is returned"),
        Words(
            "“{product.zh}”{year} 年度年报（{number}）退回：{reason.zh}。"
            "请修改后重新提交。",
            "The report on {year} for {product.en} ({number}) is returned: "
            "{reason.en}. Correct it and hand it in again.",
        ),
        _HOLDER,
    ),
    Kind.REPORT_SENT_BACK: Described(
        Group.REPORTS,
        Words("上级退回年报复核", "A report was sent back to you"),
        Words(
            "{holder}“{product.zh}”{year} 年度年报（{number}）被上一级退回复核："
            "{reason.zh}。请复核后再报。",
            "The report of {holder} on {year} for {product.en} ({number}) was sent "
            "back: {reason.en}. Look at it again and pass it on.",
        ),
        Words("辖区内下一级办理人员", "officers of the level below"),
    ),
    Kind.REPORT_REOPENED: Described(
        Group.REPORTS,
        Words("锁定的年报准予更正", "Your locked report may be corrected"),
        Words(
            "“{product.zh}”{year} 年度年报（{number}）经两名工作人员准予更正，"
            "请新建更正版并提交；原版在更正通过前仍然有效。",
            "Two officers let the report on {year} for {product.en} ({number}) be "
            "corrected: start a correction and hand it in. The former version stands "
            "until it is accepted.",
        ),
        _HOLDER,
    ),
    Kind.REPORT_COMMENT: Described(
        Group.REPORTS,
        Words("年报有新留言", "Somebody wrote about a report"),
        Words(
            "{holder}“{product.zh}”{year} 年度年报（{number}）有新留言：{reason.zh}。",
            "About the report of {holder} on {year} for {product.en} ({number}): "
            "{reason.en}.",
        ),
        Words(
            "对方：生产者的账号，或审核人员", "the other side: producer or reviewers"
        ),
    ),
    Kind.REPORTS_MISSING: Described(
        Group.REPORTS,
        Words("辖区内有年报逾期未交", "Reports of your place are overdue"),
        Words(
            "{year} 年度年报截止日 {due_on} 已过，您辖区内有 {count} 份没有提交。"
            "名单在年报页，可以下载。",
            "The last day for reports on {year}, {due_on}, has passed; {count} of your "
            "place are not in. The list stands on the desk and can be downloaded.",
        ),
        _REVIEWERS,
    ),
    Kind.REPORTS_BEHIND: Described(
        Group.REPORTS,
        Words("年报办理已过截止日", "Your work on reports is overdue"),
        Words(
            "{year} 年度{level.zh}截止日 {due_on} 已过，您辖区内还有 {count} 份待办。",
            "The last day of {level.en} for {year}, {due_on}, has passed; {count} "
            "reports of your place wait.",
        ),
        Words("该级办理人员", "officers of that level"),
    ),
    Kind.COMPLAINT_ARRIVED: Described(
        Group.OFFICE,
        Words("有投诉举报待办理", "A report by a consumer waits for you"),
        Words(
            "收到投诉举报 {number}：{matter.zh}。办理期限 {due_on}。",
            "Report {number} has come in: {matter.en}. To be handled by {due_on}.",
        ),
        Words(
            "该地办理投诉举报的人员",
            "officers of the place who handle reports by consumers",
        ),
    ),
    Kind.LOG_CONTRADICTED: Described(
        Group.OFFICE,
        Words("证人指出日志有矛盾", "A witness contradicts the log"),
        Words(
            "证人 {number} {words.zh}。",
            "The witness {number} {words.en}.",
        ),
        Words("系统管理员", "administrators"),
    ),
    **LABELS,
    **EVENTS,
}
"""The whole list; what is not here nobody is told."""
