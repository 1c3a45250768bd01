"""Refusals about accounts."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    DeniedError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class SignInError(DeniedError):
    """Login and password do not belong together; it does not say which is wrong."""

    slug = "sign-in-failed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "账号或密码不对；请核对大小写，忘记密码请联系管理员",
                "Login or password is wrong; check capitals, or ask the "
                "administrator for a new password",
            ),
            field="password",
        )


class SignInThrottledError(DeniedError):
    """Too many failures for this login or from this address."""

    slug = "sign-in-throttled"

    def __init__(self, retry_after_s: int):
        minutes = -(-retry_after_s // 60)
        super().__init__(
            Words(
                f"失败次数过多，请在 {minutes} 分钟后再试",
                f"Too many failures; try again in {minutes} minutes",
            ),
            field="password",
            retry_after_s=retry_after_s,
        )


class DeputyEndedError(RefusedError):
    """Work was asked for as somebody's deputy, who is one no longer."""

    slug = "deputy-ended"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"代{name}办理的期限已结束，未作任何改动；请由本人重新发起",
                f"The days of standing in for {name} are over, and nothing was "
                "changed; the person himself starts it again",
            )
        )


class AccountClosedError(RefusedError):
    """Work was asked for by somebody whose account is closed."""

    slug = "account-closed"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"发起人{name}的账号已停用，未作任何改动；请由有权限的人重新发起",
                f"The account of {name}, who asked for it, is closed, and nothing was "
                "changed; somebody who may starts it again",
            )
        )


class AccountNotFoundError(NotFoundError):
    """No such account."""

    slug = "account-not-found"

    def __init__(self, login: str):
        super().__init__(
            Words(
                f"没有账号 {login}；请核对拼写",
                f"There is no account {login}; check the spelling",
            )
        )


class LoginTakenError(ConflictError):
    """The login is somebody's already."""

    slug = "login-taken"

    def __init__(self, login: str):
        super().__init__(
            Words(
                f"账号 {login} 已存在；请换一个",
                f"The login {login} is taken; choose another",
            ),
            field="login",
        )


class WeakPasswordError(InvalidError):
    """The password is too short or too common."""

    slug = "weak-password"

    def __init__(self, least: int):
        super().__init__(
            Words(
                f"密码至少 {least} 个字符，且不能与账号相同",
                f"A password has at least {least} characters and is not the login",
            ),
            field="password",
        )


class TokenNameTakenError(ConflictError):
    """The account has a token of that name."""

    slug = "token-name-taken"

    def __init__(self, name: str):
        super().__init__(
            Words(
                f"已有名为“{name}”的令牌；请换一个名称",
                f"You have a token named {name}; choose another name",
            ),
            field="name",
        )


class UnknownScopeError(InvalidError):
    """A scope is not a permission, or not one that the account holds."""

    slug = "unknown-scope"

    def __init__(self, scope: str):
        super().__init__(
            Words(
                f"权限范围“{scope}”不存在，或该账号没有；请从列表中选择",
                f"The scope {scope} does not exist or the account does not hold it; "
                "choose from the list",
            ),
            field="scopes",
        )


class JurisdictionError(InvalidError):
    """A jurisdiction is not a GB/T 2260 prefix."""

    slug = "jurisdiction"

    def __init__(self, division: str):
        super().__init__(
            Words(
                f"辖区代码“{division}”应为 2、4 或 6 位数字，如 140727",
                f"The division {division} must be 2, 4 or 6 digits, such as 140727",
            ),
            field="division",
        )


class AbsenceDaysError(InvalidError):
    """The days are none of an absence to come."""

    slug = "absence-days"

    def __init__(self, today: date):
        super().__init__(
            Words(
                f"起止日期应不早于今天（{today}），且结束不早于开始；请改日期",
                f"The days begin today ({today}) or later and end no earlier than they "
                "begin; change them",
            ),
            field="to_on",
        )


class NothingToLendError(RefusedError):
    """The account has no role that a deputy could have for it."""

    slug = "nothing-to-lend"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "该账号没有可以代办的管理角色；系统管理员的权限不能代办，请另设管理员",
                "This account has no officer's role that a deputy could have; an "
                "administrator's is not lent, make another administrator",
            )
        )


class DeputyError(RefusedError):
    """The deputy is the same person, or no officer."""

    slug = "deputy"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "代办人须是另一位在职管理人员；请从列表中选择",
                "The deputy must be another officer; choose one from the list",
            ),
            field="deputy",
        )


class AbsenceOverlapError(ConflictError):
    """Another absence shares a day."""

    slug = "absence-overlap"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这些日期里已登记了外出；请先结束那一次，或改日期",
                "An absence is on record for some of these days; end that one first, "
                "or change the days",
            ),
            field="from_on",
        )


class DeputyAbsentError(ConflictError):
    """The deputy is away on one of the days; nothing is passed on further."""

    slug = "deputy-absent"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "代办人在这些日期里也外出，代办不能再转；请另选一位",
                "The deputy is away on some of these days too, and nothing is passed "
                "on further; choose somebody else",
            ),
            field="deputy",
        )


class AbsenceNotFoundError(NotFoundError):
    """No such absence, or not one's own, or it is over."""

    slug = "absence-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这次外出登记，或已经结束；请刷新页面",
                "There is no such absence, or it is over; reload the page",
            )
        )
