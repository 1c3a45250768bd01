// The public map: Leaflet on the coarse shapes of /map/data.json, beside the list
// that the server wrote. The list is the equivalent of the map: whatever can be
// chosen on the map can be chosen there. Exact answers come from the API.

const L = window.L;
const root = document.querySelector("[data-map]");
const part = (name) => root.querySelector(`[data-${name}]`);
const words = (name, facts = {}) =>
  Object.entries(facts).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value),
    root.dataset[`words${name}`],
  );
const english = root.dataset.lang === "en";
const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 47.99rem)");

const panel = part("panel");
const items = new Map([...root.querySelectorAll("[data-code]")].map((li) => [li.dataset.code, li]));
const areas = new Map(); // code of a product to its layer

const said = (text) => (part("said").textContent = text);
const text = (kind, content, name) => {
  const element = document.createElement(kind);
  element.textContent = content;
  if (name) element.className = name;
  return element;
};

// Shapes: rings of whole units, each corner a step from the one before.
function corners(ring, units) {
  const found = [];
  for (let at = 0, x = 0, y = 0; at < ring.length; at += 2) {
    x += ring[at];
    y += ring[at + 1];
    found.push([y / units, x / units]);
  }
  return found;
}

// Every shape on the map with its number, so that finer corners can take the place
// of the coarse ones when somebody looks closely.
const drawn = [];
const latlngs = (data, number) => [data.shapes[number].map((ring) => corners(ring, data.units_per_degree))];

// Leaflet takes the first ring of a polygon for its edge and the others for holes;
// as polygons of one ring each, filled even-odd, islands and holes both come right.
function shape(data, number, options) {
  const layer = L.polygon(latlngs(data, number), { smoothFactor: 0.5, fillRule: "evenodd", ...options });
  drawn.push([layer, number]);
  return layer;
}

function label(data, [, zh, en, x, y], name) {
  const units = data.units_per_degree;
  return L.tooltip({ permanent: true, direction: "center", className: name, interactive: false })
    .setLatLng([y / units, x / units])
    .setContent(text("span", english ? en : zh));
}

function draw(data) {
  const ground = part("ground");
  ground.hidden = false;
  part("picture")?.remove();
  const map = L.map(ground, {
    attributionControl: false,
    maxZoom: 13,
    minZoom: 5,
    zoomControl: false,
    zoomDelta: 0.75,
    zoomSnap: 0,
    wheelPxPerZoomLevel: 120,
    zoomAnimation: !still.matches,
    fadeAnimation: !still.matches,
    markerZoomAnimation: !still.matches,
  });
  const titles = { zoomInTitle: words("ZoomIn"), zoomOutTitle: words("ZoomOut") };
  L.control.zoom({ position: "topright", ...titles }).addTo(map);
  L.control
    .attribution({ position: narrow.matches ? "topleft" : "bottomright" })
    .setPrefix(false)
    .addAttribution(narrow.matches ? root.dataset.attributionShort : root.dataset.attribution)
    .addTo(map);
  ground.setAttribute("role", "application");
  ground.setAttribute("aria-label", words("Map"));

  const plain = { interactive: false };
  const province = shape(data, data.province, { ...plain, className: "m-land" }).addTo(map);
  map.fitBounds(province.getBounds(), { ...room(), animate: false });
  map.setMaxBounds(province.getBounds().pad(2));
  for (const [code, number] of data.areas) {
    areas.set(code, shape(data, number, { ...plain, className: "m-area" }));
  }
  // Larger areas first, so that a small one in a large one stays in sight.
  const size = (layer) => {
    const bounds = layer.getBounds();
    return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
  };
  [...areas.values()].sort((one, other) => size(other) - size(one)).forEach((layer) => layer.addTo(map));
  for (const county of data.counties) {
    shape(data, county[5], { ...plain, className: "m-county", fill: false }).addTo(map);
  }
  for (const prefecture of data.prefectures) {
    shape(data, prefecture[5], { ...plain, className: "m-prefecture", fill: false }).addTo(map);
  }
  shape(data, data.province, { ...plain, className: "m-province", fill: false }).addTo(map);

  const far = L.layerGroup(data.prefectures.map((each) => label(data, each, "m-label m-label--far")));
  const near = L.layerGroup(data.counties.map((each) => label(data, each, "m-label")));
  const relabel = () => {
    const isNear = map.getZoom() >= 8.4;
    (isNear ? far : near).remove();
    (isNear ? near : far).addTo(map);
  };
  map.on("zoomend", relabel);
  relabel();
  return map;
}

