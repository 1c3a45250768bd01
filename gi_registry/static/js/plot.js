// A plot drawn on the map, walked with a phone, or typed. The text field of the form
// is what is sent; all of this only fills it, and the table does what the map does.

import { drawGround } from "./map/ground.js";
import { plotLayer } from "./map/plots.js";
import { makeKeep } from "./plot/keep.js";
import { area, crossing, fromText, inRange, LEAST, mu, number, toText } from "./plot/shape.js";
import { makeWalk } from "./plot/walk.js";

const L = window.L;
const root = document.querySelector("[data-plotdraw]");
const part = (name) => root.querySelector(`[data-${name}]`);
const words = (name, facts = {}) =>
  Object.entries(facts).reduce((text, [key, value]) => text.replace(`{${key}}`, value), root.dataset[`words${name}`]);
const english = root?.dataset.lang === "en";
const figure = (value, digits) => value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const CRS = { draw: "EPSG:4490", walk: "EPSG:4326" };
const SOURCE = { draw: "map", walk: "gnss" };
const NUDGE_DEG = 0.00001; // about a metre
const MOST_MARKED = 200; // corners with handles; a longer walk is only a line

function begin() {
  const form = root.closest("form");
  const field = form.elements.geometry;
  const typed = form.querySelector("[data-typed]");
  const keep = makeKeep(root.dataset.keep);
  let state = { corners: [], closed: false, way: "draw" };
  let past = [];
  let future = [];
  let map = null;
  const onMap = L.layerGroup();
  const same = (one, other) => one[0] === other[0] && one[1] === other[1];

  // Every change goes through here: it can be undone, is kept, and is shown.
  function change(next, { remember = true } = {}) {
    if (remember) {
      past.push(state);
      future = [];
    }
    state = { ...state, ...next };
    if (state.corners.length < LEAST) state.closed = false;
    keep.save(state);
    show();
  }
  const set = (corners, more = {}) => change({ corners, ...more });
  const add = (corner) => {
    const last = state.corners.at(-1);
    if (!last || !same(last, corner)) set([...state.corners, corner]);
  };
  const replace = (at, corner) => set(state.corners.map((each, index) => (index === at ? corner : each)));
  const remove = (at) => set(state.corners.filter((_, index) => index !== at));
  const insert = (at, corner) => set([...state.corners.slice(0, at), corner, ...state.corners.slice(at)]);
  const middle = (at) => {
    const [[x, y], [u, v]] = [state.corners[at], state.corners[(at + 1) % state.corners.length]];
    return [(x + u) / 2, (y + v) / 2];
  };
  function undo() {
    if (!past.length) return;
    future.push(state);
    change(past.pop(), { remember: false });
  }
  function redo() {
    if (!future.length) return;
    past.push(state);
    change(future.pop(), { remember: false });
  }

  function showWords(crossed) {
    const { corners, closed } = state;
    const count = corners.length;
    const size = area(corners);
    let text = state.way === "walk" ? "" : words("Empty"); // a walk says for itself what to do
    if (count === 1) text = words("Point");
    if (count === 2) text = words("Few", { n: count });
    if (count >= LEAST) {
      text = words("Area", { mu: figure(mu(size), 2), m2: figure(size, 0), n: count });
      if (closed) text += words("Closed");
    }
    part("said").textContent = text;
    part("crossing").hidden = !crossed;
    part("crossing").textContent = crossed ? words("Crossing", { a: crossed[0], b: crossed[1] }) : "";
    part("undo").disabled = !past.length;
    part("redo").disabled = !future.length;
    part("clear").disabled = !count;
    part("close").disabled = count < LEAST;
    part("close").hidden = closed;
    part("open").hidden = !closed;
  }

  function marker(corner, at) {
    const icon = L.divIcon({ className: "p-corner", iconSize: [32, 32], html: `<span>${at + 1}</span>` });
    const made = L.marker([corner[1], corner[0]], { icon, draggable: true, keyboard: true, alt: words("Corner", { n: at + 1 }) });
    made.on("dragend", () => {
      const { lng, lat } = made.getLatLng();
      replace(at, [lng, lat]);
    });
    made.on("click", () => {
      if (at === 0 && !state.closed && state.corners.length >= LEAST) set(state.corners, { closed: true });
    });
    made.on("add", () => {
      const element = made.getElement();
      element.setAttribute("aria-label", words("Corner", { n: at + 1 }));
      element.dataset.at = at;
      element.addEventListener("keydown", (event) => {
        const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
        if (step) replace(at, [corner[0] + step[0] * NUDGE_DEG, corner[1] + step[1] * NUDGE_DEG]);
        else if (event.key === "Delete" || event.key === "Backspace") remove(at);
        else return;
        event.preventDefault();
        event.stopPropagation();
        root.querySelector(`.p-corner[data-at="${Math.min(at, state.corners.length - 1)}"]`)?.focus();
      });
    });
    return made;
  }

  function showMap(crossed) {
    if (!map) return;
    onMap.clearLayers();
    const { corners, closed } = state;
    const latlngs = corners.map(([x, y]) => [y, x]);
    const className = crossed ? "p-outline is-crossed" : "p-outline";
    const drawn = { pane: "marks", interactive: false }; // over one's other plots
    if (corners.length >= LEAST) {
      onMap.addLayer(L.polygon(latlngs, { ...drawn, className: closed ? className : `${className} is-open` }));
    } else if (corners.length === 2) {
      onMap.addLayer(L.polyline(latlngs, { ...drawn, className }));
    }
    if (corners.length > MOST_MARKED) return;
    corners.forEach((corner, at) => onMap.addLayer(marker(corner, at)));
    if (corners.length < LEAST || state.way === "walk") return;
    corners.forEach((_, at) => {
      const corner = middle(at);
      const icon = L.divIcon({ className: "p-middle", iconSize: [24, 24] });
      const made = L.marker([corner[1], corner[0]], { icon, draggable: true, keyboard: false });
      made.on("dragend", () => insert(at + 1, [made.getLatLng().lng, made.getLatLng().lat]));
      made.on("click", () => insert(at + 1, corner));
      onMap.addLayer(made);
    });
  }

  function button(text, label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--quiet button--small";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function input(value, label, at, axis) {
    const made = document.createElement("input");
    made.className = "input input--10";
    made.inputMode = "decimal";
    made.autocomplete = "off";
    made.value = value.toFixed(7);
    made.setAttribute("aria-label", label);
    made.dataset.cell = `${at}.${axis}`;
    made.addEventListener("change", () => {
      const corner = [...state.corners[at]];
      corner[axis] = number(made.value);
      if (!sound(corner)) return;
      replace(at, corner);
      // The row is made anew; whoever tabbed on stays where he was going.
    });
    return made;
  }

  function sound(corner) {
    const isSound = inRange(corner);
    part("bad").hidden = isSound;
    part("bad").textContent = isSound ? "" : words("Bad");
    return isSound;
  }

  function showTable() {
    if (!part("table").open) return;
    const focused = document.activeElement?.dataset?.cell;
    const rows = state.corners.map((corner, at) => {
      const n = { n: at + 1 };
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = at + 1;
      row.append(head);
      const acts = [
        input(corner[0], words("Lon", n), at, 0),
        input(corner[1], words("Lat", n), at, 1),
        [button("+", words("Insert", n), () => insert(at + 1, middle(at))), button("×", words("Delete", n), () => remove(at))],
      ];
      for (const act of acts) {
        const cell = document.createElement("td");
        cell.append(...[act].flat());
        row.append(cell);
      }
      return row;
    });
    part("rows").replaceChildren(...rows);
    if (focused) root.querySelector(`[data-cell="${focused}"]`)?.focus();
  }

  function show() {
    const crossed = crossing(state.corners);
    if (state.way !== "paste") {
      field.value = toText(state.corners);
      form.elements.crs.value = CRS[state.way];
      form.elements.source.value = SOURCE[state.way];
    }
    showWords(crossed);
    showMap(crossed);
    // After the browser has moved the focus on, so that a tab is not lost.
    setTimeout(showTable);
  }

  function choose(way, { remember = true } = {}) {
    for (const radio of root.querySelectorAll("[name=way]")) radio.checked = radio.value === way;
    typed.hidden = way !== "paste";
    part("live").hidden = way === "paste";
    part("walk").hidden = way !== "walk";
    part("locate").hidden = way === "paste" || !navigator.geolocation;
    if (way !== "paste") part("crs-words").textContent = words(way === "draw" ? "Drawn" : "Walked");
    if (way !== "walk") walk.pause();
    if (remember) change({ way });
    else state.way = way;
    map?.invalidateSize({ animate: false });
  }

  function fit() {
    if (!map || !state.corners.length) return false;
    map.fitBounds(L.latLngBounds(state.corners.map(([x, y]) => [y, x])).pad(0.3), { maxZoom: 18, animate: false });
    return true;
  }

  const here = L.layerGroup();
  function saw([x, y], accuracy) {
    here.clearLayers();
    L.circle([y, x], { radius: accuracy, className: "p-here", interactive: false }).addTo(here);
    if (map && !map.getBounds().contains([y, x])) map.setView([y, x], 17, { animate: false });
  }
  const walk = makeWalk({ part, words, take: add, count: () => state.corners.length, last: () => state.corners.at(-1), saw });

  // One's other plots; the map goes to them at first where nothing is drawn yet.
  function showOwn() {
    let isFirst = !state.corners.length;
    const others = plotLayer(map, {
      from: root.dataset.own,
      except: root.dataset.except,
      name: "p-own",
      isNamed: true,
      changed: (found) => {
        if (isFirst && found?.plots.length && !state.corners.length)
          map.fitBounds(others.getBounds().pad(0.5), { maxZoom: 17, animate: false });
        isFirst = false;
      },
    });
    others.addTo(map);
  }

  async function ground() {
    const got = await fetch(root.dataset.source).catch(() => null);
    if (!got?.ok) return; // the table and the text field stay
    const data = await got.json();
    const code = form.elements.gi?.value || root.dataset.gi;
    const titles = { zoomIn: words("ZoomIn"), zoomOut: words("ZoomOut"), map: words("Map"), attribution: root.dataset.attribution };
    const drawn = await drawGround(part("ground"), data, {
      finer: root.dataset.finer,
      english,
      titles,
      base: JSON.parse(root.dataset.baseMap),
      maxZoom: 19,
      place: ({ map: made, areas, home }) => made.fitBounds(areas.get(code)?.getBounds() ?? home, { animate: false }),
    });
    map = drawn.map;
    const only = (chosen) => {
      for (const [each, layer] of drawn.areas) layer.getElement()?.classList.toggle("is-out", each !== chosen);
    };
    only(code);
    form.elements.gi?.addEventListener("change", (event) => {
      only(event.target.value);
      const chosen = drawn.areas.get(event.target.value);
      if (chosen && !state.corners.length) map.fitBounds(chosen.getBounds(), { animate: false });
    });
    onMap.addTo(map);
    here.addTo(map);
    fit();
    showOwn();
    map.on("click", ({ latlng }) => {
      if (state.way === "draw" && !state.closed) add([latlng.lng, latlng.lat]);
    });
    part("ground").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== part("ground") || state.closed) return;
      event.preventDefault();
      add([map.getCenter().lng, map.getCenter().lat]);
    });
    show();
    root.dataset.ready = "";
  }

  // What stands in the form, or on this device, or nothing yet.
  function first() {
    const inForm = field.value.trim();
    if (inForm) {
      const crs = form.elements.crs.value;
      const way = Object.keys(CRS).find((each) => CRS[each] === crs);
      const corners = fromText(way && root.dataset.way !== "paste" ? inForm : "") ?? [];
      state = { corners, closed: corners.length >= LEAST, way: corners.length ? way : "paste" };
      return;
    }
    const kept = keep.read();
    if (!kept) return;
    const facts = { n: kept.corners.length, at: new Date(kept.at).toLocaleString(english ? "en-GB" : "zh-CN") };
    part("kept").hidden = false;
    part("kept-words").textContent = words(kept.sent ? "Sent" : "Restored", facts);
    part("restore").hidden = !kept.sent;
    const bring = () => ({ corners: kept.corners, closed: kept.closed, way: kept.way === "paste" ? "draw" : kept.way });
    if (!kept.sent) state = bring();
    part("restore").addEventListener("click", () => {
      part("kept").hidden = true;
      change(bring());
      choose(state.way, { remember: false });
      fit();
    });
    part("forget").addEventListener("click", () => {
      part("kept").hidden = true;
      change({ corners: [] });
      keep.forget();
    });
  }

  root.hidden = false;
  first();
  choose(state.way, { remember: false });
  show();
  for (const radio of root.querySelectorAll("[name=way]")) radio.addEventListener("change", () => choose(radio.value));
  part("undo").addEventListener("click", undo);
  part("redo").addEventListener("click", redo);
  part("clear").addEventListener("click", () => set([]));
  part("close").addEventListener("click", () => {
    walk.pause();
    set(state.corners, { closed: true });
    form.elements.declared_mu.focus();
  });
  part("open").addEventListener("click", () => set(state.corners, { closed: false }));
  part("locate").addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => map?.setView([coords.latitude, coords.longitude], 17, { animate: false }),
      () => (part("said").textContent = words("Lost")),
    ),
  );
  part("table").addEventListener("toggle", showTable);
  part("add").addEventListener("click", () => {
    const corner = [number(part("new-lon").value), number(part("new-lat").value)];
    if (!sound(corner)) return;
    add(corner);
    if (state.corners.length === 1) fit();
    part("new-lon").value = part("new-lat").value = "";
    part("new-lon").focus();
  });
  root.addEventListener("keydown", (event) => {
    // Enter in a cell is for the cell; it sends no form.
    if (event.key === "Enter" && event.target.matches("input:not([type=radio])")) {
      event.preventDefault();
      if (event.target.matches("[data-new-lon], [data-new-lat]")) part("add").click();
      else event.target.dispatchEvent(new Event("change"));
    }
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.target.matches("input")) return;
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "try") keep.sent();
  });
  ground();
}

if (root && L) begin();
