// What pages gain from JavaScript; all of them work without it.
// Each line below serves one data- attribute that the macros write.

const all = (selector) => document.querySelectorAll(selector);

// Copying and printing: shown only where the browser can.
if (navigator.clipboard) {
  for (const button of all("[data-copy]")) {
    const words = button.querySelector("[aria-live]");
    const before = words.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      words.textContent = button.dataset.done;
      setTimeout(() => (words.textContent = before), 2000);
    });
  }
}
for (const button of all("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A question opens here instead of on its own page.
for (const link of all("a[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) continue;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
}

// A list of errors is read first; its links lead into the field.
document.querySelector("[data-focus]")?.focus();

// An unsent form is not lost by accident, nor one that was sent and not taken whole.
for (const form of all("form[data-draft]")) {
  let dirty = form.hasAttribute("data-unsaved");
  form.addEventListener("input", () => (dirty = true));
  for (const done of ["submit", "saved"]) form.addEventListener(done, () => (dirty = false));
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}

// A second click within a second sends nothing twice.
let sent = -Infinity;
addEventListener("submit", (event) => {
  const method = event.submitter?.formMethod || event.target.method;
  if (method !== "post" || event.defaultPrevented) return;
  if (event.timeStamp - sent < 1000) event.preventDefault();
  else sent = event.timeStamp;
});

// What takes seconds says so on its button.
for (const slow of all("[data-busy]")) {
  slow.addEventListener(slow.matches("form") ? "submit" : "click", (event) => {
    const button = slow.matches("form") ? slow.querySelector(".button") : slow;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    button.textContent = slow.dataset.busy;
    button.setAttribute("aria-busy", "true");
  });
}

// Filters work at once; empty ones stay out of the address.
for (const form of all("form[data-autosubmit]")) {
  for (const button of form.querySelectorAll("[data-nojs]")) button.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.type !== "search") form.requestSubmit();
  });
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (value === "") formData.delete(name);
    }
  });
}

// What is under way is shown anew until it ends; not while somebody is in it.
for (const part of all("[data-poll]")) {
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page && page.querySelector("[data-poll]");
    if (fresh && !part.contains(document.activeElement)) {
      part.dataset.poll = fresh.dataset.poll;
      part.replaceChildren(...fresh.childNodes);
    }
    if (part.dataset.poll) setTimeout(look, part.dataset.poll);
  };
  if (part.dataset.poll) setTimeout(look, part.dataset.poll);
}

// One box ticks all of a name.
for (const box of all("[data-all]")) {
  box.addEventListener("change", () => {
    for (const each of box.form.querySelectorAll(`[name="${box.dataset.all}"]`)) each.checked = box.checked;
  });
}

// Up and down walk through the rows of a desk; enter follows the row's link, x ticks it.
for (const table of all("table[data-keyrows]")) {
  table.addEventListener("keydown", (event) => {
    const rows = [...table.querySelectorAll("tbody tr")].filter((row) => row.querySelector("a"));
    const at = rows.indexOf(event.target.closest("tr"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const box = rows[at]?.querySelector("[type=checkbox]");
    if (event.key === "x" && box && event.target.matches("a")) box.checked = !box.checked;
    if (at < 0 || !rows[to] || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    rows[to].querySelector("a").focus();
  });
}

// The folded menu closes by Escape and by a click elsewhere.
for (const menu of all("details[data-menu]")) {
  addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
