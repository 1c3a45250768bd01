"""A picture of one plot: its outline, and where in its county it lies."""

from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from gi_registry.areas.pictures import Box, Frame, path
from gi_registry.geo.crs import Bounds

_WIDTH, _HEIGHT = 1600, 900
_INSET: Box = (40, 60, 560, 840)
_PANEL: Box = (680, 90, 1520, 810)
_SPOT = 14
_POINT_VIEW_DEG = 0.001
"""About a hundred metres on each side of a workshop."""
_DECIMALS = 7


def plot_svg(
    plot: BaseGeometry,
    county: BaseGeometry,
    *,
    words: str,
    before: BaseGeometry | None = None,
) -> str:
    """Return a 16:9 picture for inline use; not public.

    Args:
        plot: polygon or point, EPSG:4490.
        county: in which it lies.
        words: what is seen, for those who do not see it.
        before: the version that it corrects, drawn beneath it.
    """
    whole = Frame(Bounds(*county.bounds), _INSET)
    middle = plot.representative_point()
    ((x, y),) = whole(shapely.get_coordinates(middle))
    shown = plot if before is None else shapely.union(plot.envelope, before.envelope)
    if shown.area == 0:
        shown = middle.buffer(_POINT_VIEW_DEG)
    near = Frame(Bounds(*shown.bounds), _PANEL)
    drawn = [
        path("land", county, whole, tolerance=2),
        f'<circle class="point" cx="{x}" cy="{y}" r="{_SPOT}"/>',
    ]
    if before is not None and before.area:
        drawn.append(path("view", before.boundary, near, tolerance=0))
    if plot.area:
        drawn.append(path("area", plot, near, tolerance=0))
    else:
        ((x, y),) = near(shapely.get_coordinates(plot))
        drawn.append(f'<circle class="point" cx="{x}" cy="{y}" r="{_SPOT}"/>')
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(words)}">{"".join(drawn)}</svg>'
    )


def corner_lines(plot: BaseGeometry) -> str:
    """Return the corners as the text field takes them: `lon,lat`, one a line.

    Source of the decimals: a ten-millionth of a degree is about a centimetre.
    """
    points = shapely.get_coordinates(plot)
    if len(points) > 1:
        points = points[:-1]
    return "\n".join(f"{x:.{_DECIMALS}f},{y:.{_DECIMALS}f}" for x, y in points)
