"""Who may do what, where: the one table of permissions and the guard of routes.

A caller holds grants. A grant is a role within a jurisdiction, which is a
GB/T 2260 code prefix, a managing authority named in an announcement (管理机构),
or both. What the law gives to the authority that the announcement names is not
given to whoever sits in the same county on the map.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, g, request

from gi_registry.core.errors import DeniedError
from gi_registry.core.words import Language, Words


class Role(StrEnum):
    """What a person is here."""

    PRODUCER = "producer"
    PRINTER = "printer"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_WORDS = {
    Role.PRODUCER: Words("生产者", "Producer"),
    Role.PRINTER: Words("印刷厂", "Printer"),
    Role.COUNTY: Words("县级管理人员", "County officer"),
    Role.PREFECTURE: Words("市级管理人员", "Prefecture officer"),
    Role.PROVINCE: Words("省级管理人员", "Province officer"),
    Role.INSPECTOR: Words("检查人员", "Inspector"),
    Role.AUDITOR: Words("审计人员", "Auditor"),
    Role.ADMINISTRATOR: Words("系统管理员", "Administrator"),
}


class Permission(StrEnum):
    """One thing that somebody may do; the strings are also API token scopes."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"
    PRODUCE = "produce"
    """Apply, keep plots and lots, draw and activate labels, report."""
    LABELS_ACTIVATE = "labels.activate"
    PRINT = "print"
    """Take on labels to be printed, hand them over, account for waste."""
    PRINTERS_KEEP = "printers.keep"
    """Keep the register of printers."""
    LABORATORIES_KEEP = "laboratories.keep"
    """Keep the register of testing laboratories."""
    DESK = "desk"
    """See the work list of one's jurisdiction."""
    ORIGIN_CHECK = "applications.origin-check"
    PREFECTURE_REVIEW = "applications.prefecture-review"
    PROVINCE_REVIEW = "applications.province-review"
    CNIPA_RECORD = "applications.cnipa-record"
    """Record what CNIPA registered and announced; the province decides nothing."""
    AUTHORIZATION_CONTROL = "authorizations.control"
    AREA_DECIDE = "areas.decide"
    """Decide how the wording of an area is read and drawn."""
    OFFICE_SETTINGS = "office.settings"
    """Set the periods that the law leaves open."""
    CAPACITY_DECIDE = "capacity.decide"
    FACTORS_DECIDE = "capacity.factors"
    """Decide yields, conversions and the season factor of a product."""
    REPORT_RECORD = "reports.record"
    """Record reports that users declared on paper."""
    REPORT_REVIEW = "reports.review"
    REPORT_SUM = "reports.sum"
    """Sum up the reports that counties accepted, or send them back."""
    REPORT_LOCK = "reports.lock"
    """Lock a year's reports, and let a locked one be corrected as the second of two."""
    REPORT_TOTALS = "reports.totals"
    SEASON = "season"
    SUSPECT_MARK = "scans.suspect"
    COMPLAINT_HANDLE = "complaints.handle"
    """Handle what consumers report, and see the telephone that they left."""
    REGISTER_IMPORT = "register.import"
    ACCOUNTS = "accounts"
    HISTORY = "history"
    METRICS = "metrics"
    """Watch the running service from another machine."""


