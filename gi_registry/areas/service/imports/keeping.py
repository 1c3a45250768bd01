"""Imports as they are kept: the file, what was found in it, what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple, Protocol

import shapely
from shapely import MultiPolygon
from sqlalchemy import insert, select
from sqlalchemy.orm import Session, defer, selectinload

from gi_registry.areas import imported
from gi_registry.areas.errors import (
    ImportNotFoundError,
    ImportProductError,
    ImportRefusedError,
)
from gi_registry.areas.models import AreaImport, ImportedFeature, Plot
from gi_registry.areas.rules import ImportPurpose, NewImport, NewPlot
from gi_registry.areas.service.plots import add_plots
from gi_registry.core.db import lock
from gi_registry.core.words import Words
from gi_registry.geo.intake.judged import Judged, JudgedFile
from gi_registry.geo.intake.outcomes import Outcome
from gi_registry.translog import service as translog

_QUEUE = 0x696D706F
"""Advisory lock under which files are kept, so that none is kept twice."""
_NAME = 60
_NAMES = ("地块名称", "名称", "name", "Name", "DKMC")
_MOST_DIFFERENCE = 0.5
"""Of the measured area; a declared one that differs more cannot be registered."""


class Kept(NamedTuple):
    """An import that is kept, and whether it was made now or before.

    Attributes:
        told: what domains above have to say of its plots.
    """

    kept: AreaImport
    is_new: bool
    told: Sequence[Words] = ()


class Follower(Protocol):
    """What a domain above does with plots of a file that were just registered."""

    def __call__(
        self,
        session: Session,
        plots: Sequence[tuple[Plot, Mapping[str, str]]],
        *,
        now: datetime,
        account_id: int | None,
    ) -> Sequence[Words]:
        """Read what the file says of each plot; return what is to be said."""


_FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Let a domain above look at imported plots; called once, on import."""
    _FOLLOWERS.append(follower)
    return follower


def record(
    session: Session, judged: JudgedFile, new: NewImport, *, now: datetime
) -> Kept:
    """Keep what can be taken of a judged file; register it where it is plots.

    The same file for the same owner, product and purpose is kept once: asking
    again gives the import made before, and changes nothing.

    Args:
        session: a writing session; the caller has kept the original.
        judged: the file as `examine` judged it.
        new: whose it is and what it is for.
        now: the present instant.

    Raises:
        ImportRefusedError: nothing of it can be taken.
        ImportProductError: plots of an organisation, and no product named.
        PlotOverlapError and others: as `plots.add_plots`; nothing is written then.
    """
    if new.organisation_id is not None and new.gi_id is None:
        raise ImportProductError
    lock(session, _QUEUE)
    before = made_before(session, judged, new)
    if before is not None:
        return Kept(before, is_new=False)
    if judged.outcome is Outcome.REFUSED or judged.crs is None:
        raise ImportRefusedError(judged.name)
    made = _import(judged, new, now)
    session.add(made)
    session.flush()
    plots = _registered(session, judged, new, now=now)
    session.execute(insert(ImportedFeature), _rows(made.id, judged, plots))
    _log(session, made, judged, now=now)
    told = _followed(session, judged, plots, now=now, account_id=new.account_id)
    return Kept(made, is_new=True, told=told)


def import_of(session: Session, import_id: int) -> AreaImport:
    """Return an import with its features, without their outlines.

    Raises:
        ImportNotFoundError: there is none.
    """
    outlines = defer(ImportedFeature.geometry, raiseload=True)
    statement = (
        select(AreaImport)
        .where(AreaImport.id == import_id)
        .options(selectinload(AreaImport.features).options(outlines))
    )
    found = session.scalars(statement).first()
    if found is None:
        raise ImportNotFoundError
    return found


def imports_of(
    session: Session, *, organisation_id: int | None, most: int = 50
) -> Sequence[AreaImport]:
    """Return the latest imports, newest first, without their features.

    Args:
        session: to read with.
        organisation_id: whose; None for those of no organisation, which
            officers made.
        most: how many.
    """
    owner = AreaImport.organisation_id
    whose = owner.is_(None) if organisation_id is None else owner == organisation_id
    statement = (
        select(AreaImport).where(whose).order_by(AreaImport.id.desc()).limit(most)
    )
    return session.scalars(statement).all()


def polygon_of_import(session: Session, import_id: int) -> MultiPolygon:
    """Return the union of an import's accepted outlines, EPSG:4490.

    It is what a clause of a wording is resolved to by an uploaded polygon.

    Raises:
        ImportNotFoundError: there is no such import of an area's outline.
    """
    statement = select(ImportedFeature.geometry).where(
        ImportedFeature.import_id == import_id, ImportedFeature.geometry.is_not(None)
    )
    found = session.get(AreaImport, import_id)
    outlines = list(session.scalars(statement))
    if found is None or found.purpose is not ImportPurpose.AREA or not outlines:
        raise ImportNotFoundError
    whole = shapely.union_all(outlines)
    return MultiPolygon(list(shapely.get_parts(whole)))


