// A long form saves itself; the save button does the same without this.
// What cannot be read stays in its field, and is kept in this tab until it is mended.

const QUIET_MS = 3000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-saved]");
  const wrong = form.querySelector("template[data-wrong]");
  const key = `draft ${location.pathname}`;
  const { revision, base } = form.elements;
  let unsaved = new Set((form.dataset.unsaved ?? "").split(" ").filter(Boolean));
  let changed = new Set(unsaved); // Names whose text the draft may not hold.
  let typed = 0;
  let timer;
  let sending = false;
  let failed = false;

  const named = (name) => form.querySelectorAll(`[name="${name}"]`);
  const fill = (name, value) => {
    const wanted = [value].flat();
    for (const field of named(name)) {
      if (field.type === "checkbox") field.checked = wanted.includes(field.value);
      else field.value = value;
    }
  };

  const shown = (name) => {
    const fields = [...named(name)];
    if (fields[0].type !== "checkbox") return fields[0].value;
    return fields.filter((field) => field.checked).map((field) => field.value);
  };

  // The sentence beside a field, as the server writes it; none takes it away.
  const refuse = (name, words) => {
    const [field] = named(name);
    if (!field) return;
    const id = `${name}-error`;
    const box = field.closest(".field");
    const tied = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
    document.getElementById(id)?.remove();
    box.classList.toggle("field--error", Boolean(words));
    field.toggleAttribute("aria-invalid", false);
    if (words) {
      const line = wrong.content.firstElementChild.cloneNode(true);
      line.id = id;
      line.querySelector("span").append(words);
      box.querySelector(".affix, .choices, .input").before(line);
      field.setAttribute("aria-invalid", "true");
      tied.push(id);
    }
    if (tied.length) field.setAttribute("aria-describedby", tied.join(" "));
    else field.removeAttribute("aria-describedby");
  };

  const keep = () => {
    const texts = [...changed].filter((name) => named(name).length).map((name) => [name, shown(name)]);
    if (!texts.length) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ revision: revision.value, base: base.value, texts }));
  };

  const send = async () => {
    clearTimeout(timer);
    if (sending || !typed || form.querySelector("[name=conflict]")) return;
    sending = true;
    const at = typed;
    const body = new FormData(form);
    body.set("auto", "1");
    const answer = await fetch(location.pathname, { method: "POST", body, keepalive: true }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    sending = false;
    failed = !told;
    if (failed) keep();
    status.textContent = told?.said ?? form.dataset.failed;
    status.toggleAttribute("data-warn", !answer?.ok || failed || Object.keys(told.unsaved).length > 0);
    if (!answer?.ok || !told) return;
    revision.value = told.revision;
    base.value = told.base;
    for (const [name, value] of Object.entries(told.taken)) fill(name, value);
    const left = Object.keys(told.unsaved);
    for (const name of new Set([...unsaved, ...left])) refuse(name, told.unsaved[name]);
    unsaved = new Set(left);
    document.querySelector(".summary")?.remove();
    if (at !== typed) {
      timer = setTimeout(send, QUIET_MS);
      return;
    }
    typed = 0;
    changed = new Set(left);
    keep();
    if (!left.length) form.dispatchEvent(new Event("saved"));
  };

  form.addEventListener("input", (event) => {
    typed += 1;
    if (event.target.name && event.target.type !== "radio") changed.add(event.target.name);
    clearTimeout(timer);
    timer = setTimeout(send, QUIET_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    typed = 0; // The page goes away, and is not to be saved a second time.
    if (!failed) changed.clear();
    keep();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    keep();
    send();
  });

  // What this tab kept comes back as if the page had never been left.
  const kept = JSON.parse(sessionStorage.getItem(key));
  if (form.hasAttribute("data-unsaved")) keep();
  else if (kept) {
    const began = JSON.parse(kept.base);
    const now = JSON.parse(base.value);
    for (const [name, text] of kept.texts) {
      fill(name, text);
      now[name] = began[name];
    }
    revision.value = kept.revision;
    base.value = JSON.stringify(now);
    for (const [name] of kept.texts) named(name)[0]?.dispatchEvent(new Event("input", { bubbles: true }));
    send();
  }

  // An answer that was filled in asks for a reason once it is changed.
  for (const why of form.querySelectorAll("[data-given]")) {
    const field = form.elements[why.dataset.of];
    field?.addEventListener?.("input", () => {
      if (field.value.replaceAll(",", "") !== why.dataset.given) why.open = true;
    });
  }
}
