// The public map beside the list that the server wrote. The list is the equivalent
// of the map: whatever can be chosen on the map can be chosen there. Whatever is
// shown stands in the address, so that it can be sent to somebody and gone back to.

import { drawGround, isStill, narrow } from "./map/ground.js";
import { combobox } from "./map/search.js";
import { makeSheet } from "./map/sheet.js";

const L = window.L;
const LIST_WAIT_MS = 200;
const AROUND_M = 40_000; // shown around a place, metres
const root = document.querySelector("[data-map]");
const part = (name) => root.querySelector(`[data-${name}]`);
const words = (name, facts = {}) =>
  Object.entries(facts).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value),
    root.dataset[`words${name}`],
  );
const said = (text) => (part("said").textContent = text);
const item = (code) => part("found").querySelector(`[data-code="${CSS.escape(code)}"]`);

async function got(address, facts = {}) {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries(facts)) if (value) url.searchParams.set(name, value);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer;
}

// Where the sheet does not hide the map.
const room = () => ({
  paddingTopLeft: [20, 20],
  paddingBottomRight: [20, narrow.matches ? Math.min(part("panel").offsetHeight, root.offsetHeight * 0.6) + 12 : 20],
});

// `112.35,37.35` as a place.
function pair(text) {
  const found = (text ?? "").split(",").map(Number);
  return found.length === 2 && found.every(Number.isFinite) ? { lng: found[0], lat: found[1] } : null;
}

// A place that the server read from the field or the address, and answered.
function answeredPlace() {
  const found = part("here").querySelector("[data-lon]");
  return found && { lng: Number(found.dataset.lon), lat: Number(found.dataset.lat) };
}

// What the address says of the view, or else what is shown in it.
function view({ map, areas, home }, place) {
  const asked = new URLSearchParams(location.search);
  const centre = pair(asked.get("c"));
  const zoom = Number(asked.get("z"));
  const area = areas.get(asked.get("gi"));
  const still = { animate: false };
  if (centre && zoom) map.setView(centre, zoom, still);
  else {
    const shown = place ? L.latLng(place).toBounds(AROUND_M) : area?.getBounds();
    map.fitBounds(shown ?? home, { ...room(), maxZoom: 10, ...still });
  }
}

