"""Rows for tests: valid unless a test says otherwise."""

import itertools
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from shapely.geometry import Polygon, box
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account, Organisation
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.accounts.service.people import hasher
from gi_registry.areas.models import AreaVersion, Division, Plot, PlotClaim
from gi_registry.areas.rules import DivisionLevel, FinestLevel
from gi_registry.core.access import Grant, Role
from gi_registry.core.blobs import PDF, Blob
from gi_registry.core.db import Base
from gi_registry.marks.models import (
    CapacityDecision,
    CapacityEvidence,
    LabelRange,
    LabelRun,
)
from gi_registry.marks.rules import (
    CapacityBasis,
    EvidenceKind,
    EvidenceState,
    RangeState,
)
from gi_registry.producers import service as producers
from gi_registry.producers.models import (
    Application,
    Authorization,
    AuthorizationStatus,
    Entity,
    StoredFile,
)
from gi_registry.producers.rules import (
    ApplicationState,
    AuthorizationState,
    EntityStatus,
    Route,
)
from gi_registry.products.models import Announcement, Gi, GiRight
from gi_registry.products.rules import Confidence, Evidence, RightKind, RightStatus
from gi_registry.tracing.models import Lot

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PASSWORD = "a-password-for-tests"  # noqa: S105 -- of invented people
COUNTY = "140727"
SQUARE = box(112.30, 37.30, 112.34, 37.34)
"""About 3.5 km by 4.4 km near 祁县; CGCS2000."""

_serial = itertools.count(1)
Row = TypeVar("Row", bound=Base)


def organisation(session: Session, **given: Any) -> Organisation:
    """Add a producer's organisation."""
    values: dict[str, Any] = {
        "kind": OrganisationKind.PRODUCER,
        "name": f"示例组织{next(_serial)}",
        "division": COUNTY,
        "created_at": NOW,
    }
    return _added(session, Organisation(**values | given))


def account(
    session: Session, *grants: Grant, of: Organisation | None = None
) -> Account:
    """Add an account with grants; its password is PASSWORD."""
    of = of or organisation(session, kind=OrganisationKind.AUTHORITY)
    made = Account(
        login=f"someone{next(_serial)}@example",
        name="示例用户",
        organisation_id=of.id,
        password_hash=_password_hash(),
        created_at=NOW,
    )
    _added(session, made)
    for given in grants:
        accounts.grant(session, made, given, now=NOW)
    return made


def officer(session: Session, role: Role = Role.COUNTY, where: str = COUNTY) -> Account:
    """Add an officer of a division."""
    return account(session, Grant(role, where))


def producer(session: Session, of: Organisation | None = None) -> Account:
    """Add somebody who acts for a producer."""
    return account(session, Grant(Role.PRODUCER), of=of or organisation(session))


def gi(session: Session, **given: Any) -> Gi:
    """Add a product without rights."""
    number = next(_serial)
    values: dict[str, Any] = {
        "code": f"TEST-{number:03d}",
        "name_zh": f"示例小米{number}",
        "name_en": f"Example Millet {number}",
        "category": "millet",
        "season_mask": 0b0011_0000_0000,
        "evidence": Evidence.SOURCED,
        "confidence": Confidence.HIGH,
        "search_text": f"示例小米{number}\nshilixiaomi\nexample millet {number}",
        "imported_at": NOW,
    }
    return _added(session, Gi(**values | given))


def right(session: Session, of: Gi | None = None, **given: Any) -> GiRight:
    """Add a protected GI product right."""
    of = of or gi(session)
    values: dict[str, Any] = {
        "gi_id": of.id,
        "ordinal": next(_serial),
        "kind": RightKind.PRODUCT_PROTECTION,
        "status": RightStatus.PROTECTED,
        "since": "2004-08-09",
        "source": "sourced: a test",
        "evidence": Evidence.SOURCED,
        "confidence": Confidence.HIGH,
    }
    return _added(session, GiRight(**values | given))


