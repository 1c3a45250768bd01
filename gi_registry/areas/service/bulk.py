"""Many points at once: the county and the products of each."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from gi_registry.areas.service.layer import layer
from gi_registry.areas.service.layer_states import areas_key
from gi_registry.areas.service.overview import areas_in_force
from gi_registry.core.memory import Remembered
from gi_registry.geo.index import AreaIndex

_MOST = 4
_indexes = Remembered[AreaIndex](_MOST)


def area_index(session: Session, *, on: date) -> AreaIndex:
    """Return the areas in force by product code, to be asked where a place lies.

    It is made again only if an area or a product was changed, by whom ever.

    Args:
        session: to read with.
        on: the day whose areas count.
    """

    def make() -> AreaIndex:
        found = areas_in_force(session, on=on)
        return AreaIndex(
            {a.version.gi.code: a.geometry for a in found if a.geometry is not None}
        )

    return _indexes.get(areas_key(session, on=on), make)


class PlaceIndex:
    """Counties and areas, ready to be asked about many points.

    Args:
        session: to read with, now and never again.
        on: the day whose areas count.
    """

    def __init__(self, session: Session, *, on: date) -> None:
        self._counties = layer(session).county_index
        self._areas = area_index(session, on=on)

    def locate(
        self, points: NDArray[np.float64]
    ) -> Sequence[tuple[str, tuple[str, ...]]]:
        """Return for each point its county's code and the products' codes.

        Args:
            points: rows of longitude and latitude, EPSG:4490, degrees.

        Returns:
            The code is empty outside every county; on a shared border it is the
            lower one. A product is listed where its polygon or its border holds
            the point: this is no test of origin, and says nothing of wording
            that is finer than the polygon.
        """
        lons, lats = points[:, 0], points[:, 1]
        counties = self._counties.locate_many(lons, lats).tolist()
        products = self._areas.locate_all_many(lons, lats).tolist()
        return [
            (code or "", found) for code, found in zip(counties, products, strict=True)
        ]