_EVERYONE_SIGNED_IN = frozenset({Permission.PUBLIC, Permission.SIGNED_IN})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PRODUCER: _EVERYONE_SIGNED_IN
    | {Permission.PRODUCE, Permission.LABELS_ACTIVATE},
    Role.PRINTER: _EVERYONE_SIGNED_IN | {Permission.PRINT},
    Role.COUNTY: _EVERYONE_SIGNED_IN
    | {
        Permission.LABORATORIES_KEEP,
        Permission.PRINTERS_KEEP,
        Permission.DESK,
        Permission.ORIGIN_CHECK,
        Permission.CAPACITY_DECIDE,
        Permission.REPORT_RECORD,
        Permission.REPORT_REVIEW,
        Permission.REPORT_TOTALS,
        Permission.SEASON,
        Permission.SUSPECT_MARK,
        Permission.COMPLAINT_HANDLE,
        Permission.HISTORY,
    },
    Role.PREFECTURE: _EVERYONE_SIGNED_IN
    | {
        Permission.LABORATORIES_KEEP,
        Permission.DESK,
        Permission.PREFECTURE_REVIEW,
        Permission.REPORT_RECORD,
        Permission.REPORT_SUM,
        Permission.REPORT_TOTALS,
        Permission.SEASON,
        Permission.SUSPECT_MARK,
        Permission.COMPLAINT_HANDLE,
        Permission.HISTORY,
    },
    Role.PROVINCE: _EVERYONE_SIGNED_IN
    | {
        Permission.LABORATORIES_KEEP,
        Permission.PRINTERS_KEEP,
        Permission.DESK,
        Permission.PROVINCE_REVIEW,
        Permission.CNIPA_RECORD,
        Permission.AUTHORIZATION_CONTROL,
        Permission.AREA_DECIDE,
        Permission.OFFICE_SETTINGS,
        Permission.FACTORS_DECIDE,
        Permission.REPORT_LOCK,
        Permission.REPORT_RECORD,
        Permission.REPORT_TOTALS,
        Permission.SEASON,
        Permission.SUSPECT_MARK,
        Permission.COMPLAINT_HANDLE,
        Permission.REGISTER_IMPORT,
        Permission.HISTORY,
    },
    Role.INSPECTOR: _EVERYONE_SIGNED_IN
    | {Permission.DESK, Permission.SEASON, Permission.SUSPECT_MARK},
    Role.AUDITOR: _EVERYONE_SIGNED_IN
    | {
        Permission.DESK,
        Permission.REPORT_TOTALS,
        Permission.HISTORY,
        Permission.METRICS,
    },
    Role.ADMINISTRATOR: _EVERYONE_SIGNED_IN
    | {Permission.ACCOUNTS, Permission.HISTORY, Permission.METRICS},
}
"""The whole table: role to permissions. Nothing else grants anything."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing belongs, for the question of who has a say in it.

    Attributes:
        division: GB/T 2260 code of the county (or wider, shorter prefix) that
            the thing is in.
        authority: the managing authority (管理机构) that the announcement
            names, if it names one.
    """

    division: str
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class HeldFor:
    """Whose grant a deputy uses, and until which day in China, inclusive."""

    account_id: int
    name: str
    to_on: date


@dataclass(frozen=True, slots=True)
class Grant:
    """A role within a jurisdiction.

    Attributes:
        role: what the person is.
        division: GB/T 2260 code prefix: "14", "1407" or "140727"; "" is all.
        authority: the managing authority that the person works for, if any.
        held_for: somebody absent, whose grant this is; none for one's own.
    """

    role: Role
    division: str = ""
    authority: str | None = None
    held_for: HeldFor | None = None

    def covers(self, place: Place) -> bool:
        """Whether the grant reaches a thing.

        The office that an announcement names is in charge wherever it sits;
        another county office is not, though the thing be in its county.
        Prefecture and province follow the map.
        """
        if place.authority is not None and self.authority == place.authority:
            return True
        if not place.division.startswith(self.division):
            return False
        named_another = place.authority is not None
        return not (named_another and self.role is Role.COUNTY)


