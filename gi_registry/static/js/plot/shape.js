// An outline as a list of corners [longitude, latitude], degrees: its area, where it
// crosses itself, and its way into the text field and back.

const AXIS_M = 6378137; // EPSG:1024, the ellipsoid of CGCS2000
const FLATTENING = 1 / 298.257222101;
const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);
const MU_M2 = 2000 / 3;
const DECIMALS = 7; // a centimetre

export const LEAST = 3; // corners of an area

// Metres of a degree of longitude and of latitude: radii of curvature in the prime
// vertical and in the meridian.
export function metresPerDegree(latitude) {
  const phi = (latitude * Math.PI) / 180;
  const w = Math.sqrt(1 - ECCENTRICITY_2 * Math.sin(phi) ** 2);
  const east = (AXIS_M / w) * Math.cos(phi);
  const north = (AXIS_M * (1 - ECCENTRICITY_2)) / w ** 3;
  return [(east * Math.PI) / 180, (north * Math.PI) / 180];
}

export function distance([x, y], [u, v]) {
  const [east, north] = metresPerDegree((y + v) / 2);
  return Math.hypot((u - x) * east, (v - y) * north);
}

// Square metres in a plane that is true at the middle latitude: right to a few
// parts in a million for a plot of some kilometres.
export function area(corners) {
  if (corners.length < LEAST) return 0;
  const latitudes = corners.map(([, y]) => y);
  const [east, north] = metresPerDegree((Math.min(...latitudes) + Math.max(...latitudes)) / 2);
  const [x0, y0] = corners[0];
  let twice = 0;
  corners.forEach(([x, y], at) => {
    const [u, v] = corners[(at + 1) % corners.length];
    twice += (x - x0) * (v - y0) - (u - x0) * (y - y0);
  });
  return (Math.abs(twice) / 2) * east * north;
}

export const mu = (squareMetres) => squareMetres / MU_M2;

const turn = ([ax, ay], [bx, by], [cx, cy]) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
const within = ([ax, ay], [bx, by], [cx, cy]) =>
  Math.min(ax, bx) <= cx && cx <= Math.max(ax, bx) && Math.min(ay, by) <= cy && cy <= Math.max(ay, by);

function meet(a, b, c, d) {
  const [one, two, three, four] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (one !== two && three !== four) return true;
  return (!one && within(a, b, c)) || (!two && within(a, b, d)) || (!three && within(c, d, a)) || (!four && within(c, d, b));
}

// The first two edges that cross, counted from 1, or null; edge n begins at corner n.
export function crossing(corners) {
  const count = corners.length;
  const at = (index) => corners[index % count];
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue; // neighbours around the end
      if (meet(at(i), at(i + 1), at(j), at(j + 1))) return [i + 1, j + 1];
    }
  }
  return null;
}

export const toText = (corners) => corners.map((pair) => pair.map((value) => value.toFixed(DECIMALS)).join(",")).join("\n");

// Only plain pairs; what else people paste is the server's to read.
export function fromText(text) {
  const lines = text.trim().split(/[\n;]+/).map((line) => line.trim()).filter(Boolean);
  const corners = lines.map((line) => line.split(/[,，\s]+/).map(Number));
  const sound = corners.every((pair) => pair.length === 2 && pair.every(Number.isFinite));
  if (!sound) return null;
  const [first, last] = [corners[0], corners.at(-1)];
  if (corners.length > LEAST && first[0] === last[0] && first[1] === last[1]) corners.pop();
  return corners;
}

export function number(typed) {
  const text = typed.normalize("NFKC").trim();
  return text === "" ? NaN : Number(text);
}

export const inRange = ([lon, lat]) => lon >= 110 && lon <= 115 && lat >= 34 && lat <= 41;