// Exact lines are fetched once somebody looks at a county or two.
function refine(map) {
  const look = async () => {
    if (map.getZoom() < 8.8) return;
    map.off("zoomend", look);
    const got = await fetch(root.dataset.finer).catch(() => null);
    if (!got?.ok) return; // the coarse lines stay
    const data = await got.json();
    for (const [layer, number] of drawn) layer.setLatLngs(latlngs(data, number));
  };
  map.on("zoomend", look);
  look();
}

// Where the sheet does not hide the map.
const room = () => ({
  paddingTopLeft: [20, 20],
  paddingBottomRight: [20, narrow.matches ? Math.min(panel.offsetHeight, root.offsetHeight * 0.6) + 12 : 20],
});

// The sheet over the map on phones: three heights, by its handle or by dragging.
const heights = ["peek", "half", "full"];
function sheet(height) {
  panel.dataset.sheet = height;
  panel.style.height = "";
  part("handle").setAttribute("aria-expanded", String(height !== "peek"));
}

function liveSheet() {
  const handle = part("handle");
  handle.hidden = false;
  sheet("half");
  handle.addEventListener("click", () => {
    if (handle.dragged) return;
    sheet(heights[(heights.indexOf(panel.dataset.sheet) + 1) % heights.length]);
  });
  handle.addEventListener("pointerdown", (down) => {
    const before = panel.offsetHeight;
    handle.dragged = false;
    handle.setPointerCapture(down.pointerId);
    const follow = (move) => {
      if (Math.abs(move.clientY - down.clientY) > 6) handle.dragged = true;
      if (handle.dragged) panel.style.height = `${before + down.clientY - move.clientY}px`;
    };
    const settle = () => {
      handle.removeEventListener("pointermove", follow);
      if (!handle.dragged) return;
      const share = panel.offsetHeight / root.offsetHeight;
      sheet(share < 0.3 ? "peek" : share < 0.7 ? "half" : "full");
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", settle, { once: true });
    handle.addEventListener("pointercancel", settle, { once: true });
  });
  part("filter").addEventListener("focusin", () => sheet("full"));
}

// The list and the search.
const comparable = (typed) =>
  typed
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300\u0301\u0304\u030c]/g, "")
    .replace(/u\u0308/g, "v")
    .normalize("NFC")
    .replace(/([a-z])[1-5](?![0-9])/g, "$1")
    .split(/\s+/)
    .filter(Boolean);

function filter() {
  const { q, category, month } = Object.fromEntries(new FormData(part("filter")));
  const wanted = comparable(q);
  let left = 0;
  for (const [code, li] of items) {
    const { search, category: kind, season } = li.dataset;
    const fits =
      wanted.every((word) => search.includes(word)) &&
      (!category || category === kind) &&
      (!month || (Number(season) >> (Number(month) - 1)) & 1);
    li.hidden = !fits && !li.classList.contains("is-chosen");
    areas.get(code)?.getElement()?.classList.toggle("is-out", !fits);
    left += fits ? 1 : 0;
  }
  part("count").textContent = words("Count", { n: left });
  part("none").hidden = left > 0;
}

