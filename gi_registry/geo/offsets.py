"""The two offset systems of Chinese web maps, GCJ-02 and BD-09, both ways.

Neither is documented by its makers. The formulas are those that everybody uses,
published with their constants in many places and languages; the vectors in the
tests are those of `coordtransform` (JavaScript) and `coord_transform` (Rust).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

GCJ02_BOX = (72.004, 0.8293, 137.8347, 55.8271)
"""Where the offset is applied, degrees: west, south, east, north."""

# Krassowsky's ellipsoid, which the formula uses whatever the true datum is.
_AXIS_M = 6_378_245.0
_ECCENTRICITY_2 = 0.00669342162296594323
_BAIDU_PI = np.pi * 3000 / 180

_STEPS = 10
"""Each step of the iteration leaves under a hundredth of the error."""


def gcj02(points: Points) -> Points:
    """Shift WGS84 longitude and latitude to GCJ-02, degrees, within `GCJ02_BOX`."""
    x, y = points[:, 0] - 105.0, points[:, 1] - 35.0
    root = np.sqrt(np.abs(x))
    waves = (20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)) * 2 / 3
    east += (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)) * 2 / 3
    north += (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3

    latitude = np.radians(points[:, 1])
    w = np.sqrt(1 - _ECCENTRICITY_2 * np.sin(latitude) ** 2)
    meridian = _AXIS_M * (1 - _ECCENTRICITY_2) / w**3
    parallel = _AXIS_M / w * np.cos(latitude)
    shift = np.column_stack([east / parallel, north / meridian])
    shifted: Points = points + np.degrees(shift)
    return shifted


def bd09(points: Points) -> Points:
    """Shift GCJ-02 longitude and latitude to BD-09, degrees."""
    x, y = points[:, 0], points[:, 1]
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BAIDU_PI)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BAIDU_PI)
    return np.column_stack(
        [radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006]
    )


def undo(shift: Callable[[Points], Points], points: Points) -> Points:
    """Return the points that `shift` brings to `points`, by iteration.

    Args:
        shift: one of this module's, or both one after the other.
        points: shifted longitude and latitude, degrees.

    Returns:
        Degrees; `shift` brings them back within a millimetre.
    """
    found = points.copy()
    for _ in range(_STEPS):
        found += points - shift(found)
    return found
