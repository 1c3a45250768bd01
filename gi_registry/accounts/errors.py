"""Refusals about accounts."""

from gi_registry.core.errors import (
    ConflictError,
    DeniedError,
    InvalidError,
    NotFoundError,
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
