// GCJ-02, in which many Chinese base maps are drawn, for display alone: places are
// kept, asked about and written in CGCS2000. The formula is the one everybody uses;
// geo/offsets.py has the same, and a test holds the two together.

// Krassowsky's ellipsoid, which the formula uses whatever the true datum is.
const AXIS_M = 6_378_245;
const ECCENTRICITY_2 = 0.00669342162296594323;
const STEPS = 10; // each leaves under a hundredth of the error

const { PI, abs, cos, sin, sqrt } = Math;
const wave = (share, value) => (share * 2 * sin(value * PI)) / 3;

// Shift longitude and latitude, degrees, to GCJ-02.
export function gcj02([lon, lat]) {
  const x = lon - 105;
  const y = lat - 35;
  const root = 0.2 * sqrt(abs(x));
  const both = wave(20, 6 * x) + wave(20, 2 * x);
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + root / 2 + both +
    wave(20, x) + wave(40, x / 3) + wave(150, x / 12) + wave(300, x / 30);
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + root + both +
    wave(20, y) + wave(40, y / 3) + wave(160, y / 12) + wave(320, y / 30);
  const latitude = (lat * PI) / 180;
  const w = sqrt(1 - ECCENTRICITY_2 * sin(latitude) ** 2);
  const meridian = (AXIS_M * (1 - ECCENTRICITY_2)) / w ** 3;
  const parallel = (AXIS_M / w) * cos(latitude);
  return [lon + ((east / parallel) * 180) / PI, lat + ((north / meridian) * 180) / PI];
}

// Return the place that `gcj02` brings there, within a millimetre.
export function fromGcj02([lon, lat]) {
  let found = [lon, lat];
  for (let step = 0; step < STEPS; step += 1) {
    const [x, y] = gcj02(found);
    found = [found[0] + lon - x, found[1] + lat - y];
  }
  return found;
}

// Web Mercator over GCJ-02: places go in and come out in CGCS2000, and whatever is
// drawn lies where the tiles have it.
export function gcj02Crs(L) {
  const mercator = L.Projection.SphericalMercator;
  const projection = L.extend({}, mercator, {
    project({ lng, lat }) {
      const [x, y] = gcj02([lng, lat]);
      return mercator.project(L.latLng(y, x));
    },
    unproject(point) {
      const { lng, lat } = mercator.unproject(point);
      const [x, y] = fromGcj02([lng, lat]);
      return L.latLng(y, x);
    },
  });
  return L.extend({}, L.CRS.EPSG3857, { projection });
}
