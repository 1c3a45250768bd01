"""Refusals about applications and authorizations, and registering an entity."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class EntityNotFoundError(NotFoundError):
    """The organisation has not registered its credit code."""

    slug = "entity-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "本单位还没有登记统一社会信用代码；请先登记生产者信息",
                "Your organisation has not registered its credit code yet; "
                "register the producer first",
            )
        )


class EntityTakenError(ConflictError):
    """The credit code is registered already."""

    slug = "entity-taken"

    def __init__(self, uscc: str):
        super().__init__(
            Words(
                f"{uscc} 已由另一个单位登记；如非本单位所为，请联系产地管理部门",
                f"{uscc} is registered by another organisation; if that was not "
                "yours, ask the office of the place of origin",
            ),
            field="uscc",
        )


class EntityExistsError(ConflictError):
    """The organisation has a credit code already."""

    slug = "entity-exists"

    def __init__(self, uscc: str):
        super().__init__(
            Words(
                f"本单位已登记为 {uscc}；如需更正，请联系产地管理部门",
                f"Your organisation is registered as {uscc}; ask the office of the "
                "place of origin to correct it",
            ),
            field="uscc",
        )


class UnknownDivisionError(InvalidError):
    """The county is not in the list."""

    slug = "unknown-county"

    def __init__(self, code: str):
        super().__init__(
            Words(
                f"没有代码为 {code} 的县（市、区）；请从列表中选择",
                f"There is no county {code}; choose one from the list",
            ),
            field="division",
        )


class ApplicationNotFoundError(NotFoundError):
    """No such application, or not the caller's."""

    slug = "application-not-found"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"没有申请 {number}；请从申请列表进入",
                f"There is no application {number}; open it from the list",
            )
        )


class RightClosedError(RefusedError):
    """Nobody can apply under this right now."""

    slug = "right-closed"

    def __init__(self, state: Words):
        super().__init__(
            Words(
                f"这项权利{state.zh}，不能据以申请用标；请选择同一产品的其他权利，"
                "或等公告后再申请",
                f"This right is not open to applications ({state.en}); choose another "
                "right of the product, or apply after its announcement",
            ),
            field="right_id",
        )


class RightKindError(RefusedError):
    """The mark is not applied for under this kind of right."""

    slug = "right-kind"

    def __init__(self, kind: Words):
        super().__init__(
            Words(
                f"不能依据{kind.zh}申请用标：农产品地理标志须先经统一认定转换，"
                "外国地理标志由国家知识产权局另行规定；请选择该产品的其他权利",
                f"The mark is not applied for under this kind of right ({kind.en}): "
                "agricultural GIs are converted first, and CNIPA has yet to rule on "
                "foreign ones. Choose another right of the product",
            ),
            field="right_id",
        )


class ApplicationOpenError(ConflictError):
    """The same producer has an application under way for the same right."""

    slug = "application-open"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"同一产品的申请 {number} 正在办理；请继续该申请，或先撤回",
                f"Application {number} for the same product is under way; go on "
                "with it, or withdraw it first",
            ),
            field="right_id",
            number=number,
        )


class AlreadyAuthorizedError(ConflictError):
    """The producer may use the mark under this right already."""

    slug = "already-authorized"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"本单位已是该产品的合法使用人（{number}），不必再申请",
                f"Your organisation is an authorized user of this product already "
                f"({number}); there is nothing to apply for",
            ),
            field="right_id",
            number=number,
        )


class WrongStepError(ConflictError):
    """The application is not where this can be done."""

    slug = "wrong-step"

    def __init__(self, state: Words, action: Words, waits_for: Words):
        super().__init__(
            Words(
                f"申请现为“{state.zh}”，不能“{action.zh}”；{waits_for.zh}",
                f"The application is “{state.en}”, so “{action.en}” cannot be done. "
                f"{waits_for.en}",
            ),
            state=state.en,
            action=action.en,
        )


class IncompleteError(RefusedError):
    """Something that the application needs is missing."""

    slug = "application-incomplete"

    def __init__(self, missing: tuple[Words, ...]):
        super().__init__(
            Words(
                "还缺：" + "；".join(words.zh for words in missing) + "。补齐后再提交",
                "Missing: "
                + "; ".join(words.en for words in missing)
                + ". Add them, then send it",
            ),
            missing=[words.en for words in missing],
        )
        self.missing = missing


class NotDeclaredError(InvalidError):
    """The box under the declaration is not ticked."""

    slug = "not-declared"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请勾选，声明所填内容真实", "Tick the box to declare that this is true"
            ),
            field="declared",
        )


class PlotNotFoundError(NotFoundError):
    """No such plot of this organisation and product."""

    slug = "plot-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这个地块；请从列表中选择，或录入新的地块",
                "There is no such plot; choose one from the list or enter a new one",
            ),
            field="plot_id",
        )


