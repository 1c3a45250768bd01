"""What the pages of an import ask for and show, for producers and for officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request
from marshmallow import Schema
from sqlalchemy.orm import Session

from gi_registry.areas import service, sketch
from gi_registry.areas.rules import MAX_VERTICES, MOST_PLOT_M2, ImportPurpose, NewImport
from gi_registry.core import clock
from gi_registry.core.access import Permission, the_caller
from gi_registry.core.fields import Choice, Text
from gi_registry.core.language import say
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words
from gi_registry.geo import crs as systems
from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.ground import Asked
from gi_registry.geo.intake.judged import Judged, JudgedFile
from gi_registry.geo.intake.outcomes import Finding, Outcome, Reason, Weight
from gi_registry.products import service as products

if TYPE_CHECKING:
    from gi_registry.areas.models import ImportedFeature

SOURCES = {
    "survey": Words("测绘成果（坐标系已知）", "A land survey, its system is known"),
    "gnss": Words("手持卫星定位（GPS、北斗）", "A handheld GNSS receiver"),
    "amap": Words("在高德或腾讯地图上描绘", "Drawn on Amap or Tencent"),
    "baidu": Words("在百度地图上描绘", "Drawn on Baidu"),
    "unknown": Words("不清楚", "Nobody knows"),
}
"""Where a file comes from; it tells more of the coordinates than the file does."""

SYSTEMS = [
    (crs.value, crs.words)
    for crs in (
        Crs.CGCS2000,
        Crs.WGS84,
        Crs.GCJ02,
        Crs.BD09,
        Crs.GK3_ZONE_37,
        Crs.GK3_ZONE_38,
        Crs.GK3_CM_111,
        Crs.GK3_CM_114,
        Crs.GK6_ZONE_19,
        Crs.GK6_CM_111,
        *(
            Crs[f"{datum}_GK3_{zone}"]
            for datum in ("XIAN80", "BEIJING54")
            for zone in ("ZONE_37", "ZONE_38", "CM_111", "CM_114")
        ),
    )
]
TONES = {
    Outcome.ACCEPTED: "good",
    Outcome.ACCEPTED_WITH_WARNING: "warn",
    Outcome.ACCEPTED_AFTER_REPAIR: "warn",
    Outcome.PARTIALLY_ACCEPTED: "warn",
    Outcome.REFUSED: "stop",
}

_DRAWN_ON = {"amap": Crs.GCJ02, "baidu": Crs.BD09}
_ZONES = {
    Crs.GK3_CM_111: Crs.GK3_CM_114,
    Crs.GK3_CM_114: Crs.GK3_CM_111,
    Crs.GK3_ZONE_37: Crs.GK3_ZONE_38,
    Crs.GK3_ZONE_38: Crs.GK3_ZONE_37,
}
_MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class Side:
    """Who imports: producers their plots, officers the outline of an area.

    Attributes:
        name: start of the endpoints' names.
        purpose: what the polygons are.
        permission: needed for all of it.
    """

    name: str
    purpose: ImportPurpose
    permission: Permission


PRODUCERS = Side("plots", ImportPurpose.PLOTS, Permission.PRODUCE)
OFFICERS = Side("area", ImportPurpose.AREA, Permission.AREA_DECIDE)


class ImportSchema(Schema):
    """What is said of a file; the same names stand in the result's address."""

    source = Choice(SOURCES, required=True)
    crs = Choice([value for value, _ in SYSTEMS])
    county = Text(longest=12)
    product = Text(longest=20)
    swap = Choice(["1"])


@dataclass(frozen=True, slots=True)
class Wish:
    """One link that judges the file again, put right."""

    words: Words
    changed: dict[str, str]


def said_of(values: dict[str, Any], side: Side) -> tuple[Asked, Crs | None]:
    """Return what was answered, as the service takes it."""
    source, named = values.get("source", ""), values.get("crs", "")
    crs = systems.parse(named, older=True) if named else _DRAWN_ON.get(source)
    plots = side.purpose is ImportPurpose.PLOTS
    asked = Asked(
        county=values.get("county") or None,
        product=values.get("product") or None,
        swap_axes=values.get("swap") == "1",
        sure_of_crs=source == "survey",
        is_area=not plots,
        most_points=MAX_VERTICES if plots else None,
        most_m2=MOST_PLOT_M2 if plots else None,
    )
    return asked, crs


