"""Refusals about members and licences of collective and certification marks."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class MemberNotFoundError(NotFoundError):
    """There is no such membership or licence."""

    slug = "member-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这条成员或许可记录；请从名单中选择",
                "There is no such member or licence; choose it from the list",
            )
        )


class NotAMarkError(RefusedError):
    """Members and licences are of collective and certification marks."""

    slug = "member-not-a-mark"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "成员和许可只属于集体商标、证明商标；请选择这类权利",
                "Members and licences belong to collective and certification marks; "
                "choose such a right",
            ),
            field="right_id",
        )


class NonMemberLicenceError(RefusedError):
    """A collective mark cannot be licensed to a non-member."""

    slug = "member-collective-licence"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "集体商标不得许可非集体成员使用（《集体商标、证明商标注册和管理规定》"
                "第十五条）；请先由注册人吸收为成员，再登记为成员",
                "A collective mark may not be licensed to a non-member (Order 79 "
                "Art. 15); the registrant admits it as a member first",
            ),
            field="kind",
        )


class OwnMarkError(RefusedError):
    """A registrant may not use its own certification mark."""

    slug = "member-own-mark"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "证明商标注册人不得在自己提供的商品上使用该商标"
                "（《集体商标、证明商标注册和管理规定》第十六条）；不能登记",
                "The registrant of a certification mark may not use it on its own "
                "goods (Order 79 Art. 16); name another user",
            ),
            field="name",
        )


class LicenceTermError(RefusedError):
    """It outlasts the mark."""

    slug = "member-term"

    def __init__(self, valid_to: date):
        super().__init__(
            Words(
                f"商标有效期至 {valid_to}，不能更晚；请改短，或先记录商标续展",
                f"The mark ends on {valid_to}; shorten it, or record the renewal of "
                "the mark first",
            ),
            field="ends_on",
        )


class MemberDayError(InvalidError):
    """A day that cannot be."""

    slug = "member-day"

    def __init__(self, field: str, first: date, last: date):
        super().__init__(
            Words(
                f"日期不能早于 {first}；请核对",
                f"The day is not before {first}; check it",
            )
            if last == date.max
            else Words(
                f"日期应在 {first} 至 {last} 之间；请核对",
                f"The day lies between {first} and {last}; check it",
            ),
            field=field,
        )


class MemberStepError(ConflictError):
    """One state does not follow the other."""

    slug = "member-step"

    def __init__(self, now: Words, new: Words):
        super().__init__(
            Words(
                f"现为“{now.zh}”，不能记为“{new.zh}”；请刷新页面后从列出的步骤中选择",
                f"It is “{now.en}” now and cannot become “{new.en}”; load the page "
                "again and choose one of the steps it lists",
            ),
            field="state",
        )


class MemberTakenError(ConflictError):
    """Such a member or licence is on record."""

    slug = "member-taken"

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"编号 {number} 或同一主体的有效记录已在册；请在该记录上办理",
                f"Number {number}, or one in force of the same business, is on record; "
                "go on with that one",
            ),
            field="number",
        )


class NotMemberError(RefusedError):
    """The mark's register does not have the applicant."""

    slug = "not-a-member"

    def __init__(self, *, is_collective: bool):
        super().__init__(
            Words(
                "该集体商标的成员名单中没有本单位的有效记录，非成员不得使用"
                "（《集体商标、证明商标注册和管理规定》第十五条）；请先向注册人申请加入",
                "Your organisation is not among the members of this collective mark, "
                "and others may not use it (Order 79 Art. 15); ask the registrant to "
                "admit you first",
            )
            if is_collective
            else Words(
                "该证明商标的许可名单中没有本单位的有效记录；"
                "请先与注册人办理使用手续，由其报备后再提交（第十三条、第十六条）",
                "Your organisation has no licence on record for this certification "
                "mark; complete the procedure with the registrant first (Order 79 "
                "Arts 13, 16)",
            ),
            field="licence_record",
        )


class RefusalConditionError(InvalidError):
    """A registrant may refuse only who does not meet a condition."""

    slug = "member-refusal-condition"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "符合使用管理规则条件的，注册人不得拒绝办理手续"
                "（《集体商标、证明商标注册和管理规定》第十六条）；"
                "请写明申请人不符合哪一项条件，没有不符合的，请登记使用许可",
                "Who meets the conditions of the rules may not be refused (Order 79 "
                "Art. 16). Say which condition was not met; if there is none, put the "
                "licence on record",
            ),
            field="condition",
        )


class RefusalMarkError(RefusedError):
    """The article speaks of certification marks."""

    slug = "member-refusal-mark"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "第十六条说的是证明商标；请选择一项证明商标",
                "Art. 16 is about certification marks; choose one of them",
            ),
            field="right_id",
        )