function live({ map, areas, home, outline }, sheet) {
  const form = part("filter");
  const shown = { gi: null, division: null, p: null }; // beside the form and the view
  const marks = L.layerGroup().addTo(map); // the place asked about
  let division = null;
  let turn = 0; // of asking about a place
  let listTurn = 0;
  let timer = 0;
  let isReady = false;
  let isMoved = new URLSearchParams(location.search).has("c");

  const show = (bounds, maxZoom = 10) =>
    map.fitBounds(bounds, { ...room(), maxZoom, animate: isReady && !isStill(), duration: 0.2 });
  const path = (code) => areas.get(code)?.getElement();

  // The address.
  function remember({ push = false } = {}) {
    if (!isReady) return;
    const url = new URL(location.href);
    const { lat, lng } = map.getCenter();
    const facts = {
      ...Object.fromEntries(new FormData(form)),
      ...shown,
      c: isMoved ? `${lng.toFixed(5)},${lat.toFixed(5)}` : "",
      z: isMoved ? map.getZoom().toFixed(2) : "",
      page: "",
    };
    if (!form.elements.plots?.checked) facts.plots = "";
    for (const [name, value] of Object.entries(facts)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    url.search = url.search.replaceAll("%2C", ",");
    if (push) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
    for (const button of root.querySelectorAll("[data-copy]")) button.dataset.copy = url.href;
    for (const link of document.querySelectorAll(".top a[hreflang]")) {
      const other = new URL(url);
      other.searchParams.set("lang", link.hreflang.slice(0, 2));
      link.href = other.href;
    }
  }

  // The list and the filters.
  function filtered() {
    const found = part("found");
    const codes = found.dataset.codes === undefined ? null : new Set(found.dataset.codes.split(" "));
    for (const [code, layer] of areas) layer.getElement()?.classList.toggle("is-out", Boolean(codes) && !codes.has(code));
    part("count").textContent = words("Count", { n: found.dataset.number });
  }

  async function list({ page = 1 } = {}) {
    const asked = ++listTurn;
    clearTimeout(timer);
    const facts = { ...Object.fromEntries(new FormData(form)), gi: shown.gi, page: page > 1 ? page : "" };
    const html = await got(root.dataset.listFrom, facts).then((answer) => answer.text(), () => null);
    if (asked !== listTurn) return;
    if (html === null) return said(words("Failed"));
    part("found").outerHTML = html;
    filtered();
    if (shown.gi) marked(item(shown.gi));
  }

  function marked(li) {
    li?.classList.add("is-chosen");
    li?.querySelector("a").setAttribute("aria-current", "true");
  }

  // A product.
  async function choose(code, { push = true, fit = true } = {}) {
    const before = shown.gi && item(shown.gi);
    path(shown.gi)?.classList.remove("is-chosen", "is-finer", "is-unverified");
    before?.classList.remove("is-chosen");
    before?.removeAttribute("data-chosen");
    before?.querySelector("a").removeAttribute("aria-current");
    shown.gi = code;
    root.classList.toggle("has-chosen", Boolean(code));
    remember({ push });
    if (!code) return;
    if (!item(code)) await list();
    const li = item(code);
    if (!li || shown.gi !== code) return;
    marked(li);
    if (narrow.matches) sheet("half");
    const area = areas.get(code);
    if (area) {
      path(code).classList.add("is-chosen");
      path(code).classList.toggle("is-finer", "finer" in li.dataset);
      path(code).classList.toggle("is-unverified", "unverified" in li.dataset);
      area.bringToFront();
      if (fit) show(area.getBounds());
    }
    part("scroll").scrollTop = li.offsetTop - part("scroll").offsetTop;
    said(words("Chosen", { name: li.querySelector("a").textContent }));
  }

  // A county or prefecture.
  function look(code, { push = true, fit = true } = {}) {
    division?.remove();
    shown.division = code;
    division = code && outline(code);
    if (division) division.addTo(map);
    remember({ push });
    if (division && fit) show(division.getBounds());
  }

  // A place.
  function forget() {
    turn += 1;
    shown.p = null;
    marks.clearLayers();
    part("here").hidden = true;
    for (const layer of areas.values()) layer.getElement()?.classList.remove("is-here", "is-near");
  }

  function answered() {
    for (const li of part("here").querySelectorAll("[data-here-code]")) {
      const { hereCode, answer } = li.dataset;
      path(hereCode)?.classList.add(answer === "near-border" ? "is-near" : "is-here");
      areas.get(hereCode)?.bringToFront();
    }
  }

  function mark({ lat, lng }, accuracy) {
    if (accuracy) L.circle([lat, lng], { pane: "marks", radius: accuracy, className: "m-ring", interactive: false }).addTo(marks);
    L.circleMarker([lat, lng], { pane: "marks", radius: 6, className: "m-point", interactive: false }).addTo(marks);
  }

  async function ask(at, { accuracy = 0, push = true } = {}) {
    forget();
    if (push) choose(null, { push: false });
    const asked = ++turn;
    shown.p = `${at.lng.toFixed(6)},${at.lat.toFixed(6)}`;
    mark(at, accuracy);
    remember({ push });
    const here = part("here");
    const title = document.createElement("h2");
    title.textContent = words("Asking");
    here.replaceChildren(title);
    here.hidden = false;
    if (narrow.matches) sheet("half");
    part("scroll").scrollTop = 0;
    try {
      const html = await (await got(root.dataset.hereFrom, { p: shown.p, accuracy: Math.ceil(accuracy) })).text();
      if (asked !== turn) return; // somebody clicked again
      here.outerHTML = html;
      answered();
      const found = part("here").querySelectorAll("[data-here-code]").length;
      said(`${part("here").querySelector("h2")?.textContent ?? ""} ${words("Count", { n: found })}`);
    } catch {
      if (asked !== turn) return;
      title.textContent = words("Failed");
      said(words("Failed"));
    }
  }

  function mine() {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at = L.latLng(coords.latitude, coords.longitude);
        ask(at, { accuracy: coords.accuracy });
        show(at.toBounds(Math.max(AROUND_M, coords.accuracy * 4)), 13);
      },
      () => {
        said(words("NoPosition"));
        part("count").textContent = words("NoPosition");
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  }

  // A producer's own plots, which nobody else is sent.
  async function own() {
    const box = form.elements.plots;
    part("own").hidden = false;
    box.checked = new URLSearchParams(location.search).get("plots") === box.value;
    const { plotLayer } = await import("./map/plots.js");
    const plots = plotLayer(map, {
      from: box.dataset.ownFrom,
      click: (id) => location.assign(box.dataset.ownPage.replace(/0$/, id)),
      changed: (found) => said(found ? words("Plots", { n: found.total }) : words("Failed")),
    });
    const toggle = () => (box.checked ? plots.addTo(map) : plots.remove());
    box.addEventListener("change", toggle);
    toggle();
  }

  // From the address to the map; what the server wrote for it stands at first.
  function begin() {
    const asked = new URLSearchParams(location.search);
    const at = answeredPlace();
    look(asked.get("division"), { push: false, fit: !at && !isMoved && !asked.get("gi") });
    if (at) {
      shown.p = `${at.lng.toFixed(6)},${at.lat.toFixed(6)}`;
      mark(at, 0);
      answered();
    }
    choose(asked.get("gi"), { push: false, fit: false });
    filtered();
    isReady = true;
    remember();
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    const at = pair(asked.get("p"));
    isMoved = asked.has("c");
    for (const name of ["q", "category", "month"]) form.elements[name].value = asked.get(name) ?? "";
    view({ map, areas, home }, at);
    look(asked.get("division"), { push: false, fit: !at && !isMoved && !asked.get("gi") });
    if (at) ask(at, { push: false });
    else forget();
    choose(asked.get("gi"), { push: false, fit: false });
    list();
  }

  function take({ kind, key, name }) {
    const field = form.elements.q;
    if (kind === "point") {
      const at = pair(key);
      ask(at);
      show(L.latLng(at).toBounds(AROUND_M), 13);
      return;
    }
    field.value = name;
    if (kind === "product") {
      choose(key);
      list();
    } else {
      choose(null, { push: false });
      look(key);
      list();
    }
  }

  const offers = (text) => got(root.dataset.offersFrom, { q: text }).then((answer) => answer.json(), () => []);
  combobox(form.elements.q, part("offers"), {
    offers,
    choose: take,
    // What was typed as a place is asked about; latitude first only if it is taken.
    enter: async (text, open) => {
      const [first] = await offers(text);
      if (first?.kind !== "point") return list();
      const [typed] = text.match(/\d+(\.\d+)?/);
      if (Math.abs(typed - parseFloat(first.key)) < 1e-5) take(first);
      else open();
    },
    say: (number) => said(number ? words("Offers", { n: number }) : words("NoOffers")),
    kinds: { product: words("OfProduct"), county: words("OfCounty"), prefecture: words("OfPrefecture"), point: words("OfPoint") },
  });
  form.elements.q.addEventListener("focus", () => sheet("full"));
  for (const button of form.querySelectorAll("[data-nojs]")) button.hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!form.elements.q.value) look(null, { push: false });
      remember();
      list();
    }, LIST_WAIT_MS);
  });

  map.on("click", (event) => ask(event.latlng));
  map.on("moveend", () => {
    if (root.classList.contains("is-printing")) return;
    isMoved ||= isReady;
    remember();
  });
  part("ground").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== part("ground")) return;
    event.preventDefault();
    ask(map.getCenter());
  });
  part("scroll").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest(".maplist__name, [data-here-code] a, [data-here-close], [data-more]");
    if (!link) return;
    event.preventDefault();
    if ("more" in link.dataset) return list({ page: Number(link.dataset.more) });
    if ("hereClose" in link.dataset) {
      forget();
      remember({ push: true });
      part("scroll").focus();
      return;
    }
    const code = link.closest("[data-code]")?.dataset.code ?? link.closest("[data-here-code]").dataset.hereCode;
    choose(code === shown.gi ? null : code);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || (!shown.p && !shown.gi)) return;
    forget();
    choose(null);
  });
  addEventListener("popstate", () => restore());
  if (navigator.geolocation && isSecureContext) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => L.DomUtil.create("div", "leaflet-bar");
    control.addTo(map);
    control.getContainer().append(part("mine"));
    L.DomEvent.disableClickPropagation(control.getContainer());
    part("mine").hidden = false;
    part("mine").addEventListener("click", mine);
  }
  if (form.elements.plots) own();
  begin();
  import("./map/print.js").then(({ makePrintable }) =>
    makePrintable(map, root, {
      legend: part("legend"),
      // What nothing lies over; the whole province while nobody has moved.
      shown() {
        if (!isMoved && !shown.gi && !shown.p && !shown.division) return home.pad(0.03);
        const [right, bottom] = room().paddingBottomRight;
        const { x, y } = map.getSize();
        const corner = map.containerPointToLatLng([x - right, y - bottom]);
        return L.latLngBounds(map.containerPointToLatLng([0, 0]), corner);
      },
      facts(scale) {
        const tag = root.dataset.lang === "en" ? "en-GB" : "zh-CN";
        const date = new Date().toLocaleDateString(tag, { dateStyle: "long" });
        part("paper").textContent = words("Paper", { date, scale, address: decodeURI(location.href) });
      },
    }),
  );
}

async function start() {
  const answer = await fetch(root.dataset.source);
  if (!answer.ok) return; // the picture and the list stay
  // How much stands above the map, so that the two fill the window.
  const fit = () => root.style.setProperty("--above", `${root.offsetTop}px`);
  addEventListener("resize", fit);
  fit();
  const data = await answer.json();
  root.classList.add("is-live");
  part("picture")?.remove();
  part("legend").open = !narrow.matches;
  const sheet = makeSheet(root, part("panel"), part("handle"));
  const drawn = await drawGround(part("ground"), data, {
    finer: root.dataset.finer,
    english: root.dataset.lang === "en",
    base: JSON.parse(root.dataset.baseMap),
    place: (drawn) => view(drawn, answeredPlace()),
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
