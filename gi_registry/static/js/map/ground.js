// The ground of every map: Leaflet on the shapes of /map/data.json, with the
// borders and names of divisions. What is drawn upon it is the caller's.

const L = window.L;

const still = matchMedia("(prefers-reduced-motion: reduce)");
export const narrow = matchMedia("(max-width: 47.99rem)");
export const isStill = () => still.matches;

const FAR_ZOOM = 5; // prefectures are named and counties drawn from here on
const NEAR_ZOOM = { zh: 8.4, en: 9.2 }; // counties are named from here on
const TILE_ZOOM = 18;
const FINE_ZOOM = 8.8; // and drawn by their exact lines

// A ring of whole units, each corner a step from the one before.
export function corners(ring, units) {
  const found = [];
  for (let at = 0, x = 0, y = 0; at < ring.length; at += 2) {
    x += ring[at];
    y += ring[at + 1];
    found.push([y / units, x / units]);
  }
  return found;
}

// Lines of whole units, each corner a step from the one before, across all lines.
function decoded({ arcs, units_per_degree: units }) {
  let x = 0;
  let y = 0;
  return arcs.map((steps) => {
    const line = [];
    for (let at = 0; at < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      line.push([y / units, x / units]);
    }
    return line;
  });
}

// A ring is lines head to tail, one that runs backwards as -1 - its number; the last
// corner of each is the first of the next.
const around = (lines, ring) =>
  ring.flatMap((number) => (number < 0 ? lines[~number].slice(1).reverse() : lines[number].slice(0, -1)));

// Leaflet takes the first ring of a polygon for its edge and the others for holes;
// filled even-odd, islands and holes both come right.
const latlngs = ({ lines, shapes }, numbers) =>
  numbers.map((number) => shapes[number].map((ring) => around(lines, ring)));

