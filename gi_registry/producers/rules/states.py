"""States of applications and authorizations, and what they are called."""

from enum import StrEnum

from gi_registry.core.words import Words
from gi_registry.products.rules import RightKind


class Route(StrEnum):
    """By which right the mark is applied for."""

    PRODUCT = "product"
    """Route A: producer of a GI product (Order 80 Art. 20)."""
    TRADE_MARK = "trade_mark"
    """Route B: member or licensee of a collective or certification mark."""


class Examiner(StrEnum):
    """Who examined an application; CNIPA registers it either way (Order 80 Art. 20)."""

    CNIPA = "cnipa"
    PROVINCE = "province"
    """The provincial office that CNIPA entrusted with it."""


EXAMINER_WORDS = {
    Examiner.CNIPA: Words("国家知识产权局", "CNIPA"),
    Examiner.PROVINCE: Words(
        "受国家知识产权局委托的省级知识产权管理部门",
        "The provincial office, entrusted by CNIPA",
    ),
}


class ApplicationState(StrEnum):
    """Where an application stands; the province never decides it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """With the office of the place of origin, for the origin check (产地核验)."""
    RETURNED = "returned"
    """With the producer again, with reasons."""
    ORIGIN_VERIFIED = "origin_verified"
    """With the prefecture."""
    PREFECTURE_REVIEWED = "prefecture_reviewed"
    """With the province (审核)."""
    SENT_TO_CNIPA = "sent_to_cnipa"
    """Province reviewed it; CNIPA examines, registers and announces."""
    REGISTERED = "registered"
    """CNIPA registered it (注册登记); not yet announced: no use."""
    ANNOUNCED = "announced"
    """CNIPA announced it: use may begin; an authorization exists."""
    REFUSED = "refused"
    """CNIPA refused it; we only record so."""
    WITHDRAWN = "withdrawn"


class AuthorizationState(StrEnum):
    """Where a right to use the mark stands."""

    ANNOUNCED = "announced"
    IN_USE = "in_use"
    RECTIFY = "rectify"
    """To be put right by a date; use goes on."""
    SUSPENDED = "suspended"
    STOPPED = "stopped"
    """Cancelled by CNIPA and announced (注销)."""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ENTITY_GONE = "entity_gone"
    """Business licence cancelled or revoked."""

    @property
    def may_use(self) -> bool:
        """Whether goods may be marked in this state."""
        return self in MAY_USE


MAY_USE = frozenset(
    {
        AuthorizationState.ANNOUNCED,
        AuthorizationState.IN_USE,
        AuthorizationState.RECTIFY,
    }
)


class EntityStatus(StrEnum):
    """Standing of a business in the register of enterprises."""

    ACTIVE = "active"
    CANCELLED = "cancelled"
    """注销"""
    REVOKED = "revoked"
    """吊销"""


APPLICATION_STATE_WORDS = {
    ApplicationState.DRAFT: Words("草稿", "Draft"),
    ApplicationState.SUBMITTED: Words("待产地核验", "Origin check due"),
    ApplicationState.RETURNED: Words("退回补正", "Returned"),
    ApplicationState.ORIGIN_VERIFIED: Words("待市级复核", "Prefecture review due"),
    ApplicationState.PREFECTURE_REVIEWED: Words("待省级审核", "Province review due"),
    ApplicationState.SENT_TO_CNIPA: Words("已报国家知识产权局", "Sent to CNIPA"),
    ApplicationState.REGISTERED: Words("已登记，待公告", "Registered, not announced"),
    ApplicationState.ANNOUNCED: Words("已公告", "Announced"),
    ApplicationState.REFUSED: Words("国家知识产权局未予核准", "Refused by CNIPA"),
    ApplicationState.WITHDRAWN: Words("已撤回", "Withdrawn"),
}

AUTHORIZATION_STATE_WORDS = {
    AuthorizationState.ANNOUNCED: Words("已公告，可用标", "Announced, may be used"),
    AuthorizationState.IN_USE: Words("使用中", "In use"),
    AuthorizationState.RECTIFY: Words("限期改正", "To be put right"),
    AuthorizationState.SUSPENDED: Words("暂停用标", "Suspended"),
    AuthorizationState.STOPPED: Words("已停止用标", "Stopped"),
    AuthorizationState.EXPIRED: Words("已到期", "Expired"),
    AuthorizationState.WITHDRAWN: Words("已退出", "Withdrawn"),
    AuthorizationState.ENTITY_GONE: Words("主体已注销或吊销", "Business closed"),
}

ROUTE_WORDS = {
    Route.PRODUCT: Words("地理标志产品生产者", "Producer of a GI product"),
    Route.TRADE_MARK: Words(
        "地理标志商标会员或被许可人", "Member or licensee of a GI trade mark"
    ),
}

ENTITY_STATUS_WORDS = {
    EntityStatus.ACTIVE: Words("存续", "In business"),
    EntityStatus.CANCELLED: Words("已注销", "Cancelled"),
    EntityStatus.REVOKED: Words("已吊销", "Revoked"),
}

_ROUTES = {
    RightKind.PRODUCT_PROTECTION: Route.PRODUCT,
    RightKind.CERTIFICATION_MARK: Route.TRADE_MARK,
    RightKind.COLLECTIVE_MARK: Route.TRADE_MARK,
}


def route_of(kind: RightKind) -> Route | None:
    """Return the route by which the mark is applied for under a kind of right.

    None where there is none: the former scheme's GIs are converted first, and
    CNIPA has yet to rule on foreign ones (Order 80 Art. 35).
    """
    return _ROUTES.get(kind)
