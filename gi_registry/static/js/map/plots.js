// Plots over a map: fetched for what is in view, never kept.

import { corners, span } from "./ground.js";

const L = window.L;
const OUTLINE_ZOOM = 13; // outlines from here on; a dot each before
const WAIT_MS = 150;

/*
  Keep the plots of the view drawn on a map.

  from: address that answers a `bbox`; click(id): a plot was clicked
  changed({ total, plots } or null): what came, or that nothing did
*/
export function plotLayer(map, { from, click = () => {}, changed }) {
  const group = L.featureGroup();
  map.createPane("plots").style.zIndex = 430; // over areas, under marks
  let turn = 0;
  let timer = 0;
  let found = [];

  function draw() {
    group.clearLayers();
    const isNear = map.getZoom() >= OUTLINE_ZOOM;
    for (const { id, name, rings } of found) {
      const isPoint = rings[0].length === 1;
      const layer =
        isPoint || !isNear
          ? L.circleMarker(rings[0][0], { pane: "plots", radius: isPoint ? 6 : 4, className: "m-plot" })
          : L.polygon(rings, { pane: "plots", className: "m-plot", fillRule: "evenodd" });
      layer.bindTooltip(span(name), { sticky: true, className: "m-tip" });
      layer.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        click(id);
      });
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
    found = data.plots.map(([id, name, rings]) => ({
      id,
      name,
      rings: rings.map((ring) => corners(ring, data.units_per_degree)),
    }));
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