@dataclass(slots=True)
class Standing:
    """By whose right a caller was last let through; one for each request.

    Attributes:
        held_for: somebody absent; none where the right is the caller's own.
    """

    held_for: HeldFor | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody signed in, or a token that stands for him.

    Attributes:
        grants: one's own, and those of absent people that one is the deputy of.
        scopes: of the API token, if the call came with one; None in a browser.
        standing: what the last `demand` let the caller through by.
    """

    account_id: int
    name: str
    organisation_id: int | None
    organisation_name: str
    grants: tuple[Grant, ...]
    language: Language | None = None
    session_id: int | None = None
    scopes: frozenset[str] | None = None
    standing: Standing = field(default_factory=Standing, compare=False)

    @property
    def deputy_for(self) -> dict[int, HeldFor]:
        """The absent people that the caller stands in for, by account."""
        held = (grant.held_for for grant in self.grants)
        return {each.account_id: each for each in held if each is not None}

    @property
    def roles(self) -> frozenset[str]:
        """The names of the roles held."""
        return frozenset(grant.role.value for grant in self.grants)

    @property
    def is_producer(self) -> bool:
        """Whether the caller acts for a producer."""
        return Role.PRODUCER.value in self.roles

    def may(self, permission: Permission | str, place: Place | None = None) -> bool:
        """Whether a grant allows it, in that place if one is named."""
        return self._by(Permission(permission), place) is not None

    def demand(self, permission: Permission, place: Place | None = None) -> None:
        """Refuse what no grant allows; one's own grants go before a deputy's.

        Raises:
            DeniedError: the permission is not held, or not for that place.
        """
        self.demand_any((permission,), place)

    def demand_any(
        self, permissions: Iterable[Permission], place: Place | None = None
    ) -> None:
        """Refuse what no grant allows by any of some permissions; see `demand`.

        Raises:
            DeniedError: none of them is held, or not for that place.
        """
        able = (self._by(permission, place) for permission in permissions)
        held = [grant for grant in able if grant is not None]
        if not held:
            raise OutsideJurisdictionError if place else PermissionMissingError
        grant = min(held, key=_is_lent)
        self.standing.held_for = grant.held_for

    def prefixes(self, permission: Permission) -> tuple[str, ...]:
        """Return the division prefixes within which a permission is held."""
        return tuple(
            sorted(
                {
                    grant.division
                    for grant in self.grants
                    if permission in ROLE_PERMISSIONS[grant.role]
                }
            )
        )

    def authorities(self, permission: Permission) -> tuple[str, ...]:
        """Return the managing authorities for which a permission is held."""
        return tuple(
            sorted(
                {
                    grant.authority
                    for grant in self.grants
                    if grant.authority and permission in ROLE_PERMISSIONS[grant.role]
                }
            )
        )

    def _by(self, permission: Permission, place: Place | None) -> Grant | None:
        """Return the grant that allows it, if one does."""
        if self.scopes is not None and not self._in_scope(permission):
            return None
        able = (
            grant
            for grant in self.grants
            if permission in ROLE_PERMISSIONS[grant.role]
            and (place is None or grant.covers(place))
        )
        return min(able, key=_is_lent, default=None)

    def _in_scope(self, permission: Permission) -> bool:
        always = permission in _EVERYONE_SIGNED_IN
        return always or permission.value in (self.scopes or ())


def _is_lent(grant: Grant) -> bool:
    return grant.held_for is not None


class SignInNeededError(DeniedError):
    """The page is for people who are signed in."""

    slug = "sign-in-needed"

    def __init__(self) -> None:
        super().__init__(Words("请先登录", "Please sign in first"))


class PermissionMissingError(DeniedError):
    """The caller's roles do not allow this."""

    slug = "permission-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "您的角色不能做这件事；如有需要，请联系系统管理员",
                "Your role does not allow this; ask the administrator if it should",
            )
        )


class OutsideJurisdictionError(DeniedError):
    """The thing belongs to somebody else's jurisdiction."""

    slug = "outside-jurisdiction"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这件事不在您的辖区或职责内；请转给公告载明的管理机构",
                "This is outside your jurisdiction; pass it to the authority "
                "that the announcement names",
            )
        )


P = ParamSpec("P")
R = TypeVar("R")


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say who may call a view; a test lists the routes that say nothing."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if permission is not Permission.PUBLIC:
                the_caller().demand(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


CallerLoader = Callable[[], Caller | None]


def find_caller() -> Caller | None:
    """Return who is calling, or None; looked up once a request, when first asked."""
    if "caller" not in g:
        loader: CallerLoader = current_app.extensions["gi"].caller_loader
        g.caller = loader()
    caller: Caller | None = g.caller
    return caller


def the_caller() -> Caller:
    """Return who is calling.

    Raises:
        SignInNeededError: nobody is signed in.
    """
    caller = find_caller()
    if caller is None:
        raise SignInNeededError
    return caller


def own_organisation() -> int:
    """Return the organisation that the caller acts for.

    Raises:
        SignInNeededError: nobody is signed in.
        PermissionMissingError: the caller belongs to none.
    """
    organisation_id = the_caller().organisation_id
    if organisation_id is None:
        raise PermissionMissingError
    return organisation_id


def bearer_token() -> str | None:
    """Return the API token of the request, if it came with one."""
    header = request.headers.get("Authorization", "")
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None
