// The officers' map: areas, the plots of their jurisdiction, checks that wait. Each
// of them stands in the list too, with a link to its page.

import { drawGround, isStill, narrow, span } from "./map/ground.js";
import { plotLayer } from "./map/plots.js";
import { combobox } from "./map/search.js";
import { makeSheet } from "./map/sheet.js";

const L = window.L;
const NEAR_ZOOM = 15;
const LISTED = 100;
const root = document.querySelector("[data-desk-map]");
const part = (name) => root.querySelector(`[data-${name}]`);
const words = (name, facts = {}) =>
  Object.entries(facts).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value),
    root.dataset[`words${name}`],
  );
const said = (text) => (part("said").textContent = text);

function live({ map, areas, outline, home }, sheet) {
  const form = part("filter");
  let chosen = null;
  let place = null;

  // A plot's facts.
  async function show(id) {
    const answer = await fetch(root.dataset.plotFrom.replace(/0$/, id), { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return said(words("Failed"));
    part("plot").outerHTML = await answer.text();
    part("plot").querySelector("[data-plot-close]").addEventListener("click", () => {
      part("plot").hidden = true;
      part("scroll").focus();
    });
    if (narrow.matches) sheet("half");
    part("scroll").scrollTop = 0;
    part("plot").querySelector("h2").focus();
  }

  function listed(plots) {
    part("plots").replaceChildren(
      ...plots.slice(0, LISTED).map(({ id, name }) => {
        const li = document.createElement("li");
        li.className = "maplist__item";
        const button = document.createElement("button");
        button.type = "button";
        button.className = "link maplist__name";
        button.textContent = name;
        button.addEventListener("click", () => show(id));
        li.append(button);
        return li;
      }),
    );
  }

  const plots = plotLayer(map, {
    from: root.dataset.plotsFrom,
    click: show,
    changed(found) {
      if (!found) return (part("count").textContent = words("Failed"));
      const { total, plots: shown } = found;
      const isWhole = shown.length === total;
      const some = words(isWhole ? "All" : "Some", { n: total.toLocaleString(), most: shown.length.toLocaleString() });
      const rest = shown.length > LISTED ? words("Listed", { n: LISTED }) : "";
      part("count").textContent = some + rest;
      listed(shown);
    },
  });

  // Checks that wait, over every plot.
  map.createPane("checks").style.zIndex = 440;
  const go = (li) => map.setView([li.dataset.lat, li.dataset.lon], NEAR_ZOOM, { animate: !isStill() });
  function mark(li) {
    root.querySelectorAll(".is-chosen[data-number]").forEach((each) => each.classList.remove("is-chosen"));
    li.classList.add("is-chosen");
    li.scrollIntoView({ block: "nearest" });
    if (narrow.matches) sheet("half");
  }
  const checks = L.layerGroup(
    [...root.querySelectorAll("[data-number][data-lon]")].map((li) =>
      L.circleMarker([li.dataset.lat, li.dataset.lon], { pane: "checks", radius: 8, className: "m-check" })
        .bindTooltip(span(li.querySelector("a").textContent), { className: "m-tip" })
        .on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          mark(li);
          li.querySelector("a").focus();
        }),
    ),
  );
  for (const button of root.querySelectorAll("[data-go]")) {
    button.addEventListener("click", () => {
      const li = button.closest("li");
      mark(li);
      go(li);
    });
  }

  // Layers; the areas of all products lie over each other, so they come when asked.
  const all = L.layerGroup([...areas.values()]).addTo(map);
  const layers = { checks, plots, areas: all };
  const toggle = () => {
    for (const [name, layer] of Object.entries(layers)) {
      if (form.elements[name].checked) layer.addTo(map);
      else layer.remove();
    }
    if (chosen) areas.get(chosen)?.addTo(map);
  };
  form.addEventListener("change", toggle);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const code of root.dataset.homes.split(" ")) if (code) outline(code)?.addTo?.(map);
  toggle();

  // Going somewhere.
  function take({ kind, key }) {
    place?.remove();
    if (chosen) areas.get(chosen)?.getElement()?.classList.remove("is-chosen");
    if (chosen && !form.elements.areas.checked) areas.get(chosen)?.remove();
    chosen = null;
    const animate = !isStill();
    if (kind === "point") {
      const [lng, lat] = key.split(",").map(Number);
      place = L.circleMarker([lat, lng], { pane: "marks", radius: 6, className: "m-point", interactive: false }).addTo(map);
      map.setView([lat, lng], NEAR_ZOOM, { animate });
    } else if (kind === "product") {
      const area = areas.get(key);
      chosen = key;
      area?.addTo(map).getElement().classList.add("is-chosen");
      map.fitBounds(area?.getBounds() ?? home, { animate, maxZoom: 11 });
    } else {
      place = outline(key).addTo(map);
      map.fitBounds(place.getBounds(), { animate });
    }
  }
  const offers = (text) => {
    const url = new URL(root.dataset.offersFrom, location.href);
    url.searchParams.set("q", text);
    return fetch(url).then((answer) => answer.json()).catch(() => []);
  };
  combobox(form.elements.q, part("offers"), {
    offers,
    choose: take,
    enter: async (text, open) => {
      const found = await offers(text);
      if (found.length === 1) take(found[0]);
      else open();
    },
    say: (number) => said(number ? words("Offers", { n: number }) : words("NoOffers")),
    kinds: { product: words("OfProduct"), county: words("OfCounty"), prefecture: words("OfPrefecture"), point: words("OfPoint") },
  });
  form.elements.q.addEventListener("focus", () => sheet("full"));
}

// The divisions in one's charge, or the province.
function charge({ home }, bounds) {
  const found = root.dataset.homes.split(" ").map(bounds).filter(Boolean);
  return found.length ? found.reduce((all, each) => all.extend(each)) : home;
}

async function start() {
  const answer = await fetch(root.dataset.source);
  if (!answer.ok) return;
  const fit = () => root.style.setProperty("--above", `${root.offsetTop}px`);
  addEventListener("resize", fit);
  fit();
  const data = await answer.json();
  root.classList.add("is-live");
  const sheet = makeSheet(root, part("panel"), part("handle"));
  const below = narrow.matches ? part("panel").offsetHeight : 0;
  const drawn = await drawGround(part("ground"), data, {
    finer: root.dataset.finer,
    english: root.dataset.lang === "en",
    base: JSON.parse(root.dataset.baseMap),
    maxZoom: 18,
    place: (found) =>
      found.map.fitBounds(charge(found, found.bounds), {
        animate: false,
        paddingTopLeft: [20, 20],
        paddingBottomRight: [20, 20 + below],
      }),
    titles: {
      zoomIn: words("ZoomIn"),
      zoomOut: words("ZoomOut"),
      map: words("Map"),
      attribution: narrow.matches ? root.dataset.attributionShort : root.dataset.attribution,
    },
  });
  live(drawn, sheet);
}

if (root && L) start();
