"""Accounts of the demonstration: officers at each level, and producers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.accounts.service.people import NewAccount
from gi_registry.core.access import Grant, Role

_BUSINESS = (Role.PRODUCER, Role.PRINTER)
SHANXI, JINZHONG, QIXIAN = "14", "1407", "140727"


@dataclass(frozen=True, slots=True)
class Staff:
    """Account ids of those who take the steps of the law, by division."""

    county: dict[str, int]
    prefecture: dict[str, int]
    province: int
    second: int
    """Another officer of the province, where two must decide."""


def staff(
    session: Session, counties: dict[str, str], *, password: str, now: datetime
) -> Staff:
    """Create officers for each county that the demonstration touches.

    Args:
        session: a writing session.
        counties: code to Chinese name.
        password: of all of them.
        now: when they were created.
    """

    def made(login: str, office: str, role: Role, division: str) -> int:
        grant = Grant(role, division)
        return account(session, login, office, [grant], password=password, now=now).id

    county = {
        code: made(
            "county@demo" if code == QIXIAN else f"county-{code}@demo",
            f"示例{name}知识产权管理部门",
            Role.COUNTY,
            code,
        )
        for code, name in counties.items()
    }
    prefecture = {
        code: made(
            "prefecture@demo" if code == JINZHONG else f"prefecture-{code}@demo",
            f"示例市级知识产权管理部门 {code}",
            Role.PREFECTURE,
            code,
        )
        for code in sorted({code[:4] for code in counties})
    }
    province = made("province@demo", "示例省级知识产权管理部门", Role.PROVINCE, SHANXI)
    second = made(
        "province-second@demo", "示例省级知识产权管理部门", Role.PROVINCE, SHANXI
    )
    made("inspector@demo", "示例市场监管执法队", Role.INSPECTOR, JINZHONG)
    made("auditor@demo", "示例审计处", Role.AUDITOR, SHANXI)
    made("admin@demo", "示例系统运行单位", Role.ADMINISTRATOR, "")
    return Staff(county, prefecture, province, second)


def account(
    session: Session,
    login: str,
    organisation: str,
    grants: list[Grant],
    *,
    password: str,
    now: datetime,
) -> Account:
    """Create one account of the demonstration with its organisation."""
    is_business = any(grant.role in _BUSINESS for grant in grants)
    is_producer = any(grant.role is Role.PRODUCER for grant in grants)
    kind = OrganisationKind.PRODUCER if is_producer else OrganisationKind.AUTHORITY
    division = next((grant.division for grant in grants if grant.division), SHANXI)
    holder = accounts.create_organisation(
        session, kind=kind, name=organisation, division=division, now=now
    )
    name = f"示例{'经办人' if is_business else '管理人员'}"
    new = NewAccount(login, name, holder.id, password, is_demo=True)
    made = accounts.create_account(session, new, now=now)
    for grant in grants:
        accounts.grant(session, made, grant, now=now)
    return made