function live(map) {
  let chosen = null;
  let point = null;
  let asked = 0;

  function choose(code, { remember = true } = {}) {
    const layer = chosen && areas.get(chosen);
    layer?.getElement()?.classList.remove("is-chosen");
    const before = items.get(chosen);
    before?.classList.remove("is-chosen");
    before?.querySelector("a").removeAttribute("aria-current");
    chosen = code;
    root.classList.toggle("has-chosen", Boolean(code));
    const address = new URL(location.href);
    if (code) address.searchParams.set("gi", code);
    else address.searchParams.delete("gi");
    if (remember) history.replaceState(null, "", address);
    if (!code) return;
    const li = items.get(code);
    li.hidden = false;
    li.classList.add("is-chosen");
    li.querySelector("a").setAttribute("aria-current", "true");
    const area = areas.get(code);
    if (narrow.matches) sheet("half");
    if (area) {
      area.getElement()?.classList.add("is-chosen");
      area.bringToFront();
      map.fitBounds(area.getBounds(), { ...room(), maxZoom: 10, animate: remember && !still.matches, duration: 0.2 });
    }
    part("scroll").scrollTop = li.offsetTop - part("scroll").offsetTop;
    said(words("Chosen", { name: li.querySelector("a").textContent }));
  }

  function forget() {
    part("here").hidden = true;
    point?.remove();
    point = null;
    for (const layer of areas.values()) layer.getElement()?.classList.remove("is-here");
  }

  function there(found) {
    const li = document.createElement("li");
    const link = text("a", english ? found.name.en : found.name.zh);
    link.href = items.get(found.code)?.querySelector("a").href ?? `/gi/${found.code}`;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !items.has(found.code)) return;
      event.preventDefault();
      choose(found.code);
    });
    const answer = text("p", english ? found.words.en : found.words.zh, "small muted");
    li.append(link, answer);
    li.dataset.answer = found.answer;
    areas.get(found.code)?.getElement()?.classList.add("is-here");
    return li;
  }

  async function ask({ lat, lng }) {
    const turn = ++asked;
    forget();
    choose(null);
    point = L.circleMarker([lat, lng], { radius: 6, className: "m-point", interactive: false }).addTo(map);
    const title = part("here-title");
    title.textContent = words("Asking");
    part("here-place").textContent = `${lng.toFixed(4)}, ${lat.toFixed(4)} (CGCS2000)`;
    part("here-list").replaceChildren();
    part("here-words").hidden = true;
    part("here").hidden = false;
    if (narrow.matches) sheet("half");
    part("scroll").scrollTop = 0;
    const query = new URLSearchParams({ lon: lng.toFixed(6), lat: lat.toFixed(6), crs: "EPSG:4490" });
    let answer;
    try {
      const got = await fetch(`${root.dataset.locate}?${query}`, { headers: { Accept: "application/json" } });
      if (!got.ok) throw new Error(got.statusText);
      answer = await got.json();
    } catch {
      if (turn === asked) part("here-title").textContent = words("Failed");
      said(words("Failed"));
      return;
    }
    if (turn !== asked) return; // somebody clicked again
    const { county, products } = answer;
    title.textContent = county ? (english ? county.name.en : county.name.zh) : words("Outside");
    part("here-list").replaceChildren(...products.map(there));
    part("here-words").hidden = products.length > 0;
    part("here-words").textContent = words("Nothing");
    said(`${title.textContent} ${words("Count", { n: products.length })}`);
  }

  map.on("click", (event) => ask(event.latlng));
  part("ground").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== part("ground")) return;
    event.preventDefault();
    ask(map.getCenter());
  });
  part("here-close").addEventListener("click", () => {
    forget();
    part("scroll").focus();
  });
  part("list").addEventListener("click", (event) => {
    const link = event.target.closest(".maplist__name");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const code = link.closest("li").dataset.code;
    choose(code === chosen ? null : code);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    forget();
    choose(null);
  });
  const first = root.querySelector("[data-chosen]")?.dataset.code;
  if (first) choose(first, { remember: false });
}

async function begin() {
  const form = part("filter");
  const got = await fetch(root.dataset.source);
  if (!got.ok) return; // the picture and the list stay
  // How much stands above the map, so that the two fill the window.
  const fit = () => root.style.setProperty("--above", `${root.offsetTop}px`);
  addEventListener("resize", fit);
  fit();
  const data = await got.json();
  root.classList.add("is-live");
  liveSheet();
  const map = draw(data);
  refine(map);
  for (const button of form.querySelectorAll("[data-nojs]")) button.hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  live(map);
  filter();
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(part("ground"));
}

if (root && L) begin();