def division(session: Session, **given: Any) -> Division:
    """Add a county: SQUARE, unless a geometry is given."""
    values: dict[str, Any] = {
        "code": COUNTY,
        "name": "祁县",
        "name_en": "Qixian",
        "level": DivisionLevel.COUNTY,
        "parent_code": "140700",
        "valid_from": date(1900, 1, 1),
        "area_m2": 15_000_000,
        "label_lon": 112.32,
        "label_lat": 37.32,
        "border_uncertainty_m": 400,
        "source": "a test",
        "geometry": SQUARE,
    }
    return _added(session, Division(**values | given))


def area(session: Session, of: Gi, **given: Any) -> AreaVersion:
    """Add a production area: SQUARE, unless a geometry is given."""
    values: dict[str, Any] = {
        "gi_id": of.id,
        "number": 1,
        "text": "祁县现辖行政区域",
        "finest_level": FinestLevel.COUNTY,
        "source": "sourced: a test",
        "evidence": Evidence.SOURCED,
        "valid_from": date(2004, 8, 9),
        "made_at": NOW,
        "uncertainty_m": 400,
        "area_m2": 15_000_000,
        "geometry": SQUARE,
    }
    return _added(session, AreaVersion(**values | given))


def plot(session: Session, holder: Organisation, of: Gi, **given: Any) -> Plot:
    """Add a plot of about 1 ha in the middle of SQUARE."""
    outline: Polygon = box(112.3200, 37.3200, 112.3211, 37.3209)
    values: dict[str, Any] = {
        "organisation_id": holder.id,
        "gi_id": of.id,
        "name": "示例地块",
        "division_code": COUNTY,
        "declared_m2": 9_700,
        "measured_m2": 9_740,
        "crs_given": "CGCS2000",
        "source": "示例",
        "created_at": NOW,
        "geometry": outline,
    }
    return _added(session, Plot(**values | given))


def entity(session: Session, of: Organisation | None = None, **given: Any) -> Entity:
    """Add a business; its credit code is unique but not checked here."""
    of = of or organisation(session)
    values: dict[str, Any] = {
        "uscc": f"9114072{next(_serial):011d}",
        "name": of.name,
        "organisation_id": of.id,
        "division": COUNTY,
        "address": "示例路1号",
        "status": EntityStatus.ACTIVE,
        "status_on": date(2020, 1, 1),
        "created_at": NOW,
    }
    return _added(session, Entity(**values | given))


def application(
    session: Session,
    of: Entity | None = None,
    to: GiRight | None = None,
    **given: Any,
) -> Application:
    """Add an application that waits for its origin check."""
    of, to = of or entity(session), to or right(session)
    values: dict[str, Any] = {
        "number": f"AP-2026-{next(_serial):06d}",
        "entity_id": of.id,
        "right_id": to.id,
        "route": Route.PRODUCT,
        "state": ApplicationState.SUBMITTED,
        "product_description": "示例",
        "division": of.division,
        "created_at": NOW,
        "submitted_at": NOW,
        "state_since": NOW,
    }
    return _added(session, Application(**values | given))


def authorization(
    session: Session,
    of: Entity | None = None,
    to: GiRight | None = None,
    **given: Any,
) -> Authorization:
    """Add an authorization in use since 2024, with its status row."""
    of, to = of or entity(session), to or right(session)
    number = next(_serial)
    announced = Announcement(
        issuer="CNIPA",
        year=0,
        number=100_000 + number,
        title=f"示例公告第{number}号",
        announced_on=date(2024, 1, 1),
        file_sha256="0" * 64,
        source="a test",
    )
    applied = application(session, of, to, state=ApplicationState.ANNOUNCED)
    values: dict[str, Any] = {
        "number": f"MA-2024-{number:06d}",
        "application_id": applied.id,
        "entity_id": of.id,
        "right_id": to.id,
        "gi_id": to.gi_id,
        "division": of.division,
        "standard_number": "GB/T 19777-2013",
        "announcement_id": _added(session, announced).id,
        "valid_from": date(2024, 1, 1),
        "state": AuthorizationState.IN_USE,
        "created_at": NOW,
    }
    made = _added(session, Authorization(**values | given))
    first = AuthorizationStatus(
        authorization_id=made.id,
        state=made.state,
        from_on=made.valid_from,
        reason="示例",
        account_id=officer(session, Role.PROVINCE, "14").id,
        recorded_at=NOW,
    )
    _added(session, first)
    return made


