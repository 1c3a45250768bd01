import pytest

from gi_registry.core.access import (
    Caller,
    Grant,
    OutsideJurisdictionError,
    Permission,
    PermissionMissingError,
    Place,
    Role,
)

QI = "140727"
OFFICE = "祁县市场监督管理局"


def _caller(*grants: Grant, scopes: frozenset[str] | None = None) -> Caller:
    return Caller(1, "示例", 1, "示例局", grants, scopes=scopes)


@pytest.mark.parametrize(
    ("grant", "place", "covered"),
    [
        (Grant(Role.COUNTY, QI), Place(QI), True),
        (Grant(Role.COUNTY, QI), Place("140728"), False),
        (Grant(Role.PREFECTURE, "1407"), Place(QI), True),
        (Grant(Role.PREFECTURE, "1408"), Place(QI), False),
        (Grant(Role.PROVINCE, "14"), Place(QI), True),
        (Grant(Role.AUDITOR), Place(QI), True),
        # The office that the announcement names is in charge, wherever it sits,
        (Grant(Role.COUNTY, "140728", OFFICE), Place(QI, OFFICE), True),
        # and the county office on the map is not,
        (Grant(Role.COUNTY, QI), Place(QI, OFFICE), False),
        # but prefecture and province follow the map.
        (Grant(Role.PREFECTURE, "1407"), Place(QI, OFFICE), True),
    ],
)
def test_a_grant_covers_its_jurisdiction(
    grant: Grant, place: Place, *, covered: bool
) -> None:
    assert grant.covers(place) is covered


def test_a_permission_is_held_only_through_a_grant_that_covers_the_place() -> None:
    caller = _caller(Grant(Role.COUNTY, QI), Grant(Role.AUDITOR, "14"))

    assert caller.may(Permission.ORIGIN_CHECK, Place(QI))
    assert not caller.may(Permission.ORIGIN_CHECK, Place("140728"))
    assert caller.may(Permission.REPORT_TOTALS, Place("140728"))
    assert caller.prefixes(Permission.ORIGIN_CHECK) == (QI,)
    assert caller.prefixes(Permission.REPORT_TOTALS) == ("14", QI)


def test_the_refusal_says_whether_the_role_or_the_place_is_wrong() -> None:
    caller = _caller(Grant(Role.COUNTY, QI))

    with pytest.raises(OutsideJurisdictionError):
        caller.demand(Permission.ORIGIN_CHECK, Place("140728"))
    with pytest.raises(PermissionMissingError):
        caller.demand(Permission.PROVINCE_REVIEW)


def test_a_token_may_do_no_more_than_its_scopes() -> None:
    scopes = frozenset({Permission.LABELS_ACTIVATE.value, Permission.ACCOUNTS.value})
    caller = _caller(Grant(Role.PRODUCER), scopes=scopes)

    assert caller.may(Permission.LABELS_ACTIVATE)
    assert caller.may(Permission.SIGNED_IN)
    assert not caller.may(Permission.PRODUCE)
    assert not caller.may(Permission.ACCOUNTS)


def test_no_officer_decides_at_two_levels() -> None:
    levels = {
        Permission.ORIGIN_CHECK: Role.COUNTY,
        Permission.PREFECTURE_REVIEW: Role.PREFECTURE,
        Permission.PROVINCE_REVIEW: Role.PROVINCE,
    }

    for permission, level in levels.items():
        holders = {role for role in Role if _caller(Grant(role, QI)).may(permission)}
        assert holders == {level}