def judged_of(sha256: str, values: dict[str, Any], side: Side) -> JudgedFile:
    """Judge a file that the caller handed in.

    Raises:
        BlobMissingError: it is not held any more, or somebody else's.
    """
    data_dir, account = registry().settings.data_dir, the_caller().account_id
    path, name = service.pending.find(data_dir, account, sha256)
    asked, crs = said_of(values, side)
    owner_id = the_caller().organisation_id if side is PRODUCERS else None
    handed = service.Handed(path, name, crs, asked, owner_id)
    with read() as session:
        return service.examine(session, handed, on=clock.today())


def made_before(
    session: Session, judged: JudgedFile, values: dict[str, Any], side: Side
) -> int | None:
    """Return the number of the import of the same file, if there is one."""
    before = service.made_before(session, judged, _new(session, values, side, 0))
    return before.id if before else None


def keep(
    session: Session,
    judged: JudgedFile,
    values: dict[str, Any],
    side: Side,
    size: int,
) -> service.Kept:
    """Write an import for the caller's organisation, or for the office.

    Raises:
        ImportProductError, GiNotFoundError, ImportRefusedError and others.
    """
    new = _new(session, values, side, size)
    return service.record(session, judged, new, now=clock.now())


def _new(session: Session, values: dict[str, Any], side: Side, size: int) -> NewImport:
    code, caller = values.get("product"), the_caller()
    gi = products.by_code(session, code) if code else None
    return NewImport(
        purpose=side.purpose,
        size=size,
        organisation_id=caller.organisation_id if side is PRODUCERS else None,
        gi_id=gi.id if gi else None,
        county=values.get("county") or None,
        source=values.get("source", ""),
        account_id=caller.account_id,
    )


def wishes(judged: JudgedFile) -> list[Wish]:
    """Return what would put a refused file right, each as one click."""
    found: list[Wish] = []
    reasons = judged.reasons
    if Reason.AXIS_ORDER_SUSPECTED in reasons:
        words = Words("对调坐标后重新判读", "Swap the axes and judge again")
        found.append(Wish(words, {"swap": "1"}))
    if Reason.GCJ02_SUSPECTED in reasons:
        found += [_as(Crs.GCJ02), _as(Crs.BD09)]
    other = _ZONES.get(judged.crs) if judged.crs else None
    if other and Reason.OUTSIDE_AREA in reasons:
        found.append(_as(other))
    return found


def rows_of(judged: JudgedFile) -> list[Judged]:
    """Return the features that a page lists: what is wrong comes first."""
    by_weight = sorted(judged.features, key=lambda it: -_weight(it))
    return by_weight[:_MOST_ROWS]


@dataclass(frozen=True, slots=True)
class Line:
    """A feature of an import that was written, as a page lists it beside `Judged`."""

    index: int
    part: int
    properties: dict[str, Any]
    outcome: Outcome
    area_m2: float | None
    declared_m2: float | None
    findings: list[Finding]


def kept_rows(features: Sequence["ImportedFeature"]) -> list[Line]:
    """Return features of an import that was written, as a page lists them."""
    return [
        Line(
            index=it.number,
            part=it.part,
            properties=it.properties,
            outcome=it.outcome,
            area_m2=it.area_m2,
            declared_m2=it.declared_m2,
            findings=[
                Finding(
                    Reason(said["reason"]),
                    Weight[said["weight"].upper()],
                    Words(said["zh"], said["en"]),
                )
                for said in it.findings
            ],
        )
        for it in features[:_MOST_ROWS]
    ]


def picture_of(session: Session, judged: JudgedFile) -> str | None:
    """Return a sketch of everything that could be placed, if anything could."""
    drawn = [
        sketch.Drawn(it.geometry, TONES[it.outcome], it.index + 1)
        for it in judged.features
        if it.geometry is not None
    ]
    if not drawn:
        return None
    words = say(
        f"{len(drawn)} 个地块与县界的示意图",
        f"Sketch of {len(drawn)} plots with the borders of counties",
    )
    return sketch.sketch_svg(drawn, service.county_shapes(session), words=words)


def choices(session: Session) -> dict[str, Any]:
    """Return what a form lets people choose from."""
    return {
        "sources": list(SOURCES.items()),
        "systems": SYSTEMS,
        "counties": [
            (it.code, Words(it.name, it.name_en)) for it in service.counties(session)
        ],
        "products": service.products_to_choose(session),
    }


def query() -> dict[str, str]:
    """Return what the address says of a file."""
    return {
        name: request.args[name]
        for name in ("source", "crs", "county", "product", "swap")
        if request.args.get(name)
    }


def _as(crs: Crs) -> Wish:
    words = Words(f"按 {crs.words.zh} 重新判读", f"Judge again as {crs.words.en}")
    return Wish(words, {"crs": crs.value})


def _weight(it: Judged) -> int:
    return max((int(finding.weight) for finding in it.findings), default=0)
