// The map on paper: the same view in a frame that fits A4 either way, and what a
// sheet must say of itself.

const METRES_PER_PIXEL = 0.0254 / 96; // of paper, by CSS
const ACROSS = 100; // pixels over which the scale is measured

// 1 to so many, two figures of it.
function scale(map) {
  const { x, y } = map.getSize().divideBy(2);
  const metres = map.distance(map.containerPointToLatLng([x, y]), map.containerPointToLatLng([x + ACROSS, y]));
  return Number((metres / ACROSS / METRES_PER_PIXEL).toPrecision(2)).toLocaleString("en");
}

/*
  Make a map ready for paper whenever it is printed, and put it back afterwards.

  root: of the page's map; gets the class `is-printing`
  legend: a details element, opened on paper
  shown(): the bounds that are to be seen on paper
  facts(scale): called with the scale when the view stands
*/
export function makePrintable(map, root, { legend, shown, facts }) {
  let before = null;
  addEventListener("beforeprint", () => {
    if (before) return;
    before = { bounds: shown(), centre: map.getCenter(), zoom: map.getZoom(), isOpen: legend.open };
    root.classList.add("is-printing");
    legend.open = true;
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(before.bounds, { animate: false });
    facts(scale(map));
  });
  addEventListener("afterprint", () => {
    if (!before) return;
    const { centre, zoom, isOpen } = before;
    root.classList.remove("is-printing");
    legend.open = isOpen;
    map.invalidateSize({ animate: false, pan: false });
    map.setView(centre, zoom, { animate: false });
    before = null;
  });
  document.documentElement.dataset.printable = "";
}