// Leaflet takes markup where it writes words; this is none.
export function span(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

// A name in the middle of its place. A tooltip would be measured, one after the other.
export function label(text, at, className) {
  const icon = L.divIcon({ className, html: span(text), iconSize: null });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

// Larger areas first, so that a small one in a large one stays in sight.
function size(layer) {
  const bounds = layer.getBounds();
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}

// The operator's tiles beneath it all. The land is filled until they come, so that
// the map stands without them; over GCJ-02 the whole map is drawn shifted.
function tiles(map, element, { layers, name, attribution }) {
  const options = { maxNativeZoom: TILE_ZOOM, maxZoom: map.getMaxZoom(), subdomains: "01234567", attribution: span(attribution).innerHTML, referrerPolicy: "origin" };
  const group = L.layerGroup(layers.map((address) => L.tileLayer(address, options)));
  group.eachLayer((layer) => layer.once("tileload", () => element.classList.add("has-tiles")));
  group.on("add remove", () => element.classList.toggle("has-tiles", map.hasLayer(group)));
  group.addTo(map);
  element.classList.remove("has-tiles");
  L.control.layers({}, { [name]: group }, { collapsed: narrow.matches }).addTo(map);
}

/*
  Draw the ground.

  element: takes the map
  data: of /map/data.json; finer: address of the exact shapes
  english: whether names are written in English
  titles: { zoomIn, zoomOut, map, attribution }
  place({ map, areas, home, bounds }): sets the first view, before anything is drawn in it
  maxZoom: how near one may come
  base: the operator's base map, or null: { layers, crs, name, attribution }
*/
export async function drawGround(element, data, { finer, english, titles, place, maxZoom = 13, base = null }) {
  const isShifted = base?.crs === "GCJ-02";
  const crs = isShifted ? (await import("./offsets.js")).gcj02Crs(L) : L.CRS.EPSG3857;
  element.hidden = false;
  const map = L.map(element, {
    attributionControl: false,
    crs,
    maxZoom: base ? Math.max(maxZoom, TILE_ZOOM) : maxZoom,
    minZoom: 2,
    zoomControl: false,
    zoomDelta: base ? 1 : 0.75,
    zoomSnap: base ? 0.5 : 0, // tiles are sharp at whole steps alone
    wheelPxPerZoomLevel: 120,
    zoomAnimation: !still.matches,
    fadeAnimation: !still.matches,
    markerZoomAnimation: !still.matches,
  });
  L.control.zoom({ position: "topright", zoomInTitle: titles.zoomIn, zoomOutTitle: titles.zoomOut }).addTo(map);
  const corner = narrow.matches ? "topleft" : "bottomright";
  L.control.attribution({ position: corner }).setPrefix(false).addAttribution(titles.attribution).addTo(map);
  L.control.scale({ position: narrow.matches ? "topleft" : "bottomright", imperial: false }).addTo(map);
  element.setAttribute("role", "application");
  element.setAttribute("aria-label", titles.map);

  // Every shape on the map, so that finer corners can take the place of the coarse.
  const drawn = [];
  let shapes = { lines: decoded(data), shapes: data.shapes };
  const shape = (numbers, options) => {
    const layer = L.polygon(latlngs(shapes, numbers), { smoothFactor: 0.5, fillRule: "evenodd", interactive: false, ...options });
    drawn.push([layer, numbers]);
    return layer;
  };
  const lines = (places, name) => shape(places.map((place) => place[5]), { className: name, fill: false }).addTo(map);

  const province = shape([data.province], { className: "m-land" });
  const home = province.getBounds();
  const areas = new Map(data.areas.map(([code, number]) => [code, shape([number], { className: "m-area" })]));
  const places = new Map([...data.counties, ...data.prefectures].map((place) => [place[0], place[5]]));
  const outline = (code) => places.has(code) && shape([places.get(code)], { className: "m-division", fill: false });
  const bounds = (code) => places.has(code) && L.latLngBounds(latlngs(shapes, [places.get(code)]).flat(2));
  place({ map, areas, home, bounds });
  if (base) tiles(map, element, base);
  map.setMaxBounds(home.pad(4));
  map.setMinZoom(Math.min(5, map.getBoundsZoom(home)));
  province.addTo(map);
  [...areas.values()].sort((one, other) => size(other) - size(one)).forEach((layer) => layer.addTo(map));
  const edges = [
    lines(data.prefectures, "m-prefecture"),
    shape([data.province], { className: "m-province", fill: false }).addTo(map),
  ];

  // Names and counties are made once they are near enough to be told apart.
  const units = data.units_per_degree;
  const names = (places, name) =>
    L.layerGroup(places.map(([, zh, en, x, y]) => label(english ? en : zh, [y / units, x / units], name)));
  let far, near, counties;
  const relabel = () => {
    const zoom = map.getZoom();
    if (zoom >= FAR_ZOOM && !counties) {
      counties = lines(data.counties, "m-county");
      for (const edge of edges) edge.bringToFront();
    }
    const isNear = zoom >= NEAR_ZOOM[english ? "en" : "zh"];
    const isFar = !isNear && zoom >= FAR_ZOOM;
    if (isFar) far ??= names(data.prefectures, "m-name m-name--far");
    if (isNear) near ??= names(data.counties, "m-name");
    isFar ? far.addTo(map) : far?.remove();
    isNear ? near.addTo(map) : near?.remove();
  };
  map.on("zoomend", relabel);
  relabel();

  // Exact lines are fetched once somebody looks at a county or two.
  const look = async () => {
    if (map.getZoom() < FINE_ZOOM) return;
    map.off("zoomend", look);
    const got = await fetch(finer).catch(() => null);
    if (!got?.ok) return; // the coarse lines stay
    const found = await got.json();
    shapes = { lines: decoded(found), shapes: found.shapes };
    for (const [layer, numbers] of drawn) layer.setLatLngs(latlngs(shapes, numbers));
  };
  map.on("zoomend", look);
  look();
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);

  // Marks stand over every area, names over marks.
  Object.assign(map.createPane("marks").style, { zIndex: 450, pointerEvents: "none" });
  return { map, areas, home, outline };
}
