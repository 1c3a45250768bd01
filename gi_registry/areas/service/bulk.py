"""Many points at once: the county and the products of each."""

from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas.rules import DivisionLevel
from gi_registry.areas.service.layer import layer
from gi_registry.areas.service.overview import areas_in_force
from gi_registry.geo.locate import DivisionIndex


class PlaceIndex:
    """Counties and areas in memory, ready to be asked about many points.

    An area that is made of whole counties is looked up by county; only others
    are asked by their polygon.

    Args:
        session: to read with, now and never again.
        on: the day whose areas count.
    """

    def __init__(self, session: Session, *, on: date) -> None:
        ground = layer(session)
        counties = ground.of(DivisionLevel.COUNTY)
        self._counties = DivisionIndex({c.code: c.geometry for c in counties})
        self._by_county: dict[str, list[str]] = {county.code: [] for county in counties}
        self._others: list[tuple[str, BaseGeometry]] = []
        for area in areas_in_force(session, on=on):
            if area.is_made_of_counties(ground):
                for code in area.counties:
                    self._by_county[code].append(area.version.gi.code)
            elif area.geometry is not None:
                self._others.append((area.version.gi.code, area.geometry))
        for _, geometry in self._others:
            shapely.prepare(geometry)

    def locate(self, points: NDArray[np.float64]) -> list[tuple[str, list[str]]]:
        """Return for each point its county's code and the products' codes.

        Args:
            points: rows of longitude and latitude, EPSG:4490, degrees.

        Returns:
            The code is empty outside every county; on a shared border it is the
            lower one, and its areas count. A product is listed where its polygon
            holds the point, however near the border: this is no test of origin,
            and says nothing of wording that is finer than the polygon.
        """
        codes = self._counties.locate_many(points[:, 0], points[:, 1]).tolist()
        products = [self._by_county[code] if code else [] for code in codes]
        for name, geometry in self._others:
            inside = shapely.intersects_xy(geometry, points[:, 0], points[:, 1])
            for at in np.flatnonzero(inside).tolist():
                products[at] = sorted([*products[at], name])
        return [
            (code or "", found) for code, found in zip(codes, products, strict=True)
        ]