def made_before(
    session: Session, judged: JudgedFile, new: NewImport
) -> AreaImport | None:
    """Return the import of the same file, read alike, for the same owner, if any."""
    statement = select(AreaImport).where(
        AreaImport.sha256 == judged.sha256,
        AreaImport.crs == str(judged.crs),
        AreaImport.purpose == new.purpose,
        AreaImport.gi_id.is_not_distinct_from(new.gi_id),
        AreaImport.organisation_id.is_not_distinct_from(new.organisation_id),
    )
    return session.scalars(statement.order_by(AreaImport.id)).first()


def _import(judged: JudgedFile, new: NewImport, now: datetime) -> AreaImport:
    return AreaImport(
        purpose=new.purpose,
        file_name=judged.name[-255:],
        size=new.size,
        sha256=judged.sha256,
        kind=judged.kind,
        crs=str(judged.crs),
        crs_from=judged.crs_from,
        source=new.source,
        county_code=new.county,
        gi_id=new.gi_id,
        organisation_id=new.organisation_id,
        account_id=new.account_id,
        outcome=judged.outcome,
        reasons=[reason.value for reason in judged.reasons],
        findings=imported.said(judged.findings),
        made_at=now,
    )


def _registered(
    session: Session, judged: JudgedFile, new: NewImport, *, now: datetime
) -> dict[int, Plot]:
    """Register the accepted features as plots, by their place among the features."""
    organisation_id, gi_id = new.organisation_id, new.gi_id
    if organisation_id is None or gi_id is None or new.purpose is ImportPurpose.AREA:
        return {}
    plots = {
        at: NewPlot(
            organisation_id=organisation_id,
            gi_id=gi_id,
            name=_name(feature, judged.name),
            declared_m2=_declared(feature),
            geometry=feature.geometry,
            crs_given=str(judged.crs),
            source=new.source or judged.kind,
        )
        for at, feature in enumerate(judged.features)
        if not feature.is_refused and feature.geometry is not None
    }
    added = add_plots(session, list(plots.values()), now=now, account_id=new.account_id)
    return dict(zip(plots, added, strict=True))


def _followed(
    session: Session,
    judged: JudgedFile,
    plots: dict[int, Plot],
    *,
    now: datetime,
    account_id: int | None,
) -> list[Words]:
    pairs = [(plot, judged.features[at].properties) for at, plot in plots.items()]
    if not pairs:
        return []
    return [
        words
        for follower in _FOLLOWERS
        for words in follower(session, pairs, now=now, account_id=account_id)
    ]


def _name(feature: Judged, file: str) -> str:
    named = (feature.properties.get(field) for field in _NAMES)
    name = next(
        (it for it in named if it), f"{PurePath(file).stem} {feature.index + 1}"
    )
    return f"{name} ({feature.part + 1})"[:_NAME] if feature.part else name[:_NAME]


def _declared(feature: Judged) -> int:
    """Return the declared area, or the measured one where that cannot stand.

    The finding says so to whoever imports.
    """
    measured = feature.area_m2 or 0.0
    says = feature.declared_m2 or measured
    close = abs(says - measured) <= _MOST_DIFFERENCE * measured
    return max(1, round(says if close else measured))


def _rows(
    import_id: int, judged: JudgedFile, plots: dict[int, Plot]
) -> list[dict[str, Any]]:
    return [
        {
            "import_id": import_id,
            "number": it.index,
            "part": it.part,
            "outcome": it.outcome,
            "findings": imported.said(it.findings),
            "area_m2": it.area_m2,
            "declared_m2": it.declared_m2,
            "county_code": it.county,
            "properties": it.properties,
            "plot_id": plots[at].id if at in plots else None,
            "geometry": None if it.is_refused else it.geometry,
        }
        for at, it in enumerate(judged.features)
    ]


def _log(
    session: Session, made: AreaImport, judged: JudgedFile, *, now: datetime
) -> None:
    """Log the decision: no name of a person, a plot or a file."""
    translog.append(
        session,
        f"{made.purpose}.imported",
        f"IMPORT-{made.id}",
        {
            "sha256": made.sha256,
            "kind": made.kind,
            "crs": made.crs,
            "outcome": made.outcome.value,
            "reasons": made.reasons,
            "accepted": len(judged.accepted),
            "features": len(judged.features),
        },
        now=now,
        account_id=made.account_id,
    )
