// Plots over a map: fetched for what is in view, never kept.

import { corners, label, span } from "./ground.js";

const L = window.L;
const OUTLINE_ZOOM = 13; // outlines from here on; a dot each before
const WAIT_MS = 150;
const NAME_PX2 = 4_500; // of the view, for each name

/*
  Keep the plots of the view drawn on a map.

  from: address that answers a `bbox`; except: id of a plot that is left out
  name: class of the shapes; click(id): a plot was clicked; without it none can be
  isNamed: names are written where there is room for them
  changed({ total, plots } or null): what came, or that nothing did
*/
export function plotLayer(map, { from, except = "", name: className = "m-plot", click = null, isNamed = false, changed }) {
  const group = L.featureGroup();
  map.createPane("plots").style.zIndex = 430; // over areas, under marks
  let turn = 0;
  let timer = 0;
  let found = [];

  function draw() {
    group.clearLayers();
    const isNear = map.getZoom() >= OUTLINE_ZOOM;
    const { x, y } = map.getSize();
    const hasRoom = isNamed && isNear && found.length * NAME_PX2 < x * y;
    for (const { id, name, rings } of found) {
      const isPoint = rings[0].length === 1;
      const options = { pane: "plots", className, interactive: Boolean(click) };
      const layer =
        isPoint || !isNear
          ? L.circleMarker(rings[0][0], { ...options, radius: isPoint ? 6 : 4 })
          : L.polygon(rings, { ...options, fillRule: "evenodd" });
      if (hasRoom) label(name, layer.getBounds?.().getCenter() ?? layer.getLatLng(), "m-name").addTo(group);
      if (click) {
        layer.bindTooltip(span(name), { sticky: true, className: "m-tip" });
        layer.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          click(id);
        });
      }
      layer.addTo(group);
    }
  }

  async function load() {
    const asked = ++turn;
    if (!map.hasLayer(group)) return;
    const bounds = map.getBounds();
    const url = new URL(from, location.href);
    url.searchParams.set("bbox", bounds.toBBoxString());
    const answer = await fetch(url, { cache: "no-store" }).catch(() => null);
    const data = answer?.ok ? await answer.json() : null;
    if (asked !== turn) return; // the map was moved again
    if (!data) return changed(null);
    found = data.plots
      .filter(([id]) => String(id) !== except)
      .map(([id, name, rings]) => ({ id, name, rings: rings.map((ring) => corners(ring, data.units_per_degree)) }));
    draw();
    changed({ total: data.total, plots: found });
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(load, WAIT_MS);
  };
  map.on("moveend", soon);
  group.on("add", load);
  return group;
}
