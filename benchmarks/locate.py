"""Where points and plots lie: the index against shapely's tree and PostGIS."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final, TypeVar

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine, create_engine, text

from benchmarks._rows import Row, at_least, at_most, skipped, told
from gi_registry.geo import layers
from gi_registry.geo.index import AreaIndex
from tests import postgresql

POINTS: Final = 1_000_000
SINGLE: Final = 100_000
PLOTS: Final = 100_000
PLOT_DEG: Final = 0.0006
"""Side of a plot, degrees: some 58 m, or 5 mu."""

TIMES_TREE: Final = 5
TIMES_POSTGIS: Final = 20
SINGLE_US: Final = 10
PLOTS_S: Final = 2
_TRIES: Final = 3

T = TypeVar("T")
_POSTGIS: Final = "locate: 1 M points in 117 counties, times a PostGIS GiST join"


def run() -> list[Row]:
    """Measure a million points over Shanxi's box in its 117 counties.

    Each peer gets the points ready made in the form that it takes: coordinates,
    shapely's points, a table with an index. The best of three tries counts, and
    all three must say the same of every point.

    Raises:
        AssertionError: they do not.
    """
    counties = {county.adcode: county.geometry for county in layers.counties()}
    outlines = np.array([*counties.values()], dtype=np.object_)
    lons, lats = _anywhere(outlines, POINTS)
    index, made = _best(lambda: AreaIndex(counties))
    found, ours = _best(lambda: index.locate_many(lons, lats))
    points, tree = shapely.points(lons, lats), shapely.STRtree(outlines)
    (at, county), theirs = _best(lambda: tree.query(points, "within"))
    expected = np.full(POINTS, None, dtype=np.object_)
    expected[at] = np.array([*counties], dtype=np.object_)[county]
    assert found.tolist() == expected.tolist()  # noqa: S101 -- stated above
    return [
        at_least(
            "locate: 1 M points in 117 counties, times STRtree.query(…, within)",
            theirs / ours,
            TIMES_TREE,
        ),
        _against_postgis(index, counties, lons, lats),
        told("locate: 1 M points", POINTS / ours, "points/s"),
        _single(index, lons, lats),
        *_plots(index, tree, lons, lats),
        told("locate: index of 117 counties made", made, "s"),
    ]


def _against_postgis(
    index: AreaIndex,
    counties: dict[str, BaseGeometry],
    lons: NDArray[np.float64],
    lats: NDArray[np.float64],
) -> Row:
    try:
        with _postgis(counties, lons, lats) as engine:
            pairs = "FROM point JOIN county ON ST_Intersects(county.shape, point.shape)"
            with engine.connect() as connection:
                count = text(f"SELECT count(*) {pairs}")
                _, theirs = _best(lambda: connection.execute(count).scalar_one())
                listed = text(f"SELECT point.id, code {pairs}")
                rows = connection.execute(listed).all()
    except pytest.skip.Exception as reason:
        return skipped(_POSTGIS, str(reason))
    found, ours = _best(lambda: index.locate_many(lons, lats))
    expected = {at: code for at, code in enumerate(found.tolist()) if code}
    assert dict(row.tuple() for row in rows) == expected  # noqa: S101 -- stated above
    return at_least(_POSTGIS, theirs / ours, TIMES_POSTGIS)


@contextmanager
def _postgis(
    counties: dict[str, BaseGeometry],
    lons: NDArray[np.float64],
    lats: NDArray[np.float64],
) -> Iterator[Engine]:
    """Give a throw-away PostgreSQL with both tables, indexed and analysed."""
    with postgresql.cluster() as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        shapes = [
            {"code": code, "shape": shapely.to_wkb(outline, hex=True)}
            for code, outline in counties.items()
        ]
        with engine.connect() as connection:
            run = connection.execute
            run(text("CREATE TABLE county (code text, shape geometry)"))
            run(text("INSERT INTO county VALUES (:code, :shape)"), shapes)
            made = text(
                "CREATE TABLE point AS SELECT id - 1 AS id, ST_Point(x, y) AS shape "
                "FROM unnest(CAST(:xs AS float8[]), CAST(:ys AS float8[])) "
                "WITH ORDINALITY AS p (x, y, id)"
            )
            run(made, {"xs": lons.tolist(), "ys": lats.tolist()})
            for table in ("county", "point"):
                run(text(f"CREATE INDEX ON {table} USING gist (shape)"))
            run(text("VACUUM ANALYZE"))
        yield engine
        engine.dispose()


def _single(
    index: AreaIndex, lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> Row:
    pairs = list(zip(lons[:SINGLE].tolist(), lats[:SINGLE].tolist(), strict=True))

    def ask() -> None:
        for lon, lat in pairs:
            index.locate(lon, lat)

    _, took = _best(ask)
    return at_most("locate: one point", took / SINGLE * 1e6, SINGLE_US, "µs")


def _plots(
    index: AreaIndex,
    tree: shapely.STRtree,
    lons: NDArray[np.float64],
    lats: NDArray[np.float64],
) -> list[Row]:
    """Measure plots of 5 mu: which counties they meet and which hold them."""
    west, south = lons[:PLOTS], lats[:PLOTS]
    plots = shapely.box(west, south, west + PLOT_DEG, south + PLOT_DEG)
    found, ours = _best(lambda: index.locate_polygons(plots.tolist()))
    (at, _), theirs = _best(lambda: tree.query(plots, "intersects"))
    assert found.polygon.tolist() == sorted(at.tolist())  # noqa: S101 -- as above
    return [
        at_most("locate: 100,000 plots", ours, PLOTS_S, "s"),
        told(
            "locate: 100,000 plots, times STRtree.query(…, intersects)",
            theirs / ours,
            "ratio",
        ),
    ]


def _anywhere(outlines: NDArray[np.object_], count: int) -> NDArray[np.float64]:
    west, south, east, north = shapely.total_bounds(outlines)
    return (
        np.random.default_rng(20261123)
        .uniform((west, south), (east, north), (count, 2))
        .T.copy()
    )


def _best(work: Callable[[], T]) -> tuple[T, float]:
    """Return what work gives and its best time of some tries, seconds."""
    times = []
    for _ in range(_TRIES):
        start = perf_counter()
        given = work()
        times.append(perf_counter() - start)
    return given, min(times)
