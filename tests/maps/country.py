"""An invented whole country: 2,500 counties (示例), a product in each."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaCounty
from gi_registry.areas.rules import DivisionLevel
from gi_registry.geo.measure import area_m2
from tests import factories

COUNTIES = 2_500
BOX = (73.5, 18.0, 135.0, 53.5)
"""About what China spans, degrees."""

_STEP = 0.03
_WAVES = (0.3, 1.0, 3.0, 9.0, 25.0)
"""To a degree: what makes borders as crooked as real ones."""

_STEEP = 0.17
"""Of each wave; all together stay under 1, so that nothing is folded."""


def load(session: Session) -> None:
    """Add the divisions, and to each county a product whose area it is."""
    outlines = counties()
    coded = dict(_coded(outlines))
    for code, outline in coded.items():
        _division(session, code, DivisionLevel.COUNTY, outline)
        name = f"示例特产{code}"
        gi = factories.gi(session, code=f"DEMO-{code}", name_zh=name)
        size = round(area_m2(outline))
        area = factories.area(
            session, gi, text=f"示例县{code}", geometry=outline, area_m2=size
        )
        session.add(AreaCounty(area_version_id=area.id, code=code, ordinal=1))
    for level, digits in ((DivisionLevel.PREFECTURE, 4), (DivisionLevel.PROVINCE, 2)):
        for prefix in sorted({code[:digits] for code in coded}):
            parts = [shape for code, shape in coded.items() if code.startswith(prefix)]
            whole = shapely.union_all(parts)
            _division(session, prefix.ljust(6, "0"), level, whole)
    session.flush()


def counties(count: int = COUNTIES) -> NDArray[np.object_]:
    """Return invented counties that meet without gaps."""
    random = np.random.default_rng(20261123)
    middles = random.uniform(BOX[:2], BOX[2:], (count, 2))
    frame = shapely.box(*BOX)
    places = shapely.MultiPoint(middles)
    lines = shapely.voronoi_polygons(places, extend_to=frame, only_edges=True)
    inside = shapely.intersection(lines, frame)
    edges = shapely.union_all([frame.boundary, inside], grid_size=1e-6)
    crooked = shapely.transform(shapely.segmentize(edges, _STEP), _crooked)
    cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(crooked)))
    assert len(cells) == count
    assert shapely.coverage_is_valid(cells)
    return np.asarray(cells, dtype=np.object_)


def _crooked(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move a point by what its place alone decides, so that neighbours stay so."""
    x, y = corners.T
    moved = corners.copy()
    for rate in _WAVES:
        turn = 2 * np.pi * rate
        reach = _STEEP / turn
        moved[:, 0] += reach * np.sin(turn * y + rate * x)
        moved[:, 1] += reach * np.sin(turn * x - rate * y)
    return moved


def _coded(outlines: NDArray[np.object_]) -> Iterator[tuple[str, BaseGeometry]]:
    """Give the counties codes: some 30 provinces of 9 prefectures of 9 counties."""
    middles = shapely.get_coordinates(shapely.centroid(outlines))
    for province, within in _split(np.arange(len(outlines)), middles, 6, 5):
        for prefecture, near in _split(within, middles, 3, 3):
            for county, position in enumerate(near, 1):
                code = f"{province + 11:02}{prefecture + 1:02}{county:02}"
                yield code, outlines[position]


def _split(
    which: NDArray[np.int64], middles: NDArray[np.float64], columns: int, rows: int
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Split places into columns, and these into rows, of about as many each."""
    number = 0
    for column in np.array_split(which[np.argsort(middles[which, 0])], columns):
        for part in np.array_split(column[np.argsort(middles[column, 1])], rows):
            yield number, part
            number += 1


def _division(
    session: Session, code: str, level: DivisionLevel, outline: BaseGeometry
) -> None:
    label = outline.representative_point()
    factories.division(
        session,
        code=code,
        name=f"示例{code}",
        name_en=f"Example {code}",
        level=level,
        parent_code=None,
        area_m2=round(area_m2(outline)),
        label_lon=label.x,
        label_lat=label.y,
        geometry=outline,
    )