class SameOfficerError(InvalidError):
    """A visit needs two people."""

    slug = "same-officer"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "产地核验须由两名人员进行；请填写另一名人员的姓名",
                "An origin check is made by two officers; enter the name of another",
            ),
            field="officer_two",
        )


class VisitDayError(InvalidError):
    """The visit cannot have been on that day."""

    slug = "visit-day"

    def __init__(self, first: date, last: date):
        super().__init__(
            Words(
                f"核验日期应在 {first} 至 {last} 之间；请核对",
                f"The day of the visit lies between {first} and {last}; check it",
            ),
            field="visited_on",
        )


class OutsideAreaError(RefusedError):
    """The plot lies outside the production area."""

    slug = "outside-area"

    def __init__(self, test: Words):
        super().__init__(
            Words(
                f"地块{test.zh}"
                "产地范围外的生产者不能使用专用标志（《地理标志产品保护办法》"
                "第二十条、第三十条），不能记为核验通过。请退回并写明距离；"
                "如范围有误，可由申请机构向国家知识产权局申请变更（第二十六条）；"
                "如地块按公告文字在范围内而地图有误，请写明依据，由第二人决定",
                f"The plot: {test.en} A producer outside the area may not use the "
                "mark (Order 80 Arts 20 and 30), so the check cannot be passed. Return "
                "the application with the distance; if the area itself is wrong, its "
                "applicant may ask CNIPA to change it (Art. 26). If the plot is inside "
                "by the wording of the announcement and the map is wrong, say what "
                "shows it, and a second person decides",
            ),
        )


class OriginReasonError(RefusedError):
    """The map does not settle it, so the officers must say why they passed it."""

    slug = "origin-reason"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "地块或核验位置仅凭界线图不能判定在范围内；"
                "请写明据以认定的依据（如村委会证明、界桩、公告文字）",
                "The map alone does not show that plot and position are inside; write "
                "down what else shows it (village certificate, boundary stone, the "
                "announcement's wording)",
            ),
            field="reason",
        )


class ReasonNeededError(InvalidError):
    """A decision against somebody needs its reason."""

    slug = "reason-needed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请写明原因，对方将看到这段文字",
                "Write down why; the other side reads these words",
            ),
            field="reason",
        )


class RecordDayError(InvalidError):
    """What is recorded cannot have happened on that day."""

    slug = "record-day"

    def __init__(self, field: str, first: date, last: date):
        super().__init__(
            Words(
                f"日期应在 {first} 至 {last} 之间；请对照原件",
                f"The day lies between {first} and {last}; compare with the original",
            ),
            field=field,
        )


class AnnouncementConflictError(ConflictError):
    """The announcement is on record with another day or another file."""

    slug = "announcement-conflict"

    def __init__(self, title: str, announced_on: date | None):
        super().__init__(
            Words(
                f"{title}已登记，日期为 {announced_on}，与此次录入的日期或文件不同；"
                "请核对公告号和原件",
                f"{title} is on record, dated {announced_on}, with another day or "
                "another file; check its number and the original",
            ),
            field="announcement_number",
        )


class AuthorizationNotFoundError(NotFoundError):
    """No such authorization."""

    slug = "authorization-not-found"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"没有编号为 {number} 的用标核准；请核对证书上的编号",
                f"There is no authorization {number}; compare with the certificate",
            )
        )


class StateChangeError(ConflictError):
    """One state does not follow the other."""

    slug = "state-change"

    def __init__(self, old: Words, new: Words):
        super().__init__(
            Words(
                f"现为“{old.zh}”，不能改为“{new.zh}”；请从列出的状态中选择",
                f"It is “{old.en}” now and cannot become “{new.en}”; choose one of "
                "those listed",
            ),
            field="state",
        )


class AnnouncementNeededError(RefusedError):
    """CNIPA stops the use and announces it; we only record that."""

    slug = "announcement-needed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "停止用标（注销）由国家知识产权局决定并公告（《地理标志产品保护办法》"
                "第三十一条）；请填写公告号、日期并上传公告文件",
                "Only CNIPA cancels a registration, and announces it (Order 80 "
                "Art. 31); give the announcement's number, day and file",
            ),
            field="announcement_number",
        )


class VectorOpenedError(ConflictError):
    """The day is on record already."""

    slug = "vector-opened"

    def __init__(self, on: date):
        super().__init__(
            Words(
                f"矢量图下载已登记为 {on} 开通；如需更正，请填写正确日期和原因",
                f"The download was opened on {on}; to correct that, give the right "
                "day and the reason",
            ),
            field="opened_on",
        )