def file(session: Session, account_id: int, sha256: str) -> StoredFile:
    """Hand in a file of which there is only the digest."""
    blob = Blob(sha256, 1, PDF)
    return producers.keep(session, blob, "示例.pdf", now=NOW, account_id=account_id)


def capacity(
    session: Session, of: Authorization, *, year: int = 2026, ceiling_g: int = 10**9
) -> CapacityDecision:
    """Decide 1,000 t for a year, unless another ceiling is given."""
    decided = CapacityDecision(
        authorization_id=of.id,
        year=year,
        basis=CapacityBasis.PLOT_AREA,
        terms=[],
        ceiling_g=ceiling_g,
        reason="示例",
        decided_at=NOW,
        decided_by_id=officer(session).id,
    )
    return _added(session, decided)


def evidence(session: Session, of: Authorization, **given: Any) -> CapacityEvidence:
    """Add a confirmed purchase of 10 t of raw material, for 2026."""
    values: dict[str, Any] = {
        "authorization_id": of.id,
        "year": 2026,
        "kind": EvidenceKind.PURCHASE,
        "reference": f"Y{next(_serial)}",
        "amount": 10_000_000,
        "party": "示例粮站",
        "begins_on": date(2026, 1, 10),
        "state": EvidenceState.CONFIRMED,
        "entered_at": NOW,
        "entered_by_id": producer(session).id,
        "decided_at": NOW,
    }
    return _added(session, CapacityEvidence(**values | given))


def claimed(
    session: Session, of: Authorization, m2: int, *, season: int = 2026
) -> PlotClaim:
    """Add a plot of a holder, of some area, that is claimed for a season."""
    held = session.get_one(Entity, of.entity_id).organisation_id
    values = {"organisation_id": held, "gi_id": of.gi_id}
    land = Plot(
        name="示例地块",
        division_code=COUNTY,
        declared_m2=m2,
        measured_m2=m2,
        crs_given="CGCS2000",
        source="示例",
        created_at=NOW,
        geometry=box(112.3200, 37.3200, 112.3211, 37.3209),
        **values,
    )
    claim = {"plot_id": _added(session, land).id, "season": season, "made_at": NOW}
    return _added(session, PlotClaim(**claim | values))


def run(session: Session, of: Authorization, **given: Any) -> LabelRun:
    """Add a run of 1,000 labels for packs of 500 g."""
    values: dict[str, Any] = {
        "authorization_id": of.id,
        "year": 2026,
        "size": 1_000,
        "net_content_g": 500,
        "pack_name": "500 g 袋装",
        "key_epoch": 1,
        "expires_on": date(2027, 12, 31),
        "issued_at": datetime(2026, 1, 10, tzinfo=UTC),
        "issued_to_id": producer(session).id,
    }
    return _added(session, LabelRun(**values | given))


def lot(session: Session, of: Authorization, **given: Any) -> Lot:
    """Add a lot of 500 kg."""
    values: dict[str, Any] = {
        "authorization_id": of.id,
        "number": f"L{next(_serial)}",
        "produced_on": date(2026, 9, 30),
        "quantity_g": 500_000,
        "division": of.division,
        "created_at": NOW,
        "created_by_id": producer(session).id,
    }
    return _added(session, Lot(**values | given))


def labels(
    session: Session, run: LabelRun, first: int, end: int, lot: Lot | None = None
) -> LabelRange:
    """Activate [first, end) to a lot, or void it without one."""
    made = LabelRange(
        run_id=run.id,
        first=first,
        end=end,
        state=RangeState.ACTIVATED if lot else RangeState.VOID,
        lot_id=lot.id if lot else None,
        on_day=date(2026, 10, 8),
        reason="",
        recorded_at=NOW,
        recorded_by_id=run.issued_to_id,
    )
    return _added(session, made)


@cache
def _password_hash() -> str:
    """Return one hash for all: argon2id is slow on purpose."""
    return hasher().hash(PASSWORD)


def _added(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
